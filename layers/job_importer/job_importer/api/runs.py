"""Runs with their books."""

from collections.abc import Sequence

from job_importer.api.errors import not_found
from job_importer.mongo import Db
from job_importer.runs.books import counts_of
from job_importer.runs.counts import Counts
from job_importer.runs.model import RunDoc
from job_importer.runs.store import get_run


def existing_run(db: Db, run_id: str) -> RunDoc:
    """Raises ApiError (404)."""
    run = get_run(db, run_id)
    if run is None:
        raise not_found(f"There is no import {run_id[:60]!r}.")
    return run


def books_of(db: Db, runs: Sequence[RunDoc]) -> list[Counts]:
    """The counts of each run: as stored when it ended, or read from the ledger while it is running."""
    live = [run["_id"] for run in runs if run["counts"] is None]
    derived = counts_of(db, live) if live else {}
    return [run["counts"] or derived[run["_id"]] for run in runs]


def neighbours(db: Db, run: RunDoc) -> tuple[str | None, str | None]:
    """The ids of the feed's runs right before and after."""
    return _beside(db, run, "$lt", -1), _beside(db, run, "$gt", 1)


def _beside(db: Db, run: RunDoc, operator: str, direction: int) -> str | None:
    found = db.runs.find_one(
        {"feed_id": run["feed_id"], "_id": {operator: run["_id"]}}, {"_id": 1}, sort=[("_id", direction)]
    )
    return found["_id"] if found else None
