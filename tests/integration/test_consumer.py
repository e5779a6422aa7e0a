"""Chunks through the consumer on a real MongoDB: what is stored and counted, whatever is repeated or dies."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from job_importer.jobs.closing import close_vanished
from job_importer.jobs.document import prepare
from job_importer.jobs.history import HISTORY_LENGTH
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from job_importer.runs import ledger
from job_importer.runs.books import counts_of
from job_importer.runs.counts import Counts
from job_importer.runs.ledger import bury, bury_pending
from tests.support.crashes import MONGO_WRITES, CrashError, Fuse, Fused, crash_points
from tests.support.world import (
    FEED,
    NOW,
    RUN_1,
    RUN_2,
    RUN_3,
    add_feed,
    begin_run,
    chunk,
    forget_everything,
    job,
    publish,
    state,
)


@pytest.fixture(autouse=True)
def feed(db: Db) -> None:
    add_feed(db)


def deliver(db: Db, *messages: Any) -> None:
    for message in messages:
        store_chunk(db, message, NOW)


def run_feed(db: Db, run_id: str, *jobs: dict[str, Any], feed_id: str = FEED) -> dict[str, Any]:
    """A whole run of one chunk; the run's document afterwards."""
    begin_run(db, run_id, feed_id)
    message = chunk(run_id, 0, list(jobs), feed_id=feed_id, seen_at=NOW + timedelta(hours=int(run_id[-2:])))
    publish(db, message)
    deliver(db, message)
    return db.runs.find_one({"_id": run_id}) or {}


def numbers(counts: Counts | Any, *names: str) -> dict[str, int]:
    return {name: value for name, value in counts.items() if name in names or (not names and value)}


def stored(db: Db, n: int) -> dict[str, Any]:
    return db.jobs.find_one({"external_id": f"A-{n}"}) or {}


def test_jobs_of_a_first_run_are_new_and_the_run_succeeds(db: Db) -> None:
    run = run_feed(db, RUN_1, job(1), job(2))
    assert run["status"] == "succeeded"
    assert numbers(run["counts"]) == {"fetched": 2, "new": 2}
    assert stored(db, 1)["first_run_id"] == RUN_1
    assert (db.feeds.find_one({"_id": FEED}) or {})["lease"] is None
    assert stored(db, 1)["posted_at"].isoformat() == "2026-10-30T09:00:00+00:00"


def test_the_same_jobs_again_are_unchanged_and_seen(db: Db) -> None:
    run_feed(db, RUN_1, job(1), job(2))
    run = run_feed(db, RUN_2, job(1), job(2))
    assert numbers(run["counts"]) == {"fetched": 2, "unchanged": 2}
    assert stored(db, 1)["seen"] == {FEED: RUN_2}
    assert stored(db, 1)["last_seen_at"] == NOW + timedelta(hours=2)
    assert stored(db, 1)["first_seen_at"] == NOW + timedelta(hours=1)


def test_a_changed_title_is_one_updated_and_named(db: Db) -> None:
    run_feed(db, RUN_1, job(1), job(2))
    run = run_feed(db, RUN_2, job(1, title="$where is {$literal: 1}"), job(2))
    assert numbers(run["counts"]) == {"fetched": 2, "updated": 1, "unchanged": 1}
    assert stored(db, 1)["title"] == "$where is {$literal: 1}"
    assert stored(db, 1)["changed_fields"] == ["title"]
    assert stored(db, 1)["changed_run_id"] == RUN_2
    assert stored(db, 1)["history"] == [
        {"run_id": RUN_2, "at": NOW + timedelta(hours=2), "kind": "updated"}
        | {
            "fields": ["title"],
            "changes": {"title": {"old": "Engineer 1", "new": "$where is {$literal: 1}"}},
        }
    ]


def test_a_restamped_date_is_not_an_update_and_is_stored(db: Db) -> None:
    run_feed(db, RUN_1, job(1), job(2))
    run = run_feed(db, RUN_2, job(1, posted_at="2026-10-31T09:00:00Z"), job(2))
    assert numbers(run["counts"]) == {"fetched": 2, "unchanged": 2, "restamped": 1}
    assert stored(db, 1)["posted_at"].day == 31
    assert stored(db, 1)["changed_run_id"] is None


def test_one_bad_job_does_not_harm_its_forty_nine_neighbours(db: Db) -> None:
    run = run_feed(db, RUN_1, *(job(n) for n in range(49)), job(49, title=None, url="javascript:alert(1)"))
    assert run["status"] == "partial"
    assert numbers(run["counts"]) == {"fetched": 50, "new": 49, "failed": 1}
    (failure,) = db.failures.find()
    assert (failure["code"], failure["field"], failure["rule"]) == ("validation_error", "title", "missing")
    assert failure["external_id"] == "A-49"
    assert "url" in failure["message"]


def test_a_job_that_trips_our_own_fault_fails_alone(db: Db, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(index: int, values: dict[str, Any], *others: Any) -> Any:
        if values["external_id"] == "A-2":
            raise ZeroDivisionError
        return prepare(index, values, *others)

    monkeypatch.setattr("job_importer.pipeline.consumer.prepare", faulty)
    run = run_feed(db, RUN_1, job(1), job(2), job(3))
    assert numbers(run["counts"]) == {"fetched": 3, "new": 2, "failed": 1}
    (failure,) = db.failures.find()
    assert failure["code"] == "unexpected_error"
    assert "ZeroDivisionError" in failure["message"]


def test_a_job_that_the_database_refuses_fails_alone(db: Db) -> None:
    db.command("collMod", "jobs", validator={"title": {"$ne": "Refused"}})
    run = run_feed(db, RUN_1, job(1), job(2, title="Refused"))
    assert numbers(run["counts"]) == {"fetched": 2, "new": 1, "failed": 1}
    (failure,) = db.failures.find()
    assert failure["code"] == "database_error"
    second = run_feed(db, RUN_2, job(1, title="Refused"))
    assert numbers(second["counts"]) == {"fetched": 1, "failed": 1}


def test_a_job_that_came_into_being_meanwhile_is_updated_instead(db: Db, monkeypatch: pytest.MonkeyPatch) -> None:
    from job_importer.jobs import store

    run_feed(db, RUN_1, job(1))
    read, seen = store._read, list[Any]()

    def read_too_early(*args: Any) -> dict[str, Any]:
        seen.append(args)
        return {} if len(seen) == 1 else read(*args)

    monkeypatch.setattr(store, "_read", read_too_early)
    run = run_feed(db, RUN_2, job(1, title="Changed meanwhile"))
    assert numbers(run["counts"]) == {"fetched": 1, "updated": 1}
    assert db.jobs.count_documents({}) == 1


def test_an_older_run_never_overwrites_a_newer_one(db: Db) -> None:
    run_feed(db, RUN_1, job(1, title="First"))
    begin_run(db, RUN_2)
    late = chunk(RUN_2, 0, [job(1, title="Second")])
    publish(db, late)
    run_feed(db, RUN_3, job(1, title="Third"))
    before = stored(db, 1)
    deliver(db, late)
    assert stored(db, 1) == before
    assert numbers(counts_of(db, [RUN_2])[RUN_2]) == {"fetched": 1, "unchanged": 1}


def test_a_late_redelivery_still_finds_its_own_change_under_a_newer_one(db: Db) -> None:
    run_feed(db, RUN_1, job(1))
    run_feed(db, RUN_2, job(1, title="Second"))
    run_feed(db, RUN_3, job(1, title="Third"))
    deliver(db, chunk(RUN_2, 0, [job(1, title="Second")]))
    assert numbers(counts_of(db, [RUN_2])[RUN_2]) == {"fetched": 1, "updated": 1}
    assert stored(db, 1)["title"] == "Third"


def a_restamped_and_a_reopened_job(db: Db) -> tuple[Any, dict[str, int]]:
    """The second run's chunk, announced; and the numbers that it comes to."""
    run_feed(db, "01M00000000000000000000000", job(1), job(2))
    run_feed(db, RUN_1, job(1))
    close_vanished(db, FEED, RUN_1, NOW)
    begin_run(db, RUN_2)
    message = chunk(RUN_2, 0, [job(1, posted_at="2026-10-31T09:00:00Z"), job(2)])
    publish(db, message)
    return message, {"fetched": 2, "unchanged": 2, "restamped": 1, "reopened": 1}


def newer_runs_restamp_close_and_reopen(db: Db) -> None:
    later = [RUN_3[:-2] + f"{n:02d}" for n in (4, 5)]
    run_feed(db, RUN_3, job(1, posted_at="2026-11-01T09:00:00Z"))
    close_vanished(db, FEED, RUN_3, NOW)
    run_feed(db, later[0], job(1, posted_at="2026-11-02T09:00:00Z"), job(2))
    assert numbers((db.runs.find_one({"_id": later[0]}) or {})["counts"], "restamped", "reopened") == {
        "restamped": 1,
        "reopened": 1,
    }


def test_a_late_redelivery_finds_what_it_restamped_and_reopened_under_newer_runs(db: Db) -> None:
    message, expected = a_restamped_and_a_reopened_job(db)
    deliver(db, message)
    newer_runs_restamp_close_and_reopen(db)
    before = state(db)
    deliver(db, message)
    assert state(db) == before
    assert numbers(counts_of(db, [RUN_2])[RUN_2]) == expected


def test_a_chunk_that_died_before_it_was_settled_is_counted_as_it_was_stored_whatever_newer_runs_did_since(
    db: Db,
) -> None:
    message, expected = a_restamped_and_a_reopened_job(db)
    fused: Any = Fused(db, {"find_one_and_replace"}, Fuse(0))
    with pytest.raises(CrashError):
        deliver(fused, message)
    newer_runs_restamp_close_and_reopen(db)
    deliver(db, message)
    assert numbers(counts_of(db, [RUN_2])[RUN_2]) == expected


def test_a_chunk_that_is_settled_is_not_counted_anew_however_often_its_jobs_have_changed_since(db: Db) -> None:
    run_feed(db, RUN_1, job(1))
    run_feed(db, RUN_2, job(1, title="Second"))
    for n in range(3, 4 + HISTORY_LENGTH):
        run_feed(db, RUN_2[:-2] + f"{n:02d}", job(1, title=f"Title {n}"))
    deliver(db, chunk(RUN_2, 0, [job(1, title="Second")]))
    assert numbers(counts_of(db, [RUN_2])[RUN_2]) == {"fetched": 1, "updated": 1}


def test_a_job_that_three_feeds_of_a_source_list_is_stored_once(db: Db) -> None:
    add_feed(db, "two")
    add_feed(db, "three")
    run_feed(db, RUN_1, job(1))
    run_feed(db, RUN_2, job(1), feed_id="two")
    run_feed(db, RUN_3, job(1, title="Changed"), feed_id="three")
    assert db.jobs.count_documents({}) == 1
    assert sorted(stored(db, 1)["feed_ids"]) == ["acme", "three", "two"]
    assert stored(db, 1)["seen"] == {"acme": RUN_1, "two": RUN_2, "three": RUN_3}


def test_a_closed_job_reopens_when_it_comes_back_and_is_counted(db: Db) -> None:
    run_feed(db, RUN_1, job(1), job(2))
    run_feed(db, RUN_2, job(1))
    close_vanished(db, FEED, RUN_2, NOW)
    assert stored(db, 2)["closed_run_id"] == RUN_2
    run = run_feed(db, RUN_3, job(1), job(2))
    assert numbers(run["counts"]) == {"fetched": 2, "unchanged": 2, "reopened": 1}
    assert (stored(db, 2)["closed_at"], stored(db, 2)["closed_reason"]) == (None, None)


def test_an_older_run_does_not_reopen_what_a_newer_one_found_gone(db: Db) -> None:
    run_feed(db, RUN_1, job(1), job(2))
    run_feed(db, RUN_3, job(1))
    close_vanished(db, FEED, RUN_3, NOW)
    begin_run(db, RUN_2)
    deliver(db, chunk(RUN_2, 0, [job(2)]))
    assert stored(db, 2)["closed_run_id"] == RUN_3
    assert stored(db, 2)["seen"] == {}


def test_an_older_run_of_a_feed_that_has_dropped_the_job_leaves_its_words_to_the_other_feed(db: Db) -> None:
    run_feed(db, RUN_1, job(1), job(2))
    run_feed(db, RUN_2, job(2, title="In other words"), feed_id="two")
    run_feed(db, RUN_3, job(1))
    close_vanished(db, FEED, RUN_3, NOW)
    late = f"{RUN_2}Z"
    begin_run(db, late)
    for _ in range(2):
        deliver(db, chunk(late, 0, [job(2)]))
        assert (stored(db, 2)["title"], list(stored(db, 2)["seen"])) == ("In other words", ["two"])


def test_a_job_that_does_not_validate_any_more_is_still_listed(db: Db) -> None:
    run_feed(db, RUN_1, job(1), job(2))
    run_feed(db, RUN_2, job(1), job(2, title=None))
    close_vanished(db, FEED, RUN_2, NOW)
    assert stored(db, 2)["closed_at"] is None


def test_the_books_balance_at_every_read_of_a_running_import(db: Db) -> None:
    begin_run(db, RUN_1)
    messages = [
        chunk(RUN_1, 0, [job(1), job(2)], duplicates=1),
        chunk(RUN_1, 1, [job(3), job(4, url="no")]),
        chunk(RUN_1, 2, [job(5)], duplicates=3),
    ]
    publish(db, *messages)
    seen = []
    for message in [None, *messages]:
        if message:
            deliver(db, message)
        books: Any = counts_of(db, [RUN_1])[RUN_1]
        parts = ("new", "updated", "unchanged", "duplicate", "failed", "pending")
        assert books["fetched"] == sum(books[part] for part in parts) == 9
        seen.append((books["pending"], (db.runs.find_one({"_id": RUN_1}) or {})["status"]))
    assert seen == [(5, "processing"), (3, "processing"), (1, "processing"), (0, "partial")]


def test_many_consumers_at_once_store_a_job_once_and_count_it_once(db: Db) -> None:
    begin_run(db, RUN_1)
    messages = [chunk(RUN_1, n, [job(n * 10 + i) for i in range(10)]) for n in range(4)]
    publish(db, *messages)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda message: deliver(db, message), messages * 3))
    assert db.jobs.count_documents({}) == 40
    run = db.runs.find_one({"_id": RUN_1}) or {}
    assert (run["status"], numbers(run["counts"])) == ("succeeded", {"fetched": 40, "new": 40})


def redrive(db: Db) -> None:
    """A chunk that died, and comes back."""
    begin_run(db, RUN_2)
    messages = [chunk(RUN_2, 0, [job(1)]), chunk(RUN_2, 1, [job(2), job(3)])]
    publish(db, *messages)
    deliver(db, messages[0])
    pending: Any = db.chunks.find_one({"state": "pending"})
    bury(db, FEED, pending, "It died.", NOW)
    deliver(db, messages[0])
    run: Any = db.runs.find_one({"_id": RUN_2})
    assert (run["status"], run["counts"]["failed"], run["closing"]) == ("partial", 2, None)
    assert [f["code"] for f in db.failures.find()] == ["delivery_exhausted"]
    deliver(db, messages[1])


def test_a_redrive_turns_the_dead_chunk_done_and_the_totals_follow(db: Db) -> None:
    redrive(db)
    run: Any = db.runs.find_one({"_id": RUN_2})
    assert (run["status"], run["closing"]) == ("succeeded", "pending")
    assert numbers(run["counts"]) == {"fetched": 3, "new": 3}
    assert list(db.failures.find()) == []


def test_a_chunk_that_was_stored_meanwhile_is_not_buried(db: Db) -> None:
    begin_run(db, RUN_1)
    message = chunk(RUN_1, 0, [job(1)])
    publish(db, message)
    stale: Any = db.chunks.find_one({"n": 0})
    deliver(db, message)
    assert bury(db, FEED, stale, "It died.", NOW) is False
    assert numbers(counts_of(db, [RUN_1])[RUN_1]) == {"fetched": 1, "new": 1}
    assert list(db.failures.find()) == []


def test_a_chunk_that_is_buried_as_it_is_settled_leaves_no_failure_behind(
    db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    def buried_then(*args: Any) -> None:
        drop(*args)
        pending: Any = db.chunks.find_one({"state": "pending"})
        if pending:
            assert bury(db, FEED, pending, "It died.", NOW)

    drop = ledger._drop_other_failures
    monkeypatch.setattr(ledger, "_drop_other_failures", buried_then)
    run = run_feed(db, RUN_1, job(1))
    assert (run["status"], run["closing"], list(db.failures.find())) == ("succeeded", "pending", [])


def test_items_of_a_chunk_with_the_same_key_are_one_job_and_each_is_counted(db: Db) -> None:
    first = run_feed(db, RUN_1, job(1), job(1, title="Other"), job(2))
    assert numbers(first["counts"]) == {"fetched": 3, "new": 3}
    second = run_feed(db, RUN_2, job(1), job(1), job(2, title="Changed"))
    assert numbers(second["counts"]) == {"fetched": 3, "unchanged": 2, "updated": 1}
    third = run_feed(db, RUN_3, job(1, title="Changed"), job(1, title="Other"), job(2, title="Changed"))
    assert numbers(third["counts"]) == {"fetched": 3, "unchanged": 1, "updated": 2}
    assert [change["fields"] for change in stored(db, 1)["history"]] == [["title"]]
    assert (db.jobs.count_documents({}), stored(db, 1)["title"]) == (2, "Changed")


def test_items_with_the_same_key_that_reopen_a_job_are_no_update(db: Db) -> None:
    run_feed(db, RUN_1, job(1), job(2))
    run_feed(db, RUN_2, job(1))
    close_vanished(db, FEED, RUN_2, NOW)
    run = run_feed(db, RUN_3, job(1), job(2), job(2))
    assert numbers(run["counts"]) == {"fetched": 3, "unchanged": 3, "reopened": 2}
    assert stored(db, 2)["closed_at"] is None


def test_items_of_a_chunk_with_the_same_key_are_refused_together(db: Db) -> None:
    db.command("collMod", "jobs", validator={"title": {"$ne": "Refused"}})
    run = run_feed(db, RUN_1, job(1, title="Refused"), job(1), job(2))
    assert numbers(run["counts"]) == {"fetched": 3, "new": 1, "failed": 2}
    assert db.failures.count_documents({"code": "database_error"}) == 2


def a_first_run(db: Db) -> list[Any]:
    begin_run(db, RUN_2)
    return [chunk(RUN_2, 0, [job(1), job(2, url="nowhere")], duplicates=1), chunk(RUN_2, 1, [job(3)])]


def a_run_of_every_outcome(db: Db) -> list[Any]:
    run_feed(db, RUN_1, *(job(n) for n in range(1, 6)))
    db.jobs.update_one(
        {"external_id": "A-5"}, {"$set": {"closed_at": NOW, "closed_run_id": RUN_1, "seen": {}, "gone": {FEED: RUN_1}}}
    )
    begin_run(db, RUN_2)
    changed = [job(2, title="Changed"), job(3, posted_at="2026-10-31T09:00:00Z"), job(4, title=None)]
    return [chunk(RUN_2, 0, [job(1), *changed]), chunk(RUN_2, 1, [job(5), job(6)])]


def a_redrive(db: Db) -> list[Any]:
    messages = a_first_run(db)
    publish(db, *messages)
    bury_pending(db, RUN_2, "It died.", NOW)
    return messages


@pytest.mark.parametrize("scene", [a_first_run, a_run_of_every_outcome, a_redrive])
def test_every_delivery_twice_and_after_a_crash_at_any_write_comes_to_the_same_state(
    db: Db, scene: Callable[[Db], list[Any]]
) -> None:
    def prepare() -> list[Any]:
        forget_everything(db)
        add_feed(db)
        messages = scene(db)
        publish(db, *messages)
        return messages

    def crash(fuse: Fuse) -> None:
        fused: Any = Fused(db, MONGO_WRITES, fuse)
        for message in prepare():
            store_chunk(fused, message, NOW, receive_count=1)

    deliver(db, *prepare())
    undisturbed = state(db)

    for message in [*prepare()] * 2:
        store_chunk(db, message, NOW, receive_count=1)
    assert state(db) == undisturbed

    messages = prepare()
    deliver(db, *messages, *reversed(messages), *messages)
    assert state(db) == undisturbed

    points = 0
    for _ in crash_points(crash):
        deliver(db, *messages, *messages)
        assert state(db) == undisturbed
        points += 1
    assert points >= 5
