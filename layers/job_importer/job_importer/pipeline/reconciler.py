"""The reconciler: ends runs that cannot make progress, and closes jobs that left their feed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from job_importer.codes import CloseReason, RunFailure
from job_importer.completeness import Completeness
from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage, read_chunk
from job_importer.delivery.sqs import peek
from job_importer.events.bus import send_events, sender
from job_importer.events.outbox import collect_events
from job_importer.feeds.lease import drop_lease
from job_importer.feeds.model import WINDOW_DAYS
from job_importer.feeds.store import forget_removed, get_feed, removed_feeds
from job_importer.ids import chunk_id, first_id_at
from job_importer.indexes import missing_indexes
from job_importer.jobs.closing import close_expired, close_marked, close_vanished, release_jobs
from job_importer.jobs.outbox import number_if_followed
from job_importer.locks import do_alone, take
from job_importer.mongo import Db, typed
from job_importer.observability import count, logger
from job_importer.pipeline.starting import START_GRACE
from job_importer.pipeline.stuck_runs import tend
from job_importer.pipeline.vanished import close_noted
from job_importer.runs.feed_update import note_closed, settle_feed
from job_importer.runs.finish import end_failed, finish_if_over
from job_importer.runs.giving_up import message_dead
from job_importer.runs.judging import judge_feeds
from job_importer.runs.ledger import bury
from job_importer.runs.model import ChunkDoc, ChunkState, ReadingMode, RunDoc, RunStatus
from job_importer.runs.store import get_run, live_runs, unseen_before

NO_RUN = ""  # before every other
PEEK_LIMIT = 200  # dead messages read in one pass
EXHAUSTED = "The message failed as often as allowed and is in the dead-letter queue; fix the cause, then redrive it."
BATCHES_TO_NUMBER = 40  # in one pass
BETWEEN_LOOKS_AT_INDEXES = timedelta(hours=1)  # one command per collection
SECONDS_TO_STOP = 60.0  # enough for one more closing, or for judging all feeds


def reconcile_alone(ctx: Context, now: datetime, seconds_left: Callable[[], float]) -> None:
    """Run a pass, unless another one is running."""
    left = seconds_left()
    hold = timedelta(seconds=left)
    if not do_alone(ctx.db, "reconciler", now, hold, lambda: reconcile(ctx, now, seconds_left)):
        logger.info("Another pass is running")
        return
    logger.info("Reconciler pass", seconds=round(left - seconds_left(), 3))


def reconcile(ctx: Context, now: datetime, seconds_left: Callable[[], float] = lambda: 300.0) -> None:
    """One pass, urgent steps first. Every step is repeatable: the next pass completes one that was interrupted."""
    _require_indexes(ctx.db, now)
    runs = live_runs(ctx.db)
    oldest = min((run["queued_at"] for run in runs), default=now)
    count({"LiveRuns": len(runs), "OldestLiveRunSeconds": (now - oldest).total_seconds()}, service="reconciler")
    if runs:  # otherwise every dead letter is already known: do not touch them
        _bury_dead_chunks(ctx, now)
        _end_dead_imports(ctx, now)
        tend(ctx, runs, now)
    _settle_feeds(ctx.db, now)
    _release_removed(ctx.db, now)
    _close(ctx, now, seconds_left)
    number_if_followed(ctx.db, now, BATCHES_TO_NUMBER)
    judge_feeds(ctx.db, now)
    collect_events(ctx.db)
    send_events(ctx.db, sender(ctx.settings), now)


def _close(ctx: Context, now: datetime, seconds_left: Callable[[], float]) -> None:
    """Does the pending closings, oldest first, as long as there is time."""
    for run in list(typed(ctx.db.runs, RunDoc).find({"closing": "pending"}).sort("_id", 1)):
        if seconds_left() < SECONDS_TO_STOP:
            logger.warning("Out of time; the next pass continues closing vanished jobs")
            return
        close_for(ctx, run, now)
    if expired := close_expired(ctx.db, now):
        logger.info("Closed jobs whose closing date has passed", jobs=expired)


def _require_indexes(db: Db, now: datetime) -> None:
    """Without indexes everything is slower and nothing old is deleted. Building them takes too long for a pass."""
    if take(db, "indexes", now, BETWEEN_LOOKS_AT_INDEXES) and (missing := missing_indexes(db)):
        logger.error("Indexes are missing in the database; `jobctl db prepare` creates them", indexes=missing)


def _bury_dead_chunks(ctx: Context, now: datetime) -> None:
    for body in peek(ctx.sqs, ctx.settings.job_dlq_url, PEEK_LIMIT):
        header = _parse(read_chunk, body)
        if header is None:
            continue
        chunk_key = chunk_id(header.header.run_id, header.header.n)
        chunk = typed(ctx.db.chunks, ChunkDoc).find_one({"_id": chunk_key})
        if (
            chunk
            and chunk["state"] == ChunkState.PENDING
            and bury(ctx.db, header.header.feed_id, chunk, EXHAUSTED, now)
        ):
            finish_if_over(ctx.db, header.header.run_id, now)


def _end_dead_imports(ctx: Context, now: datetime) -> None:
    for body in peek(ctx.sqs, ctx.settings.fetch_dlq_url, PEEK_LIMIT):
        message = _parse(FetchMessage.model_validate_json, body)
        run = get_run(ctx.db, message.run_id) if message else None
        if run and not RunStatus(run["status"]).ended and run["seal"] is None:
            end_failed(ctx.db, run["_id"], RunFailure.INTERNAL_ERROR, message_dead(run), now)


def _parse(read: Callable[[str], Any], body: str) -> Any:
    try:
        return read(body)
    except ValueError:
        logger.error("A dead letter is not one of our messages; it stays in the queue for an operator to inspect")
        return None


def _settle_feeds(db: Db, now: datetime) -> None:
    """Frees the feeds whose run has ended without releasing them, or was never written."""
    held = {feed["lease"]["run_id"]: feed["_id"] for feed in db.feeds.find({"lease": {"$ne": None}}, {"lease": 1})}
    statuses = {run["_id"]: run["status"] for run in db.runs.find({"_id": {"$in": list(held)}}, {"status": 1})}
    for run_id, feed_id in held.items():
        if run_id not in statuses and run_id < first_id_at(now - START_GRACE):
            drop_lease(db, feed_id, run_id)
        elif run_id in statuses and RunStatus(statuses[run_id]).ended:
            settle_feed(db, run_id, now)


def _release_removed(db: Db, now: datetime) -> None:
    """A feed registered since before the note of its removal was not removed: a run was in progress."""
    for feed_id, removed_at in removed_feeds(db):
        feed = get_feed(db, feed_id)
        if feed is None or feed["created_at"] > removed_at:
            release_jobs(db, feed_id, removed_at, now)
        forget_removed(db, feed_id, removed_at)


def close_for(ctx: Context, run: RunDoc, now: datetime) -> None:
    """Closes the jobs that the run gives reason to close. Their number is counted afterwards, not added up."""
    db = ctx.db
    close_marked(db, run["feed_id"], run["_id"], run.get("marked", ()), now)
    if run.get("reading_mode") == ReadingMode.CHANGES:
        closed = close_noted(ctx, run, now)
    else:
        before, reason = _missing(db, run)
        closed = close_vanished(db, run["feed_id"], run["_id"], now, before=before, reason=reason)
    count({"JobsClosed": closed}, service="reconciler")
    if closed:
        note_closed(db, run, closed)
    db.runs.update_one(
        {"_id": run["_id"], "closing": "pending"},
        {
            "$set": {"closing": "done", "closed": closed, "closed_at": now, "counts.closed": closed, "counted_at": now},
            "$unset": {"marked": ""},
            "$inc": {"revision": 1},
        },
    )


def _missing(db: Db, run: RunDoc) -> tuple[str, CloseReason]:
    """The run since which a job must have been listed not to be missed now, and the reason for closing the others."""
    match run.get("completeness"):
        case None | Completeness.WHOLE:
            return run["_id"], CloseReason.NOT_LISTED
        case Completeness.WINDOW:
            return _unseen_before(db, run), CloseReason.UNSEEN
        case _:
            return NO_RUN, CloseReason.NOT_LISTED


def _unseen_before(db: Db, run: RunDoc) -> str:
    """`window_days` count back from what the run read: a feed that was not read at all has not lost its jobs."""
    feed = get_feed(db, run["feed_id"])
    if feed is None or run["fetched_at"] is None:
        return NO_RUN
    since = run["fetched_at"] - timedelta(days=feed.get("window_days", WINDOW_DAYS))
    return unseen_before(db, run["feed_id"], since) or NO_RUN
