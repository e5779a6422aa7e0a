"""How the sums over a run's chunks become its books."""

from collections.abc import Mapping
from dataclasses import fields
from typing import cast

from job_importer.jobs.outcome import OutcomeCounts
from job_importer.runs.counts import Counts

NOT_SENT = ("inactive", "duplicates", "rejected", "known")
"""The items of a chunk that are not among its jobs."""
SUMMED = ("items", *NOT_SENT, *(field.name for field in fields(OutcomeCounts)))
"""The numbers of a chunk that add up over a run."""
NO_SUMS = dict.fromkeys((*SUMMED, "pending"), 0)
_AS_THEY_ARE = ("new", "updated", "pending", "inactive", "restamped", "reopened", "reread", "rekeyed")


def no_counts() -> Counts:
    return balance(NO_SUMS)


def seen_again(counts: Counts) -> Counts:
    """The books of a run that found the source as the run of `counts` left it."""
    stored = counts["new"] + counts["updated"] + counts["unchanged"]
    kept = {name: counts.get(name, 0) for name in ("fetched", "duplicate", "failed", "inactive")}
    return cast(Counts, {**no_counts(), **kept, "unchanged": stored})


def balance(sums: Mapping[str, int]) -> Counts:
    """Counts from the sums over a run's chunks; `sums["pending"]` are the jobs of chunks that are not settled."""
    books = {
        "fetched": sums["items"] - sums["inactive"],
        "unchanged": sums["unchanged"] + sums["known"],
        "duplicate": sums["duplicates"],
        "failed": sums["failed"] + sums["rejected"],
        "closed": 0,
    }
    return cast(Counts, books | {name: sums[name] for name in _AS_THEY_ARE})
