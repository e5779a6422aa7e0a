"""The feeds that were imported today, compared with their usual day."""

from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from job_importer.api.overview import DaySums
from job_importer.codes import FeedState
from job_importer.mongo import Db
from job_importer.runs.judgement.day import midnight

TodaySort = Literal["feed", "imports", "new", "updated", "closed", "failed"]
_STORED = {"feed": "feed_id", "imports": "runs"}  # if a day's document has another name


class FeedToday(DaySums):
    feed_id: str
    state: FeedState | None = Field(description="Null if the feed was removed today")
    usual: DaySums | None = Field(description="Its median day; null until there is enough history")


class TodayList(BaseModel):
    items: list[FeedToday]
    complete: bool = Field(description="False if more feeds were imported today than are listed")


def read_today(db: Db, sort: TodaySort, limit: int, now: datetime) -> TodayList:
    """By name, or those with most first. At most a minute old."""
    order = (_STORED.get(sort, sort), 1 if sort == "feed" else -1)
    today = {"at": midnight(now.astimezone(UTC).date()), "feed_id": {"$gt": ""}}  # the day of the whole system has none
    days = list(db.days.find(today, sort=[order, ("_id", 1)], limit=limit + 1))
    stand = {"judgement.state": 1, "usual.sums": 1}
    feeds = {feed["_id"]: feed for feed in db.feeds.find({"_id": {"$in": [day["feed_id"] for day in days]}}, stand)}
    items = [_view(day, feeds.get(day["feed_id"], {})) for day in days[:limit]]
    return TodayList(items=items, complete=len(days) <= limit)


def _view(day: Any, feed: Any) -> FeedToday:
    stands = {"state": feed.get("judgement", {}).get("state"), "usual": feed.get("usual", {}).get("sums")}
    return FeedToday.model_validate(day | stands | {"imports": day["runs"]})
