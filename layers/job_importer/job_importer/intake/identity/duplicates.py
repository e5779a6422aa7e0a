"""Counts repetitions partition by partition: which items are duplicates, and how often a value is shared by different
jobs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from job_importer.intake.identity.choose import MAX_CLASHES

_INDEX_BITS = 40
_INDEX_MASK = 2**_INDEX_BITS - 1


@dataclass(slots=True)
class Bits:
    """A set of item indexes, at a bit each."""

    data: bytearray = field(default_factory=bytearray)

    def add(self, index: int) -> None:
        if (byte := index >> 3) >= len(self.data):
            self.data.extend(bytes(byte + 1 - len(self.data)))
        self.data[byte] |= 1 << (index & 7)

    def __contains__(self, index: int) -> bool:
        byte = index >> 3
        return byte < len(self.data) and bool(self.data[byte] >> (index & 7) & 1)

    def __len__(self) -> int:
        return int.from_bytes(self.data, "little").bit_count()


Look = Callable[[int], tuple[int, int]]
"""From an item's position to the job it stands for and its rank."""

Traits = tuple[int, object]
"""Of an item: a checksum of all that lasts but its place, and its place. Items of one value that agree in the first are
one job.
"""


class _Values:
    """The values of one candidate. Only items that share a value are looked at."""

    def __init__(self, look: Look, traits: Callable[[int], Traits]) -> None:
        self.duplicates = Bits()
        self._look, self._traits = look, traits
        self._first: dict[int, int] = {}  # value → position and, in the low bits, index of the first item that has it

    def see(self, key: int, position: int, index: int) -> None:
        here = position << _INDEX_BITS | index
        first = self._first.setdefault(key, here)
        if first != here:
            self._repeat(key, first, here)

    def _repeat(self, key: int, first: int, here: int) -> None: ...

    def _standing(self, item: int) -> tuple[int, int]:
        job, rank = self._look(item >> _INDEX_BITS)
        return job, rank << _INDEX_BITS | item & _INDEX_MASK

    def _lasting(self, item: int) -> int:
        return self._traits(item >> _INDEX_BITS)[0]


class RepeatedValues(_Values):
    """Which items repeat an earlier one's value, and how often a value stands for different jobs."""

    def __init__(self, items: int, look: Look, traits: Callable[[int], Traits]) -> None:
        super().__init__(look, traits)
        self.clashes = self.values = 0
        self._enough = MAX_CLASHES * items + 1
        self._best: dict[int, int] = {}  # repeated value → rank and, in the low bits, index of its representative
        self._jobs: dict[int, int] = {}  # repeated value → the job that it was first seen with
        self._others: set[tuple[int, int]] = set()

    def _repeat(self, key: int, first: int, here: int) -> None:
        if key not in self._best:
            self._jobs[key], self._best[key] = self._standing(first)
        job, rank = self._standing(here)
        counts = job != self._jobs[key] and self.clashes + len(self._others) <= self._enough
        if counts and self._lasting(first) != self._lasting(here):
            self._others.add((key, job))
        self.duplicates.add(max(rank, self._best[key]) & _INDEX_MASK)
        self._best[key] = min(rank, self._best[key])

    def end_part(self) -> None:
        self.clashes += len(self._others)
        self.values += len(self._first)
        self._first.clear()
        self._best.clear()
        self._jobs.clear()
        self._others.clear()


class SharedValues(_Values):
    """Of a candidate whose values several jobs share: one of them keeps the value, the others collide with it.

    Of a job that is repeated with its value one item counts, as in `RepeatedValues`.
    """

    def __init__(self, look: Look, traits: Callable[[int], Traits]) -> None:
        super().__init__(look, traits)
        self.collisions = Bits()
        self._best: dict[int, dict[int, int]] = {}  # repeated value → job → as in `RepeatedValues`
        self._same: dict[tuple[int, int], int] = {}  # repeated value and checksum → the first job that has them

    def _repeat(self, key: int, first: int, here: int) -> None:
        if key not in self._best:
            self._best[key] = dict([self._as_same(key, first)])
        job, rank = self._as_same(key, here)
        best = self._best[key].setdefault(job, rank)
        if best != rank:
            self.duplicates.add(max(rank, best) & _INDEX_MASK)
            self._best[key][job] = min(rank, best)

    def _as_same(self, key: int, item: int) -> tuple[int, int]:
        job, rank = self._standing(item)
        return self._same.setdefault((key, self._lasting(item)), job), rank

    def end_part(self) -> None:
        for best in self._best.values():
            for rank in sorted(best.values())[1:]:
                self.collisions.add(rank & _INDEX_MASK)
        self._first.clear()
        self._best.clear()
        self._same.clear()


class ComposedKeys:
    """The composed key: items that agree in all their text are duplicates, the others are jobs of their own.

    Of different jobs with the same key one keeps it and the others are collisions, so that it stays the key of a job
    whose namesakes come and go. Both sets are added to.
    """

    def __init__(self, duplicates: Bits, key_collisions: Bits) -> None:
        self.duplicates = duplicates
        self.key_collisions = key_collisions
        self._jobs: dict[int, int] = {}
        self._best: dict[tuple[int, int], int] = {}
        self._shared: set[int] = set()

    def see(self, key: int, job: int, rank: int, index: int) -> None:
        if self._jobs.setdefault(key, job) != job:
            self._shared.add(key)
        best = self._best.get((key, job))
        if best is None:
            self._best[key, job] = rank << _INDEX_BITS | index
        elif rank << _INDEX_BITS | index < best:
            self.duplicates.add(best & _INDEX_MASK)
            self._best[key, job] = rank << _INDEX_BITS | index
        else:
            self.duplicates.add(index)

    def end_part(self, records: Iterable[tuple[Any, ...]]) -> None:
        if self._shared:
            keeps = self._keepers()
            for key, job, _, index in records:
                if key in keeps and job != keeps[key]:
                    self.key_collisions.add(index)
        self._jobs.clear()
        self._best.clear()
        self._shared.clear()

    def _keepers(self) -> dict[int, int]:
        """Shared key → the job that keeps it: the one of the lowest rank, as among duplicates."""
        lowest: dict[int, tuple[int, int]] = {}
        for (key, job), rank in self._best.items():
            if key in self._shared:
                lowest[key] = min(lowest.get(key, (rank, job)), (rank, job))
        return {key: job for key, (_, job) in lowest.items()}
