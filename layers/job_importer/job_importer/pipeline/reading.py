"""The settings with which a run reads its feed. They are the same for all attempts, so that all cut the same chunks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from job_importer.codes import FeedError, RunFailure
from job_importer.connections import Context
from job_importer.feeds.model import FeedDoc
from job_importer.feeds.settings_digest import settings_digest
from job_importer.intake import Feed, open_feed
from job_importer.intake.model import Hints
from job_importer.jobs.document import Listing
from job_importer.pipeline import full_reading
from job_importer.pipeline.erased import blocklist_of
from job_importer.pipeline.full_reading import full_reason
from job_importer.reader_version import reader_version
from job_importer.runs import snapshots
from job_importer.runs.model import Reading, Reliance, RunDoc, Snapshot
from job_importer.settings import Settings

READ_OTHERWISE = (
    "This run was started by a different version of the importer, which reads the feed differently, so it cannot be "
    "continued. Stored jobs are counted, nothing is closed, and the next import publishes every job."
)


def reading_of(feed: FeedDoc, settings: Settings) -> Reading:
    """By the current settings of the feed and of the system."""
    return {
        "feed_url": feed["url"],
        "source": feed["source"],
        "format": feed["format"],
        "identity": feed["identity"],
        "known_identity": feed["known_identity"],
        "default_company": feed["default_company"],
        "timezone": feed.get("timezone"),
        "url_template": feed.get("url_template"),
        "allow_empty": feed["allow_empty"],
        "settings": settings_digest(feed),
        "chunk_max_jobs": settings.chunk_max_jobs,
        "chunk_max_bytes": settings.chunk_max_bytes,
    }


def reliance(ctx: Context, feed: FeedDoc, run: RunDoc, now: datetime) -> Reliance:
    """The manifest that the run relies on, or why it relies on none."""
    reason = full_reason(feed, run, reader_version(), ctx.settings.full_every_days, now)
    key = feed["validators"].get("manifest")
    if key and reason is None and not snapshots.exists(ctx.s3, ctx.settings.snapshot_bucket, key):
        reason = full_reading.GONE
    if reason or not key:
        return Reliance(relies_on=None, full_reason=reason)
    return Reliance(relies_on={"key": key, "confirmed_at": feed["confirmed_at"] or now}, full_reason=None)


def hints(reading: Reading, snapshot: Snapshot) -> Hints:
    return Hints(
        fetched_at=snapshot["fetched_at"],
        feed_url=reading["feed_url"],
        source=reading["source"],
        format=reading["format"],
        content_type=snapshot["content_type"],
        identity=reading["identity"],
        known_identity=reading["known_identity"],
        default_company=reading["default_company"],
        timezone=reading.get("timezone"),
        url_template=reading.get("url_template"),
        allow_empty=reading["allow_empty"],
    )


@contextmanager
def open_again(ctx: Context, feed: FeedDoc, snapshot: Snapshot, reading: Reading | None = None) -> Iterator[Feed]:
    """Opens what an earlier run fetched, by its `reading` or else by the feed's current settings. Raises FeedError."""
    with TemporaryDirectory(prefix="again-") as folder:
        body = Path(folder, "feed")
        snapshots.load(ctx.s3, ctx.settings.snapshot_bucket, snapshot["key"], body)
        read_by = hints(reading or reading_of(feed, ctx.settings), snapshot)
        with open_feed(body, read_by, blocklist_of(ctx).review) as document:
            yield document


def require_same_scan(run: RunDoc, document: Feed) -> None:
    """A continuation does not read what was already sent, so the document must be cut as before.

    Raises FeedError.
    """
    scan = document.scan
    found = (scan.format, scan.identity, {"items": scan.fetched, "unique": document.unique})
    if found != (run["format"], run["identity"], run.get("scanned")):
        raise read_otherwise()


def listing_of(run: RunDoc, seen_at: datetime) -> Listing:
    return Listing(run["_id"], run["feed_id"], seen_at, run["replay_of"], run.get("overtaken_by"))


def read_otherwise() -> FeedError:
    return FeedError(RunFailure.INTERNAL_ERROR, READ_OTHERWISE)
