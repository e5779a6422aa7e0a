from datetime import datetime, timedelta
from typing import Any

import pytest

from job_importer.codes import RunFailure
from job_importer.feeds.model import Health, healthy
from job_importer.feeds.schedule import next_due_at
from job_importer.runs.failure_streak import health_after
from job_importer.runs.model import RunDoc, RunStatus, Trigger
from job_importer.runs.store import new_run
from job_importer.runs.totals import no_counts
from tests.support.feed_docs import NOW

LATER = NOW + timedelta(hours=1)


def ended(status: RunStatus, run_id: str = "R1", trigger: Trigger = Trigger.SCHEDULE, **changes: Any) -> RunDoc:
    run = new_run(run_id, feed_id="acme", feed_url="", source="", trigger=trigger, now=NOW)
    return {**run, "status": status.value, **changes}  # type: ignore[typeddict-item]


def succeeded(items: int, **changes: Any) -> RunDoc:
    return ended(RunStatus.SUCCEEDED, counts=no_counts() | {"fetched": items}, **changes)


def failed(code: RunFailure = RunFailure.FEED_TIMEOUT) -> RunDoc:
    return ended(RunStatus.FAILED, failure={"code": code.value, "message": "It took too long."})


def after(*runs: RunDoc, at: datetime = NOW) -> Health:
    health = healthy()
    for run in runs:
        health = health_after(health, run, at)
    return health


@pytest.mark.parametrize("status", [RunStatus.SUCCEEDED, RunStatus.PARTIAL])
def test_a_good_run_is_remembered_with_its_yield(status: RunStatus) -> None:
    health = after(ended(status, counts=no_counts() | {"fetched": 12}))
    assert (health["last_run_id"], health["last_status"]) == ("R1", status)
    assert (health["last_success_at"], health["last_yield"]) == (NOW, 12)


def test_failures_are_counted_until_the_first_success() -> None:
    assert after(failed(), failed(), failed())["failures_in_a_row"] == 3
    assert after(failed(), failed(), succeeded(3))["failures_in_a_row"] == 0
    assert after(failed(), succeeded(3), failed())["failures_in_a_row"] == 1


def test_a_failure_keeps_what_is_known_of_the_last_success() -> None:
    health = health_after(after(succeeded(7)), failed(), LATER)
    assert (health["last_success_at"], health["last_yield"]) == (NOW, 7)
    assert health["last_failure"] == {"code": "feed_timeout", "message": "It took too long.", "at": LATER}


def test_a_recovery_keeps_the_last_failure_in_sight() -> None:
    assert after(failed(), succeeded(3))["last_failure"] == after(failed())["last_failure"]


def test_not_modified_is_a_success_that_leaves_the_yield_as_it_was() -> None:
    health = health_after(after(succeeded(7), failed()), ended(RunStatus.NOT_MODIFIED, counts=no_counts()), LATER)
    assert (health["failures_in_a_row"], health["last_success_at"], health["last_yield"]) == (0, LATER, 7)


@pytest.mark.parametrize("status", [RunStatus.SUCCEEDED, RunStatus.FAILED])
def test_a_replay_says_nothing_of_the_source(status: RunStatus) -> None:
    health = after(failed())
    assert health_after(health, ended(status, "R2", Trigger.REPLAY), LATER) == health


def test_a_feed_that_fails_for_a_month_is_tried_every_day_and_recovers_at_once() -> None:
    health, now, tries = healthy(), NOW, 0
    while now < NOW + timedelta(days=30):
        health, tries = health_after(health, failed(), now), tries + 1
        now = next_due_at("acme", 3_600, now, health["failures_in_a_row"])
    assert 30 <= tries <= 40
    health = health_after(health, succeeded(5), now)
    assert next_due_at("acme", 3_600, now, health["failures_in_a_row"]) - now <= timedelta(hours=1.5)
