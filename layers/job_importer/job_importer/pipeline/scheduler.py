"""Starts a run for every enabled feed that is due."""

from collections.abc import Sequence
from datetime import datetime

from job_importer.connections import Context
from job_importer.feeds.hosts import read_hosts
from job_importer.feeds.model import FeedDoc
from job_importer.feeds.schedule import QUEUED_AT_MOST, host_of, late_by, pick_due
from job_importer.feeds.turns import USUAL_SECONDS, slot_seconds, turns_within
from job_importer.mongo import typed
from job_importer.observability import count, logger
from job_importer.pipeline.starting import Started, start_runs
from job_importer.runs.model import Trigger
from job_importer.runs.store import count_untouched

LEARNED_APART = {"recent": 0, "usual": 0, "judgement": 0, "transitions": 0}  # most of a feed, except its schedule
AHEAD_SECONDS = 180.0  # a host gets work for this long: until the next pass (a minute), and well beyond


def start_due(ctx: Context, now: datetime) -> list[Started]:
    """One pass: starts the feeds that have been due for longest. Per host, only as many as it can serve until the next
    pass; in total, no more than the importers can take.

    What it has read may be outdated when it starts a feed, so whether the feed is still due is decided at the start.
    """
    feeds = list(typed(ctx.db.feeds, FeedDoc).find({"enabled": True}, LEARNED_APART))
    limit = max(0, QUEUED_AT_MOST - count_untouched(ctx.db, QUEUED_AT_MOST))
    picked = [feed["_id"] for feed in pick_due(feeds, now, limit, _at_once(ctx, feeds))]
    started = [run for run in start_runs(ctx, picked, Trigger.SCHEDULE, now) if run.reason is None]
    logger.info("Scheduler pass", enabled=len(feeds), started=len(started))
    count(
        {
            "FeedsEnabled": len(feeds),
            "FeedsFailing": sum(1 for feed in feeds if feed["health"]["failures_in_a_row"]),
            "FeedsOverdue": sum(1 for feed in feeds if late_by(feed, now)),
        },
        service="scheduler",
    )
    return started


def _at_once(ctx: Context, feeds: Sequence[FeedDoc]) -> dict[str, int]:
    """How many runs of each host may be in progress."""
    names = {host_of(feed) for feed in feeds}
    known = {name: host["seconds"] for name, host in read_hosts(ctx.db, names).items()}
    slots = {name: slot_seconds(known.get(name, USUAL_SECONDS), ctx.settings.host_interval(name)) for name in names}
    return {name: turns_within(AHEAD_SECONDS, slot) for name, slot in slots.items()}
