"""One item of a snapshot, as it came."""

from pathlib import Path
from tempfile import TemporaryDirectory

from job_importer.connections import Context
from job_importer.feeds.model import FeedDoc
from job_importer.intake import open_feed
from job_importer.intake.format import Fields
from job_importer.pipeline.erased import blocklist_of
from job_importer.pipeline.reading import hints, reading_of
from job_importer.runs import snapshots
from job_importer.runs.model import RunDoc, Snapshot


def item_as_read(ctx: Context, run: RunDoc, snapshot: Snapshot, feed: FeedDoc, index: int) -> Fields | None:
    """None where there are not so many items, or something of this one was erased. Raises FeedError."""
    with TemporaryDirectory(prefix="excerpt-") as folder:
        body = Path(folder, "feed")
        snapshots.load(ctx.s3, ctx.settings.snapshot_bucket, snapshot["key"], body)
        reading = hints(run["reading"] or reading_of(feed, ctx.settings), snapshot)
        with open_feed(body, reading, blocklist_of(ctx).review) as document:
            next(document.items(index), None)
            return document.as_read(index) if document.is_as_it_came else None
