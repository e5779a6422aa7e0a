from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from job_importer.feeds.model import healthy
from job_importer.feeds.schedule import (
    BACKOFF_CAP_SECONDS,
    due_by_new_interval,
    is_full_due,
    late_by,
    may_be_told_304,
    may_fetch_at,
    next_due_at,
    pick_due,
    wait_seconds,
)
from tests.support.feed_docs import NOW, feed_doc

HOUR = 3_600
SECOND = timedelta(seconds=1)

feed_ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
intervals = st.integers(60, 31 * 86_400)
times = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(deadline=None)
@given(feed_ids, intervals, times)
def test_a_healthy_feed_is_due_half_an_interval_to_one_and_a_half_after_its_run(
    feed_id: str, interval: int, now: datetime
) -> None:
    wait = (next_due_at(feed_id, interval, now) - now).total_seconds()
    assert 0.5 * interval <= wait + 0.001
    assert wait < 1.5 * interval + 0.001


@settings(deadline=None)
@given(feed_ids, intervals, times, st.floats(0, 0.49))
def test_a_feed_that_runs_on_time_comes_exactly_every_interval(
    feed_id: str, interval: int, now: datetime, duration: float
) -> None:
    due = next_due_at(feed_id, interval, now)
    ended = due + timedelta(seconds=interval * duration)
    assert next_due_at(feed_id, interval, ended) - due == timedelta(seconds=interval)


@settings(deadline=None)
@given(feed_ids, intervals, times, st.integers(0, 100), st.integers(0, 10 * 86_400))
def test_no_feed_is_due_before_the_time_that_its_source_asked_for(
    feed_id: str, interval: int, now: datetime, failures: int, patience: int
) -> None:
    not_before = now + timedelta(seconds=patience)
    due = next_due_at(feed_id, interval, now, failures, not_before)
    assert due >= not_before
    assert due <= max(not_before, now + timedelta(seconds=1.5 * wait_seconds(interval, failures))) + interval * SECOND


def test_feeds_that_ran_together_do_not_come_together_again() -> None:
    dues = [next_due_at(f"feed-{n}", HOUR, NOW) for n in range(1_000)]
    per_minute = [0] * 60
    for due in dues:
        per_minute[due.minute] += 1
    assert min(per_minute) >= 4
    assert max(per_minute) <= 34  # twice the mean


@settings(deadline=None)
@given(feed_ids, intervals, intervals, times, st.integers(0, 12), st.integers(0, 31 * 86_400))
def test_a_new_interval_makes_a_feed_due_within_it_or_when_it_was_due_anyway(
    feed_id: str, old: int, new: int, now: datetime, failures: int, seconds: int
) -> None:
    health = {**healthy(), "failures_in_a_row": failures}
    feed = feed_doc(feed_id, interval_seconds=old, next_due_at=now + seconds * SECOND, health=health)
    due = due_by_new_interval(feed, new, now)
    assert now <= due <= feed["next_due_at"]
    assert (due - now).total_seconds() < wait_seconds(new, failures) + 0.001
    patience = (due - now).total_seconds() - (wait_seconds(new, failures) - new)  # a failing feed is not hurried
    assert due == feed["next_due_at"] or patience >= -0.001


def test_the_place_of_a_feed_survives_a_restart() -> None:
    assert next_due_at("acme", HOUR, NOW) == datetime(2026, 11, 1, 13, 19, 45, tzinfo=UTC)


def test_a_failing_feed_waits_twice_as_long_each_time_up_to_a_day() -> None:
    hours = [wait_seconds(HOUR, failures) / HOUR for failures in range(8)]
    assert hours == [1, 1, 2, 4, 8, 16, 24, 24]
    assert wait_seconds(HOUR, 10_000) == BACKOFF_CAP_SECONDS


def test_a_feed_with_an_interval_beyond_the_cap_keeps_its_interval() -> None:
    week = 7 * 86_400
    assert [wait_seconds(week, failures) for failures in (0, 1, 9)] == [week] * 3


def test_the_longest_due_feed_of_a_host_goes_first_and_alone() -> None:
    late = feed_doc("late", "https://www.example.com/a", next_due_at=NOW - 60 * SECOND)
    later = feed_doc("later", "https://example.com/b", next_due_at=NOW - 120 * SECOND)
    other = feed_doc("other", "https://other.example.com/c")
    assert [feed["_id"] for feed in pick_due([late, other, later], NOW)] == ["later", "other"]


def test_a_host_with_a_running_feed_is_left_alone_until_its_lease_is_void() -> None:
    running = feed_doc("running", lease={"run_id": "R", "expires_at": NOW + SECOND}, next_due_at=NOW + HOUR * SECOND)
    waiting = feed_doc("waiting")
    assert pick_due([running, waiting], NOW) == []
    assert pick_due([running, waiting], NOW + SECOND) == [waiting]


def test_of_a_host_as_many_run_as_it_can_be_asked_for() -> None:
    running = feed_doc("running", lease={"run_id": "R", "expires_at": NOW + SECOND})
    waiting = [feed_doc(f"waiting-{n}") for n in range(5)]
    picked = pick_due([running, *waiting], NOW, at_once={"jobs.example.com": 4})
    assert [feed["_id"] for feed in picked] == ["waiting-0", "waiting-1", "waiting-2"]


def test_a_crashed_run_does_not_keep_its_feed_from_being_picked() -> None:
    crashed = feed_doc(lease={"run_id": "R", "expires_at": NOW - SECOND})
    assert pick_due([crashed], NOW) == [crashed]


@pytest.mark.parametrize(
    "changes",
    [{"enabled": False}, {"next_due_at": NOW + SECOND}, {"not_before": NOW + SECOND}],
    ids=["disabled", "not yet due", "asked for patience"],
)
def test_what_is_not_due_is_not_picked(changes: dict) -> None:
    assert pick_due([feed_doc(**changes)], NOW) == []


def test_a_pass_starts_no_more_than_its_limit_and_begins_with_the_longest_due() -> None:
    feeds = [feed_doc(f"f{n}", f"https://h{n}.example.com/", next_due_at=NOW - n * SECOND) for n in range(5)]
    assert [feed["_id"] for feed in pick_due(feeds, NOW, 2)] == ["f4", "f3"]


@pytest.mark.parametrize(
    ("not_before", "host_free_at", "expected"),
    [(None, None, 0), (-5, -9, 0), (30, None, 30), (None, 40, 40), (30, 40, 40), (50, 40, 50)],
)
def test_a_feed_may_be_fetched_when_source_and_host_are_both_ready(
    not_before: int | None, host_free_at: int | None, expected: int
) -> None:
    def at(seconds: int | None) -> datetime | None:
        return None if seconds is None else NOW + seconds * SECOND

    assert may_fetch_at(feed_doc(not_before=at(not_before)), at(host_free_at), NOW) == at(expected)


@pytest.mark.parametrize(
    ("interval", "patience"),
    [(60, 300), (1_200, 300), (1_204, 301), (86_400, 21_600), (7 * 86_400, 21_600)],
)
def test_a_feed_is_late_by_a_quarter_of_its_interval_but_not_by_minutes_and_by_six_hours_at_most(
    interval: int, patience: int
) -> None:
    def late(seconds: int, **changes: Any) -> timedelta | None:
        return late_by(feed_doc(interval_seconds=interval, **changes), NOW + seconds * SECOND)

    assert (late(patience), late(patience + 1)) == (None, (patience + 1) * SECOND)
    asked = NOW + HOUR * SECOND
    assert late(HOUR + patience, not_before=asked) is None
    assert late(HOUR + patience + 1, not_before=asked) == (patience + 1) * SECOND
    assert late(patience + 1, not_before=NOW - SECOND) == (patience + 1) * SECOND


@pytest.mark.parametrize(
    ("interval", "ago", "is_told"),
    [
        (HOUR, 24 * HOUR - 1, True),
        (HOUR, 24 * HOUR, False),
        (24 * HOUR, 72 * HOUR - 1, True),
        (24 * HOUR, 72 * HOUR, False),
        (HOUR, None, False),
    ],
)
def test_a_source_is_asked_for_its_body_once_a_day_or_each_third_time(
    interval: int, ago: int | None, is_told: bool
) -> None:
    sent_at = None if ago is None else NOW - ago * SECOND
    assert may_be_told_304(feed_doc(interval_seconds=interval, sent_at=sent_at), NOW) == is_told


@given(feed_ids, times, st.integers(1, 30))
def test_a_feed_is_read_in_full_once_in_so_many_days_at_a_moment_of_its_own(
    feed_id: str, now: datetime, days: int
) -> None:
    assert not is_full_due(feed_id, now, now, days)
    assert is_full_due(feed_id, now, now + timedelta(days=days), days)
    turns = sum(
        is_full_due(feed_id, at, at + timedelta(days=1), days) for at in (now + timedelta(n) for n in range(days))
    )
    assert turns == 1
