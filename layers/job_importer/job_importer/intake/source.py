"""Presents all documents of a source as one: a single body, or the pages that were fetched."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from job_importer.codes import FeedError
from job_importer.completeness import Completeness
from job_importer.intake.document import ParsedDocument, open_document
from job_importer.intake.format import Candidate, Collected, Evidence
from job_importer.intake.guard.detect import refuse_other_data
from job_importer.intake.model import Hints
from job_importer.paging.container import CONTENT_TYPE, Page, Pages, unpack
from job_importer.paging.facts import read_facts
from job_importer.paging.steps import View, next_step
from job_importer.paging.verdict import Judgement, judge

Result = TypeVar("Result")


@contextmanager
def open_source(path: Path, hints: Hints) -> Iterator["Source"]:
    """The documents in `path` stay open until the end of the block. Raises only FeedError."""
    with ExitStack() as stack:
        if hints.content_type == CONTENT_TYPE:
            folder = stack.enter_context(TemporaryDirectory(prefix="pages-"))
            walked: Pages | None = unpack(path, Path(folder))
        else:
            walked = None
        pages = walked.pages if walked else (Page(path, hints.content_type),)
        documents = []
        for number, page in enumerate(pages, 1):
            with _on_page(number, len(pages)):
                documents.append(stack.enter_context(open_document(page, hints.caps)))
        yield Source(documents, pages, walked, hints)


class Source:
    """Like `ParsedDocument`, for all documents together. The first one with items decides what an item is."""

    def __init__(
        self, documents: list[ParsedDocument], pages: tuple[Page, ...], walked: Pages | None, hints: Hints
    ) -> None:
        self._documents, self._walked, self._hints = documents, walked, hints
        self._leading = documents[0]
        self.bytes = sum(page.path.stat().st_size for page in pages)

    def sniff(self) -> Evidence:
        leading = self._on(0, self._documents[0].sniff)
        for number, document in enumerate(self._documents[1:], 1):
            evidence = self._on(number, document.sniff)
            if not evidence.samples:
                self._on(number, partial(refuse_other_data, evidence))
            elif not leading.samples:
                leading, self._leading = evidence, document
        for document in self._documents:
            if document is not self._leading:
                document.adopt(self._leading)
        return leading

    def collect(self, start: Callable[[], Collected]) -> Collected:
        """Collects all items once. If a page needs repair, it starts again from the first page."""
        collected = self._on(0, partial(self._documents[0].collect, start))
        for number, document in enumerate(self._documents[1:], 1):
            collected = self._on(number, partial(document.collect, self._continuing(collected, start, number)))
        return collected

    def _continuing(self, collected: Collected, start: Callable[[], Collected], number: int) -> Callable[[], Collected]:
        """Returns a `start` for page `number`. It continues what is collected so far; after a failed attempt it starts
        anew and collects the earlier pages again.
        """
        at_first = [collected]

        def begin() -> Collected:
            if at_first:
                return at_first.pop()
            again = start()
            for earlier in self._documents[:number]:
                earlier.collect(lambda: again)
            return again

        return begin

    def judge(self, items: int) -> Judgement:
        """Call after `collect`. Followed pages are already judged; a single document says whether there are more."""
        if self._walked is not None:
            completeness = Completeness.PART if self._walked.more else Completeness.WHOLE
            return Judgement(completeness, self._walked.more)
        facts, url = read_facts(self._documents[0].beside()), self._hints.feed_url or ""
        step = next_step(View(facts, items, before=0, first_page=facts.page_number, asked=url, url=url))
        return judge([facts], items, step, cut=None)

    def spelling(self, candidate: Candidate) -> str:
        return self._leading.spelling(candidate)

    @property
    def encoding(self) -> str:
        return self._leading.encoding

    @property
    def repaired(self) -> bool:
        return any(document.repaired for document in self._documents)

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(warning for document in self._documents for warning in document.warnings))

    def _on(self, number: int, step: Callable[[], Result]) -> Result:
        with _on_page(number + 1, len(self._documents)):
            return step()


@contextmanager
def _on_page(number: int, of: int) -> Iterator[None]:
    try:
        yield
    except FeedError as error:
        if of == 1:
            raise
        raise error.saying(f"Page {number} of {of}: {error.message}") from None
