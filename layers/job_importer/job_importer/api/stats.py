"""Counts over a period: read from the runs of that period alone, so their cost has a bound."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import BaseModel, Field

from job_importer.api.queries import EPOCH, Period, RunFilter, runs_queries
from job_importer.mongo import Db
from job_importer.runs.model import RunStatus

USUAL = timedelta(days=6)  # and today
LONGEST = timedelta(days=31)
MAX_ROWS = 10_000

SUMMED = ("fetched", "new", "updated", "unchanged", "duplicate", "failed", "closed", "reopened")


class FeedDay(BaseModel):
    """The imports of one feed that were queued on one day (UTC), and their jobs; live imports have no counts yet."""

    feed_id: str
    day: date
    runs: int
    failed_runs: int
    fetched: int
    new: int
    updated: int
    unchanged: int
    duplicate: int
    failed: int
    closed: int
    reopened: int


class Stats(BaseModel):
    since: datetime = Field(serialization_alias="from")
    until: datetime | None = Field(serialization_alias="to", description="Null: now")
    runs: int
    by_status: dict[RunStatus, int]
    by_code: dict[str, int] = Field(description="Failed imports by the code of their failure")
    days: list[FeedDay] = Field(description="Days without an import are left out; the newest day first")
    complete: bool = Field(description="False where there are more feeds and days than are listed")


def read_stats(db: Db, since: datetime | None, until: datetime | None, now: datetime) -> Stats:
    since = bounded_start(since, until or now)
    rows = list(db.runs.aggregate(stats_pipeline(Period(since, until))))
    days = sorted(_days(rows), key=lambda row: (row.day, row.feed_id), reverse=True)
    return Stats(
        since=since,
        until=until,
        runs=sum(row["runs"] for row in rows),
        by_status=_total(rows, "status"),
        by_code=_total(rows, "code"),
        days=days[:MAX_ROWS],
        complete=len(days) <= MAX_ROWS,
    )


def bounded_start(since: datetime | None, until: datetime) -> datetime:
    """The start that was asked for, or midnight (UTC) of six days before, but not more than 31 days before `until`."""
    until = max(until, EPOCH + LONGEST)
    usual = datetime.combine((until - USUAL).date(), time(), until.tzinfo)
    return max(since or usual, until - LONGEST)


def stats_pipeline(period: Period) -> list[dict[str, Any]]:
    (query,) = runs_queries(RunFilter(period=period))
    day = {"$dateToString": {"date": "$queued_at", "format": "%Y-%m-%d"}}
    key = {"feed": "$feed_id", "day": day, "status": "$status", "code": {"$ifNull": ["$failure.code", None]}}
    sums = {name: {"$sum": f"$counts.{name}"} for name in SUMMED}
    return [{"$match": query.filter}, {"$group": {"_id": key, "runs": {"$sum": 1}, **sums}}]


def _total(rows: Iterable[dict[str, Any]], name: str) -> dict[Any, int]:
    total: Counter[str] = Counter()
    for row in rows:
        if row["_id"][name] is not None:
            total[row["_id"][name]] += row["runs"]
    return dict(total.most_common())


def _days(rows: Iterable[dict[str, Any]]) -> list[FeedDay]:
    sums: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        day = sums.setdefault((row["_id"]["feed"], row["_id"]["day"]), Counter())
        day.update({name: row[name] for name in ("runs", *SUMMED)})
        day["failed_runs"] += row["runs"] if row["_id"]["status"] == RunStatus.FAILED else 0
    names = ("runs", "failed_runs", *SUMMED)
    return [
        FeedDay(feed_id=feed, day=date.fromisoformat(day), **{name: found[name] for name in names})
        for (feed, day), found in sums.items()
    ]
