"""The judgement of a feed, as stored on its document: its usual values and its state."""

from collections.abc import Mapping
from datetime import datetime
from typing import NotRequired, TypedDict

from job_importer.codes import FeedState
from job_importer.explanations import explain


class Reading(TypedDict):
    """What a successful run found in its feed; a not_modified run found the same as the run that it confirms."""

    size: int | None  # jobs that the feed lists; None if only a part was read
    fetched: int
    failed: int
    fill: Mapping[str, int]  # by field, the jobs that have it
    filled_of: int  # the jobs examined for that; 0 if not counted


class Band(TypedDict):
    """The usual range of a number: by chance it stays between `low` and `high`."""

    usual: float
    low: float
    high: float


class Fall(TypedDict):
    """A number that has fallen week by week: the share of jobs with `field`, or the feed's size if `field` is None."""

    field: str | None
    before: float
    now: float
    since: datetime


class Usual(TypedDict):
    """A feed's usual values, derived from its days. None: not known yet."""

    day: str  # the day it was computed on: 2026-11-01
    size: Band | None
    fill: dict[str, Band]  # shares, 0 to 1
    failed: Band | None  # share of jobs that fail
    new: Band | None  # jobs a day
    silence: list[float] | None  # probability of a day without a new job, by weekday, Monday first
    failing: float  # probability that a run fails
    sums: dict[str, int] | None  # its median day: imports, new, updated, closed, failed
    falls: list[Fall]


class Odd(TypedDict):
    """A finding that chance does not explain; it counts once a second reading confirms it."""

    since: datetime
    is_held: bool


class Judgement(TypedDict):
    """`n` counts the changes of state, `revision` those of the judgement. `odd` holds by state what is odd, even if
    a worse state hides it.
    """

    n: int
    revision: int
    state: str
    rank: int
    since: datetime
    why: str
    advice: str
    command: str | None
    jobs_at_stake: int
    odd: dict[str, Odd]
    reading: Reading | None
    read_at: datetime | None
    last_new_at: datetime | None
    jobs: int  # size of `reading`, to sort by
    run_id: str  # the last run, likewise; "" where there was none


class Transition(TypedDict):
    """A change of state. `n` is unique within the feed and increases, so that each change becomes one event."""

    n: int
    at: datetime
    state: str
    was: str
    since: datetime
    why: str
    advice: NotRequired[str]  # these three: only in changes since 0.5
    command: NotRequired[str | None]
    jobs_at_stake: NotRequired[int]


class RecentRun(TypedDict):
    id: str
    at: datetime
    status: str
    code: str | None
    format: NotRequired[str | None]
    fetched: int
    new: int
    updated: int
    closed: int
    failed: int


TRANSITIONS_KEPT = 50
RECENT_KEPT = 30

NEVER_IMPORTED = "It has not been imported yet."


def never_judged(now: datetime) -> Judgement:
    """The judgement of a new feed."""
    return {
        "n": 0,
        "revision": 0,
        "state": FeedState.WAITING.value,
        "rank": FeedState.WAITING.rank,
        "since": now,
        "why": NEVER_IMPORTED,
        "advice": explain("states", FeedState.WAITING).advice,
        "command": None,
        "jobs_at_stake": 0,
        "odd": {},
        "reading": None,
        "read_at": None,
        "last_new_at": None,
        "jobs": 0,
        "run_id": "",
    }
