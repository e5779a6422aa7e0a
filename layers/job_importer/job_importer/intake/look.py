"""Reads one page of a source while its pages are still being fetched: its items, and where the next page is."""

import hashlib
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from job_importer.intake.bytes.files import blocks
from job_importer.intake.document import ParsedDocument, open_document
from job_importer.intake.model import Caps
from job_importer.paging.beside import Record
from job_importer.paging.container import Page
from job_importer.paging.hints import may_have_pages


@dataclass(frozen=True, slots=True)
class Look:
    """`digest` covers the items only. `fits`: the page has the same structure as the first one."""

    items: int
    digest: bytes
    beside: list[Record]
    fits: bool


class Looker:
    """Looks at the pages of one source, in order."""

    def __init__(self, caps: Caps) -> None:
        self._caps = caps
        self._stack = ExitStack()
        self._leading: ParsedDocument | None = None  # the first page that has items

    def look(self, page: Page) -> Look:
        """Raises FeedError if the page cannot be read."""
        with ExitStack() as own:
            document = own.enter_context(open_document(page, self._caps))
            evidence = document.sniff()
            fits = self._leading is None or document.adopt(self._leading)
            counted = document.collect(Counted)
            if self._leading is None and evidence.samples:
                self._leading = document
                self._stack.enter_context(own.pop_all())
            return Look(counted.items, counted.digest.digest(), document.beside(), fits)

    def close(self) -> None:
        self._stack.close()


class Counted:
    """Counts the items, and computes a digest of them in order."""

    def __init__(self) -> None:
        self.items = 0
        self.digest = hashlib.blake2b(digest_size=16)

    def add(self, raw: Any) -> None:
        self.items += 1
        self.digest.update(repr(raw).encode("utf-8", "surrogatepass"))


def may_have_more(page: Page) -> bool:
    """A quick check for further pages. It saves reading a feed of one page twice."""
    return may_have_pages(blocks(page.path))
