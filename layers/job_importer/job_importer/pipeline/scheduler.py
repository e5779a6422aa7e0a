"""Start a run for every enabled feed that is due."""

from datetime import datetime
from typing import cast

from job_importer.context import Context
from job_importer.feeds.model import FeedDoc
from job_importer.feeds.schedule import pick_due
from job_importer.observability import logger
from job_importer.runs.model import Trigger
from job_importer.runs.start import Started, start_runs

PASS_LIMIT = 500  # feeds looked at in one pass, the longest due first; the next pass is a minute away


def start_due(ctx: Context, now: datetime) -> list[Started]:
    due = ctx.db.feeds.find({"enabled": True, "next_due_at": {"$lte": now}}).sort("next_due_at", 1).limit(PASS_LIMIT)
    picked = pick_due(cast("list[FeedDoc]", list(due)), now)
    started = start_runs(ctx, picked, Trigger.SCHEDULE, now)
    logger.info("Scheduler pass", due=len(picked), started=sum(1 for s in started if s.id and not s.reason))
    return started
