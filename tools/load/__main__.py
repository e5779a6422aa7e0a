"""`make load`: imports many feeds at once on a separate local stack; measures how long it takes, and who waits.

python -m tools.load --feeds 200 --hosts 20 --jobs 50
"""

import argparse
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from job_importer.clock import utc_now
from job_importer.mongo import Db, connect
from tools.bench.generate import write_feed
from tools.database import DATABASE
from tools.jobctl.show import books_balance
from tools.load.figures import Figures, durations, faults, rows, timeouts
from tools.load.hosts import serving
from tools.local.api import Access, access
from tools.local.config import ROOT, StackConfig
from tools.local.deploy import client
from tools.local.ports import free_port
from tools.local.services import services, stop
from tools.local.shell import run

READ_EVERY_SECONDS = 0.5
console = Console(highlight=False)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.load", description=__doc__)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=50, help="of each feed")
    parser.add_argument("--minutes", type=float, default=60, help="then it is given up")
    options = parser.parse_args()
    with _stack() as config, serving(options.hosts, _document(options.jobs)) as urls:
        found = _measure(config, urls, options.feeds, options.jobs, options.minutes * 60)
    table = Table("measured", "is", "wanted on two quiet cores")
    for row in rows(found):
        table.add_row(*row)
    console.print(table)
    for fault in faults(found):
        console.print(f"[red]{fault}[/red]")
    return 1 if faults(found) else 0


@contextmanager
def _stack() -> Iterator[StackConfig]:
    """Deployed anew, in a separate folder and on separate ports; its logs stay."""
    config = StackConfig(
        home=ROOT / ".local" / "load", aws_port=free_port(), mongo_port=free_port(), feeds_port=free_port()
    )
    shutil.rmtree(config.home, ignore_errors=True)
    try:
        console.print("• starting a stack of its own (a minute) …")
        done = run(config, "up", "--no-samples")
        if done.returncode:
            sys.exit(done.stdout)
        yield config
    finally:
        for service in reversed(services(config)):
            stop(service)


def _document(jobs: int) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder, "feed.xml")
        write_feed(file, jobs, "indeed")
        return file.read_bytes()


def _measure(config: StackConfig, urls: list[str], feeds: int, jobs: int, patience: float) -> Figures:
    reach = access(config)
    _register(reach, urls, feeds)
    with closing(connect(config.mongo_uri, DATABASE).client) as server, _reading(reach) as reads:
        db: Db = server[DATABASE]
        began = time.monotonic()
        db.feeds.update_many({}, {"$set": {"enabled": True, "next_due_at": utc_now()}})
        is_done = _await_all(db, feeds, began + patience)
        done = time.monotonic() - began
        runs: list[Any] = list(db.runs.find({"finished_at": {"$ne": None}}, {"status": 1, "counts": 1}))
        stored = db.jobs.count_documents({})
    said = _reconciler_log(config)
    return Figures(
        feeds=feeds,
        jobs=feeds * jobs,
        done=done if is_done else None,
        reads=[read for read in reads if read is not None],
        failed_reads=reads.count(None),
        passes=durations(said),
        killed_passes=timeouts(said),
        ended=dict(Counter(run["status"] for run in runs)),
        stored=stored,
        unbalanced=sum(not books_balance(run["counts"]) for run in runs),
    )


def _register(reach: Access, urls: list[str], feeds: int) -> None:
    """Disabled, so that all become due at once."""
    console.print(f"• registering {feeds} feeds of {len(urls)} hosts …")
    with reach.operator() as api:
        for n in range(feeds):
            place = {"url": f"{urls[n % len(urls)]}/{n}.xml", "source": f"load-{n}"}
            api.put(f"/feeds/load-{n}", {**place, "enabled": False, "interval_seconds": 86_400})


def _await_all(db: Db, feeds: int, deadline: float) -> bool:
    ended = 0
    with console.status("") as shown:
        while ended < feeds and time.monotonic() < deadline:
            ended = db.runs.count_documents({"finished_at": {"$ne": None}})
            shown.update(f"{ended} of {feeds} imports done")
            time.sleep(1)
    return ended >= feeds


@contextmanager
def _reading(reach: Access) -> Iterator[list[float | None]]:
    """Milliseconds of each read of the history; None if it failed."""
    reads, is_over = list[float | None](), Event()

    def read() -> None:
        headers = {"Authorization": f"Bearer {reach.viewer_token}"}
        with httpx.Client(base_url=reach.api_base, headers=headers, timeout=35) as api:
            while not is_over.wait(READ_EVERY_SECONDS):
                began = time.monotonic()
                is_answered = api.get("/imports").is_success
                reads.append((time.monotonic() - began) * 1000 if is_answered else None)

    reader = Thread(target=read)
    reader.start()
    try:
        yield reads
    finally:
        is_over.set()
        reader.join()


def _reconciler_log(config: StackConfig) -> list[str]:
    pages = client(config, "logs").get_paginator("filter_log_events")
    found = pages.paginate(logGroupName=f"/aws/lambda/{config.stack_name}-reconciler")
    return [event["message"] for page in found for event in page["events"]]


if __name__ == "__main__":
    sys.exit(main())
