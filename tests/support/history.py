"""A history to read: runs in every state, with their failures and jobs, as the pipeline would have left them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from job_importer.codes import JobFailure
from job_importer.ids import first_id_at
from job_importer.jobs.document import Listing, new_document, prepare
from job_importer.jobs.model import Job
from job_importer.mongo import Db
from job_importer.runs.failures import ChunkPlace, Fault, job_failure
from job_importer.runs.model import Trigger
from job_importer.runs.store import new_run
from job_importer.runs.totals import no_counts
from tests.support.world import job

START = datetime(2026, 10, 1, 6, 0, tzinfo=UTC)


def run_id_at(moment: datetime, n: int = 0) -> str:
    return f"{first_id_at(moment)[:20]}{n:06d}"


def add_run(db: Db, n: int, *, feed_id: str = "acme", status: str = "succeeded", **changes: Any) -> str:
    """The n-th run, an hour after the one before; its id. `changes` are fields of its document."""
    at = START + timedelta(hours=n)
    run_id = run_id_at(at, n)
    run = new_run(
        run_id,
        feed_id=feed_id,
        feed_url="https://jobs.example.com/feed.xml",
        source="jobs.example.com",
        trigger=Trigger.SCHEDULE,
        now=at,
    )
    ended = {"finished_at": at + timedelta(seconds=3), "counts": no_counts()}
    live = status in ("queued", "fetching", "processing")
    db.runs.insert_one(
        {**run, "status": status, "started_at": at + timedelta(seconds=1), **({} if live else ended), **changes}
    )
    return run_id


def add_failure(db: Db, run_id: str, index: int, message: str = "No title.", **changes: Any) -> None:
    place = ChunkPlace(run_id, changes.pop("feed_id", "acme"), index // 50)
    fault = Fault(JobFailure(changes.pop("code", "validation_error")), message, "title", "missing")
    values = job(index, title="<img src=x onerror=alert(1)>")
    failure = job_failure(place, index, fault, START + timedelta(minutes=index), values)
    db.failures.insert_one({**failure, **changes})


def add_job(db: Db, n: int, run_id: str, feed_id: str = "acme", **changes: Any) -> str:
    """A stored job that `run_id` saw first; its id. `changes` are fields of its document."""
    values = job(n)
    incoming = prepare(n, values, Job.model_validate(values))
    document = new_document(incoming, Listing(run_id, feed_id, START))
    db.jobs.insert_one({**document, **changes})
    return str(document["_id"])
