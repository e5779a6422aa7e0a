"""A job to store, and the document that it becomes if it is not stored yet. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from job_importer.codes import CloseReason
from job_importer.ids import queued_at, rank_of
from job_importer.jobs.fingerprint import content_hash, fingerprints, stamp_hash
from job_importer.jobs.history import Kind, told_first
from job_importer.jobs.key import job_key
from job_importer.jobs.model import Job
from job_importer.jobs.search_words import search_fields

GRACE = timedelta(days=1)  # for dates in another zone, and for feeds that extend theirs overnight


@dataclass(frozen=True, slots=True)
class Listing:
    """The evidence for a job: feed `feed_id` listed it when run `run_id` fetched the feed at `seen_at`.

    A replay counts as old as the run whose snapshot it reads, `replay_of`. If a later run, `overtaken_by`, has
    read the whole feed, that run decides which jobs are listed, and the replay lists none.
    """

    run_id: str
    feed_id: str
    seen_at: datetime
    replay_of: str | None = None
    overtaken_by: str | None = None

    @property
    def rank(self) -> str:
        """Orders runs by age for a job; `run_id` identifies what a run did itself."""
        return rank_of(self.run_id, self.replay_of)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A valid job ready to be stored. `index` is its position in the feed."""

    index: int
    key: str
    content: dict[str, Any]  # Job's fields, times as datetimes
    fingerprints: dict[str, str]
    content_hash: str
    stamp_hash: str
    item: str | None = None  # digest of the item as it came
    reader: str | None = None  # version of the reader


def prepare(
    index: int, values: dict[str, Any], job: Job, item: str | None = None, reader: str | None = None
) -> Incoming:
    """`values` are the normalised job from intake, `job` the same after validation."""
    prints = fingerprints(values)
    content = job.model_dump()
    content["tags"] = list(job.tags)
    return Incoming(
        index,
        job_key(job.source, job.external_id),
        content,
        prints,
        content_hash(prints),
        stamp_hash(values),
        item or None,
        reader,
    )


def new_document(job: Incoming, listing: Listing) -> dict[str, Any]:
    """Open, unless its own date has passed, or a newer run has read the whole feed: that run would have stored the job
    if it had been listed.
    """
    newer = listing.overtaken_by
    closed_at, reason = closed_from_the_first(job, listing) or (None, None)
    return {
        "_id": job.key,
        **stored_content(job),
        "feed_ids": [listing.feed_id],
        # Rank of a run by feed: the last run in which the feed listed the job, and the one that found it dropped.
        "seen": {} if newer else {listing.feed_id: listing.rank},
        "gone": {listing.feed_id: newer} if newer else {},
        "first_run_id": listing.run_id,
        "last_run_id": listing.rank,
        "content_run_id": listing.rank,  # the run that the content comes from, and its feed
        "content_feed_id": listing.feed_id,
        "changed_run_id": None,
        "changed_fields": [],
        "first_seen_at": listing.seen_at,
        "last_seen_at": listing.seen_at,
        "closed_at": closed_at,
        "closed_run_id": newer,
        "closed_reason": reason,
        "history": [],
        **({"version": 1} if closed_at else told_first(Kind.NEW, listing.seen_at)),
    }


def stored_content(job: Incoming) -> dict[str, Any]:
    """Everything in a job's document about its content, whoever lists it."""
    return {
        **job.content,
        **search_fields(job.content),
        "content_hash": job.content_hash,
        "stamp_hash": job.stamp_hash,
        "fingerprints": job.fingerprints,
        "read_from": {"item": job.item, "reader": job.reader},
    }


def closed_from_the_first(job: Incoming, listing: Listing) -> tuple[datetime, str] | None:
    """When and why a new job that is not open is closed."""
    if listing.overtaken_by:
        return queued_at(listing.overtaken_by), CloseReason.NOT_LISTED.value
    expires_at: datetime | None = job.content["expires_at"]
    if expires_at is not None and expires_at < listing.seen_at - GRACE:
        return listing.seen_at, CloseReason.EXPIRED.value
    return None
