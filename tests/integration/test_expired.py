"""A job is closed when its own date has passed by a day, listed or not, and is open again when that moves on."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from job_importer.jobs import closing
from job_importer.jobs.closing import close_expired
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.reconciler import reconcile
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, NOW, RUN_1, RUN_2, RUN_3, add_feed, begin_run, chunk, job, publish, state

DAY = timedelta(days=1)


def until(moment: datetime | None, n: int = 1, **changes: Any) -> dict[str, Any]:
    return job(n, expires_at=moment and moment.strftime("%Y-%m-%dT%H:%M:%SZ"), **changes)


def run_feed(db: Db, run_id: str, seen_at: datetime, *jobs: dict[str, Any], feed_id: str = FEED) -> Any:
    begin_run(db, run_id, feed_id)
    message = chunk(run_id, 0, list(jobs), feed_id=feed_id, seen_at=seen_at)
    publish(db, message)
    store_chunk(db, message, NOW)
    return message


def stored(db: Db, n: int = 1) -> dict[str, Any]:
    return db.jobs.find_one({"external_id": f"A-{n}"}) or {}


def counts(db: Db, run_id: str, *names: str) -> list[int]:
    return [(db.runs.find_one({"_id": run_id}) or {})["counts"][name] for name in names]


def test_a_job_is_closed_a_day_after_its_date_and_not_before(pipeline: Pipeline) -> None:
    db = pipeline.ctx.db
    run_feed(db, RUN_1, NOW, until(NOW + DAY), until(None, 2))
    reconcile(pipeline.ctx, NOW + 2 * DAY)
    assert stored(db)["closed_at"] is None
    later = NOW + 2 * DAY + timedelta(seconds=1)
    for _ in range(2):
        reconcile(pipeline.ctx, later)
    found = stored(db)
    assert (found["closed_at"], found["closed_reason"], found["closed_run_id"]) == (later, "expired", None)
    assert (stored(db, 2)["closed_at"], counts(db, RUN_1, "closed")) == (None, [0])


def test_a_job_that_arrives_too_late_is_stored_closed(db: Db) -> None:
    add_feed(db)
    message = run_feed(db, RUN_1, NOW, until(NOW - DAY - timedelta(seconds=1)), until(NOW - DAY, 2))
    before = state(db)
    db.chunks.update_many({}, {"$set": {"state": "pending"}})
    store_chunk(db, message, NOW)
    assert state(db) == before
    assert (stored(db)["closed_at"], stored(db)["closed_reason"]) == (NOW, "expired")
    assert stored(db, 2)["closed_at"] is None
    assert counts(db, RUN_1, "new", "closed", "reopened") == [2, 0, 0]


def test_a_job_that_is_still_listed_with_its_old_date_stays_closed(pipeline: Pipeline) -> None:
    db = pipeline.ctx.db
    run_feed(db, RUN_1, NOW, until(NOW + DAY))
    reconcile(pipeline.ctx, NOW + 3 * DAY)
    closed_at = stored(db)["closed_at"]
    run_feed(db, RUN_2, NOW + 2 * DAY, until(NOW + DAY))  # read before it was closed
    run_feed(db, RUN_3, NOW + 4 * DAY, until(NOW + DAY, title="Welder, again"))
    assert (stored(db)["title"], stored(db)["closed_at"]) == ("Welder, again", closed_at)
    assert counts(db, RUN_2, "unchanged", "reopened") == [1, 0]
    assert counts(db, RUN_3, "updated", "reopened") == [1, 0]
    assert stored(db)["last_seen_at"] == NOW + 4 * DAY


@pytest.mark.parametrize("date", [NOW + 9 * DAY, None], ids=["moved on", "taken away"])
def test_a_job_whose_date_moves_on_or_goes_is_open_again_and_counted_once(
    pipeline: Pipeline, date: datetime | None
) -> None:
    db = pipeline.ctx.db
    run_feed(db, RUN_1, NOW, until(NOW + DAY))
    reconcile(pipeline.ctx, NOW + 3 * DAY)
    message = run_feed(db, RUN_2, NOW + 3 * DAY, until(date))
    found = stored(db)
    assert (found["closed_at"], found["closed_reason"], found["reopened_run_ids"]) == (None, None, [RUN_2])
    db.chunks.update_many({"run_id": RUN_2}, {"$set": {"state": "pending"}})
    store_chunk(db, message, NOW + 3 * DAY)
    assert counts(db, RUN_2, "unchanged", "restamped", "reopened") == [1, 1, 1]
    reconcile(pipeline.ctx, NOW + 20 * DAY)
    reopened_for_good = date is None
    assert (stored(db)["closed_at"] is None) == reopened_for_good
    db.chunks.update_many({"run_id": RUN_2}, {"$set": {"state": "pending"}})
    store_chunk(db, message, NOW + 20 * DAY)
    assert (stored(db)["closed_at"] is None) == reopened_for_good
    assert counts(db, RUN_2, "reopened") == [1]


def test_a_date_that_moves_into_the_past_closes_an_open_job(db: Db) -> None:
    add_feed(db)
    run_feed(db, RUN_1, NOW, until(None))
    run_feed(db, RUN_2, NOW + DAY, until(NOW - DAY))
    assert (stored(db)["closed_reason"], stored(db)["closed_at"]) == ("expired", NOW + DAY)
    assert counts(db, RUN_2, "unchanged", "closed") == [1, 0]


def test_an_older_run_with_an_older_date_closes_nothing_and_reopens_nothing(pipeline: Pipeline) -> None:
    db = pipeline.ctx.db
    begin_run(db, RUN_1)
    late = chunk(RUN_1, 0, [until(NOW - 3 * DAY)], seen_at=NOW)
    publish(db, late)
    run_feed(db, RUN_2, NOW, until(NOW + DAY))
    store_chunk(db, late, NOW)
    assert stored(db)["closed_at"] is None
    begin_run(db, RUN_1[:-2] + "00")
    reconcile(pipeline.ctx, NOW + 3 * DAY)
    older = chunk(RUN_1[:-2] + "00", 0, [until(NOW + 30 * DAY)], seen_at=NOW)
    publish(db, older)
    store_chunk(db, older, NOW)
    assert stored(db)["closed_reason"] == "expired"


def test_a_job_that_is_gone_and_comes_back_too_late_stays_closed(pipeline: Pipeline) -> None:
    db = pipeline.ctx.db
    run_feed(db, RUN_1, NOW, until(NOW + DAY), job(2))
    run_feed(db, RUN_2, NOW, job(2))
    reconcile(pipeline.ctx, NOW)
    assert stored(db)["closed_reason"] == "not_listed"
    run_feed(db, RUN_3, NOW + 5 * DAY, until(NOW + DAY), job(2))
    assert (stored(db)["closed_reason"], stored(db)["closed_at"], stored(db)["seen"]) == ("expired", NOW, {FEED: RUN_3})
    assert counts(db, RUN_3, "reopened") == [0]
    assert counts(db, RUN_2, "closed") == [1]


def test_an_expired_job_that_leaves_its_feed_keeps_its_reason(pipeline: Pipeline) -> None:
    db = pipeline.ctx.db
    run_feed(db, RUN_1, NOW, until(NOW + DAY), job(2))
    reconcile(pipeline.ctx, NOW + 3 * DAY)
    run_feed(db, RUN_2, NOW + 3 * DAY, job(2))
    reconcile(pipeline.ctx, NOW + 3 * DAY)
    assert (stored(db)["closed_reason"], stored(db)["seen"], counts(db, RUN_2, "closed")) == ("expired", {}, [0])


def test_of_two_feeds_the_one_with_the_later_date_keeps_the_job_open(pipeline: Pipeline) -> None:
    db = pipeline.ctx.db
    add_feed(db, "two")
    run_feed(db, RUN_1, NOW, until(NOW - 5 * DAY))
    run_feed(db, RUN_2, NOW, until(NOW + 5 * DAY), feed_id="two")
    reconcile(pipeline.ctx, NOW)
    assert (stored(db)["closed_at"], stored(db)["seen"]) == (None, {FEED: RUN_1, "two": RUN_2})


@pytest.mark.parametrize("listing", ["whole", "window"])
def test_a_feed_that_is_not_modified_for_ever_loses_its_jobs_on_their_dates(
    pipeline: Pipeline, server: FeedServer, listing: str
) -> None:
    add_feed(pipeline.ctx.db, url=server.url, listing=listing)
    dates = [(NOW + n * DAY).strftime("%Y-%m-%d") for n in range(4)]
    server.body = indeed_feed(*(indeed_job(n, expirationdate=date) for n, date in enumerate(dates)))
    server.etag = '"same"'
    found, modified = [], 0
    for half in range(14):
        pipeline.now = NOW + half * DAY / 2
        modified += pipeline.import_now(FEED)["status"] != "not_modified"
        found.append(pipeline.ctx.db.jobs.count_documents({"closed_at": None}))
    assert modified < 8
    assert found == [4, 4, 3, 3, 2, 2, 1, 1, 0, 0, 0, 0, 0, 0]


def test_a_pass_has_a_bound_and_the_next_goes_on(db: Db, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "BATCH", 3)
    monkeypatch.setattr(closing, "MAX_BATCHES", 2)
    add_feed(db)
    run_feed(db, RUN_1, NOW, *(until(NOW, n) for n in range(8)))
    assert [close_expired(db, NOW + 2 * DAY) for _ in range(3)] == [6, 2, 0]


def test_the_expired_are_found_by_their_index(db: Db) -> None:
    from job_importer.indexes import INDEXES

    db.jobs.create_indexes(INDEXES["jobs"])
    add_feed(db)
    run_feed(db, RUN_1, NOW, until(NOW), until(None, 2))
    plan = db.jobs.find(closing.lapsed(NOW + 2 * DAY)).explain()["queryPlanner"]["winningPlan"]
    assert "expires_at" in str(plan), plan
    assert "COLLSCAN" not in str(plan)
