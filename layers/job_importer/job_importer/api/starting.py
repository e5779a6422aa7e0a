"""The answer to a request for imports."""

import math
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from pydantic import BaseModel, Field

from job_importer.api.errors import ApiError, conflict, not_found
from job_importer.mongo import Db
from job_importer.pipeline.starting import Started
from job_importer.runs.model import RunStatus


class StartedView(BaseModel):
    """`id` is the run: a new one, or the one that is already running (then `reason` says so)."""

    id: str | None = Field(description="Null if the feed may not be fetched before `retry_at`")
    feed_id: str
    status: RunStatus | None
    reason: str | None
    retry_at: datetime | None


class ImportsStarted(BaseModel):
    imports: list[StartedView]


def chosen_feeds(db: Db, feed_ids: Sequence[str] | None) -> list[str]:
    """Ids of the named feeds, also disabled ones, in order; all enabled feeds for None. Raises ApiError: 404, 409."""
    if feed_ids is None:
        enabled = [str(feed["_id"]) for feed in db.feeds.find({"enabled": True}, {"_id": 1}).sort("next_due_at", 1)]
        if not enabled:
            raise conflict("no_feeds", "No feed is enabled; add or enable one with PUT /feeds/{id}.")
        return enabled
    found = {feed["_id"] for feed in db.feeds.find({"_id": {"$in": list(feed_ids)}}, {"_id": 1})}
    if unknown := [feed_id for feed_id in feed_ids if feed_id not in found]:
        raise not_found(f"Unknown feed: {', '.join(unknown)}. Nothing was started.")
    return list(dict.fromkeys(feed_ids))


def answer_started(started: Sequence[Started], now: datetime) -> ImportsStarted:
    """Raises ApiError if there is no run at all: 429 with the time of the earliest chance, or 409."""
    if any(one.id for one in started):
        return ImportsStarted(imports=[StartedView.model_validate(one, from_attributes=True) for one in started])
    reasons = " ".join(dict.fromkeys(f"{one.feed_id}: {one.reason}" for one in started))
    moments = [one.retry_at for one in started if one.retry_at]
    if not moments:
        raise conflict("not_started", reasons)
    seconds = max(1, math.ceil((min(moments) - now).total_seconds()))
    raise ApiError(HTTPStatus.TOO_MANY_REQUESTS, "rate_limited", reasons, {"Retry-After": str(seconds)})
