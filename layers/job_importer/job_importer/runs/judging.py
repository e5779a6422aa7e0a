"""Judges all feeds: their usual values once a day, and changes of state that come with time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from pymongo import UpdateOne

from job_importer.feeds.model import FeedDoc
from job_importer.feeds.store import searched
from job_importer.mongo import Db, typed
from job_importer.runs.days import days_of_feeds, roll_up
from job_importer.runs.judgement.usual import DAYS_KEPT, usual_of
from job_importer.runs.judgement.verdict import has_changed, judge, judged_by_nobody_since, stored
from job_importer.runs.open_jobs import count_open_jobs

RENEWED = 200  # feeds per pass: the day changes for all of them at once
_NOT_NEEDED = {"recent": 0, "yields": 0, "headers": 0}


def judge_feeds(db: Db, now: datetime) -> None:
    """Repeatable. A feed that a run or a rival judges meanwhile is left to the next pass. One read of the days and one
    write for all feeds, however many there are.
    """
    if roll_up(db, now):
        count_open_jobs(db, now)
    feeds = list(typed(db.feeds, FeedDoc).find({}, _NOT_NEEDED))
    usual = _renewed(db, feeds, now)
    writes = []
    for feed in feeds:
        values: dict[str, Any] = {}
        if (search := searched(feed["_id"], feed)) != feed.get("search"):
            values["search"] = search
        if feed["_id"] in usual:
            values["usual"] = usual[feed["_id"]]
            feed = {**feed, "usual": values["usual"]}
        if values := values | _judged(feed, now):
            writes.append(UpdateOne(_unjudged_since(feed), {"$set": values}))
    if writes:
        db.feeds.bulk_write(writes, ordered=False)


def judge_again(db: Db, feed: FeedDoc, now: datetime) -> FeedDoc:
    """The feed after an operator has changed it."""
    values = _judged(feed, now)
    if values:
        db.feeds.update_one(_unjudged_since(feed), {"$set": values})
    return {**feed, **values}  # type: ignore[typeddict-item]


def _judged(feed: FeedDoc, now: datetime) -> dict[str, Any]:
    judgement = judge(feed, now)
    return stored(feed, judgement, now) if has_changed(feed, judgement) else {}


def _unjudged_since(feed: FeedDoc) -> dict[str, Any]:
    return {"_id": feed["_id"]} | judged_by_nobody_since(feed)


def _renewed(db: Db, feeds: list[FeedDoc], now: datetime) -> dict[str, Any]:
    """The new usual values, by feed, of the feeds that have not been judged today."""
    today = now.astimezone(UTC).date()
    due = [feed for feed in feeds if (usual := feed.get("usual")) is None or usual["day"] != today.isoformat()]
    first = {feed["_id"]: _first_day(feed, today) for feed in due[:RENEWED]}
    days = days_of_feeds(db, first)
    return {
        feed["_id"]: usual_of(
            [day for day in days[feed["_id"]] if day["day"] < today.isoformat()],
            judgement["odd"] if (judgement := feed.get("judgement")) else {},
            today,
        )
        for feed in due[:RENEWED]
    }


def _first_day(feed: FeedDoc, today: date) -> str:
    since = (today - timedelta(days=DAYS_KEPT * max(1, feed["interval_seconds"] // 86_400))).isoformat()
    return max(since, feed.get("usual_from") or since)
