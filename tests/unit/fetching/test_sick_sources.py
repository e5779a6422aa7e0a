"""Every way in which a source misbehaves ends with its code, in bounded time and memory, and leaves no file."""

import resource
from collections.abc import Callable
from itertools import count

import pytest

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.model import Fetched
from tests.support.sick_server import BEHAVIOURS, FEED, OUTCOMES, SickServer

Get = Callable[..., Fetched]
Fail = Callable[..., FeedError]

MAX_BYTES = 20_000_000


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_sick_source_ends_with_its_code_in_bounded_memory(server: SickServer, failure: Fail, name: str) -> None:
    """In bounded time as well: those that end with a timeout would go on for longer, or forever."""
    peak_before = _peak_bytes()
    is_slow = OUTCOMES[name] == RunFailure.FEED_TIMEOUT
    total_seconds = (
        1.2 if is_slow else 20.0
    )  # time is not what the others are to be stopped by, on a busy machine either
    error = failure(server.url(name), total_seconds=total_seconds, idle_seconds=total_seconds / 3, max_bytes=MAX_BYTES)
    assert error.code == OUTCOMES[name]
    assert error.message.endswith(".")
    assert _peak_bytes() - peak_before < 64 * 1024 * 1024


def test_every_behaviour_of_the_sick_server_is_tried() -> None:
    assert set(BEHAVIOURS) - set(OUTCOMES) == {"healthy", "not-modified", "recovers"}


def test_a_bomb_that_unfolds_for_longer_than_the_fetch_may_take_is_stopped(server: SickServer, failure: Fail) -> None:
    ticks = count()
    error = failure(
        server.url("gzip-bomb"), clock=lambda: next(ticks) / 1_000, total_seconds=0.5, idle_seconds=5.0, max_bytes=2**40
    )
    assert error.code == RunFailure.FEED_TIMEOUT


TRANSIENT = ["silent", "server-error", "too-short", "too-long", "truncated-gzip", "damaged-gzip", "reset-in-the-middle"]


@pytest.mark.parametrize("name", [*TRANSIENT, "hangs-up", "garbage", "cut-chunks", "stalls"])
def test_a_transient_failure_is_tried_again(server: SickServer, failure: Fail, name: str) -> None:
    failure(server.url(name), idle_seconds=0.2)
    assert len(server.visits) == 3


@pytest.mark.parametrize(
    "name", ["not-found", "forbidden", "gzip-bomb", "unknown-coding", "rate-limited", "always-304"]
)
def test_a_lasting_failure_is_not_tried_again(server: SickServer, failure: Fail, name: str) -> None:
    failure(server.url(name))
    assert len(server.visits) == 1


def test_a_source_that_recovers_is_imported_as_if_nothing_had_been(server: SickServer, get: Get, body) -> None:
    fetched = get(server.url("recovers"))
    assert (fetched.attempts, body.read_bytes()) == (3, FEED)


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
