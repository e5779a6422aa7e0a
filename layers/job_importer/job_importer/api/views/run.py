"""A run, as the API shows it."""

import re
from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, Field

from job_importer.api.views.failure import FailureGroup
from job_importer.api.views.timeline import TimelineEvent, timeline
from job_importer.codes import RunFailure
from job_importer.completeness import Completeness
from job_importer.runs.counts import Counts
from job_importer.runs.judgement.day import fill_of
from job_importer.runs.model import Failure, ReadingMode, RunDoc, RunStatus, Trigger
from job_importer.urls.redact import redact_url


class HttpView(BaseModel):
    status: int | None
    bytes: int | None = Field(description="Of the decompressed body")
    content_type: str | None


class JobSums(BaseModel):
    fetched: int
    new: int
    updated: int
    unchanged: int
    duplicate: int
    failed: int


class CountsView(JobSums):
    """The books: fetched = new + updated + unchanged + duplicate + failed + pending, at every moment."""

    pending: int = Field(description="Not yet stored; 0 when the run has ended")
    inactive: int = Field(0, description="Items that the feed marks as inactive; not part of the books")
    restamped: int = Field(description="Part of `unchanged`: only dates, counters or tracking parameters differ")
    closed: int = Field(description="Jobs closed because of this run; not part of the books")
    reopened: int = Field(description="Closed jobs that came back; not part of the books")
    reread: int = Field(0, description="Part of `unchanged`: the importer now reads the same item differently")
    rekeyed: int = Field(0, description="Known jobs that came under another id; not part of the books")


class RunFailureView(BaseModel):
    code: str
    message: str
    line: int | None = Field(None, description="Line in the document, from 1; null if the failure has no position")
    column: int | None = None


_BROKEN = {RunFailure.XML_MALFORMED, RunFailure.JSON_MALFORMED, RunFailure.CSV_MALFORMED, RunFailure.XML_FORBIDDEN}
_PLACE = re.compile(r"\bline (\d+(?:,\d{3})*)(?:, column (\d+(?:,\d{3})*))?")


def failure_view(failure: Failure | None) -> RunFailureView | None:
    """With the position in the document that the message names, if the document is broken."""
    if failure is None:
        return None
    code, message = failure["code"], failure["message"]
    found = _PLACE.search(message) if code in _BROKEN else None
    line, column = (int((text or "1").replace(",", "")) for text in found.groups()) if found else (None, None)
    return RunFailureView(code=code, message=message, line=line, column=column)


class RunView(BaseModel):
    """One import of one feed. Times are ISO 8601, UTC."""

    id: str = Field(description="Sorts by time")
    feed_id: str
    feed_url: str = Field(description="Without credentials and secrets")
    source: str
    trigger: Trigger
    status: RunStatus
    queued_at: datetime
    started_at: datetime | None
    fetched_at: datetime | None
    published_at: datetime | None
    finished_at: datetime | None
    duration_ms: int | None = Field(description="From start to end; null while the run is not finished")
    format: str | None
    encoding: str | None
    identity: str | None = Field(description="The field that identified the jobs, or `composed`")
    repaired: bool
    http: HttpView
    counts: CountsView
    failure: RunFailureView | None
    completeness: Completeness | None = Field(
        None,
        description="What of the source was read: all of it (whole), a part, or a list of the newest (window);"
        " only a whole run closes a job because it is not listed. Null until all is read",
    )
    completeness_reason: str | None = Field(None, description="Why, if there is more to explain")
    warnings: list[str]
    attempts: int
    replay_of: str | None = Field(description="The run whose snapshot was imported again")
    overtaken_by: str | None = Field(
        None, description="For a replay: the newest later run that read the whole feed, which decides what is open"
    )
    confirms: str | None = Field(description="For a not_modified run: the run that imported the same content")
    accept_collapse: bool
    reading_mode: ReadingMode | None = Field(
        None, description="`full`: every job was published; `changes`: only jobs that differ from the previous import"
    )
    full_reason: str | None = Field(None, description="Why every job was published")
    fill: dict[str, int] = Field(description="By field, the number of jobs that have it, known jobs included")
    filled_of: int = Field(description="The number of jobs that this is based on; 0 if it was not counted")


class RunDetail(RunView):
    previous_id: str | None = Field(description="The previous import of the same feed")
    next_id: str | None = Field(description="The next import of the same feed")
    timeline: list[TimelineEvent] = Field(description="What happened, in order")
    failure_groups: list[FailureGroup] = Field(description="Failed jobs by reason, most frequent first")
    failure_groups_complete: bool = Field(description="False if there are more failures than were grouped")


def run_view(run: RunDoc, counts: Counts) -> RunView:
    return RunView(**_fields(run, counts))


def run_detail(
    run: RunDoc,
    counts: Counts,
    groups: Sequence[FailureGroup],
    complete: bool,
    beside: tuple[str | None, str | None],
) -> RunDetail:
    """`beside` are the ids of the previous and the next run."""
    told = {"previous_id": beside[0], "next_id": beside[1], "timeline": timeline(run, counts)}
    return RunDetail(**_fields(run, counts), **told, failure_groups=list(groups), failure_groups_complete=complete)


def _fields(run: RunDoc, counts: Counts) -> dict[str, object]:
    begin, end = run["started_at"] or run["queued_at"], run["finished_at"]
    duration = round((end - begin).total_seconds() * 1000) if end else None
    url = redact_url(run["feed_url"])  # again: earlier versions hid less
    fill, filled_of = fill_of(run)
    shown = {"id": run["_id"], "feed_url": url, "counts": counts, "duration_ms": duration}
    return {**run, **shown, "failure": failure_view(run["failure"]), "fill": fill, "filled_of": filled_of}
