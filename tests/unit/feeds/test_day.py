"""A thousand feeds, three hundred of one host among them, for a day by Lambda's and SQS's rules."""

from datetime import timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from samcli.yamlhelper import yaml_parse

from job_importer.feeds.model import FeedDoc
from job_importer.feeds.schedule import next_due_at, pick_due
from tests.support.day import Day
from tests.support.feed_docs import NOW, feed_doc

INTERVAL = 3_600
CROWD = "boards-api.example.com"
RECEIVES = 1_000  # of FetchQueue, in the template


def crowd(number: int) -> list[FeedDoc]:
    """Boards of one host, all due at once."""
    return [feed_doc(f"board-{n}", f"https://{CROWD}/{n}", interval_seconds=INTERVAL) for n in range(number)]


def others(number: int) -> list[FeedDoc]:
    return [
        feed_doc(f"feed-{n}", f"https://{'www.' * (n % 2)}h{n % 100}.example.com/{n}.xml", interval_seconds=INTERVAL)
        for n in range(number)
    ]


def day_of(*feeds: FeedDoc, **options: object) -> Day:
    settings = {"concurrency": 10, "max_receives": RECEIVES, "fetch_seconds": {CROWD: (0.3, 2.0)}} | options
    return Day(list(feeds), NOW, **settings)


@cache
def a_day() -> Day:
    feeds = [*crowd(300), *others(700)]
    for feed in feeds:
        feed["next_due_at"] = next_due_at(feed["_id"], INTERVAL, NOW - timedelta(seconds=INTERVAL / 2))
    day = day_of(*feeds)
    day.run(hours=24)
    return day


def test_every_feed_is_on_time_within_a_quarter_of_its_interval_all_day() -> None:
    day = a_day()
    assert len(day.late) == 1_000
    assert max(max(times) for times in day.late.values()) < INTERVAL / 4
    assert {len(times) for times in day.late.values()} <= {23, 24, 25}


def test_nothing_is_lost_and_a_wait_costs_a_handful_of_receives() -> None:
    day = a_day()
    assert day.lost == []
    runs = sum(len(times) for times in day.late.values())
    assert day.worst_receives <= 12
    assert day.invocations < 3 * runs


def test_no_host_is_fetched_twice_at_a_time_nor_without_its_pause() -> None:
    for host, spans in a_day().fetches.items():
        spans.sort()
        assert all(after[0] - before[1] >= 0.999 for before, after in pairwise(spans)), host


def test_feeds_that_are_due_all_at_once_are_through_before_long_and_then_on_time() -> None:
    day = day_of(*crowd(300), *others(700))
    day.run(hours=4)
    assert max(times[0] for times in day.late.values()) < INTERVAL / 3
    assert max(max(times[1:]) for times in day.late.values()) < INTERVAL / 4
    assert day.lost == []


@pytest.mark.parametrize(("slow", "busy"), [((10.0, 11.5), 0.93), ((0.5, 20.0), 0.75)], ids=["always", "at times"])
def test_a_host_that_has_too_much_to_do_is_kept_busy_and_serves_all_alike(
    slow: tuple[float, float], busy: float
) -> None:
    day = day_of(*crowd(300), fetch_seconds={CROWD: slow})
    day.run(hours=12)
    spans = day.fetches[CROWD]
    used = sum(end - begin + 1 for begin, end in spans) / (12 * 3600)
    assert used > busy
    assert day.lost == []
    assert day.worst_receives < RECEIVES / 20
    turns = [len(times) for times in day.late.values()]
    assert max(turns) - min(turns) <= 3


def test_a_host_with_an_interval_of_its_own_is_heeded() -> None:
    day = day_of(*crowd(50), intervals={CROWD: 30.0})
    day.run(hours=3)
    spans = sorted(day.fetches[CROWD])
    assert min(after[0] - before[1] for before, after in pairwise(spans)) >= 29.999
    assert max(max(times) for times in day.late.values()) < INTERVAL / 2


def test_a_queue_that_nobody_reads_for_six_hours_loses_nothing() -> None:
    day = day_of(*crowd(300), *others(700), paused=(3_600.0, 7 * 3_600.0))
    day.run(hours=10)
    assert day.lost == []
    caught_up = [times[-1] for times in day.late.values()]
    assert max(caught_up) < INTERVAL / 4


def test_an_idle_installation_starts_hundreds_of_due_feeds_within_minutes() -> None:
    day = day_of(*others(200), concurrency=2, fetch_seconds={f"h{n}.example.com": (0.1, 0.3) for n in range(100)})
    day.run(hours=0.1)
    assert max(max(times) for times in day.late.values()) < 300
    assert len(day.late) == 200


LONG = {f"feed-{n}": pieces for n, pieces in enumerate((2, 17, 40))}


def test_feeds_that_take_many_invocations_are_carried_on_beside_all_others() -> None:
    """The importer sends itself a message for each; the template lets it."""
    template = yaml_parse((Path(__file__).parents[3] / "template.yaml").read_text())
    importer = template["Resources"]["ImporterFunction"]["Properties"]
    feeds = others(200)
    for feed in feeds:
        feed["next_due_at"] = next_due_at(feed["_id"], INTERVAL, NOW - timedelta(seconds=INTERVAL / 2))
    day = day_of(*feeds, pieces=LONG, allows_loops=importer["RecursiveLoop"] == "Allow")
    day.run(hours=8)
    assert day.lost == []
    short = [times for feed, times in day.late.items() if feed not in LONG]
    assert max(map(max, short)) < INTERVAL / 4
    assert {len(times) for times in short} <= {7, 8, 9}
    assert len(day.late["feed-2"]) >= 2  # 40 invocations are three hours


def test_an_importer_that_may_not_loop_loses_the_feeds_that_take_more_than_sixteen_invocations() -> None:
    day = day_of(*others(50), pieces=LONG, allows_loops=False)
    day.run(hours=4)
    assert set(day.lost) == {"feed-1", "feed-2"}


def test_a_host_with_many_feeds_does_not_starve_the_others() -> None:
    overdue = [
        feed_doc(f"crowd-{n}", "https://big.example.com/", next_due_at=NOW - timedelta(days=1)) for n in range(9)
    ]
    single = feed_doc("single", "https://small.example.com/")
    assert single in pick_due([*overdue, single], NOW, 2)
