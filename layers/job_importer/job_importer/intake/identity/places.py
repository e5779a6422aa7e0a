"""Merges items of a job that its feed lists once per place, under one id, if they differ only in place and dates.

One of the items counts, and gets the places of all.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from struct import Struct
from typing import Self

from job_importer.intake.fields.nested import SEPARATOR
from job_importer.intake.format import Adapter, Candidate, Draft
from job_importer.intake.identity.duplicates import Bits, Traits
from job_importer.intake.identity.partitions import PARTS, Partitions
from job_importer.intake.items import DiskList
from job_importer.intake.model import MAX_TEXT, NormalisedJob

RECORD = Struct("<QQ")  # index of the item that counts, position of another
Finish = Callable[[Draft], NormalisedJob]
Records = Callable[[int], Iterable[tuple[int, int, int]]]
"""The items of a part (a number below `PARTS`): hash of the id, position, index."""

MOST = MAX_TEXT // len(SEPARATOR)  # places that a location has room for
_MASK = 2**64 - 1


class Siblings:
    """Knows which items contribute their places to which. It is on disk, with one part of the document in memory."""

    def __init__(self, stored: DiskList) -> None:
        self._stored = stored
        self._found = Partitions(RECORD)
        self._items = 0  # if no item has siblings
        self._part: tuple[int, dict[int, array[int]]] = (-1, {})

    def read_by(self, adapt: Adapter) -> Self:
        self._adapt = adapt
        return self

    def traits(self, candidate: Candidate, position: int) -> Traits:
        """An item's traits, see `duplicates.Traits`. An address to apply at does not say which job an item is."""
        if candidate.shareable:
            return position, None
        draft = self._adapt(self._stored.at(position))
        return _without_place(draft), (draft.location, draft.country)

    def collect(self, records: Records, traits: Callable[[int], Traits], duplicates: Bits, items: int) -> None:
        self._items = items
        for part in range(PARTS):
            repeated = {key for key, _, index in records(part) if index in duplicates}
            keepers = {}
            for key, position, index in records(part) if repeated else ():
                if key in repeated and index not in duplicates:
                    lasting, place = traits(position)
                    keepers[key, lasting] = index, place
            for key, position, index in records(part) if keepers else ():
                if index in duplicates:
                    lasting, place = traits(position)
                    keeper, its_place = keepers.get((key, lasting), (index, place))
                    if place != its_place:
                        self._found.write(keeper * PARTS // items, keeper, position)

    def of(self, index: int) -> Sequence[int] | None:
        """The positions of an item's siblings in `stored`. Cheap only if called in document order."""
        if not self._items:
            return None
        number = index * PARTS // self._items
        if self._part[0] != number:
            several: dict[int, array[int]] = {}
            for keeper, position in self._found.part(number):
                several.setdefault(keeper, array("Q")).append(position)
            self._part = (number, several)
        return self._part[1].get(index)

    def digest(self, own: bytes, positions: Iterable[int]) -> bytes:
        """The digest of an item and its siblings; the order of the siblings does not matter."""
        packed = map(self._stored.packed_at, positions)
        total = sum(int.from_bytes(blake2b(one, digest_size=8).digest()) for one in packed)
        return blake2b(own + (total & _MASK).to_bytes(8), digest_size=len(own)).digest()

    def add_places(self, job: NormalisedJob, positions: Iterable[int], finish: Finish) -> None:
        """Adds the siblings' places to the job, and drops its country and remote flag if they differ."""
        places = _places(job)
        for position in positions:
            draft = self._adapt(self._stored.at(position))
            draft.description = None
            other = finish(draft)
            places |= _places(other)
            if len(places) > 2 * MOST:
                places = set(sorted(places)[:MOST])
            for name in ("country", "remote"):
                if other[name] != job[name]:
                    job[name] = None
        kept = sorted(places)
        while len(SEPARATOR.join(kept)) > MAX_TEXT:
            kept.pop()
        job["location"] = SEPARATOR.join(kept) or None

    def close(self) -> None:
        self._found.close()


def _without_place(draft: Draft) -> int:
    elsewhere = replace(draft, location=(), country=None, remote_evidence=(), url=None, posted=None, expires=None)
    return hash(repr(replace(elsewhere, tags=sorted(draft.tags))))


def _places(job: NormalisedJob) -> set[str]:
    return set(job["location"].split(SEPARATOR)) if job["location"] else set()
