"""The answer to a dry run of a replay."""

import time
from dataclasses import asdict
from datetime import datetime
from typing import Self

from pydantic import Field

from job_importer.api.errors import conflict
from job_importer.api.views.run import JobSums
from job_importer.codes import FeedError
from job_importer.connections import Context
from job_importer.feeds.model import FeedDoc
from job_importer.pipeline.starting import origin_of
from job_importer.runs.model import RunDoc, Snapshot

SECONDS = 15.0  # API Gateway gives up after 29, and work that has begun is completed
MAX_BYTES = 64 * 1024 * 1024  # of the decompressed body: this much can be read in time
TOO_LARGE = (
    "The feed of this run is too large for a dry run. Replay it: a replay does not change what a newer import has "
    "stored."
)


class ReplayRehearsal(JobSums):
    """What a replay would do: its counts, where `pending` jobs were not checked in time."""

    replay_of: str = Field(description="The run whose snapshot would be imported again")
    overtaken_by: str | None = Field(
        description="The newest later import that read the whole feed, which decides what is open"
    )
    pending: int = Field(description="Not checked in the time available")
    restamped: int = Field(description="Part of `unchanged`: only dates, counters or tracking parameters would change")
    reread: int = Field(description="Part of `unchanged`: the importer now reads the same item differently")
    left: int = Field(description="Part of `unchanged`: a newer import stored another version, which is kept")
    closed: int = Field(description="Part of `new`: would be stored as closed, because a newer import does not list it")
    reopened: int

    @classmethod
    def of(cls, ctx: Context, run: RunDoc, snapshot: Snapshot, feed: FeedDoc, now: datetime) -> Self:
        """Raises ApiError: 409 where the replay would fail, or takes too long to try."""
        if (run["http"]["bytes"] or 0) > MAX_BYTES:
            raise conflict("feed_too_large", TOO_LARGE)
        from job_importer.pipeline.rehearsal import rehearse  # the parsers, which no other call needs

        origin, end = origin_of(ctx.db, run), time.monotonic() + SECONDS
        try:
            tried = rehearse(ctx, origin, snapshot, feed, now, lambda: time.monotonic() > end)
        except FeedError as error:
            raise conflict(error.code.value, error.message) from None
        books = {"fetched": tried.fetched, "pending": tried.pending, "duplicate": tried.duplicate}
        numbers = books | {"failed": tried.failed} | asdict(tried.prediction)
        return cls(replay_of=origin.run_id, overtaken_by=origin.overtaken_by, **numbers)
