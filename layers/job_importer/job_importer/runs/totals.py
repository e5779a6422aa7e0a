"""How the sums over a run's chunks become its books."""

from collections.abc import Mapping
from typing import cast

from job_importer.runs.model import Counts

SUMMED = (
    "items",
    "inactive",
    "duplicates",
    "rejected",
    "known",
    "new",
    "updated",
    "unchanged",
    "failed",
    "restamped",
    "reopened",
    "reread",
    "rekeyed",
)
"""The numbers of a chunk that add up over a run."""


def no_counts() -> Counts:
    return balance(dict.fromkeys((*SUMMED, "pending"), 0))


def seen_again(counts: Counts) -> Counts:
    """The books of a run that found the source as the run of `counts` had left it."""
    stored = counts["new"] + counts["updated"] + counts["unchanged"]
    kept = {name: counts.get(name, 0) for name in ("fetched", "duplicate", "failed", "inactive")}
    return cast(Counts, {**no_counts(), **kept, "unchanged": stored})


def balance(sums: Mapping[str, int], closed: int = 0) -> Counts:
    """Counts from the sums over a run's chunks; `sums["pending"]` are the jobs of chunks that are not settled."""
    return Counts(
        fetched=sums["items"] - sums["inactive"],
        new=sums["new"],
        updated=sums["updated"],
        unchanged=sums["unchanged"] + sums["known"],
        duplicate=sums["duplicates"],
        failed=sums["failed"] + sums["rejected"],
        pending=sums["pending"],
        restamped=sums["restamped"],
        inactive=sums["inactive"],
        closed=closed,
        reopened=sums["reopened"],
        reread=sums["reread"],
        rekeyed=sums["rekeyed"],
    )
