"""What pass 1 learns about a document's items: their number, identity, duplicates and date order."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import partial
from struct import Struct
from typing import Any
from zlib import crc32

from job_importer.caching import LONGEST, Memory
from job_importer.intake.fields.marks import mark_fields, mark_of
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Candidate, Fields, Format
from job_importer.intake.identity.choose import COMPOSED, Standing, choose, same_name
from job_importer.intake.identity.duplicates import Bits, ComposedKeys, RepeatedValues, SharedValues
from job_importer.intake.identity.partitions import PARTS, Partitions
from job_importer.intake.identity.places import Siblings
from job_importer.intake.identity.values import all_text, id_value, looks_fleeting, plain_text
from job_importer.intake.items import DiskList
from job_importer.intake.model import Hints
from job_importer.intake.normalise.date_order import DateOrder
from job_importer.plural import plural
from job_importer.urls.normalise import comparable, same_page

MAX_FIELD_NAMES = 2_000
RECORD = Struct("<BQQQ")  # candidate, hash of its value, position and index of the item
COMPOSED_RECORD = Struct("<QQQQ")  # hash of the composed key, hash of the content, rank, index of the item
_MASK = 2**64 - 1


@dataclass(slots=True)
class Verdict:
    """How the jobs are identified; `candidate` is None for composed keys. All `Bits` go by item index."""

    identity: str  # as the report says it
    candidate: Candidate | None
    unkeyed: int  # items whose keys are composed; `resolve_collisions` has yet to compare them
    duplicates: Bits
    marked: Bits  # no open jobs, according to the feed; they count nowhere else
    key_collisions: Bits  # composed only: another job has the same title, company, place and url, and keeps the key
    id_collisions: Bits  # another job has the same value of the candidate and keeps it; these get composed keys
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to treat items with just these fields; most items of a feed have the same."""

    candidates: tuple[tuple[int, Candidate], ...]
    content: tuple[str, ...]
    dates: tuple[str, ...]
    marks: tuple[str, ...]
    lasting: tuple[str, ...]
    fleeting: tuple[str, ...]
    seed: int  # of the ranks: a checksum of the names


class Profile:
    """Call `add` for every item in order, then `decide` once if the document is well-formed.

    `add` also puts the items into `stored`.
    """

    def __init__(self, format: Format, fields: Set[str], partitions: Partitions, stored: DiskList) -> None:
        self.count = 0  # of all items, the marked ones included
        self.marked = Bits()
        self.marks: Counter[str] = Counter()
        self.names: set[str] = set()  # of the fields that occur
        self._format, self._partitions, self._stored = format, partitions, stored
        self._candidates = format.candidates_among(fields)[:MAX_CANDIDATES]
        urls = {candidate.field for candidate in self._candidates if candidate.is_url}
        self.is_fleeting = Memory(lambda name: name in urls or name in format.dates or looks_fleeting(name)).__getitem__
        """Whether a field may differ between items that are the same job."""
        self._plans: dict[tuple[str, ...], _Plan] = {}
        self._covered = [0] * len(self._candidates)
        self._covered_aside = [0] * len(self._candidates)  # the same for marked items
        self.date_order = DateOrder()

    def add(self, raw: Any) -> None:
        fields = self._format.parse(raw)
        position = self._stored.put(fields)
        index = self.count
        self.count = index + 1
        plan = self._plan(fields)
        if plan.marks and (mark := mark_of(fields, plan.marks)):
            self._put_aside(index, mark, fields, plan)
            return
        for number, candidate in plan.candidates:
            if value := id_value(candidate, fields):
                self._covered[number] += 1
                key = hash(same_page(value) if candidate.is_url else comparable(value)) & _MASK
                self._partitions.write(key, number, key, position, index)
        for name in plan.dates:
            if text := text_of(fields[name]):
                self.date_order.see(text)

    def _put_aside(self, index: int, mark: str, fields: Fields, plan: _Plan) -> None:
        """Marked items influence the choice of identity only if the feed lists nothing else."""
        self.marked.add(index)
        for number, candidate in plan.candidates:
            self._covered_aside[number] += id_value(candidate, fields) is not None
        if mark in self.marks or len(self.marks) < MAX_MARKS:
            self.marks[mark] += 1

    @property
    def offered(self) -> int:
        return self.count - len(self.marked)

    def rank(self, fields: Fields) -> int:
        """A number that orders items of the same job, whatever their order in the document.

        Its high bits are a checksum of the item's content, its low bits one of dates and addresses.
        """
        return _rank(fields, self._plan(fields))

    def _plan(self, fields: Fields) -> _Plan:
        names = tuple(fields)
        return self._plans.get(names) or self._make_plan(names)

    def _make_plan(self, names: tuple[str, ...]) -> _Plan:
        ordered = sorted(names)
        plan = _Plan(
            candidates=tuple((n, c) for n, c in enumerate(self._candidates) if c.field in names),
            content=tuple(name for name in ordered if name in self._format.content),
            dates=tuple(name for name in names if name in self._format.dates),
            marks=mark_fields(names),
            lasting=tuple(name for name in ordered if not self.is_fleeting(name)),
            fleeting=tuple(name for name in ordered if self.is_fleeting(name)),
            seed=_checksum("\0".join(ordered)),
        )
        if len(self._plans) < MAX_PLANS and sum(map(len, names)) <= LONGEST_PLAN:
            self._plans[names] = plan
        if len(self.names) < MAX_FIELD_NAMES:
            self.names.update(name for name in names if len(name) <= LONGEST)
        return plan

    def decide(self, hints: Hints, spelling: Callable[[Candidate], str], siblings: Siblings) -> Verdict:
        """`spelling` returns a candidate's name as the feed writes it. `siblings` is filled."""
        looks = [
            (partial(self._look, candidate), partial(siblings.traits, candidate)) for candidate in self._candidates
        ]
        counts = [RepeatedValues(self.offered, *look) for look in looks]
        used = [counted for counted, covered in zip(counts, self._covered, strict=True) if covered]
        for part in range(PARTS):
            for number, key, position, index in self._partitions.part(part):
                counts[number].see(key, position, index)
            for counted in used:
                counted.end_part()
        items, told = (self.offered, self._covered) if self.offered else (self.count, self._covered_aside)
        standings = [
            Standing(spelling(candidate), items, covered, counted.clashes, counted.values)
            for candidate, covered, counted in zip(self._candidates, told, counts, strict=True)
        ]
        chosen = choose(standings, hints.identity, hints.known_identity)
        if chosen is None:
            warnings = _warnings(hints, standings, None)
            return Verdict(COMPOSED, None, self.offered, Bits(), self.marked, Bits(), Bits(), warnings)
        duplicates, collisions = counts[chosen].duplicates, Bits()
        if hints.identity is None and standings[chosen].is_shared:
            shared = self._share(chosen, SharedValues(*looks[chosen]))
            duplicates, collisions = shared.duplicates, shared.collisions
        if len(duplicates):
            siblings.collect(partial(self._records, chosen), looks[chosen][1], duplicates, self.count)
        warnings = _warnings(hints, standings, chosen, len(collisions))
        unkeyed = self.offered - self._covered[chosen] + len(collisions)
        name, candidate = standings[chosen].name, self._candidates[chosen]
        return Verdict(name, candidate, unkeyed, duplicates, self.marked, Bits(), collisions, warnings)

    def _share(self, chosen: int, counted: SharedValues) -> SharedValues:
        for part in range(PARTS):
            for key, position, index in self._records(chosen, part):
                counted.see(key, position, index)
            counted.end_part()
        return counted

    def _records(self, chosen: int, part: int) -> Iterator[tuple[int, int, int]]:
        return (record[1:] for record in self._partitions.part(part) if record[0] == chosen)

    def _look(self, candidate: Candidate, position: int) -> tuple[int, int]:
        """For an item with a repeated id or address: a checksum of the job that it describes, and its rank."""
        fields = self._stored.at(position)
        plan = self._plan(fields)
        names, told = (plan.lasting, all_text) if candidate.shareable else (plan.content, plain_text)
        return hash((names, *[told(fields[name]) for name in names])) & _MASK, _rank(fields, plan)


MAX_CANDIDATES = 255
MAX_MARKS = 20  # different ones that are counted
MAX_PLANS = 2_000
LONGEST_PLAN = 10_000  # characters of all its names


def resolve_collisions(verdict: Verdict, items: Iterable[tuple[int, str, str, int]], partitions: Partitions) -> None:
    """Completes the verdict for items with composed keys, given as index, composed key, content and rank.

    Only the finished jobs show which keys are the same, so this takes a pass of its own.
    """
    for index, key, content, rank in items:
        base = hash(key) & _MASK
        partitions.write(base, base, hash(content) & _MASK, rank, index)
    counted = ComposedKeys(verdict.duplicates, verdict.key_collisions)
    for part in range(PARTS):
        for base, job, rank, index in partitions.part(part):
            counted.see(base, job, rank, index)
        counted.end_part(partitions.part(part))


def _rank(fields: Fields, plan: _Plan) -> int:
    lasting = _checksum("\0".join([str(fields[name]) for name in plan.lasting]), plan.seed)
    return lasting << 32 | _checksum("\0".join([str(fields[name]) for name in plan.fleeting]), plan.seed)


def _checksum(text: str, seed: int = 0) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"), seed)


def _warnings(hints: Hints, standings: list[Standing], chosen: int | None, collisions: int = 0) -> tuple[str, ...]:
    warnings = []
    wanted = hints.identity
    found = COMPOSED if chosen is None else standings[chosen].name
    if wanted is not None and not same_name(wanted, found):
        warnings.append(
            f"The feed's identity is set to {wanted!r}, which no item has; ids are composed from other fields instead."
        )
    known = hints.known_identity
    if wanted is None and known is not None and not same_name(known, found):
        warnings.append(
            f"Until now {known!r} identified the jobs, but it is no longer unique and present; {found!r} identifies "
            "them now."
        )
    if collisions:
        warnings.append(
            f"Found {plural(collisions, 'item')} with the {found!r} of another job although title, company or place "
            "differ; the ids of such items are composed from other fields."
        )
    elif chosen is not None and standings[chosen].clashes:
        warnings.append(
            f"Found {plural(standings[chosen].clashes, 'item')} with the {found!r} of another job although title, "
            "company or place differ; such items count as duplicates."
        )
    return tuple(warnings)
