"""Decides from two consecutive listings whether a feed is a window, a list of the newest N. Pure.

A window shows N items for as long as its source has more: when new ones arrive, the oldest leave, and absence says
nothing about a job. A whole list of that length may look the same now and then, by chance, but sooner or later its
length gives it away. So while the two cannot be told apart, a list counts as a window: that closes a job late, while
the opposite error closes an open one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, log2

LARGEST = 5_000
"""Items; a longer list is whole. No known source cuts its list at a greater length."""
SHORTEST = 10  # items of a list whose turnover counts as a window's at the first time
LIKELY = 6.0  # bits of surprise if the list were whole: for a shorter list
SURE = 12.0  # for a list whose length has fallen before, unlike a window's
LOWERED = 0.8  # a window that its publisher shortens loses at least a fifth of its items
WAVERING = 0.9  # of its length: the share that a window may lack because some of its newest items were left out


@dataclass(frozen=True, slots=True)
class Listing:
    """What one run found, in document order. `items` counts every item; `keys` are those of different jobs.

    There are no keys if the list is longer than LARGEST or was not seen from its beginning; then it is not judged.
    `moments` are times of publication in seconds, if every job has one and they distinguish the jobs.
    """

    items: int
    keys: tuple[int, ...]
    moments: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about a feed after its last listing."""

    is_window: bool = False
    longest: int = 0  # items of its longest list
    has_fallen: bool = False  # its list has become shorter, at least once
    surprise: float = 0.0  # bits, of the turnovers since its length last changed


@dataclass(frozen=True, slots=True)
class Turnover:
    """Where the jobs that left were among the others, in one order of age."""

    oldest: int  # of those that left: older than every job that stayed
    others: int  # that left
    came_newest: int  # of those that came: newer than every job that stayed
    came_oldest: int  # jobs that a window had no room for until others left it
    came_between: int
    surprise: float  # bits: how seldom chance would take just these


def judge(standing: Standing, before: Listing, now: Listing) -> Standing:
    """The standing of the feed after `now`; `standing` is that after `before`. `is_window` is the verdict on `now`."""
    longest, is_shorter = max(standing.longest, now.items), now.items < before.items
    if set(before.keys) <= set(now.keys) and now.items <= standing.longest:
        return standing
    turnover = _turnover(before, now)
    surprise = turnover.surprise if turnover else 0.0
    surprise += standing.surprise if now.items == before.items else 0.0
    if standing.is_window:
        is_window = _remains(standing, before, now, turnover)
    else:
        is_window = _is_revealed(standing, before, now, turnover, surprise)
    if is_window:
        lowered = now.items <= LOWERED * before.items
        return Standing(True, now.items if lowered else longest, surprise=surprise)
    goes_on = turnover is not None and turnover.oldest > 0
    return Standing(False, longest, standing.has_fallen or is_shorter, surprise if goes_on else 0.0)


def _remains(standing: Standing, before: Listing, now: Listing, turnover: Turnover | None) -> bool:
    """Whether a presumed window may still be one. Its length decides: chance would not keep that."""
    if now.items > standing.longest:
        return turnover is not None and turnover.came_oldest > 0
    if now.items in (before.items, standing.longest):
        return True
    slid = turnover is not None and not turnover.others and turnover.came_newest > 0
    return slid and now.items >= WAVERING * standing.longest


def _is_revealed(standing: Standing, before: Listing, now: Listing, turnover: Turnover | None, surprise: float) -> bool:
    if turnover is None:
        return _is_all_new(standing, before, now)
    if not turnover.oldest or not turnover.came_newest:
        return False
    if now.items < before.items:
        return surprise >= SURE and is_round(now.items) and now.items <= LOWERED * before.items
    if now.items > before.items:
        fits = now.items > standing.longest and now.items >= SHORTEST and is_round(now.items)
        return fits and not turnover.others
    if standing.has_fallen or now.items < standing.longest:
        return surprise >= SURE
    return now.items >= SHORTEST or surprise >= LIKELY


def _is_all_new(standing: Standing, before: Listing, now: Listing) -> bool:
    """No job stayed: a window that is read too seldom, or other ids for the same jobs."""
    same_length = now.items == before.items == standing.longest and not standing.has_fallen
    return same_length and now.items >= SHORTEST and set(before.keys).isdisjoint(now.keys)


def is_round(number: int) -> bool:
    """A length that people choose for a list: 10, 25, 48, 64, 500."""
    return number % 5 == 0 or number % 12 == 0 or number & (number - 1) == 0


def _turnover(before: Listing, now: Listing) -> Turnover | None:
    """The most significant turnover among the possible orders of the feed: newest first, newest last, by date. None if
    it lost its oldest in none of them. In an ordered document, new items are at one end.
    """
    placed = (_in_order(*_by_place(before, now, step)) for step in (1, -1))
    found = [one for one in placed if one and not one.came_between]
    dated = _in_order(*_by_date(before, now)) if before.moments and now.moments else None
    if dated and not dated.others:
        found.append(dated)
    return max(found, key=lambda one: (one.oldest > 0, one.surprise), default=None)


Ages = dict[int, int]
"""By key; a greater number is older."""


def _by_place(before: Listing, now: Listing, step: int) -> tuple[Ages, Ages]:
    old, new = ({key: place for place, key in enumerate(listing.keys[::step])} for listing in (before, now))
    return old, new


def _by_date(before: Listing, now: Listing) -> tuple[Ages, Ages]:
    old, new = (
        {key: -moment for key, moment in zip(listing.keys, listing.moments or (), strict=True)}
        for listing in (before, now)
    )
    return old, new


def _in_order(before: Ages, now: Ages) -> Turnover | None:
    stayed = before.keys() & now.keys()
    if not stayed:
        return None
    left = [age for key, age in before.items() if key not in now]
    came = [age for key, age in now.items() if key not in before]
    edge = max(before[key] for key in stayed)
    oldest = sum(age >= edge for age in left)
    tied = sum(before[key] == edge for key in stayed) if edge in left else 0
    first, last = min(now[key] for key in stayed), max(now[key] for key in stayed)
    newest, behind = sum(age <= first for age in came), sum(age > last for age in came)
    others = len(left) - oldest
    return Turnover(
        oldest=oldest,
        others=others,
        came_newest=newest,
        came_oldest=behind,
        came_between=len(came) - newest - behind,
        surprise=_surprise(len(before), oldest, others, tied),
    )


def _surprise(jobs: int, oldest: int, others: int, tied: int) -> float:
    """Bits: of `oldest + others` jobs that left by chance, this many were the oldest. `tied` are as old, but stayed."""
    return log2(comb(jobs, oldest)) - log2(comb(oldest + others, oldest)) - log2(comb(oldest + tied, oldest))


def tell_apart(moments: Sequence[int | None]) -> tuple[int, ...] | None:
    """The moments, if every job has one and at least a few of them differ."""
    known = tuple(moment for moment in moments if moment is not None)
    return known if len(known) == len(moments) and len(set(known)) > 1 else None
