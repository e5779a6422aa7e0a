"""Starting runs: take the feed's lease, write the run, send its message. The same way for every trigger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.delivery.sqs import send_fetch
from job_importer.feeds.hosts import host_free_at
from job_importer.feeds.lease import take_lease
from job_importer.feeds.model import FeedDoc
from job_importer.feeds.schedule import due_filter, host_of, is_running, may_fetch_at, patient_filter
from job_importer.feeds.store import get_feed
from job_importer.ids import new_run_id
from job_importer.mongo import Db
from job_importer.runs.model import RunDoc, RunStatus, Trigger
from job_importer.runs.store import get_run, new_run, newest_whole
from job_importer.urls.redact import redact_url

START_GRACE = timedelta(minutes=5)  # a lease whose run was never written is void after this


@dataclass(frozen=True, slots=True)
class Started:
    """What became of a request to import `feed_id`.

    `id` is the run: the new one, or the one that is going on already (then `reason` says so). It is None where the
    feed may not be fetched before `retry_at`. A run that was started and has one waits for its host until then.
    """

    feed_id: str
    id: str | None
    status: str | None
    reason: str | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """What a replay reads: the snapshot of run `run_id`; `overtaken_by` is the newest run since that read the whole
    feed.
    """

    run_id: str
    overtaken_by: str | None


def origin_of(db: Db, replayed: RunDoc) -> Origin:
    """Of a replay of a run, be that a replay itself."""
    run_id = replayed["replay_of"] or replayed["_id"]
    return Origin(run_id, newest_whole(db, replayed["feed_id"], run_id))


def start_runs(
    ctx: Context,
    feed_ids: Iterable[str],
    trigger: Trigger,
    now: datetime,
    *,
    accept_collapse: bool = False,
    full: bool = False,
) -> list[Started]:
    return [start_run(ctx, feed_id, trigger, now, accept_collapse=accept_collapse, full=full) for feed_id in feed_ids]


def start_run(
    ctx: Context,
    feed_id: str,
    trigger: Trigger,
    now: datetime,
    *,
    accept_collapse: bool = False,
    full: bool = False,
    replay_of: RunDoc | None = None,
) -> Started:
    """Start a run of the feed if it is free, and if its trigger lets it be started now.

    A crash in between leaves a lease without a run, or a run without a message: the reconciler ends both.
    """
    run_id = new_run_id(now)
    duration = timedelta(seconds=ctx.settings.lease_seconds)
    feed = take_lease(ctx.db, feed_id, run_id, now, duration, _condition(trigger, now))
    if feed is None:
        return _not_started(ctx, feed_id, trigger, now)
    origin = origin_of(ctx.db, replay_of) if replay_of else None
    run = new_run(
        run_id,
        feed_id=feed_id,
        feed_url=redact_url(feed["url"]),
        source=feed["source"],
        trigger=trigger,
        now=now,
        replay_of=origin.run_id if origin else None,
        overtaken_by=origin.overtaken_by if origin else None,
        snapshot=replay_of["snapshot"] if replay_of else None,
        accept_collapse=accept_collapse or replay_of is not None,
        full=full,
    )
    ctx.db.runs.insert_one(dict(run))
    send_fetch(ctx.sqs, ctx.settings.fetch_queue_url, FetchMessage(run_id=run_id, feed_id=feed_id))
    turn = may_fetch_at(feed, host_free_at(ctx.db, host_of(feed)), now)
    return Started(feed_id, run_id, run["status"], retry_at=turn if turn > now and replay_of is None else None)


def _condition(trigger: Trigger, now: datetime) -> dict[str, Any]:
    """What the feed must be like. A replay asks nothing of the source."""
    match trigger:
        case Trigger.SCHEDULE:
            return due_filter(now)
        case Trigger.MANUAL:
            return patient_filter(now)
        case Trigger.REPLAY:
            return {}


def _not_started(ctx: Context, feed_id: str, trigger: Trigger, now: datetime) -> Started:
    feed = get_feed(ctx.db, feed_id)
    if feed is None:
        return Started(feed_id, None, None, "There is no such feed any more.")
    patience = may_fetch_at(feed, None, now)
    if trigger is not Trigger.REPLAY and patience > now:
        reason = f"The source has asked not to be fetched before {patience:%Y-%m-%d %H:%M:%S} UTC."
        return Started(feed_id, None, None, reason, patience)
    if is_running(feed, now):
        return _already_running(ctx, feed)
    return Started(feed_id, None, None, "An import of this feed has just ended.")


def _already_running(ctx: Context, feed: FeedDoc) -> Started:
    lease = feed["lease"]
    run = get_run(ctx.db, lease["run_id"]) if lease else None
    status = run["status"] if run else RunStatus.QUEUED.value
    reason = "An import of this feed is going on already."
    return Started(feed["_id"], lease["run_id"] if lease else None, status, reason)
