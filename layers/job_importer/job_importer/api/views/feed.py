"""A feed, as the API shows it: its settings without secrets, and its state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from job_importer.codes import FeedState
from job_importer.feeds.judged import Band, Reading
from job_importer.feeds.model import WINDOW_DAYS, FeedDoc, ListingKind
from job_importer.runs.judgement.verdict import judge
from job_importer.runs.model import RunStatus
from job_importer.urls.redact import redact_url

HIDDEN_VALUE = "***"


class LastFailureView(BaseModel):
    code: str
    message: str
    at: datetime


class HealthView(BaseModel):
    last_run_id: str | None
    last_status: RunStatus | None
    last_success_at: datetime | None
    last_yield: int | None = Field(description="Items of the last successful run")
    failures_in_a_row: int
    failing_since: datetime | None = Field(None, description="When the first of these failures occurred")
    last_failure: LastFailureView | None


class YieldView(BaseModel):
    run_id: str
    items: int
    filled: float = Field(description="Mean share of the expected fields that the items have, 0 to 1")
    changed: float | None = Field(None, description="Share of known jobs that it updated; null if there were none")


class RecentRunView(BaseModel):
    id: str
    at: datetime = Field(description="When it was queued")
    status: RunStatus
    code: str | None = Field(description="Why the run failed")
    fetched: int
    new: int
    updated: int
    closed: int
    failed: int


class ShareView(BaseModel):
    rate: float = Field(description="Share of the last successful run's jobs that have the field, 0 to 1")
    low: float = Field(description="The feed's usual range")
    high: float


class AmountView(BaseModel):
    jobs: int | None
    low: float | None = Field(description="The feed's usual range; null until there is enough history")
    high: float | None


class JudgementView(BaseModel):
    """The state of a feed, judged by its own history; `GET /codes` explains the states."""

    state: FeedState
    since: datetime = Field(description="When the state began")
    why: str = Field(description="A sentence")
    advice: str = Field(description="What to do")
    command: str | None = Field(description="A shell command that does it, or shows more")
    jobs_at_stake: int = Field(description="Jobs affected: not updated, not stored, missing, …")
    quality: dict[str, ShareView] | None = Field(description="By field; null until there is enough history")
    size: AmountView = Field(description="Jobs that it lists")
    new_per_day: AmountView = Field(description="Jobs added today (UTC)")
    recent: list[RecentRunView] = Field(description="The last runs, newest first, at most 30")


class FeedView(JudgementView):
    """The settings can be sent back unchanged: header values are never shown, and `***` keeps them."""

    id: str
    url: str = Field(description="Complete for operators; without credentials and secrets for viewers")
    source: str
    interval_seconds: int
    format: str | None
    headers: dict[str, str] = Field(description="Header names; every value is `***`")
    identity: str | None
    default_company: str | None
    timezone: str | None = None
    url_template: str | None = None
    allow_empty: bool
    max_bytes: int | None
    collapse_threshold: float
    listing: ListingKind = "auto"
    window_days: int = WINDOW_DAYS
    enabled: bool
    created_at: datetime
    updated_at: datetime
    next_due_at: datetime
    not_before: datetime | None = Field(
        description="The source is not fetched again before this time, because it asked for a pause"
    )
    running: str | None = Field(description="The running import")
    health: HealthView
    known_identity: str | None
    yields: list[YieldView] = Field(description="Yield of the last successful runs, newest last")
    confirmed_at: datetime | None = Field(description="When the feed was last known to list the stored jobs")
    crowded: str | None = Field(
        None, description="Why it is imported less often than its interval: its host has too many feeds"
    )


def feed_view(feed: FeedDoc, now: datetime, *, in_full: bool, crowded: str | None) -> FeedView:
    fields = {
        **feed,
        **_judgement(feed, now),
        "id": feed["_id"],
        "url": feed["url"] if in_full else redact_url(feed["url"]),
        "headers": dict.fromkeys(feed["headers"], HIDDEN_VALUE),
        "running": feed["lease"]["run_id"] if feed["lease"] else None,
        "crowded": crowded,
    }
    return FeedView.model_validate(fields)


def _judgement(feed: FeedDoc, now: datetime) -> dict[str, Any]:
    judgement, usual = feed.get("judgement") or judge(feed, now), feed.get("usual")
    reading, recent = judgement["reading"], feed.get("recent", [])
    new = sum(run["new"] for run in recent if run["at"].date() == now.date())
    return {
        **judgement,
        "quality": _quality(reading, usual["fill"]) if reading and usual else None,
        "size": _amount(reading["size"] if reading else None, usual["size"] if usual else None),
        "new_per_day": _amount(new, usual["new"] if usual else None),
        "recent": recent[::-1],
    }


def _quality(reading: Reading, bands: Mapping[str, Band]) -> dict[str, Any] | None:
    if not reading["filled_of"] or not bands:
        return None
    return {
        field: {**band, "rate": reading["fill"].get(field, 0) / reading["filled_of"]} for field, band in bands.items()
    }


def _amount(jobs: int | None, band: Band | None) -> dict[str, Any]:
    return {"low": None, "high": None, **(band or {}), "jobs": jobs}
