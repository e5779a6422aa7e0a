"""The outcome of a job in a run, read from the stored job: asking again gives the same answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from job_importer.jobs.history import Kind


class Outcome(StrEnum):
    NEW = "new"  # this run stored it first
    UPDATED = "updated"  # this run changed its content
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(slots=True)
class OutcomeCounts:
    """The outcomes of a chunk's jobs. `restamped` is part of `unchanged`; the last ones are not in the books."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    restamped: int = 0
    reopened: int = 0
    reread: int = 0  # part of `unchanged`: same item, read differently by another version of the reader
    rekeyed: int = 0  # known jobs that arrived under a new key

    def add(self, stored: Mapping[str, Any], run_id: str) -> None:
        match outcome(stored, run_id):
            case Outcome.NEW:
                self.new += 1
            case Outcome.UPDATED:
                self.updated += 1
            case _:
                self.unchanged += 1
                self.restamped += run_id in stored.get("restamped_run_ids", ())
                self.reread += run_id in stored.get("reread_run_ids", ())
        self.reopened += run_id in stored.get("reopened_run_ids", ())


def outcome(stored: Mapping[str, Any], run_id: str) -> Outcome:
    """`history` is checked too, so that a late redelivery still finds its own change below that of a newer run."""
    if stored["first_run_id"] == run_id:
        return Outcome.NEW
    if stored["changed_run_id"] == run_id or any(is_update(change, run_id) for change in stored["history"]):
        return Outcome.UPDATED
    return Outcome.UNCHANGED


def is_update(change: Mapping[str, Any], run_id: str) -> bool:
    """Entries without a kind, from earlier versions, are all updates."""
    return bool(change["run_id"] == run_id and change.get("kind", Kind.UPDATED) == Kind.UPDATED)


OUTCOME_FIELDS = dict.fromkeys(
    (
        *("first_run_id", "changed_run_id", "restamped_run_ids", "reread_run_ids", "reopened_run_ids"),
        *("history.run_id", "history.kind"),
    ),
    1,
)
"""What `OutcomeCounts.add` reads of a stored job, as a projection."""
