"""The overview of all feeds, in a handful of reads."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from pydantic import BaseModel, Field

from job_importer.codes import FeedState
from job_importer.events.model import EventType
from job_importer.ids import first_id_at
from job_importer.mongo import Db
from job_importer.runs.days import total_days
from job_importer.runs.model import IS_LIVE
from job_importer.runs.open_jobs import open_jobs

USUAL_DAYS = 28
NEWS = 100


class DaySums(BaseModel):
    imports: int
    new: int
    updated: int
    closed: int
    failed: int


class OldestRun(BaseModel):
    id: str
    feed_id: str
    queued_at: datetime


class Overview(BaseModel):
    states: dict[FeedState, int] = Field(description="Number of feeds by state; states without a feed are omitted")
    feeds: int
    open_jobs: int = Field(description="As of the last imports")
    today: DaySums = Field(description="Imports of today (UTC) that have ended; at most a minute old")
    usual: DaySums | None = Field(description="The median day of the last four weeks; null if there is no full day yet")
    oldest_live_run: OldestRun | None
    events: int = Field(
        description=(
            "Number of events about feeds that need attention or have recovered: since `seen`, otherwise in the last "
            "day; at most 100"
        )
    )


def read_overview(db: Db, now: datetime, seen: str | None) -> Overview:
    today = now.astimezone(UTC).date()
    days = total_days(db, today - timedelta(days=USUAL_DAYS))
    before = [day for day in days if day["day"] != today.isoformat()]
    states = {row["_id"]: row["feeds"] for row in db.feeds.aggregate([_BY_STATE]) if row["_id"]}
    return Overview(
        states={state: states[state.value] for state in FeedState if state.value in states},
        feeds=sum(states.values()),
        open_jobs=open_jobs(db),
        today=_sums([day for day in days if day["day"] == today.isoformat()]),
        usual=_sums(before) if before else None,
        oldest_live_run=_oldest(db),
        events=db.events.count_documents(_news(seen or first_id_at(now - timedelta(days=1))), limit=NEWS),
    )


def _news(seen: str) -> dict[str, Any]:
    types = sorted(kind.value for kind in EventType if kind.startswith("feed."))
    return {"type": {"$in": types}, "_id": {"$gt": seen}}


_BY_STATE: dict[str, Any] = {"$group": {"_id": "$judgement.state", "feeds": {"$sum": 1}}}


def _sums(days: Sequence[dict[str, Any]]) -> DaySums:
    def usual(name: str) -> int:
        return round(median(day[name] for day in days)) if days else 0

    names = {"imports": "runs", "new": "new", "updated": "updated", "closed": "closed", "failed": "failed"}
    return DaySums(**{ours: usual(theirs) for ours, theirs in names.items()})


def _oldest(db: Db) -> OldestRun | None:
    run: Any = db.runs.find_one({"status": IS_LIVE}, {"feed_id": 1, "queued_at": 1}, sort=[("_id", 1)])
    return OldestRun.model_validate(run | {"id": run["_id"]}) if run else None
