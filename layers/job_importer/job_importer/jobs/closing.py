"""Closing the jobs that left their feed. A job that several feeds list is closed when the last of them drops it."""

from datetime import datetime

from job_importer.jobs.document import CLOSED_REASON
from job_importer.mongo import Db

BATCH = 500


def close_vanished(db: Db, feed_id: str, run_id: str, now: datetime) -> None:
    """Take the feed off every job that it listed before `run_id` and not in it; close those that no feed lists.

    Each job is judged and changed in one atomic update, so a run that lists it at this very moment wins or comes
    after. Repeating the whole changes nothing.
    """
    vanished = {f"seen.{feed_id}": {"$lt": run_id}}
    while keys := [doc["_id"] for doc in db.jobs.find(vanished, {"_id": 1}).limit(BATCH)]:
        db.jobs.update_many({"_id": {"$in": keys}, **vanished}, _leave(feed_id, run_id, now))


def _leave(feed_id: str, run_id: str, now: datetime) -> list[dict[str, object]]:
    last = {"$and": [{"$eq": ["$seen", {}]}, {"$eq": ["$closed_at", None]}]}
    return [
        {"$set": {f"gone.{feed_id}": run_id}},
        {"$unset": f"seen.{feed_id}"},
        {
            "$set": {
                "closed_run_id": {"$cond": [last, run_id, "$closed_run_id"]},
                "closed_reason": {"$cond": [last, CLOSED_REASON, "$closed_reason"]},
                "closed_at": {"$cond": [last, now, "$closed_at"]},
            }
        },
    ]


def count_closed(db: Db, run_id: str) -> int:
    return db.jobs.count_documents({"closed_run_id": run_id})
