"""A run's own document, step by step. Every write depends on the state before, so that repeating it is harmless."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from job_importer.feeds.model import FeedDoc, Listed
from job_importer.ids import first_id_at
from job_importer.mongo import Db, typed
from job_importer.runs.model import (
    LIVE,
    SAW_ALL,
    Fetching,
    LastError,
    Reading,
    ReadingMode,
    RunDoc,
    RunStatus,
    Seal,
    Snapshot,
    Trigger,
)
from job_importer.types import Document

if TYPE_CHECKING:  # the API reads runs and need not load what made them
    from job_importer.intake.model import Scan
    from job_importer.paging.verdict import Judgement

_LIVE = {"$in": sorted(status.value for status in LIVE)}


def new_run(
    run_id: str,
    *,
    feed_id: str,
    feed_url: str,
    source: str,
    trigger: Trigger,
    now: datetime,
    replay_of: str | None = None,
    overtaken_by: str | None = None,
    snapshot: Snapshot | None = None,
    accept_collapse: bool = False,
    full: bool = False,
) -> RunDoc:
    return {
        "_id": run_id,
        "feed_id": feed_id,
        "feed_url": feed_url,
        "source": source,
        "trigger": trigger.value,
        "status": RunStatus.QUEUED.value,
        "queued_at": now,
        "sent_at": None,
        "turn_at": None,
        "started_at": None,
        "fetched_at": None,
        "published_at": None,
        "finished_at": None,
        "format": None,
        "encoding": None,
        "identity": None,
        "repaired": False,
        "completeness": None,
        "completeness_reason": None,
        "http": {"status": None, "bytes": None, "content_type": None},
        "warnings": [],
        "failure": None,
        "attempts": 0,
        "last_error": None,
        "seal": None,
        "counts": None,
        "closing": None,
        "closed": 0,
        "snapshot": snapshot,
        "reading": None,
        "scanned": None,
        "full": full,
        "reading_mode": None,
        "full_reason": None,
        "vanished": None,
        "validators": None,
        "filled": None,
        "replay_of": replay_of,
        "overtaken_by": overtaken_by,
        "confirms": None,
        "accept_collapse": accept_collapse,
        "heartbeat_at": now,
        "revision": 0,
    }


def get_run(db: Db, run_id: str) -> RunDoc | None:
    return typed(db.runs, RunDoc).find_one({"_id": run_id})


def get_run_and_feed(db: Db, run_id: str) -> tuple[RunDoc | None, FeedDoc | None]:
    """The run and its feed, in one read."""
    feed_of_run = {"from": "feeds", "localField": "feed_id", "foreignField": "_id", "as": "feed"}
    found: Any = next(iter(db.runs.aggregate([{"$match": {"_id": run_id}}, {"$lookup": feed_of_run}])), None)
    feeds = found.pop("feed") if found else []
    return found, next(iter(feeds), None)


def mark_sent(db: Db, run_ids: Sequence[str], now: datetime) -> None:
    db.runs.update_many({"_id": {"$in": list(run_ids)}}, {"$set": {"sent_at": now}})


def take_back(db: Db, run_id: str) -> bool:
    """Forget a run whose message was not sent and which nobody has heard of. False if somebody has, meanwhile."""
    unheard = {"_id": run_id, "status": RunStatus.QUEUED.value, "sent_at": None, "turn_at": None}
    return db.runs.delete_one(unheard).deleted_count == 1


def record_turn(db: Db, run_id: str, turn_at: datetime, now: datetime) -> None:
    """The run waits for its host: a sign of life, and no attempt."""
    waiting = {"turn_at": turn_at, "heartbeat_at": now, "waiting_since": {"$ifNull": ["$waiting_since", now]}}
    db.runs.update_one({"_id": run_id, "status": _LIVE}, [{"$set": waiting}])


def newest_whole(db: Db, feed_id: str, after: str) -> str | None:
    """The newest run of the feed since run `after` that saw all of its jobs, and so has closed the others."""
    whole = {"feed_id": feed_id, "_id": {"$gt": after}, "closing": {"$in": ["pending", "done"]}, **SAW_ALL}
    run = db.runs.find_one(whole, {"_id": 1}, sort=[("_id", -1)])
    return run["_id"] if run else None


def take_up(db: Db, run_id: str, from_chunk: int, now: datetime) -> RunDoc | None:
    """The run, marked as being worked on; None if it does not exist or has ended (then there is nothing to do)."""
    is_same = {"$eq": ["$tries.from_chunk", from_chunk]}
    fresh = {"from_chunk": from_chunk, "begun": 1, "errors": 0}
    again = {"from_chunk": from_chunk, "begun": {"$add": ["$tries.begun", 1]}, "errors": "$tries.errors"}
    return typed(db.runs, RunDoc).find_one_and_update(
        {"_id": run_id, "status": _LIVE},
        [
            {
                "$set": {
                    "status": _forward_to(RunStatus.FETCHING),
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
    """An attempt failed and is to be repeated. The run as it is then; None if it has ended."""
    last: LastError = {"message": message, "at": now}
    changes = {"$set": {"last_error": last, "heartbeat_at": now}, "$inc": {"tries.errors": 1}}
    return typed(db.runs, RunDoc).find_one_and_update({"_id": run_id, "status": _LIVE}, changes, return_document=True)


def agree_on_reading(db: Db, run_id: str, reading: Reading, facts: Fetching | None) -> Reading | None:
    """`reading`, unless another attempt of the run was first with one; None if the run has ended. `facts` are what this
    attempt has fetched.
    """
    first = {"$ifNull": ["$reading", {"$literal": reading}]}
    fetched = {name: {"$literal": value} for name, value in facts.items()} if facts else {}
    run: RunDoc | None = typed(db.runs, RunDoc).find_one_and_update(
        {"_id": run_id, "status": _LIVE},
        [{"$set": {"reading": first, **fetched}}, {"$set": {"source": "$reading.source"}}],
        return_document=True,
    )
    return run["reading"] if run else None


def scanned(scan: "Scan", unique: int, filled: float, full_reason: str | None, now: datetime) -> Document:
    """What pass 1 has told of the run, which it approved of."""
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
    """The warning, or the one that an earlier attempt of the run has noted."""
    first = {"$ifNull": ["$rekeying", {"$literal": warning}]}
    run = db.runs.find_one_and_update({"_id": run_id}, [{"$set": {"rekeying": first}}], return_document=True)
    return str(run["rekeying"]) if run else warning


def heartbeat(db: Db, run_id: str, now: datetime) -> bool:
    """False if the run has ended meanwhile."""
    return _set(db, run_id, heartbeat_at=now)


def note_marked(db: Db, run_id: str, keys: Sequence[str]) -> None:
    """Jobs that are to be closed for the run. Twice changes nothing."""
    db.runs.update_one({"_id": run_id, "status": _LIVE}, {"$addToSet": {"marked": {"$each": list(keys)}}})


def drop_marked(db: Db, run_id: str, keys: Sequence[str]) -> None:
    """Other items of the feed offer these jobs."""
    db.runs.update_one({"_id": run_id, "status": _LIVE}, {"$pull": {"marked": {"$in": list(keys)}}})


@dataclass(frozen=True, slots=True)
class Left:
    """What a run leaves to the next: the key of its manifest. `vanished` is known to one that relied on an earlier."""

    manifest: str | None = None
    vanished: int | None = None


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
    return values | ({"validators.manifest": left.manifest} if left.manifest else {})


def seal(db: Db, run_id: str, values: Document) -> bool:
    """The run is over as soon as none of its chunks is pending; `values` are those of `sealed`. False if it has ended
    meanwhile, or was sealed by another attempt.
    """
    changes = db.runs.update_one({"_id": run_id, "status": _LIVE, "seal": None}, {"$set": values})
    return changes.matched_count == 1


def _set(db: Db, run_id: str, **values: Any) -> bool:
    return db.runs.update_one({"_id": run_id, "status": _LIVE}, {"$set": values}).matched_count == 1


def _forward_to(status: RunStatus) -> dict[str, Any]:
    """`status`, unless the run is being processed already (a retried importer does not go back)."""
    return {"$cond": [{"$eq": ["$status", RunStatus.PROCESSING.value]}, "$status", status.value]}


def count_untouched(db: Db, at_most: int) -> int:
    """How many runs no importer has looked at yet; no more than `at_most` are counted."""
    return db.runs.count_documents({"status": RunStatus.QUEUED.value, "turn_at": None}, limit=at_most)


def live_runs(db: Db) -> list[RunDoc]:
    return list(typed(db.runs, RunDoc).find({"status": _LIVE}))


def unseen_before(db: Db, feed_id: str, moment: datetime) -> str | None:
    """The run in which the feed must have been seen to list a job, or later, for the job not to be missed: the oldest
    whose jobs it still listed at `moment` or later. None if it was not read since.

    A run that read the changes alone has marked no job as seen; the last one before it that read in full has.
    """
    stored = [RunStatus.SUCCEEDED.value, RunStatus.PARTIAL.value]
    good = {"$in": [*stored, RunStatus.NOT_MODIFIED.value]}
    since = {"feed_id": feed_id, "_id": {"$gte": first_id_at(moment)}, "status": good, "replay_of": None}
    run = db.runs.find_one(since, {"confirms": 1}, sort=[("_id", 1)])
    if run is None:
        return None
    in_full = {"status": {"$in": stored}, "replay_of": None, "reading_mode": {"$ne": ReadingMode.CHANGES.value}}
    until = {"feed_id": feed_id, "_id": {"$lte": run["confirms"] or run["_id"]}, **in_full}
    marked = db.runs.find_one(until, {"_id": 1}, sort=[("_id", -1)])
    return str(marked["_id"]) if marked else None
