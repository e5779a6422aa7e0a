"""The timeline of a run, from its timestamps."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from job_importer.plural import plural
from job_importer.runs.counts import Counts
from job_importer.runs.model import RunDoc, RunStatus, Trigger

Step = Literal["queued", "waited_for_host", "fetching", "fetched", "read", "sealed", "ended", "closed", "redriven"]
_STARTED_BY = {
    Trigger.SCHEDULE: "On schedule",
    Trigger.MANUAL: "By hand",
    Trigger.REPLAY: "To import an earlier snapshot again",
}


class TimelineEvent(BaseModel):
    at: datetime
    event: Step
    detail: str
    seconds: float | None = Field(description="Seconds since the previous event; null for the first")


def timeline(run: RunDoc, counts: Counts) -> list[TimelineEvent]:
    """In order. A continued run has the times of its last attempt."""
    found = sorted(_events(run, counts), key=lambda event: event[0])
    events: list[TimelineEvent] = []
    for at, step, detail in found:
        seconds = (at - events[-1].at).total_seconds() if events else None
        events.append(TimelineEvent(at=at, event=step, detail=detail, seconds=seconds))
    return events


def _events(run: RunDoc, counts: Counts) -> Iterator[tuple[datetime, Step, str]]:
    yield run["queued_at"], "queued", _STARTED_BY[Trigger(run["trigger"])]
    if waiting := run.get("waiting_since"):
        expected = f", expected at {run['turn_at']:%H:%M:%S} UTC" if run["turn_at"] else ""
        yield waiting, "waited_for_host", f"Waited for another feed of the same host{expected}"
    if run["started_at"]:
        tried = f"; started {run['attempts']} times" if run["attempts"] > 1 else ""
        yield run["started_at"], "fetching", f"The importer started{tried}"
    if run["fetched_at"] and not run["replay_of"]:
        yield run["fetched_at"], "fetched", _answer(run)
    if read := run.get("read_at"):
        yield read, "read", f"{plural(run['scanned']['items'] if run['scanned'] else 0, 'item')} of {run['format']}"
    if run["published_at"] and run["seal"]:
        yield run["published_at"], "sealed", f"Everything is sent, in {plural(run['seal']['chunks'], 'chunk')}"
    if run["finished_at"]:
        yield run["finished_at"], "ended", _end(run, counts)
    if closed := run.get("closed_at"):
        yield closed, "closed", f"{plural(counts['closed'], 'job')} closed"
    if recounted := run.get("recounted_at"):
        yield recounted, "redriven", "Jobs were stored after the end; the counts were updated"


def _answer(run: RunDoc) -> str:
    status, size = run["http"]["status"], run["http"]["bytes"]
    told = [f"HTTP {status}" if status else "", plural(size, "byte") if size else ""]
    return ", ".join(part for part in told if part) or "The source answered"


def _end(run: RunDoc, counts: Counts) -> str:
    if run["failure"]:
        return f"failed: {run['failure']['code']}"
    status = RunStatus(run["status"])
    return f"{status.value}, {plural(counts['failed'], 'job')} failed" if counts["failed"] else status.value
