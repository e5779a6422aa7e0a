from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.backoff import CAP_SECONDS, pause
from job_importer.fetching.faults import timed_out
from job_importer.fetching.model import Fetched
from job_importer.fetching.verdict import MAX_RETRY_AFTER_SECONDS, parse_retry_after, refusal
from tests.support.sick_server import SickServer, Visit, healthy

Get = Callable[..., Fetched]
Fail = Callable[..., FeedError]
NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def limited(retry_after: float | None) -> FeedError:
    return FeedError(RunFailure.FEED_RATE_LIMITED, "Wait.", retry_after)


def test_pauses_double_with_full_jitter_up_to_a_cap() -> None:
    error = timed_out("Late.")
    assert [pause(attempt, error, 0.5) for attempt in (1, 2, 3)] == [0.5, 1.0, 2.0]
    assert pause(1, error, 0.0) == 0.0
    assert pause(50, error, 1.0) == CAP_SECONDS


def test_a_short_wish_for_patience_is_waited_for_and_a_long_one_is_not() -> None:
    assert pause(1, limited(3.0), 0.5) == 3.0
    assert pause(1, limited(0.0), 0.5) == 0.5
    assert pause(1, limited(6.0), 0.5) is None
    assert pause(1, limited(None), 0.5) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 01 Nov 2026 12:02:00 GMT", 120.0),
        ("Sunday, 01-Nov-26 12:02:00 GMT", 120.0),
        ("Sun Nov  1 12:02:00 2026", 120.0),
        ("Sun, 01 Nov 2026 11:00:00 GMT", 0.0),
        ("99999999999999999999", MAX_RETRY_AFTER_SECONDS),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MAX_RETRY_AFTER_SECONDS),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("Sun, 99 Nov 2026 12:02:00 GMT", None),
    ],
)
def test_both_forms_of_retry_after_are_read_and_nonsense_is_not(value: str, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW) == seconds


def test_a_date_is_read_by_the_clock_of_the_source() -> None:
    headers = {"date": "Sun, 01 Nov 2026 15:00:00 GMT", "retry-after": "Sun, 01 Nov 2026 15:01:00 GMT"}
    assert refusal(429, headers, "example.com", NOW).retry_after == 60.0


@pytest.mark.parametrize("name", ["rate-limited", "rate-limited-until"])
def test_a_source_that_asks_for_patience_is_left_alone(name: str, server: SickServer, failure: Fail) -> None:
    error = failure(server.url(name))
    assert (error.code, error.retry_after) == (RunFailure.FEED_RATE_LIMITED, 120.0)
    assert len(server.visits) == 1


def test_a_503_asks_for_patience_only_with_retry_after(server: SickServer, failure: Fail) -> None:
    assert failure(server.url("unavailable-for-a-while")).retry_after == 90.0
    error = failure(server.on("down", lambda visit: visit.answer(503)))
    assert (error.code, error.retry_after) == (RunFailure.FEED_HTTP_ERROR, None)
    assert len(server.visits) == 1 + 3


def test_a_429_without_a_time_is_not_tried_again(server: SickServer, failure: Fail) -> None:
    error = failure(server.on("limited", lambda visit: visit.answer(429)))
    assert (error.code, error.retry_after) == (RunFailure.FEED_RATE_LIMITED, None)
    assert len(server.visits) == 1


def test_a_few_seconds_of_patience_are_waited_for(server: SickServer, get: Get) -> None:
    def busy(visit: Visit) -> None:
        visit.head(429, Retry_After="2") if visit.count == 1 else healthy(visit)

    pauses: list[float] = []
    assert get(server.on("busy", busy), sleep=pauses.append).attempts == 2
    assert pauses == [2.0]


def test_attempts_are_apart_by_a_growing_random_pause(server: SickServer, failure: Fail) -> None:
    pauses: list[float] = []
    failure(server.url("server-error"), sleep=pauses.append, jitter=lambda: 0.25, attempts=4)
    assert pauses == [0.25, 0.5, 1.0]


def test_no_pause_goes_beyond_the_runs_budget(server: SickServer, failure: Fail) -> None:
    pauses: list[float] = []
    error = failure(server.url("server-error"), sleep=pauses.append, jitter=lambda: 1.0, total_seconds=0.9)
    assert (error.code, pauses) == (RunFailure.FEED_HTTP_ERROR, [])


@pytest.mark.parametrize("total_seconds", [4.0, 7.0])
def test_the_budget_counts_the_pauses(total_seconds: float, server: SickServer, failure: Fail) -> None:
    time = {"now": 0.0}

    def sleep(seconds: float) -> None:
        time["now"] += seconds

    error = failure(
        server.url("server-error"),
        sleep=sleep,
        clock=lambda: time["now"],
        jitter=lambda: 1.0,
        total_seconds=total_seconds,
        attempts=9,
    )
    assert error.code == RunFailure.FEED_HTTP_ERROR
    assert (time["now"], len(server.visits)) == (3.0, 3)  # the pause of 4 s leaves no time for another attempt


@pytest.mark.parametrize(
    ("status", "word"),
    [(401, "credentials"), (403, "credentials"), (404, "URL"), (410, "URL"), (500, "again"), (418, "URL")],
)
def test_a_status_comes_with_what_to_do_about_it(status: int, word: str) -> None:
    error = refusal(status, {}, "example.com", NOW)
    assert f"HTTP {status}" in error.message
    assert word in error.message


def test_an_absurd_status_is_named_all_the_same() -> None:
    assert "HTTP 599." in refusal(599, {}, "example.com", NOW + timedelta(0)).message
