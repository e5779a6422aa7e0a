"""Decides whether a feed writes the day first: "03/04/2026"."""

import re
from collections.abc import Iterable
from typing import Any

from job_importer.intake.normalise.dates import MAX_LENGTH, SLASHED, bare


class DateOrder:
    """The feed's dates that allow only one order decide on all others."""

    def __init__(self) -> None:
        self._votes = 0

    def see(self, date: str) -> None:
        """Call for the date fields of every item."""
        if "/" in date or "-" in date[:3]:
            self._votes += slash_order_vote(date)

    def day_first(self, samples: Iterable[Any], dates: Iterable[Any]) -> bool | None:
        """None if no date decides. Without date fields that do, `dates` of all jobs count, if those of samples need it.

        Jobs may have no dates, and some that are no text.
        """
        votes = self._votes
        if not votes and any(map(_depends, samples)):
            votes = sum(slash_order_vote(date) for date in dates if _depends(date))
        return votes > 0 if votes else None


def slash_order_vote(value: str) -> int:
    """What one date says about its feed's order: +1 day first, -1 month first, 0 nothing. Sum the votes."""
    match = _ordered(value)
    if match is None:
        return 0
    first, second = int(match[1]), int(match[3])
    if 12 < first <= 31 and 1 <= second <= 12:
        return 1
    return -1 if 12 < second <= 31 and 1 <= first <= 12 else 0


def _depends(date: Any) -> bool:
    """Whether the feed as a whole decides on its order."""
    return isinstance(date, str) and _ordered(date) is not None


def _ordered(value: str) -> re.Match[str] | None:
    text = bare(stripped) if len(value) <= MAX_LENGTH and (stripped := value.strip()) else ""
    match = SLASHED.fullmatch(text)
    return None if match is None or match[2] == "." else match
