"""The audit log: collection `audit`, one document per action. It contains no secrets and no job data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypedDict

from job_importer.ids import new_run_id
from job_importer.mongo import Db


class Action(StrEnum):
    FEED_ADDED = "feed.added"
    FEED_CHANGED = "feed.changed"
    FEED_REMOVED = "feed.removed"
    IMPORT_STARTED = "import.started"
    COLLAPSE_ACCEPTED = "collapse.accepted"  # an import was started that accepts a collapse
    REPLAY_STARTED = "replay.started"
    REDRIVEN = "import.redriven"  # dead chunks came back and were stored; the queue does not say who sent them
    ERASED = "data.erased"


class Change(TypedDict):
    old: Any
    new: Any


class AuditDoc(TypedDict):
    """`_id` is a ULID: it sorts by time. `target` is a path of the API, such as `feeds/acme`."""

    _id: str
    at: datetime
    who: str
    role: str | None
    action: str
    target: str
    feed_id: str | None
    changes: dict[str, Change]


@dataclass(frozen=True, slots=True)
class Actor:
    """`name` is that of the token, or of a person; `role` what it may do here."""

    name: str
    role: str | None = None


UNKNOWN = Actor("unknown")


@dataclass(frozen=True, slots=True)
class Act:
    action: Action
    target: str
    feed_id: str | None
    changes: Mapping[str, Change]


def note(db: Db, actor: Actor, acts: Sequence[Act], now: datetime) -> None:
    docs = [_document(actor, act, now) for act in acts]
    if docs:
        db.audit.insert_many(docs)


def note_redriven(db: Db, run_id: str, feed_id: str, now: datetime) -> None:
    """Once per run, however many of its chunks come back."""
    act = Act(Action.REDRIVEN, f"imports/{run_id}", feed_id, {})
    known = {"action": act.action.value, "target": act.target}
    db.audit.update_one(known, {"$setOnInsert": _document(UNKNOWN, act, now)}, upsert=True)


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Change]:
    """The differences; a value that one of the two does not have is None there."""
    names = sorted({*old, *new})
    return {name: {"old": old.get(name), "new": new.get(name)} for name in names if old.get(name) != new.get(name)}


def _document(actor: Actor, act: Act, now: datetime) -> dict[str, Any]:
    return {
        "_id": new_run_id(now),
        "at": now,
        "who": actor.name,
        "role": actor.role,
        "action": act.action.value,
        "target": act.target,
        "feed_id": act.feed_id,
        "changes": dict(act.changes),
    }
