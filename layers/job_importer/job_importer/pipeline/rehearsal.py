"""Computes what a replay would do, without writing anything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from job_importer.connections import Context
from job_importer.delivery.packing import ITEM_BYTES
from job_importer.feeds.model import FeedDoc
from job_importer.ids import new_run_id
from job_importer.intake.model import Item
from job_importer.jobs.document import Incoming, Listing, prepare
from job_importer.jobs.model import Job, check_job
from job_importer.jobs.prediction import PREDICTED_FIELDS, Prediction, predict
from job_importer.jobs.store import own_keys
from job_importer.mongo import Db
from job_importer.pipeline.reading import open_again
from job_importer.pipeline.sampling import check_sample
from job_importer.pipeline.starting import Origin
from job_importer.reader_version import reader_version
from job_importer.runs.model import Snapshot

AT_ONCE = 500  # jobs per read


@dataclass(slots=True)
class Rehearsal:
    """`pending` of the `fetched` items were not reached in time. `prediction` is for the storable jobs."""

    fetched: int
    pending: int
    duplicate: int = 0
    failed: int = 0
    prediction: Prediction = field(default_factory=Prediction)


def rehearse(
    ctx: Context, origin: Origin, snapshot: Snapshot, feed: FeedDoc, now: datetime, is_late: Callable[[], bool]
) -> Rehearsal:
    """For a replay that would start `now`. Raises FeedError if it would fail."""
    listing = Listing(
        new_run_id(now), feed["_id"], snapshot["fetched_at"], replay_of=origin.run_id, overtaken_by=origin.overtaken_by
    )
    with open_again(ctx, feed, snapshot) as document:
        check_sample(document.items(), document.scan.fields)
        rehearsal = Rehearsal(document.scan.fetched, document.scan.fetched)
        items = (item for item in document.items() if not item.marked)
        while not is_late() and (some := list(islice(items, AT_ONCE))):
            _look(ctx.db, some, listing, rehearsal)
    return rehearsal


def _look(db: Db, items: Sequence[Item], listing: Listing, rehearsal: Rehearsal) -> None:
    jobs = [job for item in items if not item.duplicate and (job := _storable(item))]
    duplicates = sum(item.duplicate for item in items)
    rehearsal.pending -= len(items)
    rehearsal.duplicate += duplicates
    rehearsal.failed += len(items) - duplicates - len(jobs)
    own = own_keys(db, [job.key for job in jobs])
    stored = {doc["_id"]: doc for doc in db.jobs.find({"_id": {"$in": list(own.values())}}, PREDICTED_FIELDS)}
    for job in jobs:
        rehearsal.prediction.add(predict(stored.get(own[job.key]), job, listing))


def _storable(item: Item) -> Incoming | None:
    checked = check_job(item.job)
    digest = item.digest[:ITEM_BYTES].hex() if item.digest else None
    return prepare(item.index, item.job, checked, digest, reader_version()) if isinstance(checked, Job) else None
