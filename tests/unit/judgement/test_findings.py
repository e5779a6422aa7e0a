"""Where each finding begins, to the job and to the second."""

from datetime import timedelta
from typing import Any

import pytest

from job_importer.codes import FeedState, RunFailure
from job_importer.feeds.judged import Reading, Usual
from job_importer.feeds.model import FeedDoc, healthy
from job_importer.runs.judgement.findings import BY_CHANCE, Finding, failing, odd_reading, overdue, quiet, settled
from tests.support.feed_docs import NOW, feed_doc

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)


def band(low: float, usual: float, high: float) -> dict[str, float]:
    return {"low": low, "usual": usual, "high": high}


def usual(**changes: Any) -> Usual:
    nothing: dict[str, Any] = dict.fromkeys(Usual.__annotations__)
    return {**nothing, "fill": {}, "falls": [], "failing": 0.05, **changes}  # type: ignore[typeddict-item]


def reading(**changes: Any) -> Reading:
    return {"size": 100, "fetched": 100, "failed": 0, "fill": {}, "filled_of": 100, **changes}  # type: ignore[typeddict-item]


def found(of: Reading, by: Usual | None) -> list[tuple[str, int, bool]]:
    return [(one.state.value, one.jobs_at_stake, one.needs_second) for one in odd_reading(of, by, NOW)]


@pytest.mark.parametrize(
    ("size", "expected"),
    [(80, []), (79, [("shrinking", 21, True)]), (None, [])],
)
def test_a_feed_has_shrunk_below_its_usual_range(size: int | None, expected: list[Any]) -> None:
    assert found(reading(size=size), usual(size=band(80.0, 100.4, 120.0))) == expected
    assert found(reading(size=size), None) == []


def fall(field: str | None, before: float, now: float) -> dict[str, Any]:
    return {"field": field, "before": before, "now": now, "since": NOW - 7 * DAY}


@pytest.mark.parametrize(("size", "expected"), [(200, []), (199, [("shrinking", 1, False)])])
def test_a_feed_that_fell_week_by_week_is_smaller_until_it_is_back(size: int, expected: list[Any]) -> None:
    by = usual(size=band(80.0, 100.0, 120.0), falls=[fall(None, 200.0, 100.0)])
    assert found(reading(size=size), by) == expected
    if expected:
        assert [one.since for one in odd_reading(reading(size=size), by, NOW)] == [NOW - 7 * DAY]


@pytest.mark.parametrize(
    ("failed", "fetched", "high", "is_losing"),
    [
        (16, 100, None, False),  # a tenth, and two deviations of so many jobs: 16%
        (17, 100, None, True),
        (1_059, 10_000, None, False),
        (1_061, 10_000, None, True),
        (5, 100, 0.05, False),
        (6, 100, 0.05, True),
        (17, 100, 0.5, True),  # more than a tenth is never usual
        (1, 1, None, False),
        (2, 2, None, True),
        (0, 0, 0.0, False),
    ],
)
def test_a_feed_loses_jobs_where_more_fail_than_is_usual(
    failed: int, fetched: int, high: float | None, is_losing: bool
) -> None:
    by = usual(failed=None if high is None else band(0.0, 0.0, high))
    assert found(reading(failed=failed, fetched=fetched), by) == ([("losing_jobs", failed, False)] if is_losing else [])


@pytest.mark.parametrize(
    ("titles", "of", "expected"),
    [
        (80, 100, []),
        (79, 100, [("decaying", 11, True)]),
        (0, 0, []),
        (0, 1, [("decaying", 1, True)]),
    ],
)
def test_a_field_has_left_more_jobs_than_is_usual(titles: int, of: int, expected: list[Any]) -> None:
    by = usual(fill={"title": band(0.8, 0.9, 1.0)})
    assert found(reading(fill={"title": titles}, filled_of=of), by) == expected


def test_of_several_fields_the_one_that_most_jobs_lack_counts_and_a_slow_fall_needs_no_second_reading() -> None:
    bands = {"title": band(0.5, 0.6, 1.0), "company": band(0.8, 0.9, 1.0)}
    slowly = usual(fill=bands, falls=[fall("title", 0.95, 0.7)])
    (one,) = odd_reading(reading(fill={"title": 55, "company": 90}), slowly, NOW)
    assert (one.jobs_at_stake, one.needs_second, one.since) == (40, False, NOW - 7 * DAY)
    (both,) = odd_reading(reading(fill={"title": 55, "company": 20}), slowly, NOW)
    assert (both.jobs_at_stake, both.needs_second, both.since) == (70, False, NOW - 7 * DAY)
    assert both.why.index("company") < both.why.index("title")
    (sudden,) = odd_reading(reading(fill={"title": 40, "company": 90}), slowly, NOW)
    assert (sudden.jobs_at_stake, sudden.needs_second, sudden.since) == (55, True, NOW)


def failed(streak: int, ago: timedelta, code: RunFailure, rate: float = 0.05, **changes: Any) -> FeedDoc:
    last = {"code": code.value, "message": "It took too long.", "at": NOW}
    health = {"failures_in_a_row": streak, "failing_since": NOW - ago, "last_failure": last, "last_yield": 7}
    known = healthy() | {"last_success_at": NOW - 9 * DAY} | health | changes
    return feed_doc(usual=usual(failing=rate), health=known)


TIMEOUT, OTHER = RunFailure.FEED_TIMEOUT, RunFailure.NOT_A_JOB_FEED


@pytest.mark.parametrize(
    ("feed", "state"),
    [
        (failed(0, HOUR, OTHER), None),
        (failed(1, HOUR, OTHER, last_failure=None), None),
        (failed(1, HOUR, OTHER), "new_failure"),
        (failed(1, 2 * DAY, OTHER), "new_failure"),  # once may be long ago
        (failed(2, DAY - SECOND, OTHER), "new_failure"),
        (failed(2, DAY, OTHER), "broken"),
        (failed(3, HOUR, OTHER), "broken"),
        (failed(2, HOUR, TIMEOUT), None),  # one in four hundred is chance
        (failed(3, HOUR, TIMEOUT), "broken"),
        (failed(1, HOUR, TIMEOUT, rate=BY_CHANCE), None),
        (failed(2, HOUR, TIMEOUT, rate=0.0224), None),
        (failed(2, HOUR, TIMEOUT, rate=0.0223), "new_failure"),
        (failed(2, DAY, TIMEOUT), "broken"),
        (failed(1, HOUR, TIMEOUT, last_success_at=None), "new_failure"),
    ],
)
def test_a_feed_that_fails(feed: FeedDoc, state: str | None) -> None:
    finding = failing(feed, NOW)
    assert (finding and finding.state.value) == state
    if finding:
        assert (finding.jobs_at_stake, finding.since) == (7, feed["health"].get("failing_since"))


@pytest.mark.parametrize(
    ("silence", "days", "is_quiet"),
    [
        ([0.05] * 7, 2, False),
        ([0.05] * 7, 3, True),
        ([0.0005**0.5] * 7, 2, False),
        ([1.0] * 7, 30, False),
        ([1.0, 1.0, 1.0, 1.0, 0.01, 0.01, 1.0], 2, True),  # Friday and Saturday
        (None, 30, False),
    ],
)
def test_a_feed_is_quiet_after_so_many_whole_days(silence: list[float] | None, days: int, is_quiet: bool) -> None:
    feed = feed_doc(usual=usual(silence=silence, new=band(0, 4, 9)))
    last = NOW - (days + 1) * DAY
    finding = quiet(feed, last, NOW)
    assert (finding is not None) == is_quiet
    if finding:
        assert (finding.jobs_at_stake, finding.since) == (4 * days, last)
    assert quiet(feed, None, NOW) is None
    assert quiet(feed_doc(), last, NOW) is None


@pytest.mark.parametrize(
    ("interval", "patience"), [(600, HOUR), (3_600, 2 * HOUR), (10_800, 6 * HOUR), (86_400, 6 * HOUR)]
)
def test_a_run_that_is_queued_is_waited_for(interval: int, patience: timedelta) -> None:
    lease = {"run_id": "R", "expires_at": NOW}
    feed = feed_doc(interval_seconds=interval, lease=lease, health=healthy() | {"last_yield": 7})
    late = patience + SECOND if interval == 86_400 else patience
    for at, state, jobs in ((late - SECOND, "waiting", 0), (late, "overdue", 7)):
        finding = overdue(feed, NOW + at)
        if interval == 86_400 and state == "waiting":
            assert finding is None  # it is not late yet
            continue
        assert finding is not None
        assert (finding.state.value, finding.jobs_at_stake, finding.since) == (state, jobs, NOW)
    unqueued = overdue({**feed, "lease": None}, NOW + late)
    assert unqueued is not None
    assert unqueued.state == FeedState.OVERDUE


@pytest.mark.parametrize(
    ("before", "needs_second", "is_new", "expected"),
    [
        (None, True, True, (NOW, False)),
        (None, False, True, (NOW, True)),
        (False, True, True, (NOW - DAY, True)),
        (False, True, False, (NOW - DAY, False)),
        (False, False, False, (NOW - DAY, True)),
        (True, True, False, (NOW - DAY, True)),
    ],
)
def test_what_was_odd_before_is_so_since_then_and_a_second_reading_confirms_it(
    before: bool | None, needs_second: bool, is_new: bool, expected: tuple[Any, bool]
) -> None:
    odd: Any = {} if before is None else {"quiet": {"since": NOW - DAY, "is_held": before}}
    now = settled(odd, Finding(FeedState.QUIET, "", 0, NOW, needs_second), is_new)
    assert (now["since"], now["is_held"]) == expected
