"""When a run is tried no more, and what is said of it then."""

from datetime import timedelta
from typing import Any

import pytest

from job_importer.runs.giving_up import MOST_DEATHS, MOST_ERRORS, gave_up, is_hopeless, message_dead, message_gone
from job_importer.runs.model import RunDoc, Trigger
from job_importer.runs.store import new_run
from tests.support.feed_docs import NOW


def a_run(**changes: Any) -> RunDoc:
    run = new_run("R", feed_id="acme", feed_url="", source="", trigger=Trigger.MANUAL, now=NOW)
    return {**run, **changes}  # type: ignore[typeddict-item]


@pytest.mark.parametrize(
    ("begun", "errors", "hopeless"),
    [
        (MOST_DEATHS, 0, False),
        (MOST_DEATHS + 1, 0, True),
        (MOST_DEATHS + 7, 7, False),
        (MOST_DEATHS + 8, 7, True),
        (MOST_ERRORS - 1, MOST_ERRORS - 1, False),
        (MOST_ERRORS, MOST_ERRORS, True),
    ],
)
def test_a_run_may_die_a_few_times_and_fail_many_times(begun: int, errors: int, hopeless: bool) -> None:
    assert is_hopeless(a_run(tries={"from_chunk": 0, "begun": begun, "errors": errors})) == hopeless
    assert not is_hopeless(a_run())  # as runs were before tries were counted


ERROR = {"message": "OSError: No space left.", "at": NOW - timedelta(minutes=5)}
SIGN = "The last sign of life was at 2026-11-01 12:00:00 UTC."


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({}, f"It was never started. {SIGN}"),
        (
            {"attempts": 1},
            "It was started once. No error was reported: it was killed, or ran out of memory, disk space or time. "
            + SIGN,
        ),
        (
            {"attempts": 3, "last_error": ERROR},
            f"It was started 3 times. The last error, at 2026-11-01 11:55:00 UTC: OSError: No space left. {SIGN}",
        ),
    ],
)
def test_what_is_known_of_a_run_is_told_when_it_is_given_up(known: dict[str, Any], told: str) -> None:
    for message in (gave_up, message_gone, message_dead):
        assert f" {told} " in message(a_run(**known))
