"""An import costs the memory of its largest chunk, whatever the number of jobs: fetched, parsed and published."""

import json
import subprocess
import sys
from pathlib import Path

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.mongo import Db
from job_importer.pipeline.starting import start_run
from job_importer.runs.model import Trigger
from tests.conftest import Aws
from tests.support.feed_server import feed_server
from tests.support.lambdas import make_context, received
from tests.support.world import FEED, add_feed
from tools.bench.generate import write_feed

FEW, MANY = 1_000, 10_000


def test_ten_times_the_jobs_take_no_more_memory(db: Db, aws: Aws, secantus: str, tmp_path: Path) -> None:
    ctx = make_context(db, aws)
    with feed_server() as server:
        add_feed(db, url=server.url)
        peaks = {}
        for jobs in (FEW, MANY):
            write_feed(tmp_path / "feed.xml", jobs)
            server.body = (tmp_path / "feed.xml").read_bytes()
            message, peaks[jobs] = _imported(ctx, secantus)
            run = db.runs.find_one({"_id": message.run_id}) or {}
            assert run["seal"]["fetched"] == jobs
            db.feeds.update_one({"_id": FEED}, {"$set": {"lease": None}})
    assert peaks[MANY] <= 1.15 * peaks[FEW]


def _imported(ctx: Context, mongo: str) -> tuple[FetchMessage, float]:
    """The message of a run that a process of its own has published, and that process's peak memory in MB."""
    start_run(ctx, FEED, Trigger.MANUAL, utc_now())
    (record,) = received(ctx.sqs, ctx.settings.fetch_queue_url)["Records"]
    ctx.sqs.delete_message(QueueUrl=ctx.settings.fetch_queue_url, ReceiptHandle=record["receiptHandle"])
    message = FetchMessage.model_validate_json(record["body"])
    told = {
        "mongo": mongo,
        "database": ctx.db.name,
        "settings": ctx.settings.model_dump(mode="json", exclude={"allowed_networks"})
        | {"allowed_networks": "127.0.0.0/8"},
        "message": message.model_dump(mode="json"),
    }
    command = [sys.executable, "-m", "tests.support.import_child"]
    done = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return message, float(done.stdout.splitlines()[-1])  # behind the log
