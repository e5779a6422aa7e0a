"""When each feed was last confirmed to list its jobs."""

from collections.abc import Sequence

from job_importer.api.views.job import Confirmation
from job_importer.mongo import Db


def confirmations(db: Db, feed_ids: Sequence[str] | None = None) -> dict[str, Confirmation]:
    """For these feeds, or for all, in one read."""
    among = {} if feed_ids is None else {"_id": {"$in": list(feed_ids)}}
    fields = {"confirmed_run_id": 1, "full_run_id": 1, "confirmed_at": 1}
    feeds = db.feeds.find({**among, "confirmed_run_id": {"$ne": None}, "confirmed_at": {"$ne": None}}, fields)
    return {
        feed["_id"]: Confirmation(feed.get("full_run_id") or feed["confirmed_run_id"], feed["confirmed_at"])
        for feed in feeds
    }
