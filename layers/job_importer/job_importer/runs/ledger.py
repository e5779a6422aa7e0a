"""The ledger: one document per chunk, inserted before its message is sent and replaced when its jobs are stored."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from pymongo import ReplaceOne
from pymongo.errors import DuplicateKeyError

from job_importer.codes import JobFailure
from job_importer.delivery.messages import ChunkHeader
from job_importer.ids import chunk_id, failure_id
from job_importer.jobs.outcome import OutcomeCounts
from job_importer.mongo import Db, insert_new, typed
from job_importer.plural import plural
from job_importer.runs.failures import WHOLE_CHUNK, ChunkPlace, FailureDoc, Fault, job_failure
from job_importer.runs.model import ChunkDoc, ChunkState, Seal
from job_importer.runs.totals import NOT_SENT
from job_importer.types import Document


def chunk_doc(
    header: ChunkHeader, state: ChunkState, outcomes: OutcomeCounts, settled_at: datetime | None = None
) -> ChunkDoc:
    not_sent = {name: getattr(header, name) for name in NOT_SENT}
    doc: Document = {
        "_id": chunk_id(header.run_id, header.n),
        "run_id": header.run_id,
        "n": header.n,
        "state": state.value,
        "items": header.items,
        **not_sent,
        "jobs": header.items - sum(not_sent.values()),
        **asdict(outcomes),
    }
    return cast(ChunkDoc, doc | ({"settled_at": settled_at} if settled_at else {}))


def announce(db: Db, headers: Iterable[ChunkHeader], now: datetime | None = None) -> list[ChunkDoc]:
    """Inserts the pending documents of chunks that are about to be sent. With `now`, a chunk with nothing to send and
    nothing rejected is done at once.

    Chunks that an earlier attempt announced stay as they are, and are returned.
    """
    known = insert_new(db.chunks, (_announced(header, now) for header in headers))
    return list(typed(db.chunks, ChunkDoc).find({"_id": {"$in": known}})) if known else []


def _announced(header: ChunkHeader, now: datetime | None) -> ChunkDoc:
    if now and header.items == header.inactive + header.duplicates + header.known:
        return chunk_doc(header, ChunkState.DONE, OutcomeCounts(), now)
    return chunk_doc(header, ChunkState.PENDING, OutcomeCounts())


def is_cut_alike(chunk: ChunkDoc, header: ChunkHeader) -> bool:
    """Whether an announced chunk covers the same part of the feed. If all do, each item is in exactly one chunk."""
    return all(chunk.get(name, 0) == getattr(header, name) for name in ("items", *NOT_SENT))


def goes_beyond(db: Db, run_id: str, chunks: int) -> bool:
    """Whether a chunk beyond this number is announced."""
    beyond = {"$gte": chunk_id(run_id, chunks), "$lt": f"{run_id};"}
    return db.chunks.find_one({"_id": beyond}, {"_id": 1}) is not None


def covered(db: Db, run_id: str, before: int) -> Seal:
    """The sums of the chunks with numbers below `before`; all of these are announced before any later one."""
    names = ("items", "inactive", "duplicates")
    group = {"_id": None, "chunks": {"$sum": 1}} | {name: {"$sum": f"${name}"} for name in names}
    earlier = {"run_id": run_id, "n": {"$lt": before}}
    found = next(iter(db.chunks.aggregate([{"$match": earlier}, {"$group": group}])), None)
    chunks, items, inactive, duplicates = (found[name] if found else 0 for name in ("chunks", *names))
    return Seal(chunks=chunks, fetched=items - inactive, inactive=inactive, duplicates=duplicates)


def state_of(db: Db, header: ChunkHeader) -> ChunkState | None:
    """The state of a chunk; None if not announced or expired."""
    chunk = db.chunks.find_one({"_id": chunk_id(header.run_id, header.n)}, {"state": 1})
    return ChunkState(chunk["state"]) if chunk else None


def forget_burial(db: Db, header: ChunkHeader) -> None:
    """For a chunk that is done: the delivery that settled it may have died before doing this."""
    db.failures.delete_one({"_id": failure_id(header.run_id, header.n, WHOLE_CHUNK)})


def heard_of(db: Db, run_ids: Sequence[str], moment: datetime) -> set[str]:
    """The runs with a chunk settled after `moment`, which is a sign of life."""
    return _run_ids(db, run_ids, {"settled_at": {"$gt": moment}})


def with_pending(db: Db, run_ids: Sequence[str]) -> set[str]:
    """The runs with unsettled chunks."""
    return _run_ids(db, run_ids, {"state": ChunkState.PENDING.value})


def _run_ids(db: Db, run_ids: Sequence[str], condition: Document) -> set[str]:
    if not run_ids:
        return set()
    match = {"$match": {"run_id": {"$in": list(run_ids)}, **condition}}
    return {found["_id"] for found in db.chunks.aggregate([match, {"$group": {"_id": "$run_id"}}])}


def settle(
    db: Db,
    header: ChunkHeader,
    outcomes: OutcomeCounts,
    failures: Sequence[FailureDoc],
    now: datetime,
    found: ChunkState | None = ChunkState.PENDING,
) -> bool:
    """Records a chunk as done, with the failures of its jobs. A chunk that is already done stays as it is. True if it
    was dead.

    The failures are written first: a crash in between leaves the chunk as it was, and its redelivery writes them again.
    `found` is the state in which this delivery found it; None: no earlier delivery can have written other failures. The
    failures of a dead chunk remain until the ledger says that it is done.
    """
    record_failures(db, failures)
    known = [failure["_id"] for failure in failures]
    if found is ChunkState.PENDING:
        _drop_other_failures(db, header, known)
    done = chunk_doc(header, ChunkState.DONE, outcomes, now)
    not_done = {"_id": done["_id"], "state": {"$ne": ChunkState.DONE.value}}
    try:
        before = db.chunks.find_one_and_replace(not_done, dict(done), upsert=True)
    except DuplicateKeyError:  # the filter did not match: another delivery was faster
        return False
    was_dead = before is not None and before["state"] == ChunkState.DEAD
    if was_dead or (before is not None and before.get("is_being_buried")):
        _drop_other_failures(db, header, known)  # even if it was buried just now
    return was_dead


def record_failures(db: Db, failures: Iterable[FailureDoc]) -> None:
    writes = [ReplaceOne({"_id": failure["_id"]}, dict(failure), upsert=True) for failure in failures]
    if writes:
        db.failures.bulk_write(writes, ordered=False)


def _failures_of(run_id: str, n: int) -> Document:
    """The failures of a chunk's jobs, except those found by the importer."""
    ids = {"$gte": failure_id(run_id, n, 0), "$lt": chunk_id(run_id, n) + ";"}
    return {"_id": ids, "code": {"$ne": JobFailure.JOB_TOO_LARGE.value}}


def _drop_other_failures(db: Db, header: ChunkHeader, keep: list[str]) -> None:
    """Removes what an earlier, worse end of this chunk recorded of its jobs (a redrive heals a dead chunk)."""
    db.failures.delete_many(_failures_of(header.run_id, header.n) | {"$nor": [{"_id": {"$in": keep}}]})


def bury_pending(db: Db, run_id: str, reason: str, now: datetime) -> None:
    """Marks every unsettled chunk of the run as dead."""
    pending: list[Any] = list(db.chunks.find({"run_id": run_id, "state": ChunkState.PENDING.value}))
    run: Any = db.runs.find_one({"_id": run_id}, {"feed_id": 1}) if pending else None
    for chunk in pending:
        bury(db, run["feed_id"], chunk, reason, now)


def bury(db: Db, feed_id: str, chunk: ChunkDoc, reason: str, now: datetime) -> bool:
    """Marks a pending chunk dead: its jobs are failed as `delivery_exhausted`, until a redrive stores them.

    Some jobs may already have failures, if a delivery died before it settled the chunk: the burial stands for the
    others. False if somebody else settled the chunk meanwhile. The chunk is marked first, so that a delivery which
    settles it after all knows that it has to remove the burial's failure, even if this burial dies half-way.
    """
    pending = {"_id": chunk["_id"], "state": ChunkState.PENDING.value}
    db.chunks.update_one(pending, {"$set": {"is_being_buried": True}})
    place = ChunkPlace(chunk["run_id"], feed_id, chunk["n"])
    burial = failure_id(place.run_id, place.n, WHOLE_CHUNK)
    told = db.failures.count_documents(_failures_of(place.run_id, place.n) | {"$nor": [{"_id": burial}]})
    jobs = chunk["jobs"] - told
    text = f"{reason} It is not known whether {plural(jobs, 'job')} of chunk {place.n} had been stored."
    failure = job_failure(place, WHOLE_CHUNK, Fault(JobFailure.DELIVERY_EXHAUSTED, text), now, jobs=jobs)
    if jobs:
        record_failures(db, [failure])
    dead = {"state": ChunkState.DEAD.value, "failed": chunk["jobs"], "settled_at": now}
    buried = db.chunks.update_one(pending, {"$set": dead})
    if not buried.matched_count and not db.chunks.find_one({"_id": chunk["_id"], "state": ChunkState.DEAD.value}):
        db.failures.delete_one({"_id": burial})
    return buried.matched_count == 1
