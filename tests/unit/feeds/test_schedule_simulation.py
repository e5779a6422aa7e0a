"""A thousand feeds, all due at once, through the real decisions: pick, run, next due time."""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from job_importer.feeds.model import FeedDoc
from job_importer.feeds.schedule import host_of, next_due_at, pick_due, starts_per_pass
from tests.support.feed_docs import NOW, feed_doc

INTERVAL = 3_600
PASS = timedelta(seconds=60)
FEEDS, HOSTS = 1_000, 100


@dataclass
class Scheduler:
    """The effects of the real one, on a list: lease at the start, next due time at the end of a run."""

    feeds: list[FeedDoc]
    durations: random.Random = field(default_factory=lambda: random.Random(4))
    fetches: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=lambda: defaultdict(list))
    running: dict[str, datetime] = field(default_factory=dict)  # feed id to the end of its run
    starts: list[tuple[datetime, str]] = field(default_factory=list)

    def run(self, since: datetime, until: datetime) -> None:
        limit = starts_per_pass([feed["interval_seconds"] for feed in self.feeds], PASS.total_seconds())
        now = since
        while now < until:
            self._end_runs(now)
            for feed in pick_due(self.feeds, now, limit):
                ends_at = now + timedelta(seconds=self.durations.uniform(1, 170))
                feed["lease"] = {"run_id": f"{feed['_id']}@{now}", "expires_at": now + timedelta(hours=1)}
                self.fetches[host_of(feed)].append((now, ends_at))
                self.starts.append((now, feed["_id"]))
                self.running[feed["_id"]] = ends_at
            now += PASS

    def _end_runs(self, now: datetime) -> None:
        for feed in self.feeds:
            if self.running.get(feed["_id"], now + PASS) <= now:
                ended = self.running.pop(feed["_id"])
                feed["lease"] = None
                feed["next_due_at"] = next_due_at(feed["_id"], feed["interval_seconds"], ended)


def thousand_feeds() -> list[FeedDoc]:
    return [
        feed_doc(f"feed-{n}", f"https://{'www.' * (n % 2)}h{n % HOSTS}.example.com/{n}.xml", interval_seconds=INTERVAL)
        for n in range(FEEDS)
    ]


def simulate(hours: int) -> Scheduler:
    scheduler = Scheduler(thousand_feeds())
    scheduler.run(NOW, NOW + timedelta(hours=hours))
    return scheduler


def test_a_thousand_feeds_due_at_once_are_spread_over_the_interval() -> None:
    scheduler = simulate(hours=6)
    first = {feed_id: at for at, feed_id in reversed(scheduler.starts)}
    assert len(first) == FEEDS
    assert max(first.values()) - NOW < timedelta(seconds=INTERVAL)
    per_pass = Counter(at for at, _ in scheduler.starts)
    assert max(per_pass.values()) <= 25  # one and a half times the mean of 16.7, from the first pass on
    last_hour = [per_pass[NOW + timedelta(hours=5) + n * PASS] for n in range(60)]
    assert min(last_hour) >= 5


def test_no_host_is_fetched_twice_at_a_time() -> None:
    for host, spans in simulate(hours=3).fetches.items():
        spans.sort()
        overlaps = [(a, b) for a, b in pairwise(spans) if b[0] < a[1]]
        assert not overlaps, host


def test_in_the_steady_state_every_feed_comes_about_every_interval() -> None:
    scheduler = simulate(hours=6)
    runs = Counter(feed_id for at, feed_id in scheduler.starts if at >= NOW + timedelta(hours=2))
    assert len(runs) == FEEDS
    assert min(runs.values()) >= 3
    assert max(runs.values()) <= 5


def test_a_host_with_many_feeds_does_not_starve_the_others() -> None:
    crowd = [
        feed_doc(f"crowd-{n}", "https://big.example.com/", next_due_at=NOW - timedelta(days=1)) for n in range(500)
    ]
    single = feed_doc("single", "https://small.example.com/")
    assert single in pick_due([*crowd, single], NOW, 2)
