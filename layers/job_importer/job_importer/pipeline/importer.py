"""Runs one import of one feed: fetch, snapshot, parse, normalise, publish."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, cast

from pymongo.errors import PyMongoError

from job_importer.codes import FeedError, RunFailure
from job_importer.completeness import Completeness
from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.delivery.sqs import send_fetches
from job_importer.feeds.collapse import refuse_collapse
from job_importer.feeds.hosts import Wait
from job_importer.feeds.model import FeedDoc
from job_importer.intake import Feed, open_feed
from job_importer.mongo import Db
from job_importer.observability import logger
from job_importer.pipeline.comparing import Comparison, compare, leaves_manifest, reason_found
from job_importer.pipeline.completeness import Recorder, conclude, listing_of, window_warning
from job_importer.pipeline.download import NotModified, ask_for_turn, give_back_host, obtain
from job_importer.pipeline.erased import blocklist_of
from job_importer.pipeline.garbling import refuse_garbled
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.publishing import EndedError, Items, OutOfTimeError, Publication, publish
from job_importer.pipeline.reading import hints, reading_of, reliance, require_same_scan
from job_importer.pipeline.redaction import redacted
from job_importer.pipeline.rekeying import rekey
from job_importer.pipeline.sampling import SAMPLE, check_sample, nothing_offered
from job_importer.runs import snapshots
from job_importer.runs.finish import end_at_once, end_failed, end_not_modified, finish_if_over, give_up_rest
from job_importer.runs.giving_up import gave_up, is_hopeless
from job_importer.runs.model import RunDoc, RunStatus
from job_importer.runs.progress import Left, agree_on_reading, record_error, scanned, seal, sealed, take_up
from job_importer.runs.store import get_run, get_run_and_feed
from job_importer.scratch import scratch_folder
from job_importer.types import Document

TOO_SLOW = (
    "Reading the feed takes longer than one invocation of the importer may last, so the rest cannot be sent. Ask the "
    "source for several smaller feeds, or give the importer more memory, which also makes it faster."
)

FEED_GONE = "The feed was removed before this run had read it."


def import_feed(ctx: Context, message: FetchMessage, invocation: Invocation) -> Wait | None:
    """Takes a run as far as this invocation can. If the run has to wait for its host, which does not count as an
    attempt, it returns how long to hide the message. Raises only errors that a later delivery may avoid.
    """
    run, feed = get_run_and_feed(ctx.db, message.run_id)
    if run is None or RunStatus(run["status"]).ended:
        logger.info("Nothing to do: the run has ended", run_id=message.run_id)
        give_up_rest(ctx.db, message.run_id, invocation.now())  # an earlier attempt may have died before it saw that
        return None
    if run["seal"] is not None:  # all is sent; an earlier attempt may have died before it could look
        finish_if_over(ctx.db, run["_id"], invocation.now())
        return None
    if feed is None:
        end_failed(ctx.db, run["_id"], RunFailure.INTERNAL_ERROR, FEED_GONE, invocation.now())
        return None
    if is_hopeless(run):
        end_failed(ctx.db, run["_id"], RunFailure.INTERNAL_ERROR, gave_up(run), invocation.now())
        return None
    wait = ask_for_turn(ctx, run, feed, invocation.now(), invocation.jitter())
    if wait is None:
        _try(ctx, feed, message, invocation)
    return wait


def _try(ctx: Context, feed: FeedDoc, message: FetchMessage, invocation: Invocation) -> None:
    run = take_up(ctx.db, message.run_id, message.from_chunk, invocation.now())
    if run is None:  # ended by another process
        give_back_host(ctx, feed, message.run_id, invocation.now())
        return
    try:
        with scratch_folder() as folder:
            _import(ctx, run, feed, message, folder / "feed", invocation)
    except FeedError as error:
        logger.warning("The import failed", run_id=run["_id"], feed_id=feed["_id"], code=error.code.value)
        reason = redacted(feed, error.message)
        end_failed(ctx.db, run["_id"], error.code, reason, invocation.now(), error.retry_after, error.http_status)
    except Exception as error:
        if not _gave_up(ctx, run, redacted(feed, f"{type(error).__name__}: {error}"), invocation.now()):
            raise


def _gave_up(ctx: Context, run: RunDoc, error: str, now: datetime) -> bool:
    """Record the error on the run, to show why it makes no progress; end the run after the last attempt."""
    try:
        tried = record_error(ctx.db, run["_id"], error[:500], now)
    except PyMongoError:
        return False  # the database is unavailable; the message will be delivered again
    if tried is None or not is_hopeless(tried):
        return False
    logger.exception("The importer gives up", run_id=run["_id"], feed_id=run["feed_id"])
    end_failed(ctx.db, run["_id"], RunFailure.INTERNAL_ERROR, gave_up(tried), now)
    return True


def _import(
    ctx: Context, run: RunDoc, feed: FeedDoc, message: FetchMessage, body: Path, invocation: Invocation
) -> None:
    obtained = obtain(ctx, run, feed, body, invocation.now, invocation.sleep)
    if isinstance(obtained, NotModified):
        end_not_modified(ctx.db, run["_id"], feed["confirmed_run_id"], obtained.http, invocation.now())
    else:
        if obtained.facts or run["reading"] is None:
            reading: Any = reading_of(feed, ctx.settings) | reliance(ctx, feed, run, invocation.now())
            run["reading"] = agree_on_reading(ctx.db, run["_id"], reading, obtained.facts)
        if run["reading"] is None:
            return  # ended by another process
        blocked = blocklist_of(ctx)
        with (
            open_feed(body, hints(run["reading"], obtained.snapshot), blocked.review, blocked.version) as document,
            compare(ctx, run, document, body.parent) as comparison,
        ):
            items, approved = cast(Items, partial(document.items, recall=comparison.recall)), Document()
            if message.from_chunk:
                require_same_scan(run, document)
            else:
                items, approved = _approve(ctx, run, feed, document, comparison, invocation.now())
            seen_at = obtained.snapshot["fetched_at"]
            publication = Publication(ctx, run, comparison, Recorder(), seen_at, invocation, approved)
            _publish(publication, feed, document, items, message, body.parent)


def _approve(
    ctx: Context, run: RunDoc, feed: FeedDoc, document: Feed, comparison: Comparison, now: datetime
) -> tuple[Items, Document]:
    """The last checks before anything is sent. Returns the items, without normalising the sample again, and what to
    record on the run.

    Raises FeedError.
    """
    items, scan = document.items(recall=comparison.recall), document.scan
    sample = list(islice(items, SAMPLE))
    filled = check_sample(chain(sample, document.items(len(sample), recall=comparison.recall)), scan.fields)
    if not feed["yields"] and not feed["allow_empty"] and (reason := nothing_offered(scan)):
        raise FeedError(RunFailure.NO_JOBS_FOUND, reason)
    expected = run["accept_collapse"] or (feed["allow_empty"] and not scan.fetched and not scan.inactive)
    if not expected:
        is_part = scan.completeness is Completeness.PART
        refuse_collapse(feed, None if is_part else scan.fetched, filled)
        refuse_garbled(ctx.db, feed, [item for item in sample if not item.marked])
    if not comparison.lists_most(sample) and (warning := rekey(ctx.db, run, feed, document, sample, now)):
        run["rekeying"] = warning
    told = replace(scan, warnings=tuple(redacted(feed, warning) for warning in scan.warnings))
    approved = scanned(told, document.unique, filled, reason_found(run, document), now)
    return lambda start, without_company: chain(sample, items), approved


def _publish(
    publication: Publication, feed: FeedDoc, document: Feed, items: Items, message: FetchMessage, folder: Path
) -> None:
    ctx, run, now = publication.ctx, publication.run, publication.invocation.now
    try:
        totals = publish(publication, items, message)
    except OutOfTimeError as pause:
        has_fetched = run["snapshot"] is None  # the next invocation does not need that time again
        if pause.next_chunk <= message.from_chunk and not has_fetched:
            raise FeedError(RunFailure.FEED_TOO_LARGE, TOO_SLOW) from None
        done = {"without_company": pause.without_company, "masks": dict(pause.masks)}
        done |= {"holds_erased": _holds_erased(document, message)}
        rest = message.model_copy(update={"from_chunk": pause.next_chunk, **done})
        send_fetches(ctx.sqs, ctx.settings.fetch_queue_url, [(rest, rest.feed_id)])
        return
    except EndedError:
        give_up_rest(ctx.db, run["_id"], now())
        return
    judged = conclude(ctx.db, run, feed, document, listing_of(document, publication.recorder, message.from_chunk))
    told = (*run["http"].get("warnings", ()), *document.warnings, *filter(None, [run.get("rekeying")]))
    warnings = [redacted(feed, warning) for warning in (*told, *window_warning(judged))]
    logger.info("Feed read and sent", run_id=run["_id"], feed_id=run["feed_id"], format=document.scan.format, **totals)
    leaves = leaves_manifest(run, judged, message)
    left = publication.comparison.leave(ctx, run, publication.marked, folder) if leaves else Left()
    if left.vanished != 0 or left.marked:
        publication.begin()
    values = publication.approved | sealed(totals, warnings, judged, now(), left, run.get("listed"))
    if publication.is_settled_alone and end_at_once(ctx.db, run, feed, values, now()):
        pass
    elif seal(ctx.db, run["_id"], values) or _is_live(ctx.db, run["_id"]):
        finish_if_over(ctx.db, run["_id"], now())
    else:
        give_up_rest(ctx.db, run["_id"], now())
    if _holds_erased(document, message):  # it has been read, and is not kept any longer
        snapshot = run["snapshot"]
        key = snapshot["key"] if snapshot else snapshots.snapshot_key(run["feed_id"], run["_id"])
        snapshots.remove(ctx.s3, ctx.settings.snapshot_bucket, key)


def _holds_erased(document: Feed, message: FetchMessage) -> bool:
    return message.holds_erased or not document.is_as_it_came


def _is_live(db: Db, run_id: str) -> bool:
    """If sealing failed: whether another attempt was faster, rather than the run's end."""
    run = get_run(db, run_id)
    return run is not None and not RunStatus(run["status"]).ended
