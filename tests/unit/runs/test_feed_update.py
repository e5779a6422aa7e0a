"""What a feed learns from a run: which runs leave validators that hold, and what the others leave as it was."""

from datetime import timedelta
from typing import Any

import pytest

from job_importer.codes import RunFailure
from job_importer.feeds.model import NO_VALIDATORS, FeedDoc
from job_importer.ids import new_run_id
from job_importer.runs.feed_update import lessons
from job_importer.runs.model import RunDoc, RunStatus, Trigger
from job_importer.runs.store import new_run
from job_importer.runs.totals import no_counts
from tests.support.feed_docs import NOW, feed_doc

RUN = new_run_id(NOW)
OLDER, NEWER = new_run_id(NOW - timedelta(hours=1)), new_run_id(NOW + timedelta(hours=1))
VALIDATORS = {
    "etag": '"1"',
    "last_modified": None,
    "sha256": "5" * 64,
    "version": "v",
    "settings": "s",
    "manifest": "m",
}
WHOLE: dict[str, Any] = {
    "status": RunStatus.SUCCEEDED.value,
    "fetched_at": NOW,
    "closing": "done",
    "completeness": "whole",
    "reading_mode": "full",
    "reading": {"settings": "s"},
    "validators": VALIDATORS,
    "identity": "guid",
    "filled": 0.9,
    "seal": {"chunks": 1, "fetched": 9, "inactive": 0, "duplicates": 0},
    "counts": no_counts() | {"fetched": 9, "new": 1, "updated": 2, "unchanged": 6},
}


def a_run(**changes: Any) -> RunDoc:
    run = new_run(RUN, feed_id="acme", feed_url="", source="", trigger=Trigger.SCHEDULE, now=NOW)
    return {**run, **WHOLE, **changes}  # type: ignore[typeddict-item]


def learned(feed: FeedDoc | None = None, **changes: Any) -> dict[str, Any]:
    return lessons(feed or feed_doc(), a_run(**changes), NOW)


def remembered(items: int) -> dict[str, Any]:
    return {"run_id": OLDER, "items": items, "filled": 0.9, "changed": None}


@pytest.mark.parametrize("status", [RunStatus.SUCCEEDED, RunStatus.PARTIAL])
@pytest.mark.parametrize("completeness", [None, "whole", "window"])
def test_a_run_that_saw_every_job_leaves_validators_and_is_the_last_full_one(
    status: RunStatus, completeness: str | None
) -> None:
    values = learned(status=status.value, completeness=completeness)
    assert (values["validators"], values["full_run_id"], values["full_after"]) == (VALIDATORS, RUN, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"completeness": "part"},
        {"closing": None},
        {"validators": None},
        {"reading": None},
        {"reading": {"settings": "others"}},
        {"validators": {**VALIDATORS, "settings": "others"}},
    ],
)
def test_a_run_that_may_have_missed_a_job_or_was_read_otherwise_leaves_none(changes: dict[str, Any]) -> None:
    values = learned(feed_doc(validators=VALIDATORS, full_run_id=OLDER, full_after=OLDER), **changes)
    assert values["validators"] == NO_VALIDATORS
    assert not {"full_run_id", "full_after"} & values.keys()
    assert values["confirmed_run_id"] == RUN


def test_a_run_that_read_the_changes_alone_is_no_full_one() -> None:
    values = learned(feed_doc(full_after=OLDER), reading_mode="changes")
    assert values["validators"] == VALIDATORS
    assert not {"full_run_id", "full_after"} & values.keys()


@pytest.mark.parametrize(
    ("after", "left"),
    [(OLDER, None), (RUN, None), (NEWER, NEWER), (None, None)],
    ids=["older", "own", "newer", "none"],
)
def test_what_a_newer_run_of_a_neighbour_has_left_is_still_to_be_read(after: str | None, left: str | None) -> None:
    assert learned(feed_doc(full_after=after))["full_after"] == left


def test_a_replay_releases_the_feed_and_says_nothing_of_the_source() -> None:
    assert learned(replay_of=OLDER) == {"lease": None}


def test_a_failure_leaves_what_was_confirmed_as_it_was() -> None:
    failure = {"code": RunFailure.FEED_RATE_LIMITED.value, "message": "Too many.", "retry_after": 7_200.0}
    values = learned(status=RunStatus.FAILED.value, failure=failure)
    assert not {"validators", "confirmed_run_id", "confirmed_at", "sent_at", "yields", "listed"} & values.keys()
    assert (values["lease"], values["not_before"]) == (None, NOW + timedelta(hours=2))
    assert values["next_due_at"] >= values["not_before"]


@pytest.mark.parametrize(("status", "is_sent"), [(304, False), (200, True), (None, True)])
def test_a_source_that_has_not_moved_is_confirmed_and_has_sent_something_where_it_sent_the_same(
    status: int | None, is_sent: bool
) -> None:
    http = {"status": status, "bytes": None, "content_type": None}
    values = learned(status=RunStatus.NOT_MODIFIED.value, http=http)
    assert (values["confirmed_at"], values.get("sent_at")) == (NOW, NOW if is_sent else None)
    assert not {"validators", "confirmed_run_id", "yields"} & values.keys()


def test_an_empty_feed_does_not_change_what_identifies_the_jobs() -> None:
    empty = {**WHOLE["seal"], "fetched": 0}
    feed = feed_doc(known_identity="url")
    assert (learned(feed)["known_identity"], learned(feed, seal=empty)["known_identity"]) == ("guid", "url")


@pytest.mark.parametrize(
    ("completeness", "earlier", "items"), [("part", [20], 20), ("part", [5], 9), ("part", [], 9), ("whole", [20], 9)]
)
def test_a_part_of_a_feed_does_not_make_it_smaller(completeness: str, earlier: list[int], items: int) -> None:
    values = learned(feed_doc(yields=[remembered(n) for n in earlier]), completeness=completeness)
    assert values["yields"][-1] == {"run_id": RUN, "items": items, "filled": 0.9, "changed": 0.25}


def test_where_no_job_was_known_nothing_is_said_of_those_that_changed() -> None:
    assert learned(counts=no_counts() | {"fetched": 9, "new": 9})["yields"][-1]["changed"] is None
    assert learned(counts=None)["yields"][-1]["changed"] is None


@pytest.mark.parametrize(
    ("accepts", "status", "begins"),
    [(True, "succeeded", True), (True, "not_modified", True), (True, "failed", False), (False, "succeeded", False)],
)
def test_the_ways_of_a_feed_begin_again_where_an_operator_accepts_what_it_brings(
    accepts: bool, status: str, begins: bool
) -> None:
    values = learned(accept_collapse=accepts, status=status)
    assert ("usual" in values, values.get("usual_from")) == (begins, NOW.date().isoformat() if begins else None)


def test_the_recent_runs_hold_each_once_with_its_numbers_and_its_failure() -> None:
    again = learned(feed_doc(recent=learned()["recent"]))["recent"]
    assert again == [
        {
            "id": RUN,
            "at": NOW,
            "status": "succeeded",
            "code": None,
            "format": None,
            "fetched": 9,
            "new": 1,
            "updated": 2,
            "closed": 0,
            "failed": 0,
        }
    ]
    failure = {"code": "feed_timeout", "message": "Too slow.", "retry_after": None}
    (failed,) = learned(status="failed", failure=failure, counts=None)["recent"]
    assert (failed["code"], failed["fetched"]) == ("feed_timeout", 0)


def test_all_that_a_feed_learns_from_a_run_that_brought_jobs() -> None:
    listed = {"run_id": RUN, "digest": "d", "is_window": False}
    values = learned(feed_doc(yields=[remembered(9)]), listed=listed)
    assert (values.pop("health")["last_run_id"], values.pop("next_due_at") > NOW) == (RUN, True)
    judged = {"recent", "judgement", "untold", "transitions"}
    assert {name: value for name, value in values.items() if name not in judged} == {
        "lease": None,
        "not_before": None,
        "yields": [remembered(9), {"run_id": RUN, "items": 9, "filled": 0.9, "changed": 0.25}],
        "known_identity": "guid",
        "confirmed_run_id": RUN,
        "confirmed_at": NOW,
        "sent_at": NOW,
        "listed": listed,
        "validators": VALIDATORS,
        "full_run_id": RUN,
        "full_after": None,
    }
