"""What is held of a feed, as it lies on its document: what is usual for it, and how it stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import NotRequired, TypedDict

from job_importer.codes import FeedState
from job_importer.explanations import explain


class Reading(TypedDict):
    """What a good run found in its feed; a run that was not modified found what the one that it confirms had found."""

    size: int | None  # jobs that the feed lists; None: a part of them was read
    fetched: int
    failed: int
    fill: Mapping[str, int]  # by field, the jobs that fill it
    filled_of: int  # the jobs that were looked at for that; 0 where it was not counted


class Band(TypedDict):
    """A number that stays between `low` and `high` by chance."""

    usual: float
    low: float
    high: float


class Fall(TypedDict):
    """A number that has gone down week by week. `field`: the share of jobs that fill it; None: the feed's size."""

    field: str | None
    before: float
    now: float
    since: datetime


class Usual(TypedDict):
    """A feed's own ways, from its own days. What is None is not known yet."""

    day: str  # it was reckoned on: 2026-11-01
    size: Band | None
    fill: dict[str, Band]  # shares, 0 to 1
    failed: Band | None  # share of the jobs that fail
    new: Band | None  # jobs a day
    silence: list[float] | None  # how likely a day without a new job is, by weekday, Monday first
    failing: float  # how likely a run fails
    sums: dict[str, int] | None  # its median day: imports, new, updated, closed, failed
    falls: list[Fall]


class Odd(TypedDict):
    """Something that chance does not explain, in force once a second reading has shown it as well."""

    since: datetime
    is_held: bool


class Judgement(TypedDict):
    """`n` counts the changes of state, `revision` those of the judgement. `odd` holds by state what is odd, whether or
    not a worse state hides it.
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
    jobs: int  # that it lists: of `reading`, to sort by
    run_id: str  # the last run, likewise; "" where there was none


class Transition(TypedDict):
    """A change of state. `n` is unique within the feed and counts up, so that each is told once."""

    n: int
    at: datetime
    state: str
    was: str
    since: datetime
    why: str
    advice: NotRequired[str]  # these three: of changes since 0.5
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
    """Of a feed that is new."""
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
