"""Counts over a period: of its runs, and of its rolled-up days where it lies back, so that their cost has a bound."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from pydantic import BaseModel, Field

from job_importer.api.queries import EPOCH, Period, RunFilter, runs_queries
from job_importer.mongo import Db
from job_importer.runs.days import feed_days, total_days
from job_importer.runs.judgement.day import midnight
from job_importer.runs.model import RunStatus

USUAL = timedelta(days=6)  # and today
RECENT = timedelta(days=31)
ONE_DAY = timedelta(days=1)
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
    complete: bool = Field(
        description="False where more feeds and days are there than listed, or imports of before there were sums"
    )


def read_stats(db: Db, since: datetime | None, until: datetime | None, now: datetime) -> Stats:
    since = max(since or datetime.combine((max(until or now, EPOCH + USUAL) - USUAL).date(), time(), UTC), EPOCH)
    first, end = whole_days(since, until or now, now)
    parts = [Period(since, until)] if first == end else [Period(since, midnight(first)), Period(midnight(end), until)]
    rows = [row for part in parts for row in db.runs.aggregate(stats_pipeline(part))]
    rolled, totals = (feed_days(db, first, end, MAX_ROWS + 1), total_days(db, first, end)) if first < end else ([], [])
    days = [*_days(rows), *(FeedDay.model_validate(day) for day in rolled)]
    days.sort(key=lambda row: (row.day, row.feed_id), reverse=True)
    return Stats(
        since=since,
        until=until,
        runs=sum(row["runs"] for row in (*rows, *totals)),
        by_status=_total(rows, "status", [day["statuses"] for day in totals]),
        by_code=_total(rows, "code", [day["codes"] for day in totals]),
        days=days[:MAX_ROWS],
        complete=len(days) <= MAX_ROWS and _reaches_back(db, totals, first, end),
    )


def _reaches_back(db: Db, totals: list[dict[str, Any]], first: date, end: date) -> bool:
    """Whether there is no run of before the first roll-up, from the time of an earlier version."""
    before = date.fromisoformat(totals[0]["day"]) if totals else end
    unread = Period(midnight(first), midnight(before)).ids()
    return first >= before or db.runs.find_one({"_id": unread}, {"_id": 1}) is None


def whole_days(since: datetime, until: datetime, now: datetime) -> tuple[date, date]:
    """The days of the period, the end excluded, that are read rolled up: whole ones that lie back. The same day twice
    where there is none.
    """
    first = since.date() if since.time() == time() else since.date() + ONE_DAY
    end = min(until.date(), (now - RECENT).date())
    return (first, end) if first < end else (first, first)


def stats_pipeline(period: Period) -> list[dict[str, Any]]:
    (query,) = runs_queries(RunFilter(period=period))
    day = {"$dateToString": {"date": "$queued_at", "format": "%Y-%m-%d"}}
    key = {"feed": "$feed_id", "day": day, "status": "$status", "code": {"$ifNull": ["$failure.code", None]}}
    sums = {name: {"$sum": f"$counts.{name}"} for name in SUMMED}
    return [{"$match": query.filter}, {"$group": {"_id": key, "runs": {"$sum": 1}, **sums}}]


def _total(rows: Iterable[dict[str, Any]], name: str, rolled: Iterable[dict[str, int]]) -> dict[Any, int]:
    total: Counter[str] = Counter()
    for row in rows:
        if row["_id"][name] is not None:
            total[row["_id"][name]] += row["runs"]
    for day in rolled:
        total.update(day)
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
