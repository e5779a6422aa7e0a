"""Starts runs, the same way for every trigger: take the feeds' leases, write the runs, send their messages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.delivery.sqs import send_fetches
from job_importer.feeds.hosts import read_hosts
from job_importer.feeds.lease import take_leases
from job_importer.feeds.model import FeedDoc
from job_importer.feeds.schedule import due_filter, host_of, is_running, may_fetch_at, patient_filter
from job_importer.feeds.turns import slot_seconds
from job_importer.ids import new_run_id
from job_importer.mongo import Db, typed
from job_importer.runs.model import RunDoc, RunStatus, Trigger
from job_importer.runs.store import mark_sent, new_run, newest_whole
from job_importer.urls.redact import redact_url

START_GRACE = timedelta(minutes=5)  # then a lease whose run was never written, and a run never sent, are void


@dataclass(frozen=True, slots=True)
class Started:
    """The result of a request to import `feed_id`.

    `id` is the run: the new one, or the one that is already running (then `reason` says so). It is None if the feed may
    not be fetched before `retry_at`. If a new run has a `retry_at`, it waits for its host until then.
    """

    feed_id: str
    id: str | None
    status: str | None
    reason: str | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """What a replay reads: the snapshot of `run_id`. `overtaken_by`: the newest run since that read the whole feed."""

    run_id: str
    overtaken_by: str | None


def origin_of(db: Db, replayed: RunDoc) -> Origin:
    """For a replay of a run, which may be a replay itself."""
    run_id = replayed["replay_of"] or replayed["_id"]
    return Origin(run_id, newest_whole(db, replayed["feed_id"], run_id))


class Options(TypedDict, total=False):
    accept_collapse: bool
    full: bool
    replay_of: RunDoc


def start_run(ctx: Context, feed_id: str, trigger: Trigger, now: datetime, **options: Unpack[Options]) -> Started:
    [started] = start_runs(ctx, [feed_id], trigger, now, **options)
    return started


def start_runs(
    ctx: Context, feed_ids: Iterable[str], trigger: Trigger, now: datetime, **options: Unpack[Options]
) -> list[Started]:
    """Starts a run of each feed that is free and that its trigger allows to start now, in a handful of steps.

    A crash in between leaves leases without a run, or runs without a message: the reconciler takes both back.
    """
    run_ids = {feed_id: new_run_id(now) for feed_id in feed_ids}
    duration = timedelta(seconds=ctx.settings.lease_seconds)
    feeds = take_leases(ctx.db, run_ids, now, duration, _condition(trigger, now))
    replayed = options.get("replay_of")
    origin = origin_of(ctx.db, replayed) if replayed else None
    runs = {
        feed_id: new_run(
            run_ids[feed_id],
            feed_id=feed_id,
            feed_url=redact_url(feed["url"]),
            source=feed["source"],
            trigger=trigger,
            now=now,
            replay_of=origin.run_id if origin else None,
            overtaken_by=origin.overtaken_by if origin else None,
            snapshot=replayed["snapshot"] if replayed else None,
            accept_collapse=options.get("accept_collapse", False) or replayed is not None,
            full=options.get("full", False),
        )
        for feed_id, feed in feeds.items()
    }
    if runs:
        ctx.db.runs.insert_many([dict(run) for run in runs.values()], ordered=False)
        _send(ctx, runs, feeds, now)
    others = _not_started(ctx, [feed_id for feed_id in run_ids if feed_id not in runs], trigger, now)
    turns = _turns(ctx, feeds, now) if trigger is Trigger.MANUAL else {}
    return [
        Started(feed_id, run_ids[feed_id], RunStatus.QUEUED.value, retry_at=turns.get(feed_id))
        if feed_id in runs
        else others[feed_id]
        for feed_id in run_ids
    ]


def _send(ctx: Context, runs: Mapping[str, RunDoc], feeds: Mapping[str, FeedDoc], now: datetime) -> None:
    """A run that is not marked as sent is taken back after a while, so that its feed can start again."""
    messages = [
        (FetchMessage(run_id=run["_id"], feed_id=feed_id), host_of(feeds[feed_id])) for feed_id, run in runs.items()
    ]
    send_fetches(ctx.sqs, ctx.settings.fetch_queue_url, messages)
    mark_sent(ctx.db, [run["_id"] for run in runs.values()], now)


def _turns(ctx: Context, feeds: Mapping[str, FeedDoc], now: datetime) -> dict[str, datetime]:
    """When the feeds that have to wait for their hosts can expect their turns, as far as is known now."""
    hosts = read_hosts(ctx.db, map(host_of, feeds.values()))
    free_at = {}
    for name, host in hosts.items():
        slot = slot_seconds(host["seconds"], ctx.settings.host_interval(name))
        free_at[name] = host["free_at"] + timedelta(seconds=len(host["waiting"]) * slot)
    turns = {feed_id: may_fetch_at(feed, free_at.get(host_of(feed)), now) for feed_id, feed in feeds.items()}
    return {feed_id: turn for feed_id, turn in turns.items() if turn > now}


def _condition(trigger: Trigger, now: datetime) -> dict[str, Any]:
    """The condition that the feed must meet. A replay needs nothing from the source."""
    match trigger:
        case Trigger.SCHEDULE:
            return due_filter(now)
        case Trigger.MANUAL:
            return patient_filter(now)
        case Trigger.REPLAY:
            return {}


def _not_started(ctx: Context, feed_ids: Sequence[str], trigger: Trigger, now: datetime) -> dict[str, Started]:
    """Why each of these was not started."""
    found = typed(ctx.db.feeds, FeedDoc).find({"_id": {"$in": list(feed_ids)}}) if feed_ids else ()
    feeds = {feed["_id"]: feed for feed in found}
    running = [feed["lease"]["run_id"] for feed in feeds.values() if feed["lease"]]
    found_runs = ctx.db.runs.find({"_id": {"$in": running}}, {"status": 1}) if running else ()
    statuses = {run["_id"]: run["status"] for run in found_runs}
    return {feed_id: _reason(feed_id, feeds.get(feed_id), statuses, trigger, now) for feed_id in feed_ids}


def _reason(
    feed_id: str, feed: FeedDoc | None, statuses: Mapping[str, str], trigger: Trigger, now: datetime
) -> Started:
    if feed is None:
        return Started(feed_id, None, None, "The feed no longer exists.")
    patience = may_fetch_at(feed, None, now)
    if trigger is not Trigger.REPLAY and patience > now:
        reason = f"The source asked not to be fetched before {patience:%Y-%m-%d %H:%M:%S} UTC."
        return Started(feed_id, None, None, reason, patience)
    if feed["lease"] and is_running(feed, now):
        run_id = feed["lease"]["run_id"]
        status = statuses.get(run_id, RunStatus.QUEUED.value)
        return Started(feed_id, run_id, status, "An import of this feed is already running.")
    return Started(feed_id, None, None, "An import of this feed has just ended.")
