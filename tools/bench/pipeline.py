"""What an import costs from end to end: `python -m tools.bench.pipeline [--jobs 20000] [--peers ../shared/peers]`.

The importer and the consumer work here, one after the other, on a database and an emulated AWS of their own. A feed is
imported four times: at first, unchanged, with a tenth of it changed, with other dates. CPU seconds are by process;
commands, document writes, requests and bytes are what went over the wire, per 1,000 jobs.

`--peers` runs the classic builds of the same job (BullMQ, Celery) on the same files and prints ratios of CPU seconds.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import boto3
from rich.console import Console
from rich.table import Table

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage, read_chunk
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import put_feed
from job_importer.indexes import Retention, prepare
from job_importer.observability import logger
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.reconciler import close_for
from job_importer.pipeline.starting import start_run
from job_importer.runs.model import Trigger
from job_importer.settings import Settings
from tools.bench.counting import Commands, Requests, counted
from tools.bench.editions import write_editions
from tools.bench.peers import peer_cpu
from tools.bench.servers import Servers, servers
from tools.local.config import HOST, REGION

FEED, FILE, BUCKET = "bench", "feed.xml", "snapshots"
QUEUES = ("fetch-queue", "fetch-dlq", "job-queue", "job-dlq")
SENT = ("SendMessage", "SendMessageBatch")


@dataclass
class Cost:
    """Of one import. CPU seconds by process; the elapsed seconds are those of this machine at this moment."""

    jobs: int
    seconds: float
    cpu: dict[str, float]
    commands: int
    writes: int
    requests: int
    bytes: int

    @property
    def cpu_sum(self) -> float:
        return sum(self.cpu.values())

    def per_thousand(self, number: float) -> float:
        return number / self.jobs * 1_000


@dataclass
class Bench:
    """One feed in a separate installation."""

    ctx: Context
    at: Servers
    cpu: dict[str, float] = field(default_factory=dict)

    def run(self, commands: Commands, requests: Requests) -> Cost:
        """A complete run: started, imported, stored, closed."""
        for counter in (commands.sent, commands.written, requests.made):
            counter.clear()
        requests.bytes = 0
        self.cpu = {"importer": 0.0, "consumer": 0.0, "reconciler": 0.0}
        before = self.at.database.cpu_seconds(), self.at.aws.cpu_seconds()
        begun = time.monotonic()
        self._as("importer", lambda: start_run(self.ctx, FEED, Trigger.MANUAL, utc_now()))
        while self._drain("fetch_queue_url", "importer", self._import) or self._drain(
            "job_queue_url", "consumer", self._store
        ):
            pass
        run: Any = self.ctx.db.runs.find_one({}, sort=[("_id", -1)])
        if run["closing"] == "pending":
            self._as("reconciler", lambda: close_for(self.ctx, run, utc_now()))
        seconds = time.monotonic() - begun
        self.cpu |= {"database": self.at.database.cpu_seconds() - before[0]}
        self.cpu |= {"emulator": self.at.aws.cpu_seconds() - before[1]}
        if run["status"] != "succeeded":
            raise SystemExit(f"The import has not succeeded: {run['status']}, {run['failure']}")
        sent = sum(requests.made[name] for name in SENT)
        numbers = (commands.sent.total(), commands.written.total(), sent, requests.bytes)
        return Cost(run["counts"]["fetched"], seconds, dict(self.cpu), *numbers)

    def _as(self, role: str, work: Callable[[], object]) -> None:
        begun = time.process_time()
        with redirect_stdout(StringIO()):  # the metrics
            work()
        self.cpu[role] += time.process_time() - begun

    def _drain(self, queue: str, role: str, work: Callable[[str, int], None]) -> int:
        url = getattr(self.ctx.settings, queue)
        names: Any = {"MaxNumberOfMessages": 10, "MessageSystemAttributeNames": ["ApproximateReceiveCount"]}
        messages: list[Any] = list(self.ctx.sqs.receive_message(QueueUrl=url, **names).get("Messages", []))
        for message in messages:
            count = int(message["Attributes"]["ApproximateReceiveCount"])
            self._as(role, lambda body=message["Body"], count=count: work(body, count))  # type: ignore[misc]
            self.ctx.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return len(messages)

    def _import(self, body: str, _: int) -> None:
        import_feed(self.ctx, FetchMessage.model_validate_json(body), Invocation(utc_now, lambda: 600.0))

    def _store(self, body: str, receive_count: int) -> None:
        store_chunk(self.ctx.db, read_chunk(body), utc_now(), receive_count)


def context(at: Servers, db: Any) -> Context:
    where: Any = {"endpoint_url": f"http://{HOST}:{at.aws.port}", "region_name": REGION}
    keys: Any = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    sqs, s3 = boto3.client("sqs", **where, **keys), boto3.client("s3", **where, **keys)
    s3.create_bucket(Bucket=BUCKET)
    urls: Any = {name.replace("-", "_") + "_url": sqs.create_queue(QueueName=name)["QueueUrl"] for name in QUEUES}
    secrets: Any = dict.fromkeys(("mongo_secret", "viewer_token_secret", "operator_token_secret"), "none")
    local: Any = {"allowed_networks": "127.0.0.0/8", "host_interval_seconds": 0, "snapshot_bucket": BUCKET}
    return Context(Settings(**secrets, **urls, **local), lambda: db, sqs, s3)


def measure(folder: Path, editions: dict[str, Path]) -> dict[str, Cost]:
    with servers(folder) as at, counted(f"mongodb://{HOST}:{at.database.port}/", "bench") as (db, commands):
        prepare(db, Retention())
        ctx = context(at, db)
        requests = Requests(ctx.sqs)
        settings: Any = {"url": f"{at.feeds_url}/{FILE}", "listing": "whole"}
        put_feed(db, FEED, FeedSettings(**settings), utc_now())
        bench, costs = Bench(ctx, at), {}
        for name, file in editions.items():
            (at.folder / FILE).unlink(missing_ok=True)
            (at.folder / FILE).hardlink_to(file)
            costs[name] = bench.run(commands, requests)
        return costs


def tables(costs: dict[str, Cost], peers: dict[str, dict[str, float]]) -> list[Table]:
    spent = Table("", *costs, title="CPU seconds")
    for role in ("importer", "consumer", "reconciler", "database", "emulator"):
        spent.add_row(role, *(f"{cost.cpu[role]:.1f}" for cost in costs.values()))
    spent.add_row("sum", *(f"{cost.cpu_sum:.1f}" for cost in costs.values()), style="bold")
    for peer, seconds in peers.items():
        spent.add_row(peer, *(f"{seconds[name]:.1f}" if name in seconds else "" for name in costs))
        ratios = (f"{costs[name].cpu_sum / seconds[name]:.2f}" if name in seconds else "" for name in costs)
        spent.add_row(f"ours : {peer}", *ratios)
    spent.add_row("jobs a second", *(f"{cost.jobs / cost.seconds:,.0f}" for cost in costs.values()))
    wire = Table("", *costs, title="per 1,000 jobs")
    for title, name in (
        ("commands", "commands"),
        ("document writes", "writes"),
        ("SQS sends", "requests"),
        ("SQS bytes", "bytes"),
    ):
        wire.add_row(title, *(f"{cost.per_thousand(getattr(cost, name)):,.1f}" for cost in costs.values()))
    return [spent, wire]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=20_000)
    parser.add_argument("--peers", type=Path, help="a folder with the classic builds, ready to run")
    arguments = parser.parse_args()
    logger.setLevel("ERROR")
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        feeds = Path(folder, "editions")
        feeds.mkdir()
        editions = write_editions(feeds, arguments.jobs)
        costs = measure(Path(folder), editions)
        peers = peer_cpu(arguments.peers, editions) if arguments.peers else {}
    for table in tables(costs, peers):
        Console().print(table)


if __name__ == "__main__":
    main()
