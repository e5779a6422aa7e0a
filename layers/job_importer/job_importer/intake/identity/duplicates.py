"""Finds duplicates, partition by partition, and counts how often different jobs share a value."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from job_importer.intake.identity.choose import MAX_CLASHES

LEAST_ENOUGH = 100  # clashes that are counted even in a small feed: some turn out to be one job
_INDEX_BITS = 40
_INDEX_MASK = 2**_INDEX_BITS - 1


@dataclass(slots=True)
class Bits:
    """A set of item indexes that takes one bit per item."""

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
"""Maps an item's position to the job that it stands for and its rank."""

Traits = tuple[int, object]
"""A checksum of an item's lasting content without its place, and the place. Same value and checksum: one job."""


class _Jobs:
    """Groups the items of one value into jobs, whatever their order. Items that share a trait are one job, also through
    a third item. Keeps the lowest rank of each job.
    """

    def __init__(self) -> None:
        self.ranks: dict[int, int] = {}  # by the trait that stands for the job
        self._parents: dict[int, int] = {}  # trait → another of the same job, or itself

    def add(self, traits: tuple[int, int], rank: int) -> list[int]:
        """Returns the ranks that repeat a job with a lower rank."""
        known = {self._root(trait) for trait in traits if trait in self._parents}
        root = min(known, default=traits[0])
        self._parents |= dict.fromkeys((*known, *traits), root)
        lowest, *repeated = sorted([rank, *map(self.ranks.pop, known)])
        self.ranks[root] = lowest
        return repeated

    def _root(self, trait: int) -> int:
        while (parent := self._parents[trait]) != trait:
            self._parents[trait] = trait = self._parents[parent]
        return trait


class _Values:
    """The values of one candidate. Only items that share a value are read."""

    def __init__(self, look: Look, traits: Callable[[int], Traits]) -> None:
        self.duplicates = Bits()
        self._look, self._traits = look, traits
        self._first: dict[int, int] = {}  # value → position of its first item, with the index in the low bits
        self._jobs: defaultdict[int, _Jobs] = defaultdict(_Jobs)  # by repeated value

    def see(self, key: int, position: int, index: int) -> None:
        here = position << _INDEX_BITS | index
        first = self._first.setdefault(key, here)
        if first != here:
            self._repeat(key, first, here)

    def _repeat(self, key: int, first: int, here: int) -> None: ...

    def _standing(self, item: int) -> tuple[int, int]:
        """The job that an item stands for, and its rank with the index in the low bits."""
        job, rank = self._look(item >> _INDEX_BITS)
        return job, rank << _INDEX_BITS | item & _INDEX_MASK

    def _join(self, key: int, item: int, job: int, rank: int) -> list[int]:
        lasting, _ = self._traits(item >> _INDEX_BITS)
        return self._jobs[key].add((job, lasting), rank)


class RepeatedValues(_Values):
    """Finds the items that repeat a value, and counts how often a value stands for different jobs."""

    def __init__(self, items: int, look: Look, traits: Callable[[int], Traits]) -> None:
        super().__init__(look, traits)
        self.clashes = self.values = 0
        self._enough = MAX_CLASHES * items + LEAST_ENOUGH
        self._best: dict[int, int] = {}  # repeated value → rank of its representative
        self._others = 0  # clashes in this part

    def _repeat(self, key: int, first: int, here: int) -> None:
        if key not in self._best:
            job, self._best[key] = self._standing(first)
            self._join(key, first, job, self._best[key])
        job, rank = self._standing(here)
        if self.clashes + self._others <= self._enough:
            before = len(self._jobs[key].ranks)
            self._join(key, here, job, rank)
            self._others += len(self._jobs[key].ranks) - before
        self.duplicates.add(max(rank, self._best[key]) & _INDEX_MASK)
        self._best[key] = min(rank, self._best[key])

    def end_part(self) -> None:
        self.clashes += self._others
        self.values += len(self._first)
        self._others = 0
        self._first.clear()
        self._best.clear()
        self._jobs.clear()


class SharedValues(_Values):
    """For a candidate whose values are shared by several jobs: one keeps the value, the others collide with it.

    If a job is repeated with its value, one item counts, as in `RepeatedValues`.
    """

    def __init__(self, look: Look, traits: Callable[[int], Traits]) -> None:
        super().__init__(look, traits)
        self.collisions = Bits()

    def _repeat(self, key: int, first: int, here: int) -> None:
        for item in (here,) if key in self._jobs else (first, here):
            for rank in self._join(key, item, *self._standing(item)):
                self.duplicates.add(rank & _INDEX_MASK)

    def end_part(self) -> None:
        for jobs in self._jobs.values():
            for rank in sorted(jobs.ranks.values())[1:]:
                self.collisions.add(rank & _INDEX_MASK)
        self._first.clear()
        self._jobs.clear()


class ComposedKeys:
    """Compares items by their composed keys: those with the same text are duplicates, all others are jobs of their own.

    Of different jobs with the same key, one keeps it and the others are collisions, so that a job keeps its key while
    its namesakes come and go. Adds to both sets.
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
        """Shared key → the job that keeps it: the one with the lowest rank, as among duplicates."""
        lowest: dict[int, tuple[int, int]] = {}
        for (key, job), rank in self._best.items():
            if key in self._shared:
                lowest[key] = min(lowest.get(key, (rank, job)), (rank, job))
        return {key: job for key, (_, job) in lowest.items()}
