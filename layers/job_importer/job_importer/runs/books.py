"""The books of runs, computed from the ledger: nothing is ever incremented, so nothing can drift."""

from job_importer.mongo import Db
from job_importer.runs.counts import Counts
from job_importer.runs.model import ChunkState
from job_importer.runs.totals import SUMMED, balance, no_counts


def counts_of(db: Db, run_ids: list[str]) -> dict[str, Counts]:
    """The books of several runs in one read. A run without chunks has fetched nothing. The run keeps `closed`."""
    pending = {"$sum": {"$cond": [{"$eq": ["$state", ChunkState.PENDING.value]}, "$jobs", 0]}}
    group = {"_id": "$run_id", "pending": pending} | {name: {"$sum": f"${name}"} for name in SUMMED}
    sums = db.chunks.aggregate([{"$match": {"run_id": {"$in": run_ids}}}, {"$group": group}])
    return {run_id: no_counts() for run_id in run_ids} | {row["_id"]: balance(row) for row in sums}
