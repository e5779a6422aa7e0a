"""What a client is told of a replay that is only tried."""

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

SECONDS = 15.0  # API Gateway gives up after 29, and what is begun is finished
MAX_BYTES = 64 * 1024 * 1024  # of the decompressed body: so much is read to its end in time
TOO_LARGE = (
    "This run's feed is too large to be looked through while somebody waits. Replay it: "
    "it changes nothing that a newer import has said."
)


class ReplayRehearsal(JobSums):
    """What a replay would do: the books as they would be, where `pending` was not looked at in time."""

    replay_of: str = Field(description="The run whose snapshot would be imported again")
    overtaken_by: str | None = Field(
        description="The newest import since that read the whole feed, which says what is open"
    )
    pending: int = Field(description="Not looked at in time")
    restamped: int = Field(description="The part of `unchanged` where only dates or tracking parameters would change")
    reread: int = Field(description="The part of `unchanged` that the importer reads otherwise from the same item")
    left: int = Field(description="The part of `unchanged` that a newer import has otherwise, which stays")
    closed: int = Field(description="The part of `new` that would be stored closed, since a newer import lists it not")
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
        numbers = books | {"failed": tried.failed} | asdict(tried.foresight)
        return cls(replay_of=origin.run_id, overtaken_by=origin.overtaken_by, **numbers)
