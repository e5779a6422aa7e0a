"""Downloads a feed into a snapshot: every attempt of a run reads the bytes that the first one stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from job_importer.connections import Context
from job_importer.feeds.hosts import Wait, ask_host, release_host
from job_importer.feeds.model import FeedDoc, Validators
from job_importer.feeds.schedule import host_of, may_be_told_304
from job_importer.feeds.settings_digest import settings_digest
from job_importer.fetching.model import Fetched, FetchLimits, FetchRequest
from job_importer.pipeline.full_reading import unconditional
from job_importer.pipeline.pages import fetch_pages
from job_importer.pipeline.politeness import Visit, longest_hold
from job_importer.pipeline.walk import WalkLimits
from job_importer.reader_version import reader_version
from job_importer.runs import snapshots
from job_importer.runs.model import Fetching, Http, RunDoc, Snapshot
from job_importer.runs.store import record_turn
from job_importer.settings import Settings


@dataclass(frozen=True, slots=True)
class Obtained:
    """The body is at the requested path. `facts` are what has yet to be recorded on the run."""

    snapshot: Snapshot
    facts: Fetching | None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The source has the same content as at its last import."""

    http: Http


def ask_for_turn(ctx: Context, run: RunDoc, feed: FeedDoc, now: datetime, jitter: float) -> Wait | None:
    """None if the run need not wait for its host: it holds the host now, or does not need it. See `obtain`."""
    if run["snapshot"] is not None:
        return None
    host = host_of(feed)
    wait = ask_host(
        ctx.db,
        host,
        run["_id"],
        now,
        hold=longest_hold(ctx.settings),
        interval=ctx.settings.host_interval(host),
        jitter=jitter,
    )
    if wait:
        record_turn(ctx.db, run["_id"], wait.turn_at, now)
    return wait


def give_back_host(ctx: Context, feed: FeedDoc, run_id: str, now: datetime) -> None:
    """Releases the host of a run that no longer needs it."""
    release_host(ctx.db, host_of(feed), run_id, 0.0, now, timedelta())


def obtain(
    ctx: Context,
    run: RunDoc,
    feed: FeedDoc,
    body: Path,
    clock: Callable[[], datetime],
    sleep: Callable[[float], None],
) -> Obtained | NotModified:
    """Puts the feed's bytes at `body`, from the run's snapshot if there is one. Otherwise the run must hold its host,
    and gives it back. Raises FeedError.
    """
    if run["snapshot"] is not None:
        snapshots.load(ctx.s3, ctx.settings.snapshot_bucket, run["snapshot"]["key"], body)
        return Obtained(run["snapshot"], None)
    settings, now = ctx.settings, clock()
    visit = Visit(ctx.db, run["_id"], host_of(feed), settings, clock, sleep)
    limits = _limits(settings, feed)
    walk_limits = WalkLimits(settings.fetch_max_pages, settings.fetch_pages_seconds, limits.max_bytes)
    known = unconditional(feed, run, reader_version(), settings.full_every_days, now) is None
    try:
        request = _request(feed, known and may_be_told_304(feed, now))
        first, fetched = fetch_pages(request, body, limits, walk_limits, visit.go_on)
    finally:
        visit.end()
    http: Http = {"status": first.status, "bytes": fetched.bytes, "content_type": first.content_type}
    if first.warnings:
        http["warnings"] = list(first.warnings)
    if fetched.not_modified or (known and feed["validators"]["sha256"] == fetched.sha256):
        return NotModified(http)
    return _keep(ctx, run, feed, fetched, http, body, now)


def _keep(
    ctx: Context, run: RunDoc, feed: FeedDoc, fetched: Fetched, http: Http, body: Path, now: datetime
) -> Obtained:
    bucket, key = ctx.settings.snapshot_bucket, snapshots.snapshot_key(feed["_id"], run["_id"])
    snapshot = snapshots.store(ctx.s3, bucket, key, body, now, fetched.content_type)
    validators: Validators = {
        "etag": fetched.etag,
        "last_modified": fetched.last_modified,
        "sha256": fetched.sha256,
        "version": reader_version(),
        "settings": settings_digest(feed),
    }
    if snapshot["fetched_at"] != now:  # another attempt was first: use its bytes, which this answer does not describe
        snapshots.load(ctx.s3, bucket, key, body)
        validators["settings"] = None  # so that these validators are not kept
    run["http"] = http
    facts = Fetching(snapshot=snapshot, http=http, validators=validators, fetched_at=snapshot["fetched_at"])
    return Obtained(snapshot, facts)


def _request(feed: FeedDoc, known: bool) -> FetchRequest:
    return FetchRequest(
        url=feed["url"],
        headers=feed["headers"],
        etag=feed["validators"]["etag"] if known else None,
        last_modified=feed["validators"]["last_modified"] if known else None,
    )


def _limits(settings: Settings, feed: FeedDoc) -> FetchLimits:
    return FetchLimits(
        total_seconds=settings.fetch_total_seconds,
        idle_seconds=settings.fetch_idle_seconds,
        max_bytes=feed["max_bytes"] or settings.fetch_max_bytes,
        max_compressed_bytes=settings.fetch_max_compressed_bytes,
        attempts=settings.fetch_attempts,
        allowed_networks=settings.allowed_networks,
    )
