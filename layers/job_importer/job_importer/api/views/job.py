"""A job, as the API shows it: the normalised job, and what the database knows of its life."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, Field

from job_importer.codes import CloseReason
from job_importer.ids import run_at
from job_importer.types import Document


class SalaryView(BaseModel):
    min: float | None
    max: float | None
    currency: str | None
    period: str | None
    text: str | None


class ChangeView(BaseModel):
    run_id: str
    at: datetime
    fields: list[str]


class JobView(BaseModel):
    """Texts are the feed's own: `description_html` is sanitised, all others are plain text."""

    id: str
    source: str
    external_id: str
    title: str
    company: str | None
    location: str | None
    country: str | None
    remote: bool | None
    employment_type: str | None
    employment_type_text: str | None
    category: str | None
    url: str
    description_html: str | None
    description_text: str | None
    salary: SalaryView | None
    posted_at: datetime | None
    expires_at: datetime | None
    language: str | None
    tags: list[str]
    feed_ids: list[str] = Field(description="The feeds that have ever listed it")
    listed_by: list[str] = Field(description="The feeds that list it now")
    first_run_id: str
    changed_run_id: str | None
    last_run_id: str
    changed_fields: list[str]
    content_hash: str
    first_seen_at: datetime
    last_seen_at: datetime
    closed_at: datetime | None
    closed_run_id: str | None
    closed_reason: CloseReason | None
    reopened_run_id: str | None
    history: list[ChangeView] = Field(description="Its last changes, newest last")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A feed still had at `at` the jobs that it has listed since its run `run_id`, which touched all of them."""

    run_id: str
    at: datetime


def job_view(job: Document, confirmed: Mapping[str, Confirmation]) -> JobView:
    """`confirmed` is by feed, of those feeds at least that list the job."""
    derived = {
        "id": job["_id"],
        "listed_by": sorted(job["seen"]),
        "last_run_id": run_at(job["last_run_id"]),
        "last_seen_at": _last_seen(job, confirmed),
        "reopened_run_id": next(reversed(job.get("reopened_run_ids", ())), None),
    }
    return JobView(**job | derived)


def _last_seen(job: Document, confirmed: Mapping[str, Confirmation]) -> datetime:
    listings = ((confirmed[feed_id], run_id) for feed_id, run_id in job["seen"].items() if feed_id in confirmed)
    seen: datetime = job["last_seen_at"]
    return max([seen, *(found.at for found, run_id in listings if run_id >= found.run_id)])
