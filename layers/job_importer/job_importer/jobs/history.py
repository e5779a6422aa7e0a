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


def grown(condition: Condition, entry: Document) -> Expression:
    """The job's history, with `entry` where the condition holds."""
    return {"$slice": [{"$concatArrays": ["$history", when(condition, [entry], [])]}, -HISTORY_LENGTH]}


def told_first(kind: Kind, at: datetime) -> Document:
    """For a job that is inserted: the fields that `to_tell` sets."""
    return {"version": 1, "untold": {"version": 1, "kind": kind.value, "at": at}}


def to_tell(at: datetime, condition: Condition, kind: Kind) -> Document:
    """The fields that say what must be passed on to followers, if the condition holds.

    `version` counts the writes that change what is stored of a job, so that passing on one change does not remove the
    note of the next, and nobody writes a decision about an earlier version. A new job that was not passed on yet is
    still new when it changes.
    """
    following = {"$add": [{"$ifNull": ["$version", 0]}, 1]}
    is_new = {"$eq": ["$untold.kind", Kind.NEW.value]}
    told = when(is_new, Kind.NEW.value, kind.value) if kind is Kind.UPDATED else kind.value
    untold = {"version": following, "kind": told, "at": at}
    return {"version": following, "untold": when(condition, untold, {"$ifNull": ["$untold", "$$REMOVE"]})}
