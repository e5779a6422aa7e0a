"""Fifty feeds over thirty days, twenty of which decay, run through the system's own decisions; and the truth about
them.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from job_importer.codes import FeedState, RunFailure
from job_importer.explanations import explain
from job_importer.feeds.judged import never_judged
from job_importer.feeds.model import FeedDoc, FeedSettings, healthy
from job_importer.ids import first_id_at
from job_importer.runs.feed_update import lessons
from job_importer.runs.judgement.day import DayDoc, day_of
from job_importer.runs.judgement.usual import usual_of
from job_importer.runs.judgement.verdict import has_changed, judge, stored
from job_importer.runs.model import RunDoc, RunStatus, Trigger
from job_importer.runs.store import new_run
from job_importer.runs.totals import no_counts
from tools.worlds.source import WEEKEND, Decay, Source, draw_habits, fill_of

START = datetime(2026, 9, 7, tzinfo=UTC)  # a Monday
FEEDS, DECAYING, DAYS = 50, 20, 30
FIRST_ONSET, LAST_ONSET = 8, 24
SILENT_DAYS = 5  # a feed is quiet once it has brought nothing on so many days on which it usually does
LARGE = 150  # jobs; of fewer, chance alone takes as much as shrinking does
SHRUNK_TO = 0.7  # a feed that shrinks day by day is shrinking once so much of it is left
_ONE_DAY = timedelta(days=1)

TRUTH = {
    Decay.TITLES: FeedState.LOSING_JOBS,
    Decay.COMPANIES: FeedState.DECAYING,
    Decay.A_FIELD: FeedState.DECAYING,
    Decay.FAILING: FeedState.LOSING_JOBS,
    Decay.STALE: FeedState.QUIET,
    Decay.SHRINKING: FeedState.SHRINKING,
    Decay.SHRUNK: FeedState.SHRINKING,
    Decay.GONE: FeedState.BROKEN,
    Decay.SLOW: FeedState.BROKEN,
    Decay.FORGOTTEN: FeedState.OVERDUE,
    Decay.STUCK: FeedState.OVERDUE,
}


@dataclass(frozen=True)
class Seen:
    """A feed at the end of a day. `truth` is None if the model cannot say: the fault has just begun."""

    feed_id: str
    day: int
    decay: Decay
    truth: FeedState | None
    state: FeedState
    why: str


@dataclass
class Feed:
    source: Source
    doc: FeedDoc
    days: list[DayDoc] = field(default_factory=list)
    today: list[RunDoc] = field(default_factory=list)
    pending_new: int = 0

    def truth(self, day: int) -> FeedState | None:
        """None from the day on which it begins to that on which the model says so, and the day after."""
        source = self.source
        if not source.has_decayed(day):
            return FeedState.HEALTHY
        true_from = source.onset
        if source.decay is Decay.STALE:
            true_from = self._silent_from()
        elif source.decay is Decay.SHRINKING:
            while source.level(true_from) > SHRUNK_TO * source.level(source.onset - 1):
                true_from += 1
        return TRUTH[source.decay] if day > true_from else None

    def _silent_from(self) -> int:
        source, busy = self.source, 0
        day = source.onset - 1
        while busy < SILENT_DAYS:
            day += 1
            is_weekend = (START + day * _ONE_DAY).weekday() >= WEEKEND
            busy += not is_weekend or source.habits.weekend == 1.0
        return day


def make_world(seed: int) -> dict[str, Feed]:
    rng = random.Random(seed)
    decays = [list(TRUTH)[n % len(TRUTH)] for n in range(DECAYING)] + [Decay.NONE] * (FEEDS - DECAYING)
    return {f"feed-{n:02d}": _make_feed(f"feed-{n:02d}", decay, rng) for n, decay in enumerate(decays)}


def _make_feed(feed_id: str, decay: Decay, rng: random.Random) -> Feed:
    habits = draw_habits(rng)
    if decay is Decay.STALE:  # else five days without a new job are nothing odd
        habits.churn = max(habits.churn, 4 / habits.size)
    if decay in (Decay.SHRINKING, Decay.SHRUNK):
        habits.size = max(habits.size, LARGE)
    given = [name for name, rate in habits.fields.items() if rate > 0.6 and name not in ("title", "company")]
    source = Source(
        habits,
        random.Random(rng.random()),
        decay,
        rng.randrange(FIRST_ONSET, LAST_ONSET) if decay is not Decay.NONE else 10_000,
        lost_field=rng.choice(given),
        lost_share=rng.uniform(0.35, 0.45) if decay is Decay.SHRUNK else rng.uniform(0.6, 0.95),
        daily_loss=rng.uniform(0.03, 0.06),
    )
    return Feed(source, new_feed(feed_id, habits.interval_hours))


def new_feed(feed_id: str, interval_hours: int) -> FeedDoc:
    settings = FeedSettings(url=f"https://{feed_id}.example/feed.xml", interval_seconds=interval_hours * 3600)
    learned: dict[str, Any] = {
        "_id": feed_id,
        "created_at": START,
        "updated_at": START,
        "next_due_at": START,
        "not_before": None,
        "lease": None,
        "health": healthy(),
        "known_identity": None,
        "yields": [],
        "validators": {},
        "confirmed_run_id": None,
        "confirmed_at": None,
        "sent_at": None,
        "judgement": never_judged(START),
    }
    return {**settings.model_dump(), **learned}  # type: ignore[typeddict-item]


def live(world: dict[str, Feed], days: int = DAYS) -> Iterator[Seen]:
    """Every feed at the end of every day."""
    for day in range(days):
        for feed in world.values():
            yield _live_a_day(feed, day)


def _live_a_day(feed: Feed, day: int) -> Seen:
    begin = START + day * _ONE_DAY
    if day:
        feed.pending_new += feed.source.pass_a_day(day, begin.weekday())
    else:
        feed.pending_new = len(feed.source.jobs)
    _renew(feed, begin)
    while (now := max(begin, feed.doc["next_due_at"])) < begin + _ONE_DAY and _import(feed, day, now):
        pass
    end = begin + _ONE_DAY - timedelta(minutes=1)
    _look(feed, end)
    feed.days.append(day_of(feed.doc["_id"], begin.date(), feed.today))
    feed.today = []
    judgement = feed.doc["judgement"]
    state = FeedState(judgement["state"])
    return Seen(feed.doc["_id"], day, feed.source.decay, feed.truth(day), state, judgement["why"])


def _renew(feed: Feed, begin: datetime) -> None:
    feed.doc["usual"] = usual_of(feed.days, feed.doc["judgement"]["odd"], begin.date())


def _look(feed: Feed, now: datetime) -> None:
    """The pass over all feeds."""
    judgement = judge(feed.doc, now)
    if has_changed(feed.doc, judgement):
        feed.doc |= stored(feed.doc, judgement, now)  # type: ignore[typeddict-item]


def _import(feed: Feed, day: int, now: datetime) -> bool:
    """A run from start to end; False if there is none."""
    source = feed.source
    if source.has_decayed(day) and source.decay in (Decay.FORGOTTEN, Decay.STUCK):
        is_stuck = source.decay is Decay.STUCK
        feed.doc["lease"] = {"run_id": "", "expires_at": now + _ONE_DAY} if is_stuck else None
        return False
    run_id = first_id_at(now)
    run = new_run(run_id, feed_id=feed.doc["_id"], feed_url="", source="", trigger=Trigger.SCHEDULE, now=now)
    run |= {"started_at": now, "fetched_at": now, "finished_at": now}
    run |= _outcome(feed, day)
    feed.doc["lease"] = None
    feed.doc |= lessons(feed.doc, run, now + timedelta(minutes=1))  # type: ignore[typeddict-item]
    feed.today.append(run)
    return True


def _outcome(feed: Feed, day: int) -> Any:
    source = feed.source
    if source.has_decayed(day) and source.decay is Decay.GONE:
        return _failed(RunFailure.NOT_A_JOB_FEED)
    is_slow = source.has_decayed(day) and source.decay is Decay.SLOW
    if is_slow or source.rng.random() < source.habits.failing:
        return _failed(RunFailure.FEED_TIMEOUT)
    masks, failed = source.reading(day, (START + day * _ONE_DAY).weekday())
    size, new = masks.total(), feed.pending_new
    feed.pending_new = 0
    known = max(0, size - new - failed)
    counts = no_counts() | {"fetched": size, "new": min(new, size - failed), "unchanged": known, "failed": failed}
    seal = {"chunks": 1, "fetched": size, "inactive": 0, "duplicates": 0, "fill": fill_of(masks), "filled_of": size}
    status = RunStatus.PARTIAL if failed else RunStatus.SUCCEEDED
    return {"status": status.value, "counts": counts, "seal": seal, "filled": 1.0, "completeness": "whole"}


def _failed(code: RunFailure) -> Any:
    failure = {"code": code.value, "message": explain("runs", code).title, "retry_after": None}
    return {"status": RunStatus.FAILED.value, "failure": failure, "counts": no_counts(), "seal": None}
