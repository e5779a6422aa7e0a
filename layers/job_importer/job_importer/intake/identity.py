"""Which field keys the jobs of a feed: decided from the feed's own data, by coverage and distinctness.

A field serves if nearly every item has it and it hardly ever stands for two different jobs. "Different" means another
title, company or place; two items with the same value and the same of these are one job, listed twice.

An id that serves on the whole is believed: where it is repeated for a different job now and then (a publisher's
slip), the repetition counts as a duplicate, with a warning. An id or url that many different jobs share keys nothing,
and the jobs are keyed by a digest of title, company, place and url; if even these are the same, of their descriptions
too. So none is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

COMPOSED = "composed"
FULL_COVERAGE = 0.98
LEAST_COVERAGE = 0.5  # the items without it get a composed id
MAX_CLASHES = 0.04  # share of the items that repeat a value for a different job


@dataclass(frozen=True, slots=True)
class Standing:
    """How one candidate does in the document. `clashes`: different jobs beyond the first, summed over its values."""

    name: str
    items: int
    covered: int
    clashes: int

    def serves(self, coverage: float) -> bool:
        return self.covered >= coverage * self.items and self.clashes <= MAX_CLASHES * self.items


def choose(standings: Sequence[Standing], forced: str | None, known: str | None) -> int | None:
    """The index of the candidate that keys the jobs, or None for composed. `standings` come in order of preference."""
    if forced is not None:
        return _named(standings, forced)
    if known == COMPOSED:
        return None
    kept = None if known is None else _named(standings, known)
    if kept is not None and standings[kept].serves(LEAST_COVERAGE):
        return kept
    return _best(standings)


def _named(standings: Sequence[Standing], name: str) -> int | None:
    """The one that is meant, however it is spelled; among several the one that most items have."""
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
