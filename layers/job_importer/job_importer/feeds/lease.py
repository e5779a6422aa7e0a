"""One run of a feed at a time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pymongo import UpdateOne

from job_importer.feeds.model import NO_VALIDATORS, FeedDoc
from job_importer.mongo import Db, typed


def take_leases(
    db: Db, run_ids: Mapping[str, str], now: datetime, duration: timedelta, condition: Mapping[str, Any]
) -> dict[str, FeedDoc]:
    """Takes the leases of feeds for their runs (`run_ids` by feed id), and returns the feeds taken: those that were
    free and as `condition` wants them.

    Of several concurrent attempts one gets the feed, and `condition` holds at that moment.
    """
    free = {**condition, "lease.expires_at": {"$not": {"$gt": now}}}  # also if there is no lease
    writes = [
        ({"_id": feed_id, **free}, {"$set": {"lease": {"run_id": run_id, "expires_at": now + duration}}})
        for feed_id, run_id in run_ids.items()
    ]
    if len(writes) == 1:  # the usual case, in one step
        feed = typed(db.feeds, FeedDoc).find_one_and_update(*writes[0], return_document=True)
        return {feed["_id"]: feed} if feed else {}
    if writes:
        db.feeds.bulk_write([UpdateOne(*write) for write in writes], ordered=False)
    found = typed(db.feeds, FeedDoc).find({"_id": {"$in": list(run_ids)}})
    return {feed["_id"]: feed for feed in found if feed["lease"] and feed["lease"]["run_id"] == run_ids[feed["_id"]]}


def renew_leases(db: Db, run_ids: Mapping[str, str], now: datetime, duration: timedelta) -> None:
    """`run_ids` by feed id; a feed that another run holds now is skipped."""
    held = {"_id": {"$in": list(run_ids)}, "lease.run_id": {"$in": list(run_ids.values())}}
    if run_ids:
        db.feeds.update_many(held, {"$set": {"lease.expires_at": now + duration}})


def begin_publishing(db: Db, feed_id: str, run_id: str, replay_of: str | None, settings: str | None) -> bool:
    """Drops the feed's validators, since what they describe is about to be overwritten, until a run is confirmed;
    but a replay of that very run, with the same `settings`, writes the same.

    False if the run no longer holds the feed: another run may rely on the validators now and must not be overtaken.
    """
    mine = {"_id": feed_id, "lease.run_id": run_id}
    same_run = {"$eq": ["$confirmed_run_id", {"$ifNull": [replay_of, ""]}]}
    is_same = {"$and": [same_run, {"$eq": ["$validators.settings", settings]}]}
    kept = {"$cond": [is_same, "$validators", {"$literal": NO_VALIDATORS}]}
    return db.feeds.update_one(mine, [{"$set": {"validators": kept}}]).matched_count == 1


def drop_lease(db: Db, feed_id: str, run_id: str) -> None:
    db.feeds.update_one({"_id": feed_id, "lease.run_id": run_id}, {"$set": {"lease": None}})
