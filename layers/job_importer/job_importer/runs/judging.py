"""The pass over all feeds: what is usual for each, once a day, and what time alone has changed about how they stand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from job_importer.feeds.model import FeedDoc
from job_importer.feeds.store import searched
from job_importer.mongo import Db, typed
from job_importer.runs.days import days_of, roll_up
from job_importer.runs.judgement.usual import DAYS_KEPT, usual_of
from job_importer.runs.judgement.verdict import has_changed, judge, judged_by_nobody_since, stored
from job_importer.runs.open_jobs import count_open_jobs

RENEWED = 200  # feeds in one pass: the day changes for all of them at once
_NOT_NEEDED = {"recent": 0, "yields": 0, "headers": 0}


def judge_feeds(db: Db, now: datetime) -> None:
    """Safe to repeat. A feed that a run or a rival judges meanwhile is left to the next pass."""
    if roll_up(db, now):
        count_open_jobs(db, now)
    today, renewed = now.astimezone(UTC).date(), 0
    for feed in list(typed(db.feeds, FeedDoc).find({}, _NOT_NEEDED)):
        values: dict[str, Any] = {}
        if (search := searched(feed["_id"], feed)) != feed.get("search"):
            values["search"] = search
        usual = feed.get("usual")
        if (usual is None or usual["day"] != today.isoformat()) and renewed < RENEWED:
            renewed += 1
            values["usual"] = _usual(db, feed, now)
            feed = {**feed, "usual": values["usual"]}
        _write(db, feed, values | _judged(feed, now))


def judge_again(db: Db, feed: FeedDoc, now: datetime) -> FeedDoc:
    """The feed after an operator has changed it."""
    values = _judged(feed, now)
    _write(db, feed, values)
    return {**feed, **values}  # type: ignore[typeddict-item]


def _judged(feed: FeedDoc, now: datetime) -> dict[str, Any]:
    judgement = judge(feed, now)
    return stored(feed, judgement, now) if has_changed(feed, judgement) else {}


def _write(db: Db, feed: FeedDoc, values: dict[str, Any]) -> None:
    if values:
        db.feeds.update_one({"_id": feed["_id"]} | judged_by_nobody_since(feed), {"$set": values})


def _usual(db: Db, feed: FeedDoc, now: datetime) -> Any:
    today = now.astimezone(UTC).date()
    since = (today - timedelta(days=DAYS_KEPT * max(1, feed["interval_seconds"] // 86_400))).isoformat()
    first = max(since, feed.get("usual_from") or since)
    judgement = feed.get("judgement")
    days = [day for day in days_of(db, feed["_id"], first) if day["day"] < today.isoformat()]
    return usual_of(days, judgement["odd"] if judgement else {}, today)
