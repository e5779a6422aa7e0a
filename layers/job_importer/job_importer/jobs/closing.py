"""Closes jobs, each with its reason. A job that several feeds list is closed when the last of them drops it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from job_importer.batched import batched
from job_importer.clock import EARLIEST
from job_importer.codes import CloseReason
from job_importer.ids import first_id_at
from job_importer.jobs.aliases import find_aliases
from job_importer.jobs.document import GRACE
from job_importer.jobs.history import Kind, change, grown, remembered, to_tell
from job_importer.mongo import Db
from job_importer.types import Document

BATCH = 500
MAX_BATCHES = 20  # in one pass


def close_vanished(
    db: Db,
    feed_id: str,
    run_id: str,
    now: datetime,
    *,
    before: str | None = None,
    reason: CloseReason = CloseReason.NOT_LISTED,
) -> int:
    """Removes the feed from every job that it last listed before run `before` (default: `run_id` itself); closes those
    that no feed lists.

    Each job is judged and changed in one atomic update, so a run that lists it at the same moment wins or comes after.
    Repeatable. Returns how many jobs the run has closed, now or in an earlier attempt, for any reason, including those
    that a newer run has reopened since.
    """
    return _take_off(db, feed_id, run_id if before is None else before, run_id, reason, now)


def close_marked(db: Db, feed_id: str, run_id: str, keys: Sequence[str], now: datetime) -> None:
    """Removes the feed from jobs that it marks in `run_id` as inactive, unless another of its items lists them."""
    for some in batched(keys, BATCH):
        marked = {"_id": {"$in": some}, f"seen.{feed_id}": {"$lt": run_id}}
        _leave_to_others(db, feed_id, run_id, marked)
        db.jobs.update_many(marked, _leave(feed_id, run_id, run_id, CloseReason.MARKED_CLOSED, now))


def listed_among(db: Db, keys: Sequence[str], feed_id: str) -> list[str]:
    """The stored jobs with these keys or aliases that the feed lists."""
    if not keys:
        return []
    stored = [*keys, *(alias.job for alias in find_aliases(db, keys).values())]
    listed = {"_id": {"$in": stored}, f"seen.{feed_id}": {"$exists": True}}
    return [job["_id"] for job in db.jobs.find(listed, {"_id": 1})]


def lapsed(now: datetime) -> Document:
    """Filter for open jobs whose closing date has passed. `EARLIEST` makes it use the index."""
    return {"closed_reason": None, "expires_at": {"$gt": EARLIEST, "$lt": now - GRACE}}


def close_expired(db: Db, now: datetime) -> int:
    """Closes open jobs whose own date has passed, whether or not they are still listed; as many as fit into a pass.
    Returns their number. No run has closed them.
    """
    reason = CloseReason.EXPIRED.value
    close = {"closed_at": now, "closed_reason": reason, "closed_run_id": None} | _told(True, None, reason, now)
    closed = 0
    for _ in range(MAX_BATCHES):
        keys = [job["_id"] for job in db.jobs.find(lapsed(now), {"_id": 1}).limit(BATCH)]
        closed += (
            db.jobs.update_many({"_id": {"$in": keys}, **lapsed(now)}, [{"$set": close}]).modified_count if keys else 0
        )
        if len(keys) < BATCH:
            break
    return closed


def release_jobs(db: Db, feed_id: str, removed_at: datetime, now: datetime) -> None:
    """The same for a removed feed, which no longer lists anything. No run has closed these jobs."""
    _take_off(db, feed_id, first_id_at(removed_at), None, CloseReason.NOT_LISTED, now)


def close_listed(db: Db, feed_id: str, run_id: str, keys: Iterable[str], seen_at: datetime, now: datetime) -> int:
    """Like `close_vanished`, but only for `keys`: the jobs that the feed was last seen to list at `seen_at`, and that
    the run does not list.
    """
    leave, closed = _leave(feed_id, run_id, run_id, CloseReason.NOT_LISTED, now, seen_at), 0
    for batch in batched(keys, BATCH):
        closed += _close(db, feed_id, run_id, run_id, batch, leave)
    return closed


def _read_in_full(db: Db, feed_ids: list[str], after: str) -> None:
    """In a run newer than `after`."""
    db.feeds.update_many({"_id": {"$in": feed_ids}}, {"$max": {"full_after": after}})


def _take_off(db: Db, feed_id: str, before: str, closed_by: str | None, reason: CloseReason, now: datetime) -> int:
    leave, found = _leave(feed_id, before, closed_by, reason, now), _touched(db, feed_id, before, closed_by)
    return sum(_close(db, feed_id, before, closed_by, batch, leave) for batch in batched(found, BATCH))


def _close(db: Db, feed_id: str, before: str, closed_by: str | None, keys: list[str], leave: list[Document]) -> int:
    """Returns how many of them `closed_by` has closed, now or earlier."""
    listed = {"_id": {"$in": keys}, f"seen.{feed_id}": {"$lt": before}}
    _leave_to_others(db, feed_id, before, listed)
    db.jobs.update_many(listed, leave)
    return db.jobs.count_documents({"_id": {"$in": keys}, "closed_run_ids": closed_by}) if closed_by else 0


def _leave_to_others(db: Db, feed_id: str, before: str, listed: Document) -> None:
    """Some of these jobs have their content from this feed; if another feed lists them, its content must come back.

    So these feeds read in full. That is recorded first: a crash repeats everything.
    """
    shared = listed | {"content_feed_id": feed_id, "feed_ids.1": {"$exists": True}}
    others = {name for job in db.jobs.find(shared, {"seen": 1}) for name in job["seen"]} - {feed_id}
    if others:
        _read_in_full(db, sorted(others), before)


def listed_by(feed_id: str) -> Document:
    """Filter for the jobs that the feed lists or has listed; it has an index."""
    return {"feed_ids": feed_id}


def _touched(db: Db, feed_id: str, before: str, closed_by: str | None) -> Iterator[str]:
    """The jobs to remove the feed from, and those that `closed_by` has already closed.

    They are selected here: the database would have to read every job of the feed for the two conditions, and no index
    for these is worth its cost.
    """
    for job in db.jobs.find(listed_by(feed_id), {f"seen.{feed_id}": 1, "closed_run_ids": 1}):
        if job["seen"].get(feed_id, before) < before or closed_by in job.get("closed_run_ids", ()):
            yield job["_id"]


def _leave(
    feed_id: str,
    before: str,
    closed_by: str | None,
    reason: CloseReason,
    now: datetime,
    seen_at: datetime | None = None,
) -> list[Document]:
    last = {"$and": [{"$eq": ["$seen", {}]}, {"$eq": ["$closed_at", None]}]}
    close: Document = {
        "closed_run_id": {"$cond": [last, closed_by, "$closed_run_id"]},
        "closed_reason": {"$cond": [last, reason.value, "$closed_reason"]},
        "closed_at": {"$cond": [last, now, "$closed_at"]},
    } | _told(last, closed_by, reason.value, now)
    if seen_at:
        close["last_seen_at"] = {"$max": ["$last_seen_at", seen_at]}
    if closed_by:
        close["closed_run_ids"] = remembered("closed_run_ids", last, closed_by)
    return [{"$set": {f"gone.{feed_id}": before}}, {"$unset": f"seen.{feed_id}"}, {"$set": close}]


def _told(closes: Document | bool, closed_by: str | None, reason: str, now: datetime) -> Document:
    """The fields that record the closing, if the job `closes`."""
    entry = change(Kind.CLOSED, closed_by, now, reason=reason)
    return {"history": grown(closes, entry), **to_tell(now, closes, Kind.CLOSED)}
