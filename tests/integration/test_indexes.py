"""Indexes are built by a step of their own; what is old goes by them, and a run's numbers outlive its chunks."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from job_importer.connections import Context
from job_importer.indexes import Retention, all_indexes, missing_indexes, prepare
from job_importer.mongo import Db
from job_importer.pipeline import reconciler
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.reconciler import reconcile
from job_importer.runs.finish import STORED_LATE
from job_importer.runs.ledger import bury_pending
from tests.conftest import Aws
from tests.support.lambdas import make_context
from tests.support.world import NOW, RUN_1, RUN_2, add_feed, begin_run, chunk, job, publish

DAY = 86_400


@pytest.fixture
def bare(db: Db) -> Db:
    for name in all_indexes(Retention()):
        db[name].drop_indexes()
    return db


@pytest.fixture
def ctx(db: Db, aws: Aws) -> Context:
    add_feed(db)
    return make_context(db, aws)


def periods(db: Db) -> dict[str, int]:
    """Of each collection in which documents expire, the days that they are kept after the date named."""
    found = {}
    for name in all_indexes(Retention()):
        for index in db[name].index_information().values():
            if "expireAfterSeconds" in index:
                assert index["partialFilterExpression"] == {index["key"][0][0]: {"$type": "date"}}
                found[f"{name}.{index['key'][0][0]}"] = index["expireAfterSeconds"] // DAY
    return found


def test_what_is_old_goes_after_the_periods_that_are_set(bare: Db) -> None:
    prepare(bare, Retention())
    usual = {"chunks.settled_at": 30, "failures.at": 90, "runs.finished_at": 400}
    usual |= {"jobs.closed_at": 180, "aliases.used_at": 180, "days.at": 400, "audit.at": 400}
    usual |= {"changes.superseded_at": 30, "events.sent_at": 30, "alerts.told_at": 30}
    assert periods(bare) == usual
    assert prepare(bare, Retention()) == []
    assert prepare(bare, Retention(keep_closed_jobs_days=7)) == ["aliases.used_at_1", "jobs.closed_at_1"]
    assert periods(bare) == usual | {"jobs.closed_at": 7, "aliases.used_at": 7}


def test_failures_outlive_the_chunks_that_they_judge() -> None:
    with pytest.raises(ValidationError, match="KEEP_FAILURES_DAYS must be more than KEEP_CHUNKS_DAYS"):
        Retention(keep_chunks_days=40, keep_failures_days=40)


def test_a_pass_of_the_reconciler_builds_no_index_and_goes_on_without(bare: Db, ctx: Context) -> None:
    begin_run(bare, RUN_1)
    message = chunk(RUN_1, 0, [job(0)])
    publish(bare, message)
    store_chunk(bare, message, NOW)
    wanted = sum(len(indexes) for indexes in all_indexes(Retention()).values())
    assert len(missing_indexes(bare)) == wanted
    reconcile(ctx, NOW)
    assert len(missing_indexes(bare)) == wanted
    run: Any = bare.runs.find_one({"_id": RUN_1})
    assert (run["status"], run["closing"]) == ("succeeded", "done")


def test_missing_indexes_are_reported_once_an_hour(bare: Db, ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking costs a command a collection, and a pass comes every minute."""
    looks: list[Db] = []
    monkeypatch.setattr(reconciler, "missing_indexes", lambda db: looks.append(db) or ["jobs.some"])
    for minutes, expected in ((0, 1), (1, 1), (59, 1), (60, 2), (61, 2)):
        reconcile(ctx, NOW + timedelta(minutes=minutes))
        assert len(looks) == expected, minutes


def test_a_run_keeps_its_numbers_when_its_chunks_have_expired(db: Db, ctx: Context) -> None:
    """A dead letter that comes then is stored and closed if its feed has gone on without it; the run says so."""
    late = store_all_but_one(db)
    before: Any = db.runs.find_one({"_id": RUN_1})
    assert (before["counts"]["new"], before["counts"]["failed"]) == (1, 1)
    begin_run(db, RUN_2)
    newer = chunk(RUN_2, 0, [job(0)])
    publish(db, newer)
    store_chunk(db, newer, NOW)
    reconcile(ctx, NOW)
    db.chunks.delete_many({"run_id": RUN_1})

    for _ in range(2):
        store_chunk(db, late, NOW + timedelta(days=31))
        reconcile(ctx, NOW + timedelta(days=31))
        run: Any = db.runs.find_one({"_id": RUN_1})
        assert run["counts"] == before["counts"]
        assert run["warnings"] == [STORED_LATE]
    stored: Any = db.jobs.find_one({"external_id": "A-1"})
    assert (stored["first_run_id"], stored["closed_run_id"]) == (RUN_1, RUN_2)


def store_all_but_one(db: Db) -> Any:
    """A run of two chunks, one of which is dead; its message."""
    begin_run(db, RUN_1)
    messages = [chunk(RUN_1, n, [job(n)]) for n in range(2)]
    publish(db, *messages)
    store_chunk(db, messages[0], NOW)
    bury_pending(db, RUN_1, "Lost.", NOW)
    store_chunk(db, messages[0], NOW)  # looks whether the run is over
    return messages[1]
