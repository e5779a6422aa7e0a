"""The five functions on a virtual clock, queue and bucket, and a real database: every step is one that AWS may take."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any, cast
from unittest.mock import patch
from warnings import catch_warnings

import functions.consumer.app as consumer
import functions.importer.app as importer
import functions.reconciler.app as reconciler
import functions.scheduler.app as scheduler
from job_importer.connections import Context
from job_importer.delivery import packing
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import delete_feed, put_feed
from job_importer.mongo import Db
from job_importer.pipeline import reconciler as caretaker
from job_importer.pipeline.starting import start_run
from job_importer.runs.model import LIVE, Trigger
from job_importer.runs.store import get_run
from job_importer.settings import Settings
from tests.chaos.bucket import VirtualS3
from tests.chaos.faults import Fault, Faulty
from tests.chaos.queues import Message, VirtualSqs
from tests.chaos.source import FEEDS, WINDOW, WINDOW_DAYS, Publishers
from tests.support.crashes import CrashError
from tests.support.lambdas import LambdaContext

START = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
FETCH, FETCH_DLQ, JOBS, JOB_DLQ = "fetch", "fetch-dlq", "jobs", "job-dlq"
DEAD = {FETCH: FETCH_DLQ, JOBS: JOB_DLQ}
MAX_RECEIVES = {FETCH: 1_000, JOBS: 4}  # waiting for a host spends receives
VISIBILITY = timedelta(seconds=120)
STUCK_AFTER = 1_800
MANY = 1_000
_APPS: dict[str, Any] = {FETCH: importer, JOBS: consumer}


def settings() -> Settings:
    return Settings(
        mongo_secret="mongo",
        viewer_token_secret="viewer",
        operator_token_secret="operator",
        fetch_queue_url=FETCH,
        fetch_dlq_url=FETCH_DLQ,
        job_queue_url=JOBS,
        job_dlq_url=JOB_DLQ,
        snapshot_bucket="snapshots",
        allowed_networks="127.0.0.0/8",
        chunk_max_jobs=2,
        retry_base_seconds=4,
        retry_cap_seconds=60,
        stuck_after_seconds=STUCK_AFTER,
        full_every_days=10_000,  # else the last imports read in full, which heals what went wrong before
        lease_seconds=STUCK_AFTER,
        host_interval_seconds=0,
        fetch_attempts=1,
    )


class Installation:
    def __init__(self, db: Db, publishers: Publishers) -> None:
        self.now = START
        self.db, self.publishers = db, publishers
        self.sqs, self.s3 = VirtualSqs(lambda: self.now, VISIBILITY), VirtualS3()
        self.ctx: Any = Context(settings(), lambda: db, cast(Any, self.sqs), cast(Any, self.s3))

    def add(self, feed: str, *, clock: datetime | None = None, **changes: Any) -> None:
        """`clock` is that of the host which does it; it may have looked at it long before it writes."""
        wanted = {
            "url": self.publishers.url(feed),
            "source": FEEDS[feed],
            "collapse_threshold": 0.0,
            "listing": "window" if feed == WINDOW else "whole",
            "window_days": WINDOW_DAYS,
        }
        put_feed(self.db, feed, FeedSettings(**(wanted | changes)), clock or self.now)

    def remove(self, feed: str) -> None:
        delete_feed(self.db, feed, self.now)

    def start(self, feed: str, *, full: bool = False) -> None:
        start_run(self.ctx, feed, Trigger.MANUAL, self.now, full=full)

    def import_whole(self, feed: str, job: int) -> None:
        """With a change, to its end and without a fault; all else that is queued as well."""
        self.publishers.toggle(feed, job)
        self.start(feed)
        while self.deliver(FETCH, 0) or self.deliver(JOBS, 0):
            pass
        self.now += timedelta(seconds=1)
        self.reconcile()

    def replay(self, which: int) -> None:
        kept = {"snapshot": {"$ne": None}, "status": {"$in": ["succeeded", "partial", "failed"]}}
        runs = list(self.db.runs.find(kept, {"_id": 1}).sort("_id", 1))
        if runs:
            run = get_run(self.db, runs[which % len(runs)]["_id"])
            assert run
            start_run(self.ctx, run["feed_id"], Trigger.REPLAY, self.now, replay_of=run)

    def schedule(self) -> None:
        self._call(scheduler, {}, None)

    def reconcile(self, fault: Fault | None = None) -> None:
        self._call(reconciler, {}, fault)

    def redrive(self) -> bool:
        """Whether there was a dead letter."""
        return sum(self.sqs.move_all(dead, queue) for queue, dead in DEAD.items()) > 0

    def is_busy(self) -> bool:
        """Whether a message is on its way, a run is live or a closing is due."""
        waiting = {"$or": [{"status": {"$in": sorted(LIVE)}}, {"closing": "pending"}]}
        return bool(self.sqs.queue(FETCH) or self.sqs.queue(JOBS) or self.db.runs.find_one(waiting))

    def deliver(self, queue: str, which: int, fault: Fault | None = None, batches: int = MANY) -> bool:
        """One message, any, to its function; False if none is visible. What fails comes back, until it is dead.

        An importer has time for so many `batches`, then it has to leave the rest to another invocation.
        """
        message = self.sqs.receive(queue, which)
        if message is None:
            return False
        if message.receives > MAX_RECEIVES[queue]:
            self.sqs.drop(queue, message)
            self.sqs.send_message(DEAD[queue], message.body)
            return True
        answer = self._call(_APPS[queue], {"Records": [_record(message)]}, fault, batches)
        if answer and not answer["batchItemFailures"]:
            self.sqs.drop(queue, message)
        return True

    def _call(self, app: Any, event: dict[str, Any], fault: Fault | None, batches: int = MANY) -> Any:
        """What the function answers; None if it died."""
        ctx: Any = self.ctx
        if fault:
            db, sqs, s3 = (cast(Any, Faulty(part, fault)) for part in (ctx.db, ctx.sqs, ctx.s3))
            ctx = Context(ctx.settings, lambda: db, sqs, s3)
        with _connected(app, ctx, lambda: self.now), suppress(CrashError), redirect_stdout(StringIO()):
            return app.handler(event, ShortOfTime(batches=batches))
        return None


@dataclass
class ShortOfTime(LambdaContext):
    """An importer looks at the time before each batch."""

    batches: int = MANY

    def get_remaining_time_in_millis(self) -> int:
        self.batches -= 1
        return self.remaining_ms if self.batches >= 0 else 20_000


@contextmanager
def _connected(app: Any, ctx: Any, clock: Callable[[], datetime]) -> Iterator[None]:
    """Batches of one message, so that there are several; and nobody looks for indexes, which these few documents need
    none of. A function that comes between, in the same process, writes the metrics of both.
    """
    with (
        catch_warnings(action="ignore", category=UserWarning),
        patch.object(app, "connections", lambda: ctx),
        patch.object(app, "utc_now", clock),
        patch.object(packing, "SQS_MAX_BATCH_ENTRIES", 1),
        patch.object(caretaker, "_require_indexes", lambda *_: None),
    ):
        yield


def _record(message: Message) -> dict[str, Any]:
    return {
        "messageId": message.id,
        "receiptHandle": message.id,
        "body": message.body,
        "attributes": {"ApproximateReceiveCount": str(message.receives)},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:queue",
        "awsRegion": "us-east-1",
    }
