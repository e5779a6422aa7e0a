"""A job as a MongoDB document, and the pipeline that updates a stored one. Nothing here accesses a database.

Every value from a feed is wrapped in `$literal` in a pipeline, because a title may start with `$`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from job_importer.codes import CloseReason
from job_importer.ids import queued_at, rank_of
from job_importer.jobs.changes import Difference
from job_importer.jobs.fingerprint import content_hash, fingerprints, stamp_hash
from job_importer.jobs.history import HISTORY_LENGTH, Expression, Kind, change, grown, to_tell, told_first, when
from job_importer.jobs.key import job_key
from job_importer.jobs.model import Job
from job_importer.jobs.search_words import search_fields

GRACE = timedelta(days=1)  # for a date that is a day in another zone, and for a feed that moves it on overnight

Stage = dict[str, Any]


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
    """Open, unless its own date has passed, or a newer run has read the whole feed: that one would have stored it, had
    it been listed.
    """
    newer = listing.overtaken_by
    closed_at, reason = _closed_from_the_first(job, listing)
    return {
        "_id": job.key,
        **job.content,
        **search_fields(job.content),
        "content_hash": job.content_hash,
        "stamp_hash": job.stamp_hash,
        "fingerprints": job.fingerprints,
        "read_from": {"item": job.item, "reader": job.reader},
        "feed_ids": [listing.feed_id],
        # Feeds by the rank of a run: the last one in which a feed listed the job, and the one that found it dropped.
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


def _closed_from_the_first(job: Incoming, listing: Listing) -> tuple[datetime, str] | tuple[None, None]:
    if listing.overtaken_by:
        return queued_at(listing.overtaken_by), CloseReason.NOT_LISTED.value
    expires_at: datetime | None = job.content["expires_at"]
    if expires_at is not None and expires_at < listing.seen_at - GRACE:
        return listing.seen_at, CloseReason.EXPIRED.value
    return None, None


def update_pipeline(job: Incoming, listing: Listing, before: Difference | None = None) -> list[Stage]:
    """Update a stored job, whatever its state: atomic, repeatable, and never back to an older run.
    Its history keeps what `before` says of the change, if that is still true of the stored job.

    Four judgements are made on the stored document before anything is set: `fresh` (no newer run has said what the
    content is), `listed` (no newer run found that this feed no longer lists it), `expired` (its own date has passed)
    and whether content or stamps differ: by the feed's doing, or since another version has read the very same item.
    """
    return [{"$set": {"_now": _judgements(job, listing)}}, {"$set": _changes(job, listing, before)}, {"$unset": "_now"}]


def _judgements(job: Incoming, listing: Listing) -> Stage:
    same_content = {"$eq": ["$content_hash", job.content_hash]}
    same = {"$and": [same_content, {"$eq": ["$stamp_hash", job.stamp_hash]}]}
    fresh, reread = _is_fresh(listing), _is_read_otherwise(job)
    changed_fields = {
        "$concatArrays": [
            {"$cond": [{"$ne": [f"$fingerprints.{name}", value]}, [name], []]}
            for name, value in sorted(job.fingerprints.items())
        ]
    }
    return {
        "fresh": fresh,
        "changed": {"$and": [fresh, {"$not": [same_content]}, {"$not": [reread]}]},
        "restamped": {"$and": [fresh, same_content, {"$not": [same]}, {"$not": [reread]}]},
        "reread": {"$and": [fresh, {"$not": [same]}, reread]},
        "listed": _is_listed(listing),
        "expired": _has_expired(job, listing, fresh),
        "fields": changed_fields,
    }


def _is_read_otherwise(job: Incoming) -> Expression:
    """Whether another version of the reader made something else of the same item."""
    if job.item is None or job.reader is None:
        return {"$literal": False}
    return {"$and": [{"$eq": ["$read_from.item", job.item]}, {"$ne": ["$read_from.reader", job.reader]}]}


def _is_fresh(listing: Listing) -> Expression:
    """A replay also mends what its own run wrote and nobody has written since, though newer runs have seen it so."""
    newest = {"$lte": ["$last_run_id", listing.rank]}
    if listing.replay_of is None:
        return newest
    marks = {"$max": ["$first_run_id", "$changed_run_id", {"$arrayElemAt": ["$restamped_run_ids", -1]}]}
    written = {"$ifNull": ["$content_run_id", marks]}
    return {"$or": [newest, {"$and": [{"$gte": [written, listing.replay_of]}, {"$lte": [written, listing.rank]}]}]}


def _is_listed(listing: Listing) -> Expression:
    if listing.overtaken_by:
        return {"$literal": False}
    not_gone = {"$lte": [{"$ifNull": [f"$gone.{listing.feed_id}", ""]}, listing.rank]}
    if listing.replay_of is None:
        return not_gone
    closed_before = {"$and": [{"$gt": ["$closed_run_id", ""]}, {"$lte": ["$closed_run_id", listing.rank]}]}
    by_no_run = {"$in": ["$closed_reason", [None, CloseReason.EXPIRED.value]]}
    return {"$and": [not_gone, {"$or": [by_no_run, closed_before]}]}


def _has_expired(job: Incoming, listing: Listing, fresh: Expression) -> Expression:
    """By the date that it will have then. One that was closed for its date stays so until that moves on, or goes."""
    expires_at = when(fresh, {"$literal": job.content["expires_at"]}, "$expires_at")
    lapsed = {"$lt": [expires_at, listing.seen_at - GRACE]}
    stays = {"$and": [{"$eq": ["$closed_reason", CloseReason.EXPIRED.value]}, {"$lte": [expires_at, "$expires_at"]}]}
    return {"$and": [{"$gt": [expires_at, None]}, {"$or": [lapsed, stays]}]}


def _changes(job: Incoming, listing: Listing, before: Difference | None) -> Stage:
    run_id, feed_id = listing.run_id, listing.feed_id
    content = job.content | {
        **search_fields(job.content),
        "content_hash": job.content_hash,
        "stamp_hash": job.stamp_hash,
        "fingerprints": job.fingerprints,
        "read_from": {"item": job.item, "reader": job.reader},
    }
    since = {"$ifNull": ["$closed_at", listing.seen_at]}
    is_open = {"$and": ["$_now.listed", {"$not": ["$_now.expired"]}]}
    reopens = {"$and": [is_open, {"$ne": ["$closed_at", None]}]}
    closes = {"$and": ["$_now.listed", "$_now.expired", {"$eq": ["$closed_at", None]}]}
    joins = {"$not": [{"$in": [feed_id, "$feed_ids"]}]}
    differs = {"$or": ["$_now.changed", "$_now.restamped", "$_now.reread"]}
    told = {"$or": ["$_now.changed", "$_now.reread", joins]}
    at, expired = listing.seen_at, CloseReason.EXPIRED.value
    values = {"fields": "$_now.fields", "changes": _values(job, before)}
    return {
        **{name: when("$_now.fresh", {"$literal": value}, f"${name}") for name, value in content.items()},
        "content_run_id": when(differs, listing.rank, {"$ifNull": ["$content_run_id", "$$REMOVE"]}),
        "content_feed_id": when(differs, feed_id, {"$ifNull": ["$content_feed_id", "$$REMOVE"]}),
        "changed_run_id": when("$_now.changed", run_id, "$changed_run_id"),
        "changed_fields": when("$_now.changed", "$_now.fields", "$changed_fields"),
        "restamped_run_ids": remembered("restamped_run_ids", "$_now.restamped", run_id),
        "reread_run_ids": remembered("reread_run_ids", "$_now.reread", run_id),
        "history": grown(
            ("$_now.changed", change(Kind.UPDATED, run_id, at, **values)),
            (reopens, change(Kind.REOPENED, run_id, at)),
            (closes, change(Kind.CLOSED, None, at, reason=expired)),
        ),
        **to_tell(at, (closes, Kind.CLOSED), (reopens, Kind.REOPENED), (told, Kind.UPDATED)),
        "last_run_id": {"$max": ["$last_run_id", listing.rank]},
        "last_seen_at": {"$max": ["$last_seen_at", listing.seen_at]},
        "feed_ids": {"$setUnion": ["$feed_ids", [feed_id]]},
        f"seen.{feed_id}": when(
            "$_now.listed", {"$max": [f"$seen.{feed_id}", listing.rank]}, {"$ifNull": [f"$seen.{feed_id}", "$$REMOVE"]}
        ),
        "reopened_run_ids": remembered("reopened_run_ids", reopens, run_id),
        "closed_at": when(is_open, None, when("$_now.listed", since, "$closed_at")),
        "closed_run_id": when("$_now.listed", None, "$closed_run_id"),
        "closed_reason": when(is_open, None, when("$_now.listed", CloseReason.EXPIRED.value, "$closed_reason")),
    }


def _values(job: Incoming, before: Difference | None) -> Expression:
    """By field. Where another writer came between, digests alone, of every field: `fields` says which have changed."""
    digests = {
        name: {"old_digest": f"$fingerprints.{name}", "new_digest": value} for name, value in job.fingerprints.items()
    }
    if before is None:
        return digests
    return when({"$eq": ["$stamp_hash", before.stamp_hash]}, {"$literal": before.values}, digests)


def remembered(field: str, condition: Expression, run_id: str) -> Expression:
    """The runs that have done so, newest last and absent where none has; `run_id` is the next where `condition` holds.

    A run's own numbers are read off these lists, so that a newer run which does the same does not take them away.
    """
    known = {"$ifNull": [f"${field}", []]}
    longer = {"$slice": [{"$concatArrays": [known, [run_id]]}, -HISTORY_LENGTH]}
    return when(condition, longer, {"$ifNull": [f"${field}", "$$REMOVE"]})


def is_untouched(stored: dict[str, Any], job: Incoming, listing: Listing) -> bool:
    """Whether the stored job is identical and listed: then it is touched together with others."""
    return bool(
        stored["content_hash"] == job.content_hash
        and stored["stamp_hash"] == job.stamp_hash
        and listing.feed_id in stored["seen"]
    )


def touch_filter(keys: list[str], listing: Listing) -> dict[str, Any]:
    """Those of `keys` that no newer run found gone, and that are open or closed for their date, which is the same."""
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
