"""What intake costs, as ratios measured in one run: `python -m tools.bench.intake [--quick]`.

Speed: jobs a CPU second of a fully normalised preview (dates, sanitised HTML, hashes) against feedparser merely
parsing the same file, and against bare xmltodict streaming it; MB/s against bare expat. The readers take turns, the
best of the rounds counts. Memory and linearity: peak RSS and jobs a second of a small and of a large feed, each in a
process of its own.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from xml.parsers import expat

import xmltodict

from job_importer.intake import Hints, open_feed
from job_importer.jobs.fingerprint import content_hash, fingerprints
from tools.bench.generate import write_feed
from tools.bench.memory import peak_mb

SPEED_JOBS, SMALL_JOBS, LARGE_JOBS = 20_000, 10_000, 1_000_000
QUICK_JOBS, QUICK_LARGE_JOBS = 5_000, 50_000
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: a look, not a measurement")
    parser.add_argument("--only", choices=("speed", "memory"), help="one half of it")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)  # in the child process
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(_measure(arguments.measure)))
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        if arguments.only != "memory":
            _speed(Path(folder), QUICK_JOBS if arguments.quick else SPEED_JOBS)
        if arguments.only != "speed":
            large = QUICK_LARGE_JOBS if arguments.quick else LARGE_JOBS
            _memory(Path(folder), SMALL_JOBS, large)


def _speed(folder: Path, jobs: int) -> None:
    feed = folder / "speed.xml"
    write_feed(feed, jobs)
    readers: dict[str, Callable[[Path], int]] = {
        "intake": read_intake,
        "xmltodict": read_xmltodict,
        "expat": read_expat,
        "feedparser": read_feedparser,
    }
    seconds: dict[str, float] = {}
    for round_ in range(ROUNDS):
        for name, read in readers.items():
            if name == "feedparser" and round_:
                continue  # it takes long, and one round of it is steady enough
            started = process_time()
            count = read(feed)
            seconds[name] = min(process_time() - started, seconds.get(name, float("inf")))
            if count not in (jobs, 0):
                raise SystemExit(f"{name} found {count} of {jobs} jobs")
    megabytes = feed.stat().st_size / 1e6
    print(f"{jobs:,} jobs, {megabytes:.1f} MB of RSS")
    for name, taken in seconds.items():
        print(f"  {name:<12}{jobs / taken:>12,.0f} jobs/s{megabytes / taken:>10.1f} MB/s")
    ours = seconds["intake"]
    print(f"  intake : feedparser  {seconds['feedparser'] / ours:6.2f}  (wanted: 8.00 or more)")
    print(f"  intake : xmltodict   {seconds['xmltodict'] / ours:6.2f}  (wanted: 0.35 or more)")
    print(f"  intake : expat       {seconds['expat'] / ours:6.3f}")


def _memory(folder: Path, small: int, large: int) -> None:
    """The small feed is read before and after the large one: a busy machine is as busy for both."""
    feeds = {jobs: folder / f"{jobs}.xml" for jobs in (small, large)}
    for jobs, feed in feeds.items():
        write_feed(feed, jobs)
    before = [_in_child(feeds[small]) for _ in range(ROUNDS)]
    results = {large: [_in_child(feeds[large])]}
    results[small] = before + [_in_child(feeds[small]) for _ in range(ROUNDS)]
    rss = {jobs: max(one["rss_mb"] for one in several) for jobs, several in results.items()}
    speed = {jobs: median(one["jobs_per_second"] for one in several) for jobs, several in results.items()}
    for jobs in (small, large):
        print(f"{jobs:>9,} jobs: peak RSS {rss[jobs]:6.1f} MB, {speed[jobs]:,.0f} jobs/s")
    print(f"  peak RSS, large : small   {rss[large] / rss[small]:6.3f}  (wanted: 1.15 or less, and under 150 MB)")
    print(f"  jobs/s, large : small     {speed[large] / speed[small]:6.3f}  (wanted: 0.90 or more)")


def _in_child(feed: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tools.bench.intake", "--measure", str(feed)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _measure(feed: Path) -> dict[str, Any]:
    started = process_time()
    jobs = read_intake(feed)
    seconds = process_time() - started
    return {"rss_mb": peak_mb(), "jobs_per_second": jobs / seconds}


def read_intake(feed: Path) -> int:
    hints = Hints(fetched_at=datetime(2026, 11, 1, tzinfo=UTC), feed_url="https://jobs.example.com/feed.xml")
    count = 0
    with open_feed(feed, hints) as opened:
        for item in opened.items():
            content_hash(fingerprints(item.job))
            count += 1
    return count


def read_xmltodict(feed: Path) -> int:
    count = 0

    def on_item(path: list[tuple[str, Any]], item: Any) -> bool:
        nonlocal count
        count += path[-1][0] == "item"
        return True

    with feed.open("rb") as file:
        xmltodict.parse(file, item_depth=3, item_callback=on_item)
    return count


def read_expat(feed: Path) -> int:
    with feed.open("rb") as file:
        expat.ParserCreate().ParseFile(file)
    return 0


def read_feedparser(feed: Path) -> int:
    import feedparser  # a slow import that the measured child must not pay for

    return len(feedparser.parse(feed.read_bytes()).entries)


if __name__ == "__main__":
    main()
