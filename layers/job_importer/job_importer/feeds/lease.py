"""One run of a feed at a time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from job_importer.feeds.model import NO_VALIDATORS, FeedDoc
from job_importer.mongo import Db


def take_lease(
    db: Db, feed_id: str, run_id: str, now: datetime, duration: timedelta, condition: Mapping[str, Any]
) -> FeedDoc | None:
    """The feed as it is now, held by `run_id`; None if it is held already, gone, or not as `condition` wants it.

    Of several who try at once, one gets it, and what it judged the feed by holds at the moment when it gets it.
    """
    free = {"$or": [{"lease": None}, {"lease.expires_at": {"$lte": now}}]}
    lease = {"run_id": run_id, "expires_at": now + duration}
    held = db.feeds.find_one_and_update(
        {"_id": feed_id, **condition, **free}, {"$set": {"lease": lease}}, return_document=True
    )
    return cast("FeedDoc | None", held)


def renew_lease(db: Db, feed_id: str, run_id: str, now: datetime, duration: timedelta) -> None:
    db.feeds.update_one({"_id": feed_id, "lease.run_id": run_id}, {"$set": {"lease.expires_at": now + duration}})


def begin_publishing(db: Db, feed_id: str, run_id: str) -> bool:
    """What the feed's validators speak for is about to be overwritten, so they hold no more until a run is confirmed.

    False if the run no longer holds the feed: another may rely on the validators by now, and must not be overtaken.
    """
    mine = {"_id": feed_id, "lease.run_id": run_id}
    return db.feeds.update_one(mine, {"$set": {"validators": NO_VALIDATORS}}).matched_count == 1


def drop_lease(db: Db, feed_id: str, run_id: str) -> None:
    db.feeds.update_one({"_id": feed_id, "lease.run_id": run_id}, {"$set": {"lease": None}})
