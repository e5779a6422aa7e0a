"""The runs: queueing them until the importer takes over, and finding them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from job_importer.feeds.model import FeedDoc
from job_importer.ids import first_id_at
from job_importer.mongo import Db, typed
from job_importer.runs.model import IS_LIVE, SAW_ALL, ReadingMode, RunDoc, RunStatus, Snapshot, Trigger
from job_importer.types import Document

_NOT_BEFORE = ("completeness", "completeness_reason", "reading_mode", "full_reason", "vanished")  # in earlier runs
_FIELDS = (*sorted(RunDoc.__required_keys__), *_NOT_BEFORE)


def new_run(
    run_id: str,
    *,
    feed_id: str,
    feed_url: str,
    source: str,
    trigger: Trigger,
    now: datetime,
    replay_of: str | None = None,
    overtaken_by: str | None = None,
    snapshot: Snapshot | None = None,
    accept_collapse: bool = False,
    full: bool = False,
) -> RunDoc:
    """A queued run. What is not known yet is null."""
    known: Document = {
        "_id": run_id,
        "feed_id": feed_id,
        "feed_url": feed_url,
        "source": source,
        "trigger": trigger.value,
        "status": RunStatus.QUEUED.value,
        "queued_at": now,
        "repaired": False,
        "http": {"status": None, "bytes": None, "content_type": None},
        "warnings": [],
        "attempts": 0,
        "closed": 0,
        "snapshot": snapshot,
        "full": full,
        "replay_of": replay_of,
        "overtaken_by": overtaken_by,
        "accept_collapse": accept_collapse,
        "heartbeat_at": now,
        "revision": 0,
    }
    return cast(RunDoc, {**dict.fromkeys(_FIELDS), **known})


def get_run(db: Db, run_id: str) -> RunDoc | None:
    return typed(db.runs, RunDoc).find_one({"_id": run_id})


def get_run_and_feed(db: Db, run_id: str) -> tuple[RunDoc | None, FeedDoc | None]:
    """The run and its feed, in one read."""
    feed_of_run = {"from": "feeds", "localField": "feed_id", "foreignField": "_id", "as": "feed"}
    found: Any = next(iter(db.runs.aggregate([{"$match": {"_id": run_id}}, {"$lookup": feed_of_run}])), None)
    feeds = found.pop("feed") if found else []
    return found, next(iter(feeds), None)


def mark_sent(db: Db, run_ids: Sequence[str], now: datetime) -> None:
    db.runs.update_many({"_id": {"$in": list(run_ids)}}, {"$set": {"sent_at": now}})


def take_back(db: Db, run_id: str) -> bool:
    """Deletes a run whose message was not sent and which shows no sign of life. False if it has shown one meanwhile."""
    unheard = {"_id": run_id, "status": RunStatus.QUEUED.value, "sent_at": None, "turn_at": None}
    return db.runs.delete_one(unheard).deleted_count == 1


def record_turn(db: Db, run_id: str, turn_at: datetime, now: datetime) -> None:
    """The run waits for its host: a sign of life, but no attempt."""
    waiting = {"turn_at": turn_at, "heartbeat_at": now, "waiting_since": {"$ifNull": ["$waiting_since", now]}}
    db.runs.update_one({"_id": run_id, "status": IS_LIVE}, [{"$set": waiting}])


def newest_whole(db: Db, feed_id: str, after: str) -> str | None:
    """The feed's newest run since run `after` that saw all of its jobs, and so has closed the others."""
    whole = {"feed_id": feed_id, "_id": {"$gt": after}, "closing": {"$in": ["pending", "done"]}, **SAW_ALL}
    run = db.runs.find_one(whole, {"_id": 1}, sort=[("_id", -1)])
    return run["_id"] if run else None


def count_untouched(db: Db, at_most: int) -> int:
    """The number of runs that no importer has started yet, counted up to `at_most`."""
    return db.runs.count_documents({"status": RunStatus.QUEUED.value, "turn_at": None}, limit=at_most)


def live_runs(db: Db) -> list[RunDoc]:
    return list(typed(db.runs, RunDoc).find({"status": IS_LIVE}))


def unseen_before(db: Db, feed_id: str, moment: datetime) -> str | None:
    """The oldest run whose jobs the feed still listed at `moment` or later: a job is not missed if the feed was seen to
    list it in this run or later. None if the feed was not read since.

    A run that read only the changes has marked no job as seen; then it is the last run before it that read in full.
    """
    stored = [RunStatus.SUCCEEDED.value, RunStatus.PARTIAL.value]
    good = {"$in": [*stored, RunStatus.NOT_MODIFIED.value]}
    since = {"feed_id": feed_id, "_id": {"$gte": first_id_at(moment)}, "status": good, "replay_of": None}
    run = db.runs.find_one(since, {"confirms": 1}, sort=[("_id", 1)])
    if run is None:
        return None
    in_full = {"status": {"$in": stored}, "replay_of": None, "reading_mode": {"$ne": ReadingMode.CHANGES.value}}
    until = {"feed_id": feed_id, "_id": {"$lte": run["confirms"] or run["_id"]}, **in_full}
    marked = db.runs.find_one(until, {"_id": 1}, sort=[("_id", -1)])
    return str(marked["_id"]) if marked else None
