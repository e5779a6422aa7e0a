"""Chooses the field that identifies the jobs of a feed, from its own data, by coverage and distinctness.

A field qualifies if nearly every item has it and it hardly ever stands for two different jobs. Jobs are different if
their title, company or place differ; items with the same value and the same of these are one job, listed twice.

An id that qualifies may still be repeated for a different job now and then (a publisher's slip): the repetition counts
as a duplicate, with a warning. An id or URL that many different jobs share is not used. The jobs are then keyed by a
digest of title, company, place and URL, and if even these are the same, also of their descriptions, so that none is
lost.

The field that has identified the jobs so far is kept while most of its values belong to a single job: with another key
every job of the feed would be new. Further jobs with the same value then get composed keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass

COMPOSED = "composed"
FULL_COVERAGE = 0.98
LEAST_COVERAGE = 0.5  # the items without it get a composed id
MAX_CLASHES = 0.04  # share of the items that repeat a value for a different job
LEAST_VALUES = 0.5  # share of the items with a known key that must have a value of their own


@dataclass(frozen=True, slots=True)
class Standing:
    """How one candidate does in the document.

    `clashes`: jobs beyond the first of each value; counting stops when there are too many. `values`: number of
    different values.
    """

    name: str
    items: int
    covered: int
    clashes: int
    values: int = 0

    def serves(self, coverage: float) -> bool:
        return self.covered >= coverage * self.items and not self.is_shared

    @property
    def is_shared(self) -> bool:
        """Whether different jobs share values more often than a mistake explains."""
        return self.clashes > MAX_CLASHES * self.items

    @property
    def can_be_kept(self) -> bool:
        return self.serves(LEAST_COVERAGE) or (
            self.covered >= LEAST_COVERAGE * self.items and self.values >= LEAST_VALUES * self.covered
        )


def choose(standings: Sequence[Standing], forced: str | None, known: str | None) -> int | None:
    """The index of the candidate that keys the jobs, or None for composed. `standings` come in order of preference."""
    if forced is not None:
        return _named(standings, forced)
    if known == COMPOSED:
        return None
    kept = None if known is None else _named(standings, known)
    if kept is not None and standings[kept].can_be_kept:
        return kept
    return _best(standings)


def _named(standings: Sequence[Standing], name: str) -> int | None:
    """The index of the candidate with this name, in any spelling; of several, the one that most items have."""
    meant = [(standing.covered, -index) for index, standing in enumerate(standings) if same_name(standing.name, name)]
    covered, index = max(meant, default=(0, 0))
    return -index if covered else None


def same_name(one: str, other: str) -> bool:
    """Case, separators and the "@" of attributes do not matter."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


def _best(standings: Sequence[Standing]) -> int | None:
    for index, standing in enumerate(standings):
        if standing.covered and standing.serves(FULL_COVERAGE):
            return index
    serving = [
        (-standing.covered, index) for index, standing in enumerate(standings) if standing.serves(LEAST_COVERAGE)
    ]
    return min(serving)[1] if serving and -min(serving)[0] else None
