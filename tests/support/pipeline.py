"""The whole pipeline in one process, on the test's own servers and with the test's own clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage, read_chunk
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.erased import blocklist_of
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.reconciler import reconcile
from job_importer.pipeline.starting import start_run
from job_importer.runs.model import Trigger
from tests.support.lambdas import received


@dataclass
class Pipeline:
    """Drives queue by queue what Lambda would drive by itself. `now` stands still until the test moves it."""

    ctx: Context
    now: datetime

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)

    def import_now(self, feed_id: str) -> dict[str, Any]:
        """A whole run from its start to the closing of what vanished; its document afterwards."""
        started = start_run(self.ctx, feed_id, Trigger.MANUAL, self.now)
        self.deliver()
        reconcile(self.ctx, self.now)
        return self.ctx.db.runs.find_one({"_id": started.id}) or {}

    def deliver(self) -> None:
        """Until both queues are empty."""
        settings = self.ctx.settings
        while self._drain(settings.fetch_queue_url, self._import) or self._drain(settings.job_queue_url, self._store):
            pass

    def _drain(self, url: str, work: Any) -> int:
        records = received(self.ctx.sqs, url)["Records"]
        for record in records:
            work(record["body"], int(record["attributes"]["ApproximateReceiveCount"]))
            self.ctx.sqs.delete_message(QueueUrl=url, ReceiptHandle=record["receiptHandle"])
        return len(records)

    def _import(self, body: str, receive_count: int) -> None:
        invocation = Invocation(now=lambda: self.now, seconds_left=lambda: 300.0)
        import_feed(self.ctx, FetchMessage.model_validate_json(body), invocation)

    def _store(self, body: str, receive_count: int) -> None:
        store_chunk(self.ctx.db, read_chunk(body), self.now, receive_count, blocklist_of(self.ctx))
