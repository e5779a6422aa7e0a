"""Processes one chunk: validate its jobs, store them, record the result."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from job_importer.audit import note_redriven
from job_importer.codes import JobFailure
from job_importer.delivery.messages import ChunkHeader, ChunkMessage
from job_importer.jobs.blocklist import NOTHING_BLOCKED, BlockList
from job_importer.jobs.document import Incoming, Listing, prepare
from job_importer.jobs.key import job_key
from job_importer.jobs.model import Job, check_job
from job_importer.jobs.outcome import OutcomeCounts
from job_importer.jobs.store import Refused, touch_failed, write_jobs
from job_importer.mongo import Db
from job_importer.observability import logger
from job_importer.runs.failures import FailureDoc, Fault, job_failure
from job_importer.runs.finish import finish_if_over
from job_importer.runs.ledger import forget_burial, settle, state_of
from job_importer.runs.model import ChunkState

ERASED = Fault(
    JobFailure.ERASED, "The job was erased on request while its message was in the queue, so it is not stored."
)


@dataclass(slots=True)
class Sorted:
    """The jobs of a chunk, sorted into storable ones and others."""

    valid: list[Incoming] = field(default_factory=list)
    failures: list[FailureDoc] = field(default_factory=list)
    failed_keys: list[str] = field(default_factory=list)  # of invalid jobs whose id is known


def store_chunk(
    db: Db, message: ChunkMessage, now: datetime, receive_count: int = 2, blocked: BlockList = NOTHING_BLOCKED
) -> OutcomeCounts:
    """Returns the outcomes of the jobs stored by this call. Raises pymongo's errors if a later delivery may succeed.

    Every write is repeatable, and the ledger document is the last but one. So a crash anywhere leaves a pending chunk,
    whose redelivery results in the same numbers. A settled chunk stays as it is: its jobs are stored, and newer runs
    may have written them since. Whether it is settled is checked only if the message may be a repetition, according to
    `receive_count`: SQS rarely repeats a first delivery as such, and then the same is written again.
    """
    header = message.header
    found = state_of(db, header) if receive_count > 1 else None
    if found is ChunkState.DONE:
        forget_burial(db, header)
        finish_if_over(db, header.run_id, now)
        return OutcomeCounts()
    listing = Listing(header.run_id, header.feed_id, header.seen_at, header.replay_of, header.overtaken_by)
    chunk = sort_jobs(message, now, blocked)
    outcomes, refused = write_jobs(db, chunk.valid, listing, are_new=header.is_first and receive_count == 1)
    touch_failed(db, chunk.failed_keys, listing)
    failures = chunk.failures + [_refusal(header, refusal, now) for refusal in refused]
    outcomes.failed = len(failures)
    if settle(db, header, outcomes, failures, now, found):
        note_redriven(db, header.run_id, header.feed_id, now)
    finish_if_over(db, header.run_id, now)
    return outcomes


def sort_jobs(message: ChunkMessage, now: datetime, blocked: BlockList) -> Sorted:
    chunk, header = Sorted(), message.header
    is_all_erased = blocked.holds_run(header.feed_id, header.run_id)
    items = message.items or [None] * len(message.jobs)
    for index, job, item in zip(message.indexes, message.jobs, items, strict=True):
        values = None if is_all_erased else blocked.review(job)
        if values is None:
            chunk.failures.append(job_failure(header, index, ERASED, now))
            continue
        found = _prepare(header, index, values, item)
        if isinstance(found, Incoming):
            chunk.valid.append(found)
            continue
        chunk.failures.append(job_failure(header, index, found, now, values))
        if values.get("source") and values.get("external_id"):
            chunk.failed_keys.append(job_key(str(values["source"]), str(values["external_id"])))
    return chunk


def _prepare(header: ChunkHeader, index: int, values: dict[str, Any], item: str | None) -> Incoming | Fault:
    try:
        checked = check_job(values)
        if isinstance(checked, Job):
            return prepare(index, values, checked, item, header.reader)
    except Exception as error:  # noqa: BLE001 a fault of ours with one job must not take its neighbours along
        logger.exception("A job could not be prepared", run_id=header.run_id, index=index)
        text = f"The job could not be prepared ({type(error).__name__}); the log has the details."
        return Fault(JobFailure.UNEXPECTED_ERROR, text)
    text = " ".join(error.message for error in checked)
    return Fault(JobFailure.VALIDATION_ERROR, text, checked[0].field, checked[0].rule)


def _refusal(header: ChunkHeader, refused: Refused, now: datetime) -> FailureDoc:
    fault = Fault(JobFailure.DATABASE_ERROR, f"The database refused the job: {refused.message}")
    return job_failure(header, refused.job.index, fault, now, refused.job.content)
