"""Start a run for every enabled feed that is due."""

from datetime import datetime
from typing import cast

from job_importer.connections import Context
from job_importer.feeds.model import FeedDoc
from job_importer.feeds.schedule import pick_due, starts_per_pass
from job_importer.observability import logger
from job_importer.pipeline.starting import Started, start_runs
from job_importer.runs.model import Trigger

PASS_SECONDS = 60.0  # the schedule in the template


def start_due(ctx: Context, now: datetime) -> list[Started]:
    """One pass: the feeds that have been due for longest, one a host, and no more than spread them over the time.

    What it has read may be old by the time it starts a feed: whether that is due still is decided as it is started.
    """
    feeds = cast("list[FeedDoc]", list(ctx.db.feeds.find({"enabled": True})))
    limit = starts_per_pass((feed["interval_seconds"] for feed in feeds), PASS_SECONDS)
    picked = [feed["_id"] for feed in pick_due(feeds, now, limit)]
    started = [run for run in start_runs(ctx, picked, Trigger.SCHEDULE, now) if run.reason is None]
    logger.info("Scheduler pass", enabled=len(feeds), started=len(started))
    return started
