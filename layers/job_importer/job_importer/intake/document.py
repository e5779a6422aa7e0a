"""The interface that documents of every syntax share, and how to open one."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from job_importer.intake.bytes.encoding import Encoding, decide
from job_importer.intake.bytes.wrapped import unwrapped
from job_importer.intake.format import Candidate, Collected, Evidence, Syntax
from job_importer.intake.guard.detect import refuse_html, syntax_of
from job_importer.intake.json.document import JsonDocument
from job_importer.intake.model import Caps
from job_importer.intake.table.document import TableDocument
from job_importer.intake.xml.document import XmlDocument
from job_importer.paging.beside import Record
from job_importer.paging.container import Page


class ParsedDocument(Protocol):
    """A document of one syntax in a file. Every method reads it in blocks from the beginning.

    `encoding`, `repaired` and `warnings` are final once `collect` has returned. Only `FeedError` is raised.
    """

    encoding: str
    repaired: bool
    warnings: tuple[str, ...]

    def sniff(self) -> Evidence:
        """Look at the beginning. Evidence without samples means that there are no items."""
        ...

    def adopt(self, first: object) -> bool:
        """Call after `sniff`: read the items at the same place as in `first`, another page of the same source.

        False if this page has another syntax, or no such place.
        """
        ...

    def collect(self, start: Callable[[], Collected]) -> Collected:
        """Pass 1: read everything, and `add` every item in order to what `start` returns; or raise.

        If the first attempt fails and the document can be repaired, it calls `start` again.
        """
        ...

    def beside(self) -> list[Record]:
        """Call after `collect`: the records beside the items, which may describe other pages."""
        ...

    def spelling(self, candidate: Candidate) -> str:
        """The candidate's name as the document writes it."""
        ...

    def close(self) -> None:
        """Remove temporary files."""
        ...


DOCUMENTS: Mapping[Syntax, Callable[[Path, Encoding, Caps], ParsedDocument]] = {
    "xml": XmlDocument,
    "json": JsonDocument,
    "table": TableDocument,
}


@contextmanager
def open_document(page: Page, caps: Caps) -> Iterator[ParsedDocument]:
    """The document stays open until the end of the block. Raises FeedError."""
    with unwrapped(page.path, page.content_type) as (path, warnings):
        encoding = decide(path, page.content_type)
        syntax = syntax_of(refuse_html(path, encoding))
        with closing(DOCUMENTS[syntax](path, encoding, caps)) as document:
            document.warnings += (*warnings, *encoding.warnings)
            yield document
