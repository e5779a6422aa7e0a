"""The roll-up of runs by feed and day. A day is always computed anew from its runs, so that nothing can drift."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from pymongo import ReplaceOne

from job_importer.batched import batched
from job_importer.ids import first_id_at, queued_at
from job_importer.mongo import Db, typed
from job_importer.runs.judgement.day import SUMMED, DayDoc, day_id, day_of, midnight
from job_importer.runs.model import RunDoc

OVERLAP = timedelta(minutes=5)  # a run's numbers may be written a little later than their timestamp says
FIRST = timedelta(days=14)  # if there is no roll-up yet: enough to know what is usual, and can be read within a pass
AT_ONCE = 100  # feeds whose runs of a day are in memory at once
_ONE_DAY = timedelta(days=1)
_UNTIL = "until"
_OF_RUNS = dict.fromkeys(
    ("feed_id", "trigger", "status", "counts", "failure.code", "completeness", "seal", "confirmed_seal"), 1
)

Place = tuple[str, date]
"""A feed and a day."""


def roll_up(db: Db, now: datetime) -> set[Place]:
    """Computes the days of all runs whose counts have changed since the last time; returns these days."""
    until: Any = db.days.find_one({"_id": _UNTIL})
    if until:
        since = {"counted_at": {"$gte": until["moment"] - OVERLAP}}
    else:
        since = {"_id": {"$gte": first_id_at(now - FIRST)}}
    changed = db.runs.find(since, {"feed_id": 1})
    places = {(run["feed_id"], queued_at(run["_id"]).date()) for run in changed}
    for day in {day for _, day in places}:
        _derive(db, day, sorted(feed for feed, its_day in places if its_day == day))
        _derive_total(db, day)
    db.days.replace_one({"_id": _UNTIL}, {"moment": now}, upsert=True)
    return places


def _derive(db: Db, day: date, feed_ids: list[str]) -> None:
    for some in batched(feed_ids, AT_ONCE):
        runs: dict[str, list[RunDoc]] = defaultdict(list)
        ids = {"$gte": first_id_at(midnight(day)), "$lt": first_id_at(midnight(day + _ONE_DAY))}
        for run in typed(db.runs, RunDoc).find({"feed_id": {"$in": some}, "_id": ids}, _OF_RUNS):
            runs[run["feed_id"]].append({**run, "failure": run.get("failure")})
        _write(db, [day_of(feed, day, sorted(runs[feed], key=lambda run: run["_id"])) for feed in some])


def _derive_total(db: Db, day: date) -> None:
    sums = {name: {"$sum": f"${name}"} for name in ("runs", "failed_runs", *SUMMED)}
    match = {"at": midnight(day), "feed_id": {"$ne": None}}
    for row in db.days.aggregate([{"$match": match}, {"$group": {"_id": None, **sums}}]):
        total: Any = {"_id": day_id(None, day), "feed_id": None, "day": day.isoformat(), "at": midnight(day)}
        _write(db, [total | {name: row[name] for name in sums}])


def _write(db: Db, days: Iterable[DayDoc]) -> None:
    db.days.bulk_write([ReplaceOne({"_id": day["_id"]}, dict(day), upsert=True) for day in days], ordered=False)


def days_of(db: Db, feed_id: str, since: str) -> list[DayDoc]:
    """The feed's days from `since` (2026-11-01) on, oldest first."""
    return list(typed(db.days, DayDoc).find({"_id": _from(feed_id, since)}, sort=[("_id", 1)]))


def days_of_feeds(db: Db, since: Mapping[str, str]) -> dict[str, list[DayDoc]]:
    """By feed its days from `since[feed_id]` on, oldest first."""
    days: dict[str, list[DayDoc]] = {feed_id: [] for feed_id in since}
    spans = [{"_id": _from(feed_id, first)} for feed_id, first in since.items()]
    for day in typed(db.days, DayDoc).find({"$or": spans}, sort=[("_id", 1)]) if spans else ():
        days[day["feed_id"] or ""].append(day)
    return days


def _from(feed_id: str, first: str) -> dict[str, str]:
    return {"$gte": f"{feed_id}:{first}", "$lt": f"{feed_id};"}


def total_days(db: Db, since: date) -> list[dict[str, Any]]:
    """The whole system's days from `since` on, oldest first. They have no reading."""
    return list(db.days.find({"_id": {"$gte": day_id(None, since), "$lt": ";"}}, sort=[("_id", 1)]))
