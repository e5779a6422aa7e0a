"""Counts over a period of whole days (UTC), from the roll-up of runs by feed and day: a year takes as many reads as a
day. Runs are included within a minute of their end.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pydantic import BaseModel, Field

from job_importer.api.views.run import JobSums
from job_importer.mongo import Db
from job_importer.runs.judgement.day import SUMMED, midnight
from job_importer.runs.model import RunStatus

USUAL = timedelta(days=6)  # and today
LONGEST = timedelta(days=400)
MAX_ROWS = 10_000
MAX_FEEDS = 50


class Sums(JobSums):
    """Sums over imports that have ended, and over their jobs."""

    runs: int
    failed_runs: int
    closed: int
    reopened: int


class Day(Sums):
    day: date


class FeedDay(Day):
    feed_id: str


class FeedSums(Sums):
    feed_id: str
    cells: list[Day | None] = Field(
        description="In the order of `by_day`; null if no import of the feed ended that day"
    )


class Stats(BaseModel):
    since: datetime = Field(serialization_alias="from", description="Midnight (UTC) of the first day")
    until: datetime | None = Field(serialization_alias="to", description="Null for now")
    runs: int
    by_status: dict[RunStatus, int]
    by_code: dict[str, int] = Field(description="Failed imports by failure code, highest number first")
    totals: Sums
    by_day: list[Day] = Field(description="All feeds together, oldest first; zeros for days without an ended import")
    by_feed: list[FeedSums] = Field(description="The 50 feeds with the most failed imports, then failed jobs")
    days: list[FeedDay] = Field(description="By feed and day, newest first; days without an import are omitted")
    complete: bool = Field(description="False if there are more feeds and days than `days` lists")


def read_stats(db: Db, since: datetime | None, until: datetime | None, now: datetime) -> Stats:
    end = until or now
    start = first_day(since, end)
    asked = {"at": {"$gte": midnight(start), "$lt": end}, "feed_id": {"$ne": None}}
    rows = list(db.days.find(asked, _ROW, sort=[("at", -1), ("feed_id", -1)], limit=MAX_ROWS + 1))
    (found,) = db.days.aggregate([{"$match": asked}, {"$facet": _FACETS}])
    feeds, days = found["by_feed"], _days(start, end)
    cells = rows
    if len(rows) > MAX_ROWS:
        cells = list(db.days.find({**asked, "feed_id": {"$in": [feed["_id"] for feed in feeds]}}, _ROW))
    by_day = {row["_id"]: row for row in found["by_day"]}
    totals = {name: sum(row[name] for row in found["by_day"]) for name in _NAMES}
    return Stats(
        since=midnight(start),
        until=until,
        runs=totals["runs"],
        by_status=_counts(found["statuses"]),
        by_code=_counts(found["codes"]),
        totals=Sums(**totals),
        by_day=[Day(day=day, **_named(by_day.get(day.isoformat(), {}))) for day in days],
        by_feed=_by_feed(feeds, cells, days),
        days=[FeedDay(day=row["day"], feed_id=row["feed_id"], **_named(row)) for row in rows[:MAX_ROWS]],
        complete=len(rows) <= MAX_ROWS,
    )


def first_day(since: datetime | None, until: datetime) -> date:
    """The first day of the requested period; by default six days before its end, and at most 400 days before."""
    last = max(until.astimezone(UTC).date(), date.min + LONGEST)
    return max(since.astimezone(UTC).date() if since else last - USUAL, last - LONGEST)


def _days(start: date, end: datetime) -> list[date]:
    last = end.astimezone(UTC).date()
    stop = last.toordinal() + (end > midnight(last))
    return [date.fromordinal(n) for n in range(start.toordinal(), stop)]


_NAMES = ("runs", "failed_runs", *SUMMED)
_SUMS = {name: {"$sum": f"${name}"} for name in _NAMES}
_WORST_FIRST = {"failed_runs": -1, "failed": -1, "_id": 1}


def _counted(name: str) -> list[dict[str, Any]]:
    """The sums of a field that holds counts by name, highest first."""
    return [
        {"$project": {"pairs": {"$objectToArray": {"$ifNull": [f"${name}", {}]}}}},
        {"$unwind": "$pairs"},
        {"$group": {"_id": "$pairs.k", "count": {"$sum": "$pairs.v"}}},
        {"$sort": {"count": -1, "_id": 1}},
    ]


_ROW = dict.fromkeys(("day", "feed_id", *_NAMES), 1)
_FACETS: dict[str, list[dict[str, Any]]] = {  # only sums: all facets together are one document, of at most 16 MB
    "by_day": [{"$group": {"_id": "$day", **_SUMS}}],
    "by_feed": [{"$group": {"_id": "$feed_id", **_SUMS}}, {"$sort": _WORST_FIRST}, {"$limit": MAX_FEEDS}],
    "statuses": _counted("statuses"),
    "codes": _counted("codes"),
}


def _named(row: Mapping[str, Any]) -> dict[str, int]:
    return {name: row.get(name, 0) for name in _NAMES}


def _counts(rows: list[Any]) -> dict[Any, int]:
    return {row["_id"]: row["count"] for row in rows}


def _by_feed(feeds: list[Any], rows: list[Any], days: list[date]) -> list[FeedSums]:
    cells = {(row["feed_id"], row["day"]): Day(day=row["day"], **_named(row)) for row in rows}
    return [
        FeedSums(feed_id=feed["_id"], cells=[cells.get((feed["_id"], day.isoformat())) for day in days], **_named(feed))
        for feed in feeds
    ]
