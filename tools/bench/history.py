"""What a page of the history costs when the history is long: `python -m tools.bench.history [--runs 20000]`.

A database of its own is filled with generated runs, and the pages are read as the API reads them. Times are medians of
several readings, in milliseconds. What must not exceed one is the ratio of a late page to the first. The times
themselves are the local server's: it sorts what a filter finds, where MongoDB walks an index in order.
"""

import argparse
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from job_importer.api.cursor import encode_cursor
from job_importer.api.filters import RunFilter
from job_importer.api.pages import ListRequest, read_page
from job_importer.api.queries import runs_queries
from job_importer.codes import RunFailure
from job_importer.ids import new_run_id
from job_importer.indexes import Retention, prepare
from job_importer.mongo import Db, connect
from job_importer.runs.model import RunStatus, Trigger
from job_importer.runs.store import new_run
from job_importer.runs.totals import no_counts
from tools.local.config import HOST
from tools.local.emulators import secantus_command
from tools.local.ports import free_port, is_listening

NEWEST = datetime(2026, 11, 1, tzinfo=UTC)
EVERY = timedelta(minutes=4)
FEEDS = 40
LIMIT = 100
READINGS = 5
KEY = b"benchmark"
FILTERS = {
    "no filter": RunFilter(),
    "one feed": RunFilter(feed="feed-7"),
    "failed": RunFilter(status="failed"),
    "one feed, failed": RunFilter(feed="feed-7", status="failed"),
    "one code": RunFilter(code="feed_timeout"),
}


def generated(n: int, total: int) -> dict[str, Any]:
    """The `n`-th run of `total`, the oldest first: one in ten has failed, by turns with one of four codes."""
    now = NEWEST - EVERY * (total - n)
    codes = [RunFailure.FEED_TIMEOUT, RunFailure.FEED_HTTP_ERROR, RunFailure.XML_MALFORMED, RunFailure.FEED_COLLAPSED]
    run = new_run(
        new_run_id(now),
        feed_id=f"feed-{n % FEEDS}",
        feed_url="https://jobs.example/feed.xml",
        source="jobs.example",
        trigger=Trigger.SCHEDULE if n % 50 else Trigger.MANUAL,
        now=now,
    )
    failed = n // FEEDS % 10 == 0
    failure = {"code": codes[n // FEEDS // 10 % 4].value, "message": "It failed.", "retry_after": None}
    status = RunStatus.FAILED if failed else RunStatus.SUCCEEDED
    return {
        **run,
        "status": status.value,
        "failure": failure if failed else None,
        "counts": no_counts() | {"fetched": 250, "unchanged": 250},
        "started_at": now,
        "finished_at": now + timedelta(seconds=9),
    }


def fill(db: Db, total: int) -> list[str]:
    """Ids of the runs, the newest first."""
    ids = []
    for begin in range(0, total, 5_000):
        runs = [generated(n, total) for n in range(begin, min(begin + 5_000, total))]
        db.runs.insert_many(runs, ordered=False)
        ids += [run["_id"] for run in runs]
    return ids[::-1]


def page_ms(db: Db, wanted: RunFilter, after: str | None) -> float:
    """Median time of reading a page of LIMIT runs behind the run `after`."""
    cursor = encode_cursor([after], wanted.scope(), KEY) if after else None
    request = ListRequest(LIMIT, cursor, wanted.scope(), KEY)
    times = []
    for _ in range(READINGS):
        began = time.perf_counter()
        found = read_page(db, lambda position: runs_queries(wanted, position), request)
        times.append((time.perf_counter() - began) * 1_000)
        assert found.docs, "an empty page measures nothing"  # noqa: S101
    return median(times)


@contextmanager
def database() -> Iterator[Db]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        port = free_port()
        server = subprocess.Popen(secantus_command(port, Path(folder, "data")), cwd=folder, stdout=subprocess.DEVNULL)
        try:
            while not is_listening(port):
                time.sleep(0.05)
            db = connect(f"mongodb://{HOST}:{port}/", "bench")
            prepare(db, Retention(keep_runs_days=20_000))
            yield db
            db.client.close()
        finally:
            server.terminate()
            server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20_000)
    total = parser.parse_args().runs
    console = Console()
    with database() as db:
        console.print(f"• writing {total:,} runs")
        ids = fill(db, total)
        late = max(0, total - FEEDS * 100)
        table = Table("filter", "first page, ms", f"behind run {late:,}, ms", "ratio")
        for name, wanted in FILTERS.items():
            first, last = page_ms(db, wanted, None), page_ms(db, wanted, ids[late])
            table.add_row(name, f"{first:.0f}", f"{last:.0f}", f"{last / first:.2f}")
        console.print(table)


if __name__ == "__main__":
    main()
