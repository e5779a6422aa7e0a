"""Ends runs. The first to see that a run is over ends it; later callers find it ended."""

from datetime import datetime
from typing import Any, cast

from job_importer.codes import JobFailure, RunFailure
from job_importer.completeness import Completeness
from job_importer.feeds.model import FeedDoc
from job_importer.mongo import Db, typed
from job_importer.runs.books import counts_of
from job_importer.runs.counts import Counts
from job_importer.runs.end_metrics import tell_end
from job_importer.runs.failures import signature
from job_importer.runs.feed_update import settle_feed
from job_importer.runs.ledger import bury_pending
from job_importer.runs.model import IS_LIVE, ChunkState, Http, ReadingMode, RunDoc, RunStatus
from job_importer.runs.reclosing import close_again
from job_importer.runs.store import get_run
from job_importer.runs.totals import NO_SUMS, balance, no_counts, seen_again
from job_importer.types import Document

UNFINISHED = "The import was given up before this chunk was stored; its message is lost or still in the queue."
STORED_LATE = (
    "Jobs were stored long after this import ended, when its ledger had been deleted; the counts are those at its end."
)
_CONFIRMED = ("format", "encoding", "identity", "completeness", "completeness_reason")
_ATTEMPTS = 20  # more lost updates than rival consumers can explain


def finish_if_over(db: Db, run_id: str, now: datetime) -> None:
    """Ends a sealed run without pending chunks. Computes the totals of an ended run again, however it ended, since a
    redrive or a late chunk has changed them. The numbers outlive the chunks: if some chunks have expired, the numbers
    stay, with a warning.

    Safe to call at any time and from several consumers at once: the totals are read after the run's revision and
    written only if no other writer came between.
    """
    for _ in range(_ATTEMPTS):
        if db.chunks.find_one({"run_id": run_id, "state": ChunkState.PENDING.value}, {"_id": 1}):
            return  # mostly; everything else is read only at the end
        run = get_run(db, run_id)
        if run is None or (run["seal"] is None and run["status"] != RunStatus.FAILED):
            return
        counts = counts_of(db, [run_id])[run_id] | {"closed": run["closed"]}
        if counts["pending"]:  # announced since then
            return
        if run["counts"] and counts["fetched"] < run["counts"]["fetched"]:  # the ledger has expired, in part or all
            close_again(db, run, now)
            db.runs.update_one({"_id": run_id}, {"$addToSet": {"warnings": STORED_LATE}})
            break
        if ended := _write_end(db, run, counts, now):
            settle_feed(db, run_id, now, ended)
            return
    settle_feed(db, run_id, now)


def end_at_once(db: Db, run: RunDoc, feed: FeedDoc, values: Document, now: datetime) -> bool:
    """Seals a run, with `values`, and ends it, if it has sent nothing, so that its chunks are done and say no more than
    the seal. `feed` is the feed as it was when the run began. False if the run can no longer be ended in this way.
    """
    seal = values["seal"]
    items, known = seal["fetched"] + seal["inactive"], seal["fetched"] - seal["duplicates"]
    counts = balance({**NO_SUMS, **seal, "items": items, "known": known})
    as_sealed = cast(RunDoc, {**run, **values})
    ended: Document = {"status": RunStatus.SUCCEEDED.value, "counts": counts, "finished_at": now, "counted_at": now}
    ended["untold"] = True
    if _may_close(as_sealed):
        ended["closing"] = _closing(as_sealed)
    same = {"_id": run["_id"], "status": IS_LIVE, "seal": None}
    if run_now := _set_if(db, same, values | ended):
        tell_end(run_now)
        settle_feed(db, run["_id"], now, run_now, feed)
        return True
    return False


def _closing(run: RunDoc) -> str:
    return "done" if run.get("vanished") == 0 and "marked" not in run else "pending"


def _write_end(db: Db, run: RunDoc, counts: Counts, now: datetime) -> RunDoc | None:
    """The updated run; None if another writer was faster."""
    has_failed = run["status"] == RunStatus.FAILED
    stored = RunStatus.PARTIAL if counts["failed"] else RunStatus.SUCCEEDED
    status = RunStatus.FAILED if has_failed else stored
    closes = not has_failed and _may_close(run) and _is_all_stored(db, run["_id"], counts)
    if run["counts"] == counts and run["status"] == status and not closes:
        return run
    close_again(db, run, now)
    values: dict[str, Any] = {
        "status": status.value,
        "counts": counts,
        # the consumer may have looked at its clock before the importer sealed the run
        "finished_at": run["finished_at"] or max(now, run["published_at"] or now),
        "counted_at": now,
    }
    if not RunStatus(run["status"]).ended:
        values["untold"] = True
    elif run["counts"] != counts:
        values["recounted_at"] = now
    if closes:
        values["closing"] = _closing(run)
    ended = _set_if(db, {"_id": run["_id"], "revision": run["revision"]}, values)
    if ended and not RunStatus(run["status"]).ended:
        tell_end(ended)
    return ended


def _set_if(db: Db, condition: Document, values: Document) -> RunDoc | None:
    """The updated run; None if the condition does not hold."""
    changes = {"$set": values, "$inc": {"revision": 1}}
    return typed(db.runs, RunDoc).find_one_and_update(condition, changes, return_document=True)


def _may_close(run: RunDoc) -> bool:
    """Its completeness says what there is to close: after a part, what the feed marks.

    A run that relied on a manifest must be whole and must have looked for vanished jobs, which a continued run does
    not; otherwise it confirms nothing, and the next run reads in full.
    """
    if run.get("reading_mode") == ReadingMode.CHANGES and (
        run.get("vanished") is None or run.get("completeness") != Completeness.WHOLE
    ):
        return False
    is_due = run["closing"] is None and run["replay_of"] is None
    return is_due and (run.get("completeness") != Completeness.PART or "marked" in run)


def _is_all_stored(db: Db, run_id: str, counts: Counts) -> bool:
    """Whether no job that the run read is missing. Invalid jobs were seen; undelivered ones were not.

    The ledger knows whether a chunk is dead: a failure may remain for a moment after a redrive.
    """
    if not counts["failed"]:
        return True
    unseen = {"$in": [JobFailure.DATABASE_ERROR.value, JobFailure.UNEXPECTED_ERROR.value]}
    return not (
        db.chunks.find_one({"run_id": run_id, "state": ChunkState.DEAD.value}, {"_id": 1})
        or db.failures.find_one({"run_id": run_id, "code": unseen}, {"_id": 1})
    )


def end_failed(
    db: Db,
    run_id: str,
    code: RunFailure,
    message: str,
    now: datetime,
    retry_after: float | None = None,
    http_status: int | None = None,
) -> None:
    """A feed-level failure ends the run. What was published before (a late failure) still counts; whatever is not
    stored yet counts as failed until it is.
    """
    bury_pending(db, run_id, UNFINISHED, now)
    counts = counts_of(db, [run_id])[run_id]
    told = {"code": code.value, "message": message, "signature": signature(message), "retry_after": retry_after}
    values = {"failure": told, "counts": counts} | ({"http.status": http_status} if http_status else {})
    _end_live(db, run_id, RunStatus.FAILED, now, values)
    if counts["fetched"]:  # a chunk may have been stored while these were counted
        finish_if_over(db, run_id, now)


def give_up_rest(db: Db, run_id: str, now: datetime) -> None:
    """For an importer that finds its run ended: chunks that it has announced since must not stay pending."""
    bury_pending(db, run_id, UNFINISHED, now)
    finish_if_over(db, run_id, now)


def end_not_modified(db: Db, run_id: str, confirmed_run_id: str | None, http: Http, now: datetime) -> None:
    """The source still has what run `confirmed_run_id` imported: its jobs are seen again, unchanged.

    Nothing happens if a rival attempt of the run received something new: then that attempt continues.
    """
    confirmed = get_run(db, confirmed_run_id) if confirmed_run_id else None
    values: dict[str, Any] = {"http": http, "fetched_at": now, "confirms": confirmed_run_id, "counts": no_counts()}
    if confirmed and confirmed["counts"]:
        values |= {"counts": seen_again(confirmed["counts"]), "confirmed_seal": confirmed["seal"]}
        values |= {name: value for name, value in confirmed.items() if name in _CONFIRMED}
    _end_live(db, run_id, RunStatus.NOT_MODIFIED, now, values, {"snapshot": None})


def _end_live(
    db: Db, run_id: str, status: RunStatus, now: datetime, values: Document, condition: Document | None = None
) -> None:
    values = {"status": status.value, "finished_at": now, "counted_at": now, "untold": True, **values}
    if ended := _set_if(db, {"_id": run_id, "status": IS_LIVE, **(condition or {})}, values):
        tell_end(ended)
    settle_feed(db, run_id, now)
