"""The history of a feed by day, for the charts on its page."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from pydantic import BaseModel, Field

from job_importer.feeds.model import FeedDoc
from job_importer.mongo import Db
from job_importer.runs.days import days_of
from job_importer.runs.judgement.day import DayDoc


class RangeView(BaseModel):
    low: float
    high: float


class HistoryDay(BaseModel):
    day: date
    runs: int
    failed_runs: int
    size: int | None = Field(
        description="Jobs listed by the day's last successful run; null if there was none, or if it read only a part"
    )
    new: int
    updated: int
    closed: int
    failed: int
    fill: dict[str, float] = Field(description="By field, the share of jobs that have it, 0 to 1")


class FeedHistory(BaseModel):
    days: list[HistoryDay] = Field(description="Oldest first; days without an import are omitted")
    size: RangeView | None = Field(description="The feed's usual range; null until there is enough history")
    quality: dict[str, RangeView] = Field(description="Usual range of each field's share")


def feed_history(db: Db, feed: FeedDoc, days: int, now: datetime) -> FeedHistory:
    since = now.astimezone(UTC).date() - timedelta(days=days - 1)
    usual = feed.get("usual")
    bands = {"size": usual["size"], "quality": usual["fill"]} if usual else {"size": None, "quality": {}}
    shown = [_shown(day) for day in days_of(db, feed["_id"], since.isoformat())]
    return FeedHistory.model_validate({"days": shown, **bands})


def _shown(day: DayDoc) -> dict[str, Any]:
    reading = day["reading"]
    of = reading["filled_of"] if reading else 0
    fill = {field: count / of for field, count in reading["fill"].items()} if reading and of else {}
    return {**day, "size": reading["size"] if reading else None, "fill": fill}
