"""Why imports and jobs fail, by reason: counted in jobs, with the feeds that are hit, and whether it is news."""

from typing import Any

import pytest

from job_importer.codes import RunFailure
from job_importer.mongo import Db
from job_importer.runs.finish import end_failed
from tests.support.api_client import Client
from tests.support.history import START, add_failure, add_run
from tests.support.world import add_feed

LAST_WEEK = "from=2026-10-08"  # runs are an hour apart, from the first of the month on
BEFORE, WITHIN = 100, 200  # the n-th run


@pytest.fixture(autouse=True)
def feeds(db: Db) -> None:
    for name, items in (("acme", 120), ("other", 30)):
        add_feed(db, name)
        db.feeds.update_one({"_id": name}, {"$set": {"health.last_yield": items}})


def fail(db: Db, n: int, message: str = "jobs.example.com did not answer within 30 seconds.", **more: Any) -> str:
    run_id = add_run(db, n, status="fetching", **more)
    end_failed(db, run_id, RunFailure.FEED_TIMEOUT, message, START)
    return run_id


def groups(client: Client, query: str = LAST_WEEK) -> list[dict[str, Any]]:
    answer = client.get(f"/failures/groups?{query}")
    assert answer.status == 200, answer.text
    assert answer.json["complete"]
    found: list[dict[str, Any]] = answer.json["items"]
    return found


def test_failed_imports_are_grouped_by_what_is_the_same_in_their_messages(db: Db, viewer: Client) -> None:
    fail(db, WITHIN)
    fail(db, WITHIN + 1, "jobs.example.com did not answer within 45 seconds.")
    last = fail(db, WITHIN + 2, feed_id="other")
    (group,) = groups(viewer)
    assert (group["level"], group["code"], group["runs"], group["feeds"]) == (
        "run",
        "feed_timeout",
        3,
        ["acme", "other"],
    )
    assert (group["jobs"], group["example"]) == (150, last)
    assert group["message"] == "jobs.example.com did not answer within 30 seconds."
    assert (group["first_at"], group["last_at"]) == ("2026-10-09T14:00:00Z", "2026-10-09T16:00:00Z")
    assert [group["feeds"] for group in groups(viewer, f"{LAST_WEEK}&feed=other")] == [["other"]]


def test_failed_jobs_are_counted_and_not_how_often_they_failed(db: Db, viewer: Client) -> None:
    for n in range(WITHIN, WITHIN + 3):
        run_id = add_run(db, n, status="partial")
        for index in range(4):
            add_failure(db, run_id, index, f"Job {index} has no title.")
        nameless = {"external_id": None, "url": None, "title": None}
        add_failure(db, run_id, 8, "Job 8 has no title.", **nameless)
    buried = {"external_id": None, "url": None, "title": None, "jobs": 50, "code": "delivery_exhausted"}
    add_failure(db, run_id, 99_999_999, "Lost.", **buried)
    found = {group["code"]: group for group in groups(viewer)}
    assert (found["validation_error"]["jobs"], found["validation_error"]["runs"]) == (5, 3)
    assert (found["delivery_exhausted"]["jobs"], found["delivery_exhausted"]["runs"]) == (50, 1)
    assert {group["level"] for group in found.values()} == {"job"}
    assert found["validation_error"]["example"] == run_id


@pytest.mark.parametrize(
    ("earlier", "between", "state"),
    [(False, True, "new"), (True, False, "ongoing"), (True, True, "back")],
)
def test_a_failure_is_new_or_back_or_has_gone_on(
    db: Db, viewer: Client, earlier: bool, between: bool, state: str
) -> None:
    if earlier:
        fail(db, BEFORE)
        add_failure(db, add_run(db, BEFORE + 1, status="partial", feed_id="other"), 0, feed_id="other")
    if between:
        add_run(db, BEFORE + 2)
        add_run(db, BEFORE + 3, feed_id="other")
    fail(db, WITHIN)
    add_failure(db, add_run(db, WITHIN + 1, status="partial", feed_id="other"), 0, feed_id="other")
    assert {group["level"]: group["state"] for group in groups(viewer)} == {"run": state, "job": state}


def test_another_feeds_failure_of_before_is_none_of_this_ones(db: Db, viewer: Client) -> None:
    fail(db, BEFORE, feed_id="other")
    fail(db, WITHIN)
    assert [group["state"] for group in groups(viewer)] == ["new"]


def test_the_last_seven_days_are_the_usual_period(db: Db, viewer: Client) -> None:
    fail(db, WITHIN)
    assert groups(viewer, "") == []
    assert len(groups(viewer, "to=2026-10-12")) == 1
    assert groups(viewer, "to=2026-10-09") == []
