"""What a feed learns from a run that has ended: its health, when it is due next, and what it usually yields."""

from datetime import datetime, timedelta
from typing import Any

from job_importer.feeds.model import FeedDoc
from job_importer.mongo import Db
from job_importer.runs.model import RunDoc, RunStatus

YIELDS_KEPT = 10


def settle_feed(db: Db, run_id: str, now: datetime) -> None:
    """Give back the lease and write down what the run taught, both in one update: it happens once, or not at all."""
    run: Any = db.runs.find_one({"_id": run_id})
    feed: Any = db.feeds.find_one({"lease.run_id": run_id})
    if run is None or feed is None or not RunStatus(run["status"]).ended:
        return
    db.feeds.update_one({"_id": feed["_id"], "lease.run_id": run_id}, {"$set": lessons(feed, run, now)})


def lessons(feed: FeedDoc, run: RunDoc, now: datetime) -> dict[str, Any]:
    """The fields of the feed that change after `run`."""
    return {"lease": None, "next_due_at": now + timedelta(seconds=feed["interval_seconds"])}
