"""Closes again after a late write: closings that ran before it did not see its jobs."""

from datetime import datetime

from job_importer.feeds.store import note_removed
from job_importer.mongo import Db
from job_importer.runs.model import SAW_ALL, ReadingMode, RunDoc


def close_again(db: Db, run: RunDoc, now: datetime) -> None:
    """Makes the reconciler repeat the closing of the newest run that read the feed in full, or the release of a removed
    feed. A run that read only the changes has touched no other job, so it cannot tell a late one from these.

    Only a run that no longer holds its feed can be late. Repeating a closing with nothing to close changes nothing.
    """
    feed = db.feeds.find_one({"_id": run["feed_id"]}, {"lease": 1})
    if feed is None:
        note_removed(db, run["feed_id"], now)
    elif feed["lease"] is None or feed["lease"]["run_id"] != run["_id"]:
        newer = {
            "feed_id": run["feed_id"],
            "_id": {"$gt": run["_id"]},
            "closing": "done",
            **SAW_ALL,
            "reading_mode": {"$ne": ReadingMode.CHANGES.value},
        }
        db.runs.find_one_and_update(newer, {"$set": {"closing": "pending"}}, {"_id": 1}, sort=[("_id", -1)])
