"""Decides whether a feed writes the day first: "03/04/2026"."""

import re
from collections.abc import Iterable
from typing import Any

from job_importer.intake.format import Draft
from job_importer.intake.normalise.dates import MAX_LENGTH, SLASHED, bare


class DateOrder:
    """The feed's dates that allow only one order decide on all others."""

    def __init__(self) -> None:
        self._votes = 0

    def see(self, date: str) -> None:
        """Call for the date fields of every item."""
        if "/" in date or "-" in date[:3]:
            self._votes += slash_order_vote(date)

    def day_first(self, samples: Iterable[Draft], drafts: Iterable[Draft]) -> bool | None:
        """None if no date decides. Without date fields that do, the dates of the drafts count, if samples have any."""
        if not self._votes and any(map(_dates, samples)):
            self._votes = sum(slash_order_vote(date) for draft in drafts for date in _dates(draft))
        return self._votes > 0 if self._votes else None


def slash_order_vote(value: str) -> int:
    """What one date says about its feed's order: +1 day first, -1 month first, 0 nothing. Sum the votes."""
    match = _ordered(value)
    if match is None:
        return 0
    first, second = int(match[1]), int(match[3])
    if 12 < first <= 31 and 1 <= second <= 12:
        return 1
    return -1 if 12 < second <= 31 and 1 <= first <= 12 else 0


def _dates(draft: Draft) -> list[Any]:
    """The draft's dates whose order the feed as a whole decides."""
    return [date for date in (draft.posted, draft.expires) if isinstance(date, str) and _ordered(date)]


def _ordered(value: str) -> re.Match[str] | None:
    text = bare(stripped) if len(value) <= MAX_LENGTH and (stripped := value.strip()) else ""
    match = SLASHED.fullmatch(text)
    return None if match is None or match[2] == "." else match
