"""Unchanged jobs: one statement records for many of them that they are still listed. Pure."""

from typing import Any

from job_importer.codes import CloseReason
from job_importer.jobs.document import Incoming, Listing


def is_untouched(stored: dict[str, Any], job: Incoming, listing: Listing) -> bool:
    """Whether the stored job is exactly the same and listed: then it is touched together with others."""
    return bool(
        stored["content_hash"] == job.content_hash
        and stored["stamp_hash"] == job.stamp_hash
        and listing.feed_id in stored["seen"]
    )


def touch_filter(keys: list[str], listing: Listing) -> dict[str, Any]:
    """Those of `keys` that no newer run found gone, and that are open or closed for the same date."""
    untouched = {"$in": [None, CloseReason.EXPIRED.value]}
    return {
        "_id": {"$in": keys},
        "closed_reason": untouched,
        f"gone.{listing.feed_id}": {"$not": {"$gt": listing.rank}},
    }


def touch_update(listing: Listing) -> dict[str, Any]:
    """`$max` never goes back, so a late delivery of an older run changes nothing."""
    listed = {} if listing.overtaken_by else {f"seen.{listing.feed_id}": listing.rank}
    return {"$max": {"last_run_id": listing.rank, "last_seen_at": listing.seen_at} | listed}
