"""Reads one item of a snapshot."""

from job_importer.connections import Context
from job_importer.feeds.model import FeedDoc
from job_importer.intake.format import Fields
from job_importer.pipeline.reading import open_again
from job_importer.runs.model import RunDoc, Snapshot


def item_as_read(ctx: Context, run: RunDoc, snapshot: Snapshot, feed: FeedDoc, index: int) -> Fields | None:
    """None if there are fewer items, or if part of this one was erased. Raises FeedError."""
    with open_again(ctx, feed, snapshot, run["reading"]) as document:
        next(document.items(index), None)
        return document.as_read(index) if document.is_as_it_came else None
