"""The importer's writes to its run, step by step. Each depends on the state before, so repeating it is harmless."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from job_importer.feeds.model import Listed
from job_importer.mongo import Db, typed
from job_importer.runs.model import IS_LIVE, Fetching, LastError, Reading, ReadingMode, RunDoc, RunStatus, Seal
from job_importer.types import Document

if TYPE_CHECKING:  # the reconciler imports this without loading the parsers
    from job_importer.intake.model import Scan
    from job_importer.paging.verdict import Judgement


def take_up(db: Db, run_id: str, from_chunk: int, now: datetime) -> RunDoc | None:
    """Marks the run as being worked on and returns it; None if it does not exist or has ended."""
    is_same = {"$eq": ["$tries.from_chunk", from_chunk]}
    fresh = {"from_chunk": from_chunk, "begun": 1, "errors": 0}
    again = {"from_chunk": from_chunk, "begun": {"$add": ["$tries.begun", 1]}, "errors": "$tries.errors"}
    is_processed = {"$eq": ["$status", RunStatus.PROCESSING.value]}  # then a retried importer does not go back
    return typed(db.runs, RunDoc).find_one_and_update(
        {"_id": run_id, "status": IS_LIVE},
        [
            {
                "$set": {
                    "status": {"$cond": [is_processed, "$status", RunStatus.FETCHING.value]},
                    "started_at": {"$ifNull": ["$started_at", now]},
                    "tries": {"$cond": [is_same, again, {"$literal": fresh}]},
                    "heartbeat_at": now,
                }
            },
            {"$set": {"attempts": {"$max": ["$attempts", "$tries.begun"]}}},
        ],
        return_document=True,
    )


def record_error(db: Db, run_id: str, message: str, now: datetime) -> RunDoc | None:
    """An attempt failed and will be retried. Returns the run as it is then; None if it has ended."""
    last: LastError = {"message": message, "at": now}
    changes = {"$set": {"last_error": last, "heartbeat_at": now}, "$inc": {"tries.errors": 1}}
    return typed(db.runs, RunDoc).find_one_and_update({"_id": run_id, "status": IS_LIVE}, changes, return_document=True)


def agree_on_reading(db: Db, run_id: str, reading: Reading, facts: Fetching | None) -> Reading | None:
    """Returns `reading`, or that of an attempt of the run that was faster; None if the run has ended. `facts` are what
    this attempt has fetched.
    """
    first = {"$ifNull": ["$reading", {"$literal": reading}]}
    fetched = {name: {"$literal": value} for name, value in facts.items()} if facts else {}
    run: RunDoc | None = typed(db.runs, RunDoc).find_one_and_update(
        {"_id": run_id, "status": IS_LIVE},
        [{"$set": {"reading": first, **fetched}}, {"$set": {"source": "$reading.source"}}],
        return_document=True,
    )
    return run["reading"] if run else None


def scanned(scan: "Scan", unique: int, filled: float, full_reason: str | None, now: datetime) -> Document:
    """What pass 1 found out about the run, after approving it."""
    return {
        "format": scan.format,
        "encoding": scan.encoding,
        "identity": scan.identity,
        "repaired": scan.repaired,
        "completeness": scan.completeness.value,
        "completeness_reason": scan.completeness_reason,
        "warnings": list(scan.warnings),
        "filled": filled,
        "reading_mode": (ReadingMode.FULL if full_reason else ReadingMode.CHANGES).value,
        "full_reason": full_reason,
        "scanned": {"items": scan.fetched, "unique": unique},
        "read_at": now,
        "http.bytes": scan.bytes,
    }


def record_scan(db: Db, run_id: str, values: Document, now: datetime) -> None:
    """Publishing begins; `values` are those of `scanned`."""
    _set(db, run_id, status=RunStatus.PROCESSING.value, heartbeat_at=now, **values)


def note_rekeying(db: Db, run_id: str, warning: str) -> str:
    """The warning, or the one that an earlier attempt of the run noted."""
    first = {"$ifNull": ["$rekeying", {"$literal": warning}]}
    run = db.runs.find_one_and_update({"_id": run_id}, [{"$set": {"rekeying": first}}], return_document=True)
    return str(run["rekeying"]) if run else warning


def heartbeat(db: Db, run_id: str, now: datetime) -> bool:
    """False if the run has ended meanwhile."""
    return _set(db, run_id, heartbeat_at=now)


def note_marked(db: Db, run_id: str, keys: Sequence[str]) -> None:
    """Records jobs to close for the run. Repeatable."""
    db.runs.update_one({"_id": run_id, "status": IS_LIVE}, {"$addToSet": {"marked": {"$each": list(keys)}}})


@dataclass(frozen=True, slots=True)
class Left:
    """What a run leaves to the next: the key of its manifest. Only a run that relied on an earlier manifest knows
    `vanished` and `marked`, the jobs to close because of what the feed says of them.
    """

    manifest: str | None = None
    vanished: int | None = None
    marked: Sequence[str] = ()


def sealed(
    seal: Seal,
    warnings: Sequence[str],
    judged: "Judgement",
    now: datetime,
    left: Left = Left(),
    listed: Listed | None = None,
) -> Document:
    """What is known of a run once its last chunk is sent."""
    values: Document = {
        "seal": seal,
        "completeness": judged.completeness.value,
        "completeness_reason": judged.reason,
        "warnings": list(warnings),
        "published_at": now,
        "heartbeat_at": now,
        "vanished": left.vanished,
        "listed": listed,
    }
    values |= {"marked": list(left.marked)} if left.marked else {}
    return values | ({"validators.manifest": left.manifest} if left.manifest else {})


def seal(db: Db, run_id: str, values: Document) -> bool:
    """The run is over as soon as none of its chunks is pending; `values` are those of `sealed`. False if the run has
    ended meanwhile or another attempt sealed it.
    """
    changes = db.runs.update_one({"_id": run_id, "status": IS_LIVE, "seal": None}, {"$set": values})
    return changes.matched_count == 1


def _set(db: Db, run_id: str, **values: Any) -> bool:
    return db.runs.update_one({"_id": run_id, "status": IS_LIVE}, {"$set": values}).matched_count == 1
