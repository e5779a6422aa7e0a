"""Detects what is unusual about a feed's last reading and last failures. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import prod, sqrt

from job_importer.codes import FeedState
from job_importer.explanations import explain
from job_importer.feeds.judged import Band, Fall, Odd, Reading, Usual
from job_importer.feeds.model import FeedDoc, Health
from job_importer.feeds.schedule import late_by
from job_importer.runs.judgement import words

BY_CHANCE = 5e-4  # anything less likely is not chance
MANY_FAILURES = 3
LONG_FAILING = timedelta(hours=24)
MANY_LOST = 0.1  # of a feed's jobs: never usual
PATIENCE = (timedelta(hours=1), timedelta(hours=6))  # with a run that is queued: at least, at most


@dataclass(frozen=True, slots=True)
class Finding:
    """`needs_second`: one reading may be an accident, so the next one has to confirm it."""

    state: FeedState
    why: str
    jobs_at_stake: int
    since: datetime
    needs_second: bool = False


def failing(feed: FeedDoc, now: datetime) -> Finding | None:
    """A failure that usually goes away is not reported, unless it lasts longer than is usual for the feed."""
    health, last = feed["health"], feed["health"]["last_failure"]
    streak = health["failures_in_a_row"]
    if not streak or last is None:
        return None
    since = health.get("failing_since") or last["at"]
    is_long = streak > 1 and now - since >= LONG_FAILING
    if not is_long and _passes(feed, health):
        return None
    is_broken = is_long or streak >= MANY_FAILURES
    state = FeedState.BROKEN if is_broken else FeedState.NEW_FAILURE
    return Finding(state, words.failing(streak, since, last), health["last_yield"] or 0, since)


def _passes(feed: FeedDoc, health: Health) -> bool:
    last, usual = health["last_failure"], feed.get("usual")
    if last is None or health["last_success_at"] is None or not explain("runs", last["code"]).passes:
        return False
    rate = usual["failing"] if usual else 0.05
    return float(rate ** health["failures_in_a_row"]) >= BY_CHANCE


def odd_reading(reading: Reading, usual: Usual | None, now: datetime) -> Iterator[Finding]:
    """For a reading at `now`; includes what has fallen for weeks."""
    if lost := _losing(reading, usual["failed"] if usual else None, now):
        yield lost
    if usual is None:
        return
    falls = {fall["field"]: fall for fall in usual["falls"]}
    if shrunk := _shrinking(reading, usual["size"], falls.pop(None, None), now):
        yield shrunk
    fields = [_decay(field, reading, usual, falls, now) for field in usual["fill"]]
    if found := sorted(filter(None, fields), key=lambda decay: -decay.missing):
        yield Finding(
            FeedState.DECAYING,
            words.decaying([(decay.field, decay.rate, decay.band, decay.fall) for decay in found]),
            found[0].missing,
            min(decay.since for decay in found),
            needs_second=all(decay.fall is None for decay in found),
        )


def _losing(reading: Reading, band: Band | None, now: datetime) -> Finding | None:
    failed, fetched = reading["failed"], reading["fetched"]
    share = failed / fetched if fetched else 0.0
    many = MANY_LOST + 2 * sqrt(MANY_LOST * (1 - MANY_LOST) / max(fetched, 1))  # with few jobs, by chance
    if failed < 2 or share <= (min(band["high"], many) if band else many):
        return None
    return Finding(FeedState.LOSING_JOBS, words.losing(failed, fetched, band), failed, now)


def _shrinking(reading: Reading, band: Band | None, fall: Fall | None, now: datetime) -> Finding | None:
    size = reading["size"]
    if size is None or band is None:
        return None
    if size < band["low"]:
        gone = round(band["usual"]) - size
        return Finding(FeedState.SHRINKING, words.shrunk(size, band), gone, now, needs_second=True)
    if fall and size < fall["before"]:
        return Finding(FeedState.SHRINKING, words.fell(fall), round(fall["before"]) - size, fall["since"])
    return None


@dataclass(frozen=True, slots=True)
class _Decay:
    field: str
    rate: float
    band: Band
    fall: Fall | None
    missing: int
    since: datetime


def _decay(field: str, reading: Reading, usual: Usual, falls: dict[str | None, Fall], now: datetime) -> _Decay | None:
    if not reading["filled_of"]:
        return None
    rate, band, fall = reading["fill"].get(field, 0) / reading["filled_of"], usual["fill"][field], falls.get(field)
    is_sudden = rate < band["low"]
    if not is_sudden and not fall:
        return None
    before = max(band["usual"], fall["before"] if fall else 0.0)
    missing = max(1, round((before - rate) * reading["filled_of"]))
    return _Decay(
        field, rate, band, None if is_sudden else fall, missing, now if is_sudden or not fall else fall["since"]
    )


def quiet(feed: FeedDoc, last_new_at: datetime | None, read_at: datetime) -> Finding | None:
    """Counts whole days (UTC) without a new job until the last reading, each as likely as its weekday makes it."""
    usual = feed.get("usual")
    if usual is None or usual["silence"] is None or last_new_at is None:
        return None
    days = _whole_days(last_new_at, read_at)
    if prod(usual["silence"][day.weekday()] for day in days) >= BY_CHANCE:
        return None
    missed = round(usual["new"]["usual"] * len(days)) if usual["new"] else 0
    return Finding(FeedState.QUIET, words.quiet(last_new_at, usual["new"]), missed, last_new_at)


def _whole_days(after: datetime, until: datetime) -> list[date]:
    first = after.astimezone(UTC).date() + timedelta(days=1)
    return [first + timedelta(days=n) for n in range((until.astimezone(UTC).date() - first).days)]


def overdue(feed: FeedDoc, now: datetime) -> Finding | None:
    """A running run is waited for, but not forever."""
    wait = late_by(feed, now)
    if wait is None:
        return None
    jobs = feed["health"]["last_yield"] or 0
    due = now - wait
    least, most = PATIENCE
    if feed["lease"] and wait < min(max(2 * timedelta(seconds=feed["interval_seconds"]), least), most):
        return Finding(FeedState.WAITING, words.waiting(due), 0, due)
    return Finding(FeedState.OVERDUE, words.overdue(due), jobs, due)


def settled(odd: dict[str, Odd], finding: Finding, is_new_reading: bool) -> Odd:
    """What was already odd stays so since then; a second reading confirms it."""
    before = odd.get(finding.state)
    if before is None:
        return {"since": finding.since, "is_held": not finding.needs_second}
    return {"since": before["since"], "is_held": before["is_held"] or is_new_reading or not finding.needs_second}
