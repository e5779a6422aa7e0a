"""One run of a feed at a time."""

from datetime import datetime, timedelta

from job_importer.mongo import Db


def take_lease(db: Db, feed_id: str, run_id: str, now: datetime, duration: timedelta) -> bool:
    """Whether `run_id` now holds the feed; of several who try at once, one does."""
    free = {"$or": [{"lease": None}, {"lease.expires_at": {"$lt": now}}]}
    lease = {"run_id": run_id, "expires_at": now + duration}
    return db.feeds.update_one({"_id": feed_id, **free}, {"$set": {"lease": lease}}).matched_count == 1


def renew_lease(db: Db, feed_id: str, run_id: str, now: datetime, duration: timedelta) -> None:
    db.feeds.update_one({"_id": feed_id, "lease.run_id": run_id}, {"$set": {"lease.expires_at": now + duration}})


def drop_lease(db: Db, feed_id: str, run_id: str) -> None:
    db.feeds.update_one({"_id": feed_id, "lease.run_id": run_id}, {"$set": {"lease": None}})
