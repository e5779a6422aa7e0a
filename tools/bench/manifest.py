"""The importer's memory and speed with a manifest, by the size of the feed: `python -m tools.bench.manifest`.

A feed is imported twice, each time by a process of its own: in full, and with a tenth of it changed and a hundredth of
it gone, relying on the manifest of the first import. HTTP and the database are real; the bucket is a folder, and what
is sent to SQS is thrown away: the jobs count as stored.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from time import process_time
from typing import Any, cast

from botocore.exceptions import ClientError
from rich.console import Console
from rich.table import Table

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import put_feed
from job_importer.indexes import Retention, prepare
from job_importer.mongo import Db, connect
from job_importer.observability import logger
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.starting import start_run
from job_importer.runs.finish import finish_if_over
from job_importer.runs.model import Trigger
from job_importer.settings import Settings
from tools.bench.generate import WRITERS, generate
from tools.bench.memory import peak_mb
from tools.bench.servers import database, files
from tools.local.config import HOST

SMALL, LARGE = 10_000, 1_000_000
FEED, FILE = "bench", "feed.xml"
DESCRIPTION_BYTES = 300
EDITIONS = ("in full", "with a manifest")
READS_CHANGES = {"in full": "full", "with a manifest": "changes"}


class NoSqs:
    """Accepts whatever is sent."""

    def __init__(self) -> None:
        self.last: dict[str, str] = {}  # message by queue

    def send_message_batch(self, QueueUrl: str, Entries: list[Any], **_: Any) -> dict[str, Any]:
        self.last[QueueUrl] = Entries[-1]["MessageBody"]
        return {}


class _Exceptions:
    class NoSuchKey(ClientError):
        pass


class Folder:
    """A bucket on disk."""

    exceptions = _Exceptions

    def __init__(self, path: Path) -> None:
        self._path = path

    def _of(self, key: str) -> Path:
        return self._path / key.replace("/", "_")

    def put_object(self, Key: str, Body: Any, Metadata: Any = None, **_: Any) -> None:
        with self._of(Key).open("wb") as out:
            while piece := Body.read(64 * 1024):
                out.write(piece)
        self._of(Key + ".json").write_text(json.dumps(Metadata or {}))

    def get_object(self, Key: str, **_: Any) -> dict[str, Any]:
        self.head_object(Key)
        return {"Body": self._of(Key).open("rb")}

    def head_object(self, Key: str, **_: Any) -> dict[str, Any]:
        if not self._of(Key).exists():
            raise self.exceptions.NoSuchKey({"Error": {"Code": "404"}}, "HeadObject")
        return {"Metadata": json.loads(self._of(Key + ".json").read_text())}


def context(db: Db, bucket: Path) -> Context:
    named = ("mongo_secret", "viewer_token_secret", "operator_token_secret", "fetch_queue_url", "fetch_dlq_url")
    values: Any = {name: name for name in (*named, "job_queue_url", "job_dlq_url", "snapshot_bucket")}
    values |= {"allowed_networks": "127.0.0.0/8", "host_interval_seconds": 0, "fetch_max_bytes": 8 * 1024**3}
    return Context(Settings(**values), lambda: db, cast(Any, NoSqs()), cast(Any, Folder(bucket)))


def write_edition(file: Path, jobs: int, edition: str) -> None:
    head, item, tail = WRITERS["rss"]
    with file.open("w", encoding="utf-8") as out:
        out.write(head.replace("Example jobs", f"Example jobs {edition}", 1))
        out.writelines(item(job) for job in _edited(generate(jobs, DESCRIPTION_BYTES), edition))
        out.write(tail)


def _edited(jobs: Iterator[dict[str, str]], edition: str) -> Iterator[dict[str, str]]:
    for number, job in enumerate(jobs):
        if edition == EDITIONS[0] or number % 10:
            yield job
        elif number % 100:
            yield job | {"title": f"{job['title']} (m/f/d)"}


def measure(folder: Path, jobs: int) -> dict[str, dict[str, float]]:
    """For each edition: peak memory in MB, and jobs per CPU second."""
    served, bucket, found = folder / "served", folder / "bucket", {}
    served.mkdir(parents=True)
    bucket.mkdir()
    with database(folder) as server, files(served) as url:
        mongo = f"mongodb://{HOST}:{server.port}/"
        db = connect(mongo, "bench")
        prepare(db, Retention())
        settings: Any = {"url": f"{url}/{FILE}", "listing": "whole", "collapse_threshold": 0}
        put_feed(db, FEED, FeedSettings(**settings), utc_now())
        for edition in EDITIONS:
            write_edition(served / FILE, jobs, edition)
            found[edition] = _imported(db, mongo, bucket)
            _require_mode(db, READS_CHANGES[edition])
        db.client.close()
    return found


def _imported(db: Db, mongo: str, bucket: Path) -> dict[str, float]:
    ctx = context(db, bucket)
    run = start_run(ctx, FEED, Trigger.MANUAL, utc_now())
    message = cast(Any, ctx.sqs).last["fetch_queue_url"]
    told = json.dumps({"mongo": mongo, "bucket": str(bucket), "message": message})
    command = [sys.executable, "-m", "tools.bench.manifest", "--child"]
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    _store_all(db, str(run.id), utc_now())
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _store_all(db: Db, run_id: str, now: datetime) -> None:
    """As if the consumers had stored everything that was sent."""
    stored = {"state": "done", "new": "$jobs", "settled_at": now}
    db.chunks.update_many({"run_id": run_id, "state": "pending"}, [{"$set": stored}])
    finish_if_over(db, run_id, now)


def _require_mode(db: Db, mode: str) -> None:
    run: Any = db.runs.find_one({}, sort=[("_id", -1)])
    if (run["status"], run["reading_mode"]) != ("succeeded", mode):
        raise SystemExit(f"The import is {run['status']}, {run['reading_mode']}: {run['failure']} {run['full_reason']}")


def _import_as_told() -> None:
    told = json.load(sys.stdin)
    logger.setLevel("ERROR")
    ctx = context(connect(told["mongo"], "bench"), Path(told["bucket"]))
    message = FetchMessage.model_validate_json(told["message"])
    began = process_time()
    import_feed(ctx, message, Invocation(utc_now, lambda: 600.0))
    seconds = process_time() - began
    run: Any = ctx.db.runs.find_one({"_id": message.run_id})
    print(json.dumps({"peak_mb": peak_mb(), "jobs_per_second": run["seal"]["fetched"] / seconds}))


def table(found: dict[int, dict[str, dict[str, float]]]) -> Table:
    few, many = found.values()
    shown = Table("", *(f"{jobs:,} jobs" for jobs in found), "ratio", "wanted")
    for edition in EDITIONS:
        for name, title, wanted in (
            ("peak_mb", "peak MB", "1.15, under 150 MB"),
            ("jobs_per_second", "jobs a CPU second", "0.85"),
        ):
            small, large = few[edition][name], many[edition][name]
            shown.add_row(f"{edition}: {title}", f"{small:,.0f}", f"{large:,.0f}", f"{large / small:.2f}", wanted)
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, nargs=2, default=(SMALL, LARGE), metavar=("SMALL", "LARGE"))
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    logger.setLevel("ERROR")
    if arguments.child:
        _import_as_told()
        return
    found = {}
    for jobs in arguments.jobs:
        with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
            found[jobs] = measure(Path(folder, "home"), jobs)
    Console().print(table(found))


if __name__ == "__main__":
    main()
