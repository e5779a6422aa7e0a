"""Opening a feed: recognise and survey it (pass 1); then its jobs, as often as wanted (pass 2)."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from job_importer.codes import FeedError, RunFailure
from job_importer.feeds.model import default_source
from job_importer.intake import detect
from job_importer.intake.articles import article_reason
from job_importer.intake.document import Document, open_document
from job_importer.intake.finish import finisher
from job_importer.intake.formats import registry
from job_importer.intake.formats.model import Context, Evidence, Fields, Format
from job_importer.intake.keys import external_id, unkeyed
from job_importer.intake.model import Hints, Item, NormalisedJob, Scan
from job_importer.intake.spill import Spill
from job_importer.intake.survey import COMPOSED_RECORD, RECORD, Survey, Verdict, tell_apart


def open_feed(path: Path, hints: Hints) -> "Feed":
    """Pass 1 over the plain, decompressed bytes in `path`. Raises nothing but FeedError.

    The feed is a context manager: repaired or re-encoded documents lie in a temporary file until it is closed.
    """
    document = open_document(path, hints)
    try:
        evidence = document.sniff()
        format = _format(evidence, hints)
        with Spill(RECORD) as spill:
            survey = document.survey(format, lambda: Survey(format, spill.restart()))
            if survey.count == 0 and not hints.allow_empty:
                raise FeedError(RunFailure.NO_JOBS_FOUND, "The feed is well-formed and holds no jobs.")
            verdict = survey.settle(hints, document.spelling)
        feed = Feed(document, evidence, format, survey, verdict, hints, path.stat().st_size)
        if verdict.unkeyed:
            feed.tell_apart()
    except BaseException:
        document.close()
        raise
    return feed


class Feed:
    """A recognised, well-formed document."""

    def __init__(
        self,
        document: Document,
        evidence: Evidence,
        format: Format,
        survey: Survey,
        verdict: Verdict,
        hints: Hints,
        size: int,
    ) -> None:
        self.scan = Scan(
            format=format.name,
            encoding=document.encoding,
            repaired=document.repaired,
            fetched=survey.count,
            identity=verdict.identity,
            warnings=(*document.warnings, *verdict.warnings),
            bytes=size,
        )
        self.unique = survey.count - len(verdict.duplicates)
        self.seen = self.missing_company = 0  # jobs of the last pass, and those without; complete when it is exhausted
        self._document, self._format, self._verdict, self._hints = document, format, verdict, hints
        self._adapt = format.adapter(Context(evidence.about, frozenset(survey.names), hints.fetched_at, hints.feed_url))
        self._finish = finisher(_source(hints), hints, survey.day_first)
        self._is_fleeting = survey.is_fleeting

    def tell_apart(self) -> None:
        """Before the first pass 2, where keys are composed: find out which would be the same."""
        with Spill(COMPOSED_RECORD) as spill:
            tell_apart(self._verdict, unkeyed(self._verdict, self._named(), self._is_fleeting), spill)
        self.unique = self.scan.fetched - len(self._verdict.duplicates)

    def _named(self) -> Iterator[tuple[Fields, NormalisedJob]]:
        """Every item, with as much of its job as a key is composed of: all but the description, the costly part."""
        for raw in self._document.items():
            fields = self._format.parse(raw)
            draft = self._adapt(fields)
            draft.description = None
            yield fields, self._finish(draft)

    def items(self, start: int = 0) -> Iterator[Item]:
        """Pass 2: every item in document order, normalised, the repeated and the invalid ones included. Repeatable.

        `start` leaves out the items before it, which then cost a fraction of the others.
        """
        self.seen = self.missing_company = 0
        parse, adapt, finish, duplicates = self._format.parse, self._adapt, self._finish, self._verdict.duplicates
        for index, raw in islice(enumerate(self._document.items()), start, None):
            fields = parse(raw)
            job = finish(adapt(fields))
            job["external_id"] = external_id(self._verdict, index, fields, job, self._is_fleeting)
            duplicate = index in duplicates
            if not duplicate:
                self.seen += 1
                self.missing_company += job["company"] is None
            yield Item(index, job, duplicate)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The scan's, and what only pass 2 can tell: complete when `items` is exhausted."""
        if not self.missing_company:
            return self.scan.warnings
        return (*self.scan.warnings, f"{self.missing_company} of {self.seen} jobs name no company.")

    def close(self) -> None:
        self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _format(evidence: Evidence, hints: Hints) -> Format:
    if hints.format is not None:
        forced = registry.by_name(hints.format)
        if forced is None or forced.syntax != evidence.syntax:
            known = ", ".join(format.name for format in registry.FORMATS)
            raise detect.not_a_feed(
                f"The feed is set to the format {hints.format!r}, which does not fit; known: {known}."
            )
        return forced
    if not evidence.samples:
        detect.refuse_other_data(evidence)
    format = registry.recognise(evidence)
    if format is None:
        raise detect.not_a_feed(
            f"Nothing in <{evidence.root}> says that its <{evidence.item}> elements are jobs"
            f" (fields: {', '.join(sorted(evidence.fields)[:12]) or 'none'})."
        )
    if evidence.samples and format.plain and (reason := article_reason(evidence)):
        raise detect.not_a_feed(reason)
    return format


def _source(hints: Hints) -> str:
    return hints.source or (default_source(hints.feed_url) if hints.feed_url else "") or "local"
