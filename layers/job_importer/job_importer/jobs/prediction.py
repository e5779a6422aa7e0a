"""Predicts what storing a job would do to the stored one, following `jobs.document`, without doing it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from job_importer.codes import CloseReason
from job_importer.jobs.document import GRACE, Incoming, Listing

PREDICTED_FIELDS = {
    "content_hash": 1,
    "stamp_hash": 1,
    "read_from": 1,
    "content_run_id": 1,
    "first_run_id": 1,
    "changed_run_id": 1,
    "restamped_run_ids": 1,
    "last_run_id": 1,
    "closed_at": 1,
    "closed_run_id": 1,
    "closed_reason": 1,
    "expires_at": 1,
    "gone": 1,
}
"""What `predict` reads of a stored job, as a projection."""


@dataclass(slots=True)
class Prediction:
    """Jobs by what would become of them. The first three are the outcomes, the others stand beside: `restamped`,
    `reread` (another version of ours has read the item otherwise) and `left` (a newer run has other content, which
    stays) are parts of `unchanged`; `closed` (stored as no longer listed, or as expired) of `new`.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    restamped: int = 0
    reread: int = 0
    left: int = 0
    closed: int = 0
    reopened: int = 0

    def add(self, other: "Prediction") -> None:
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)


def predict(stored: Mapping[str, Any] | None, job: Incoming, listing: Listing) -> Prediction:
    if stored is None:
        return Prediction(new=1, closed=int(listing.overtaken_by is not None or _has_lapsed(job, listing)))
    same = stored["content_hash"] == job.content_hash
    same_stamp = same and stored["stamp_hash"] == job.stamp_hash
    fresh = _is_fresh(stored, listing)
    read = stored.get("read_from") or {}
    reread = job.item is not None and read.get("item") == job.item and read.get("reader") != job.reader
    return Prediction(
        updated=int(fresh and not same and not reread),
        unchanged=int(same or reread or not fresh),
        restamped=int(fresh and same and not same_stamp and not reread),
        reread=int(fresh and not same_stamp and reread),
        left=int(not fresh and not same_stamp),
        reopened=int(
            stored["closed_at"] is not None and _is_listed(stored, listing) and not _has_expired(stored, job, listing)
        ),
    )


def _is_fresh(stored: Mapping[str, Any], listing: Listing) -> bool:
    if stored["last_run_id"] <= listing.rank:
        return True
    marks = (stored["first_run_id"], stored["changed_run_id"] or "", *stored.get("restamped_run_ids", ())[-1:])
    written: str = stored.get("content_run_id") or max(marks)
    return listing.replay_of is not None and listing.replay_of <= written <= listing.rank


def _is_listed(stored: Mapping[str, Any], listing: Listing) -> bool:
    """Of a closed job."""
    if listing.overtaken_by or stored["gone"].get(listing.feed_id, "") > listing.rank:
        return False
    by_no_run = stored["closed_reason"] == CloseReason.EXPIRED
    return listing.replay_of is None or by_no_run or "" < (stored["closed_run_id"] or "") <= listing.rank


def _has_expired(stored: Mapping[str, Any], job: Incoming, listing: Listing) -> bool:
    """Of a closed job."""
    if not _is_fresh(stored, listing):
        return stored["closed_reason"] == CloseReason.EXPIRED or _is_before(stored["expires_at"], listing)
    expires_at, before = job.content["expires_at"], stored["expires_at"]
    moved_on = expires_at is None or before is None or expires_at > before
    return _has_lapsed(job, listing) or (stored["closed_reason"] == CloseReason.EXPIRED and not moved_on)


def _has_lapsed(job: Incoming, listing: Listing) -> bool:
    return _is_before(job.content["expires_at"], listing)


def _is_before(expires_at: datetime | None, listing: Listing) -> bool:
    return expires_at is not None and expires_at < listing.seen_at - GRACE
