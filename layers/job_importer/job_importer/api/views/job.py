"""A job, as the API shows it: the normalised job and its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, Field

from job_importer.codes import CloseReason
from job_importer.ids import run_at
from job_importer.jobs.history import HISTORY_LENGTH, Kind
from job_importer.types import Document


class SalaryView(BaseModel):
    min: float | None
    max: float | None
    currency: str | None
    period: str | None
    text: str | None


class ValueChange(BaseModel):
    """Texts are truncated."""

    old: str | bool | SalaryView | None
    new: str | bool | SalaryView | None


class TextChange(BaseModel):
    """The change of a description, or of several fields changed by two imports at once."""

    old_digest: str | None = Field(description="Empty or null if there was no text")
    new_digest: str
    diff: str | None = Field(None, description="Removed words as [-…-], added words as {+…+}; truncated")


Changes = dict[str, ValueChange | TextChange]


class JobChange(BaseModel):
    run_id: str | None = Field(description="Null if no import did it, as when a job's own closing date passes")
    at: datetime
    kind: Kind
    reason: CloseReason | None = Field(None, description="Why it was closed")
    fields: list[str] = Field([], description="The changed fields")
    changes: Changes = Field({}, description="Old and new values; unknown for changes made before version 0.5")


class CurrentJob(BaseModel):
    """Texts come from the feed: `description_html` is sanitised, all others are plain text."""

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


class JobView(CurrentJob):
    history: list[JobChange] = Field(description="Its last 20 changes, newest last")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """At `at` the feed still listed the jobs that it has listed since its run `run_id`, which touched all of them."""

    run_id: str
    at: datetime


def job_view(job: Document, confirmed: Mapping[str, Confirmation]) -> JobView:
    """`confirmed` is by feed, and includes at least the feeds that list the job."""
    history = [_beginning(job), *map(change_view, job["history"])][-HISTORY_LENGTH:]
    return JobView(**_fields(job, confirmed) | {"history": history})


def current_job(job: Document, confirmed: Mapping[str, Confirmation]) -> CurrentJob:
    return CurrentJob(**_fields(job, confirmed))


def _fields(job: Document, confirmed: Mapping[str, Confirmation]) -> Document:
    derived = {
        "id": job["_id"],
        "listed_by": sorted(job["seen"]),
        "last_run_id": run_at(job["last_run_id"]),
        "last_seen_at": _last_seen(job, confirmed),
        "reopened_run_id": next(reversed(job.get("reopened_run_ids", ())), None),
    }
    return job | derived


def _beginning(job: Document) -> JobChange:
    return JobChange(run_id=job["first_run_id"], at=job["first_seen_at"], kind=Kind.NEW)


def change_view(entry: Document) -> JobChange:
    """For an entry of a job's history. One without a kind, from an earlier version, is an update without values."""
    return JobChange(**{"kind": Kind.UPDATED, **entry})


def changes_in(job: Document, run_id: str, kind: Kind | None) -> list[JobChange]:
    """What the run did to the job, or only changes of this kind."""
    views = [_beginning(job), *(change_view(entry) for entry in job["history"])]
    return [view for view in views if view.run_id == run_id and kind in (None, view.kind)]


def _last_seen(job: Document, confirmed: Mapping[str, Confirmation]) -> datetime:
    listings = ((confirmed[feed_id], run_id) for feed_id, run_id in job["seen"].items() if feed_id in confirmed)
    seen: datetime = job["last_seen_at"]
    return max([seen, *(found.at for found, run_id in listings if run_id >= found.run_id)])
