"""The history in a job's document: its last changes, and the changes not yet passed on to followers. Both are written
in the same update as the change.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from job_importer.types import Document

HISTORY_LENGTH = 20  # how many changes are kept, and how many runs that did something else to a job

Expression = Any
Condition = Expression


class Kind(StrEnum):
    """What happened to a job."""

    NEW = "new"
    UPDATED = "updated"
    CLOSED = "closed"
    REOPENED = "reopened"


def when(condition: Condition, then: Expression, otherwise: Expression) -> Expression:
    return {"$cond": [condition, then, otherwise]}


def change(kind: Kind, run_id: str | None, at: datetime, **more: Expression) -> Document:
    """An entry of the history. `run_id` is None if no run did it."""
    return {"run_id": run_id, "at": at, "kind": kind.value, **more}


def remembered(field: str, condition: Expression, run_id: str) -> Expression:
    """The runs that have done this, newest last; absent if there are none. `run_id` is added if `condition` holds.

    A run's own numbers are read from these lists, so that a newer run doing the same does not take them away.
    """
    known = {"$ifNull": [f"${field}", []]}
    longer = {"$slice": [{"$concatArrays": [known, [run_id]]}, -HISTORY_LENGTH]}
    return when(condition, longer, {"$ifNull": [f"${field}", "$$REMOVE"]})


def grown(*changes: tuple[Condition, Document]) -> Expression:
    """The job's history with those changes whose conditions hold."""
    new = [when(condition, [entry], []) for condition, entry in changes]
    return {"$slice": [{"$concatArrays": ["$history", *new]}, -HISTORY_LENGTH]}


def told_first(kind: Kind, at: datetime) -> Document:
    """For a job that is inserted: the fields that `to_tell` sets."""
    return {"version": 1, "untold": {"version": 1, "kind": kind.value, "at": at}}


def to_tell(at: datetime, *kinds: tuple[Condition, Kind]) -> Document:
    """The fields that say what must be passed on to followers, if one of the conditions holds: the first one that does.

    `version` counts the writes that change what is stored of a job, so that passing on one change does not remove the
    note of the next, and nobody writes a decision about an earlier version. A new job that was not passed on yet is
    still new when it changes.
    """
    happens = {"$or": [condition for condition, _ in kinds]}
    following = {"$add": [{"$ifNull": ["$version", 0]}, 1]}
    kind: Expression = None
    for condition, candidate in reversed(kinds):
        kind = when(condition, candidate.value, kind)
    is_still_new = {"$and": [{"$eq": ["$untold.kind", Kind.NEW.value]}, {"$eq": [kind, Kind.UPDATED.value]}]}
    untold = {"version": following, "kind": when(is_still_new, Kind.NEW.value, kind), "at": at}
    return {"version": following, "untold": when(happens, untold, {"$ifNull": ["$untold", "$$REMOVE"]})}
