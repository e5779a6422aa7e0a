"""Counting repetitions part by part: which items are duplicates, and how often a value stands for different jobs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from job_importer.intake.identity import MAX_CLASHES

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


class Tally:
    """One candidate: which items repeat an earlier one's value, and how often a value stands for different jobs."""

    def __init__(self, items: int) -> None:
        self.duplicates = Bits()
        self.clashes = 0
        self._enough = MAX_CLASHES * items + 1
        self._best: dict[int, int] = {}  # value → rank and, in the low bits, index of the item that represents it
        self._jobs: dict[int, int] = {}  # value → the job that it was first seen with
        self._others: set[tuple[int, int]] = set()

    def see(self, key: int, job: int, rank: int, index: int) -> None:
        best = self._best.get(key)
        if best is None:
            self._best[key] = rank << _INDEX_BITS | index
            self._jobs[key] = job
            return
        if job != self._jobs[key] and self.clashes + len(self._others) <= self._enough:
            self._others.add((key, job))
        if rank << _INDEX_BITS | index < best:
            self.duplicates.add(best & _INDEX_MASK)
            self._best[key] = rank << _INDEX_BITS | index
        else:
            self.duplicates.add(index)

    def end_part(self) -> None:
        self.clashes += len(self._others)
        self._best.clear()
        self._jobs.clear()
        self._others.clear()


class ComposedTally:
    """The composed key: items that agree in all their text are duplicates, the others are jobs of their own.

    Both sets are added to.
    """

    def __init__(self, duplicates: Bits, crowded: Bits) -> None:
        self.duplicates = duplicates
        self.crowded = crowded
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
            for key, _, _, index in records:
                if key in self._shared:
                    self.crowded.add(index)
        self._jobs.clear()
        self._best.clear()
        self._shared.clear()
