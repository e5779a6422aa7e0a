"""Opens a feed: recognises and profiles it (pass 1), then iterates over its jobs any number of times (pass 2)."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from hashlib import blake2b, sha256
from itertools import chain
from pathlib import Path
from typing import Any

from job_importer.codes import FeedError, RunFailure
from job_importer.completeness import Completeness
from job_importer.intake.complete import addressed, finisher
from job_importer.intake.fields.names import shown
from job_importer.intake.format import Adapter, DocumentFacts, Draft, Evidence, Fields, Format
from job_importer.intake.formats import registry
from job_importer.intake.guard import detect
from job_importer.intake.guard.articles import article_reason
from job_importer.intake.identity.duplicates import Bits
from job_importer.intake.identity.keys import external_id, stands_alone, unkeyed
from job_importer.intake.identity.partitions import Partitions
from job_importer.intake.identity.places import Siblings
from job_importer.intake.identity.profile import COMPOSED_RECORD, RECORD, Profile, Verdict, resolve_collisions
from job_importer.intake.identity.values import looks_fleeting
from job_importer.intake.items import DiskList, unpacked
from job_importer.intake.model import Hints, Item, NormalisedJob, Recall, Scan
from job_importer.intake.source import Source, open_source
from job_importer.paging.verdict import Judgement
from job_importer.plural import plural
from job_importer.urls.host import default_source

Review = Callable[[NormalisedJob], NormalisedJob | None]
"""Reviews each job before it is used: returns the job, changed if need be, or None to skip it."""

DIGEST_BYTES = 16


@contextmanager
def open_feed(path: Path, hints: Hints, review: Review = lambda job: job, review_version: str = "") -> Iterator["Feed"]:
    """Runs pass 1 over the decompressed bytes in `path`. Raises only FeedError.

    The items are in a temporary file until the end of the block; `path` is not read again. Items reviewed by another
    version of the review are reviewed again.
    """
    with closing(DiskList()) as stored, closing(Siblings(stored)) as siblings:
        yield _read(path, hints, stored, siblings, review, review_version)


def _read(
    path: Path, hints: Hints, stored: DiskList, siblings: Siblings, review: Review, review_version: str
) -> "Feed":
    with open_source(path, hints) as source, closing(Partitions(RECORD)) as partitions:
        evidence = source.sniff()
        format = _format(evidence, hints)
        fields = frozenset().union(*map(format.parse, evidence.samples))
        profile = source.collect(lambda: Profile(format, fields, partitions.restart(), stored.restart()))
        if profile.count == 0 and not hints.allow_empty:
            said = f"The feed is well-formed but has no jobs{detect.found_instead(evidence)}."
            raise FeedError(RunFailure.NO_JOBS_FOUND, f"{said} If it may be empty, set its allow_empty.")
        names = frozenset(profile.names)
        context = DocumentFacts(evidence.about, names, hints.fetched_at, hints.feed_url, evidence.samples)
        adapt = addressed(format.adapter(context), hints.url_template)
        verdict = profile.decide(hints, source.spelling, siblings.read_by(adapt))
        scan = _scan(source, format, profile, verdict)
    samples = map(adapt, map(format.parse, evidence.samples))
    day_first = profile.date_order.day_first(_dates(samples), _dates(map(adapt, stored.read())))
    named = hints.source or (default_source(hints.feed_url) if hints.feed_url else "")
    finish, seed = finisher(named or "local", hints, day_first), _seed(format, context, day_first, review_version)
    feed = Feed(scan, profile, verdict, adapt, finish, stored, siblings, review, seed)
    if verdict.unkeyed:
        feed.resolve_collisions()
    return feed


def _dates(drafts: Iterable[Draft]) -> Iterator[Any]:
    return chain.from_iterable((draft.posted, draft.expires) for draft in drafts)


def _seed(format: Format, context: DocumentFacts, day_first: bool | None, review_version: str) -> blake2b:
    """The start of every `known_by`: what else in the document affects how an item is read.

    The samples do too, but they differ in every import, so they are left out; a full import makes up for it.
    """
    about = sorted((name, text) for name, text in context.about.items() if not looks_fleeting(name))
    facts = format.name, day_first, sorted(context.names), about, review_version
    return blake2b(repr(facts).encode(), digest_size=DIGEST_BYTES)


def _scan(source: Source, format: Format, profile: Profile, verdict: Verdict) -> Scan:
    judgement = source.judge(profile.count)
    part = (f"{judgement.reason} This run closes no jobs.",) if judgement.reason else ()
    if not part and format.window and format.window.cuts(profile.count):
        judgement = Judgement(Completeness.WINDOW, format.window.reason)
    return Scan(
        format=format.name,
        encoding=source.encoding,
        repaired=source.repaired,
        fetched=profile.offered,
        inactive=len(profile.marked),
        identity=verdict.identity,
        warnings=(*source.warnings, *verdict.warnings, *_left_out(profile), *part),
        bytes=source.bytes,
        completeness=judgement.completeness,
        completeness_reason=judgement.reason,
        fields=shown(*sorted(profile.names)),
    )


def _left_out(profile: Profile) -> tuple[str, ...]:
    if not profile.marked:
        return ()
    said = ", ".join(mark for mark, _ in profile.marks.most_common(3))
    return (f"Skipped {plural(len(profile.marked), 'item')} that the feed marks as inactive ({said}).",)


class Feed:
    """A recognised, well-formed document whose items are on disk in `stored`."""

    def __init__(
        self,
        scan: Scan,
        profile: Profile,
        verdict: Verdict,
        adapt: Adapter,
        finish: Callable[[Draft], NormalisedJob],
        stored: DiskList,
        siblings: Siblings,
        review: Review,
        seed: blake2b,
    ) -> None:
        self.scan, self._seed = scan, seed
        self.unique = scan.fetched - len(verdict.duplicates)
        self._nameless, self._nameless_before = Bits(), 0  # jobs without a company; their number before `start`
        self.is_as_it_came = True  # no item so far was changed or skipped by the review
        self._withheld: set[int] = set()  # indexes of the skipped items
        self._profile, self._verdict, self._adapt, self._finish, self._stored = profile, verdict, adapt, finish, stored
        self._siblings, self._review = siblings, review

    def resolve_collisions(self) -> None:
        """Call before pass 2 if keys are composed: finds keys that would collide."""
        with closing(Partitions(COMPOSED_RECORD)) as partitions:
            resolve_collisions(self._verdict, unkeyed(self._verdict, self._named(), self._profile), partitions)
        self.unique = self.scan.fetched - len(self._verdict.duplicates)

    def _named(self) -> Iterator[tuple[Fields, NormalisedJob]]:
        """Yields every item with its job. Descriptions are left out: they are costly, and no part of a key."""
        for fields in self._stored.read():
            draft = self._adapt(fields)
            draft.description = None
            yield fields, self._finish(draft)

    def items(self, start: int = 0, without_company: int = 0, recall: Recall | None = None) -> Iterator[Item]:
        """Pass 2: yields every item in document order, normalised, including duplicates and invalid ones. Repeatable.

        The items before `start` are skipped at almost no cost; `without_company` of them had none. Items that the
        review rejects count as marked. Items that `recall` knows are not parsed.
        """
        self._nameless_before = without_company
        for index, packed in enumerate(self._stored.packed(start), start):
            item = self._item(index, packed, recall)
            named = item.known.has_company if item.known else item.job["company"]
            if not (named or item.duplicate or item.marked):
                self._nameless.add(index)  # once, however many passes there are
            yield item

    def _item(self, index: int, packed: bytes, recall: Recall | None) -> Item:
        verdict = self._verdict
        duplicate, marked = index in verdict.duplicates, index in verdict.marked
        digest = None if duplicate or marked else sha256(packed).digest()[:DIGEST_BYTES]  # the fastest in hardware
        others = self._siblings.of(index) if digest else None
        if digest and others:
            digest = self._siblings.digest(digest, others)
        known_by = self._known_by(digest) if digest and recall and index not in verdict.id_collisions else None
        if recall and known_by and (known := recall(known_by)):
            return Item(index, {}, known=known, digest=digest, known_by=known_by)
        fields = unpacked(packed)
        draft = self._adapt(fields)
        if marked:
            draft.description = None
        job = self._finish(draft)
        job["external_id"] = external_id(verdict, index, fields, job, self._profile)
        if others:
            self._siblings.add_places(job, others, self._finish)
        reviewed = self._review(job)
        if reviewed is None and not duplicate and not marked:
            self._withheld.add(index)
            marked = True
        if reviewed is not job:
            self.is_as_it_came, known_by = False, None
        if known_by and not stands_alone(verdict, index, fields):
            known_by = None
        return Item(index, reviewed or job, duplicate, marked, digest=digest, known_by=known_by)

    def _known_by(self, digest: bytes) -> bytes:
        known_by = self._seed.copy()
        known_by.update(digest)
        return known_by.digest()

    def as_read(self, index: int) -> Fields | None:
        """An item as read, before normalising; None if there are fewer items."""
        return next(self._stored.read(index), None)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The warnings of the scan and of pass 2; complete once `items` is exhausted."""
        told = list(self.scan.warnings)
        if nameless := self._nameless_before + len(self._nameless):
            told.append(f"Jobs without a company: {nameless} of {self.unique}.")
        if self._withheld:
            told.append(f"Skipped {plural(len(self._withheld), 'item')} erased on request.")
        return tuple(told)


def _format(evidence: Evidence, hints: Hints) -> Format:
    if hints.format is not None:
        forced = registry.by_name(hints.format)
        if forced is None or forced.syntax != evidence.syntax:
            fitting = ", ".join(format.name for format in registry.FORMATS if format.syntax == evidence.syntax)
            raise detect.not_a_feed(
                f"The feed's format is set to {hints.format!r}, but the document is {detect.called(evidence.root)}. "
                f"Formats that fit it: {fitting}. Without the setting the format is detected."
            )
        return forced
    evidence = replace(evidence, is_known=hints.known_identity is not None)
    if not evidence.samples:
        detect.refuse_other_data(evidence)
    format = registry.recognise(evidence)
    if format is None:
        raise detect.not_of_jobs(evidence)
    if evidence.samples and format.plain and (reason := article_reason(evidence)):
        raise detect.not_a_feed(reason)
    return format
