"""Events about feeds, imports and jobs, with ids that depend only on the change. Pure.

An id begins with the time of the change, as a run's id does, so that ids sort by time.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NotRequired, TypedDict

from job_importer.codes import FeedState, RunFailure
from job_importer.explanations import explain
from job_importer.feeds.judged import Transition
from job_importer.feeds.model import FeedDoc
from job_importer.ids import first_id_at
from job_importer.runs.model import RunDoc
from job_importer.types import Document

UNTOLD: Document = {"untold": True}
"""Marks a feed or a run that still has events to derive; set in the same write as the change."""

KINDS = ("new", "updated", "closed", "reopened")


class EventType(StrEnum):
    BROKEN = "feed.broken"
    NEW_FAILURE = "feed.new_failure"
    LOSING_JOBS = "feed.losing_jobs"
    SHRINKING = "feed.shrinking"
    DECAYING = "feed.decaying"
    QUIET = "feed.quiet"
    OVERDUE = "feed.overdue"
    RECOVERED = "feed.recovered"
    FINISHED = "import.finished"
    COLLAPSED = "import.collapsed"
    CHANGED = "jobs.changed"


class EventDoc(TypedDict):
    """Collection `events`. Has `unsent` until it is on the bus, `sent_at` afterwards."""

    _id: str
    type: str
    at: datetime  # when the change happened
    feed_id: str | None
    run_id: str | None
    title: str
    detail: dict[str, Any]  # JSON
    unsent: NotRequired[bool]
    sent_at: NotRequired[datetime]


def feed_events(feed: FeedDoc) -> Iterator[EventDoc]:
    """Events for the changes of state since the last event: states that need attention, and recoveries."""
    for change in feed.get("transitions", []):
        if change["n"] > feed.get("told_n", 0) and (kind := _feed_event(change)):
            word = "Recovered" if kind is EventType.RECOVERED else explain("states", change["state"]).title
            names = ("state", "was", "why", "advice", "command", "jobs_at_stake")
            detail = {name: change.get(name) for name in names} | {"since": change["since"].isoformat()}
            key, title = f"{feed['_id']}-{change['n']}", f"{word}: {feed['_id']}"
            yield _event(kind, change["at"], key, title, detail, feed["_id"])


def _feed_event(change: Transition) -> EventType | None:
    if FeedState(change["state"]).needs_you:
        return EventType(f"feed.{change['state']}")
    ends = change["state"] == FeedState.HEALTHY and FeedState(change["was"]).needs_you
    return EventType.RECOVERED if ends else None


def run_events(run: RunDoc) -> Iterator[EventDoc]:
    """Events for an import that has ended and closed its jobs."""
    at, counts, failure = run["finished_at"], run["counts"], run["failure"]
    assert at is not None  # noqa: S101 it has ended
    of = {"feed_id": run["feed_id"], "run_id": run["_id"]}
    told = {"code": failure["code"], "message": failure["message"]} if failure else None
    detail = {"status": run["status"], "counts": dict(counts or {}), "failure": told}
    summary = told["code"] if told else _numbers(counts or {})
    yield _event(EventType.FINISHED, at, run["_id"], f"{run['feed_id']}: {run['status']}, {summary}", detail, **of)
    if told and told["code"] == RunFailure.FEED_COLLAPSED:
        words = explain("runs", told["code"])
        command = words.command.format(feed=run["feed_id"], run=run["_id"]) if words.command else None
        what = {"why": told["message"], "advice": words.advice, "command": command}
        yield _event(EventType.COLLAPSED, at, run["_id"], f"{words.title}: {run['feed_id']}", what, **of)
    changed = {kind: counts[kind] for kind in KINDS} if counts else {}  # type: ignore[literal-required]
    if any(changed.values()):
        yield _event(EventType.CHANGED, at, run["_id"], f"{run['feed_id']}: {_numbers(changed)}", changed, **of)


def _event(
    kind: EventType, at: datetime, key: str, title: str, detail: dict[str, Any], feed_id: str, run_id: str | None = None
) -> EventDoc:
    return {
        "_id": f"{first_id_at(at)[:10]}-{kind}-{key}",
        "type": kind.value,
        "at": at,
        "feed_id": feed_id,
        "run_id": run_id,
        "title": title,
        "detail": detail,
        "unsent": True,
    }


def _numbers(counts: Mapping[str, Any]) -> str:
    names = [*KINDS, "failed"]
    return ", ".join(f"{counts[name]} {name}" for name in names if counts.get(name)) or "nothing new"


def message_of(event: EventDoc) -> dict[str, Any]:
    """The event as sent on the bus and served by the API (docs/events.md)."""
    names = ("type", "feed_id", "run_id", "title", "detail")
    return {"id": event["_id"], "at": event["at"].isoformat()} | {name: event[name] for name in names}  # type: ignore[literal-required]
