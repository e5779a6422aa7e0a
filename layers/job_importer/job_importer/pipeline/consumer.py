"""One chunk: validate its jobs, store them, record the result."""

from dataclasses import dataclass, field
from datetime import datetime

from job_importer.audit import note_redriven
from job_importer.codes import JobFailure
from job_importer.delivery.messages import ChunkMessage
from job_importer.jobs.blocklist import NOTHING_BLOCKED, BlockList
from job_importer.jobs.document import Incoming, Listing, prepare
from job_importer.jobs.key import job_key
from job_importer.jobs.model import Job, check_job
from job_importer.jobs.outcome import Tally
from job_importer.jobs.store import Refused, touch_failed, write_jobs
from job_importer.mongo import Db
from job_importer.observability import logger
from job_importer.runs.failures import job_failure
from job_importer.runs.finish import finish_if_over
from job_importer.runs.ledger import forget_burial, settle, state_of
from job_importer.runs.model import ChunkState, FailureDoc

ERASED = "The job was erased on request while its message was in the queue, so it is not stored."


@dataclass(slots=True)
class Sorted:
    """The jobs of a chunk, the storable apart from the others."""

    valid: list[Incoming] = field(default_factory=list)
    failures: list[FailureDoc] = field(default_factory=list)
    failed_keys: list[str] = field(default_factory=list)  # of invalid jobs that still say which job they are


def store_chunk(
    db: Db, message: ChunkMessage, now: datetime, receive_count: int = 2, blocked: BlockList = NOTHING_BLOCKED
) -> Tally:
    """Returns the outcomes of the jobs that were stored just now. Raises pymongo's errors where a later delivery may
    succeed.

    Every write is repeatable and the ledger document is the last but one, so that a crash anywhere leaves a pending
    chunk whose redelivery comes to the same numbers. What is settled stays as it is: its jobs are stored, and newer
    runs may have written them since. Whether it is settled is asked where the message may have come before, which
    `receive_count` tells: a first delivery that SQS repeats as such is rare, and writes what is there already.
    """
    header = message.header
    found = state_of(db, header) if receive_count > 1 else None
    if found is ChunkState.DONE:
        forget_burial(db, header)
        finish_if_over(db, header.run_id, now)
        return Tally()
    listing = Listing(header.run_id, header.feed_id, header.seen_at, header.replay_of, header.overtaken_by)
    chunk = sort_jobs(message, now, blocked)
    tally, refused = write_jobs(db, chunk.valid, listing, are_new=header.is_first and receive_count == 1)
    touch_failed(db, chunk.failed_keys, listing)
    failures = chunk.failures + [_refusal(message, refusal, now) for refusal in refused]
    tally.failed = len(failures)
    if settle(db, header, tally, failures, now, found):
        note_redriven(db, header.run_id, header.feed_id, now)
    finish_if_over(db, header.run_id, now)
    return tally


def sort_jobs(message: ChunkMessage, now: datetime, blocked: BlockList = NOTHING_BLOCKED) -> Sorted:
    chunk = Sorted()
    is_all_erased = blocked.holds_run(message.header.feed_id, message.header.run_id)
    items = message.items or [None] * len(message.jobs)
    for index, job, item in zip(message.indexes, message.jobs, items, strict=True):
        values = None if is_all_erased else blocked.review(job)
        if values is None:
            chunk.failures.append(_failure(message, index, {}, JobFailure.ERASED, ERASED, now))
            continue
        try:
            checked = check_job(values)
            if isinstance(checked, Job):
                chunk.valid.append(prepare(index, values, checked, item, message.header.reader))
                continue
            first, code = checked[0], JobFailure.VALIDATION_ERROR
            text = " ".join(error.message for error in checked)
            field_name, rule = first.field, first.rule
        except Exception as error:  # noqa: BLE001 a fault of ours with one job must not take its neighbours along
            logger.exception("A job could not be prepared", run_id=message.header.run_id, index=index)
            code, field_name, rule = JobFailure.UNEXPECTED_ERROR, None, None
            text = f"The job could not be prepared ({type(error).__name__}); the log has the details."
        chunk.failures.append(_failure(message, index, values, code, text, now, field_name, rule))
        if values.get("source") and values.get("external_id"):
            chunk.failed_keys.append(job_key(str(values["source"]), str(values["external_id"])))
    return chunk


def _refusal(message: ChunkMessage, refused: Refused, now: datetime) -> FailureDoc:
    text = f"The database refused the job: {refused.message}"
    return _failure(message, refused.job.index, refused.job.content, JobFailure.DATABASE_ERROR, text, now)


def _failure(
    message: ChunkMessage,
    index: int,
    values: dict[str, object],
    code: JobFailure,
    text: str,
    now: datetime,
    field_name: str | None = None,
    rule: str | None = None,
) -> FailureDoc:
    header = message.header
    return job_failure(
        run_id=header.run_id,
        feed_id=header.feed_id,
        chunk=header.n,
        index=index,
        code=code,
        message=text,
        at=now,
        job=values,
        field=field_name,
        rule=rule,
    )
