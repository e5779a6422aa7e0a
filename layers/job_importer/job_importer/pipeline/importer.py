"""One run of one feed: fetch, snapshot, parse, normalise, publish."""

from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from job_importer.codes import FeedError, RunFailure
from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.delivery.sqs import send_fetch
from job_importer.feeds.collapse import refuse_collapse
from job_importer.feeds.hosts import Wait
from job_importer.feeds.model import FeedDoc
from job_importer.feeds.store import get_feed
from job_importer.intake import Feed, open_feed
from job_importer.mongo import Db
from job_importer.observability import logger
from job_importer.pipeline.appraisal import SAMPLE, appraise
from job_importer.pipeline.comparing import compare, leaves_manifest, reason_found
from job_importer.pipeline.download import NotModified, obtain
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.publishing import EndedError, Items, OutOfTimeError, Publication, publish
from job_importer.pipeline.reading import hints, reading_of, reliance, require_same_scan
from job_importer.runs.finish import end_failed, end_not_modified, finish_if_over, give_up_rest
from job_importer.runs.model import RunDoc, RunStatus
from job_importer.runs.store import agree_on_reading, get_run, record_scan, seal, take_up

TOO_SLOW = (
    "The feed takes longer to read than one invocation of the importer may last, so the rest of it cannot be sent. "
    "Ask the source for several smaller feeds, or give the importer more memory: its speed comes with it."
)

FEED_GONE = "The feed was removed before this run of it had read it."


def import_feed(ctx: Context, message: FetchMessage, invocation: Invocation) -> None:
    """Carry a run as far as this invocation can. Raises only what a later delivery may heal."""
    run = take_up(ctx.db, message.run_id, invocation.attempt, invocation.now())
    if run is None:
        logger.info("Nothing to do: the run has ended", run_id=message.run_id)
        give_up_rest(ctx.db, message.run_id, invocation.now())  # an earlier attempt may have died before it saw that
        return
    if run["seal"] is not None:  # all is sent; an earlier attempt may have died before it could look
        finish_if_over(ctx.db, run["_id"], invocation.now())
        return
    feed = get_feed(ctx.db, message.feed_id)
    if feed is None:
        end_failed(ctx.db, run["_id"], RunFailure.INTERNAL_ERROR, FEED_GONE, invocation.now())
        return
    try:
        with TemporaryDirectory(prefix="import-") as folder:
            _import(ctx, run, feed, message, Path(folder, "feed"), invocation)
    except FeedError as error:
        logger.warning("The import failed", run_id=run["_id"], feed_id=feed["_id"], code=error.code.value)
        end_failed(ctx.db, run["_id"], error.code, error.message, invocation.now(), error.retry_after)


def _import(
    ctx: Context, run: RunDoc, feed: FeedDoc, message: FetchMessage, body: Path, invocation: Invocation
) -> None:
    obtained = obtain(ctx, run, feed, body, invocation.now, invocation.sleep)
    if isinstance(obtained, Wait):
        send_fetch(ctx.sqs, ctx.settings.fetch_queue_url, message, delay_seconds=obtained.seconds)
    elif isinstance(obtained, NotModified):
        end_not_modified(ctx.db, run["_id"], feed["confirmed_run_id"], obtained.http, invocation.now())
    else:
        reading: Any = reading_of(feed, ctx.settings) | reliance(ctx, feed, run, invocation.now())
        run["reading"] = agree_on_reading(ctx.db, run["_id"], reading)
        if run["reading"] is None:
            return  # ended by somebody else
        with (
            open_feed(body, hints(run["reading"], obtained)) as document,
            compare(ctx, run, document, body.parent) as comparison,
        ):
            items: Items = document.items
            if message.from_chunk:
                require_same_scan(run, document)
            else:
                items = _approve(ctx, run, feed, document, invocation.now())
            publication = Publication(ctx, run, comparison, obtained["fetched_at"], invocation)
            _publish(publication, document, items, message, body.parent)


def _approve(ctx: Context, run: RunDoc, feed: FeedDoc, document: Feed, now: datetime) -> Items:
    """The last word before anything is sent; the items, of which the sample is not normalised again.

    Raises FeedError.
    """
    items = document.items()
    sample = list(islice(items, SAMPLE))
    filled = appraise(chain(sample, document.items(len(sample))))
    expected = run["accept_collapse"] or (feed["allow_empty"] and not document.scan.fetched)
    if not expected:
        refuse_collapse(feed, document.scan.fetched, filled)
    record_scan(ctx.db, run["_id"], document.scan, document.unique, filled, reason_found(run, document), now)
    return lambda start, without_company: chain(sample, items)


def _publish(publication: Publication, document: Feed, items: Items, message: FetchMessage, folder: Path) -> None:
    ctx, run, now = publication.ctx, publication.run, publication.invocation.now
    try:
        totals = publish(publication, items, message)
    except OutOfTimeError as pause:
        has_fetched = run["snapshot"] is None  # the time that took is there for the next invocation
        if pause.next_chunk <= message.from_chunk and not has_fetched:
            raise FeedError(RunFailure.FEED_TOO_LARGE, TOO_SLOW) from None
        rest = message.model_copy(update={"from_chunk": pause.next_chunk, "without_company": pause.without_company})
        send_fetch(ctx.sqs, ctx.settings.fetch_queue_url, rest)
        return
    except EndedError:
        give_up_rest(ctx.db, run["_id"], now())
        return
    left = publication.comparison.leave(ctx, run, folder) if leaves_manifest(run, document, message) else (None, None)
    if seal(ctx.db, run["_id"], totals, document.warnings, now(), *left) or _is_live(ctx.db, run["_id"]):
        finish_if_over(ctx.db, run["_id"], now())
    else:
        give_up_rest(ctx.db, run["_id"], now())


def _is_live(db: Db, run_id: str) -> bool:
    """Where it could not be sealed: whether another attempt was faster, not an end."""
    run = get_run(db, run_id)
    return run is not None and not RunStatus(run["status"]).ended
