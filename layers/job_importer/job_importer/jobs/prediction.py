"""What storing a job would do, in numbers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from job_importer.jobs.document import Incoming, Listing, closed_from_the_first
from job_importer.jobs.merge import Merge

PREDICTED_FIELDS = dict.fromkeys(
    (
        *("content_hash", "stamp_hash", "read_from", "content_run_id", "first_run_id", "changed_run_id"),
        *("restamped_run_ids", "last_run_id", "closed_at", "closed_run_id", "closed_reason", "expires_at"),
        *("gone", "seen"),
    ),
    1,
)
"""What `predict` reads of a stored job, as a projection."""


@dataclass(slots=True)
class Prediction:
    """Jobs by what would happen to them. The first three are the outcomes. `restamped`, `reread` (another version of
    ours has read the item differently) and `left` (a newer run has other content, which stays) are parts of
    `unchanged`; `closed` (stored as no longer listed, or as expired) is part of `new`.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    restamped: int = 0
    reread: int = 0
    left: int = 0
    closed: int = 0
    reopened: int = 0

    def add(self, other: "Prediction") -> None:
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)


def predict(stored: Mapping[str, Any] | None, job: Incoming, listing: Listing) -> Prediction:
    if stored is None:
        return Prediction(new=1, closed=int(closed_from_the_first(job, listing) is not None))
    merge = Merge(stored, job, listing)
    return Prediction(
        updated=int(merge.is_update),
        unchanged=int(not merge.is_update),
        restamped=int(merge.is_restamped),
        reread=int(merge.is_reread),
        left=int(not merge.is_fresh and not merge.is_same),
        reopened=int(merge.reopens),
    )
