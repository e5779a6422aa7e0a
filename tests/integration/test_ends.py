"""All that is written on a run when it ends, one way or the other: nothing more, and nothing less."""

from datetime import timedelta
from typing import Any, cast

from job_importer.codes import RunFailure
from job_importer.completeness import Completeness
from job_importer.mongo import Db
from job_importer.paging.verdict import Judgement
from job_importer.pipeline.consumer import store_chunk
from job_importer.runs.finish import UNFINISHED, end_at_once, end_failed, end_not_modified, finish_if_over
from job_importer.runs.ledger import announce, bury_pending
from job_importer.runs.progress import Left, sealed
from job_importer.runs.totals import no_counts
from tests.support.world import FEED, NOW, RUN_1, RUN_2, add_feed, begin_run, chunk, job, publish

LATER = NOW + timedelta(hours=1)


def run(db: Db, run_id: str = RUN_1) -> dict[str, Any]:
    return db.runs.find_one({"_id": run_id}) or {}


def begun(db: Db, run_id: str = RUN_1) -> dict[str, Any]:
    add_feed(db)
    begin_run(db, run_id)
    return run(db, run_id)


def books(**numbers: int) -> dict[str, Any]:
    return {**no_counts(), **numbers}


ENDED = {"finished_at": LATER, "counted_at": LATER, "untold": True}


def test_a_run_whose_last_chunk_is_stored(db: Db) -> None:
    begun(db)
    message = chunk(RUN_1, 0, [job(1), job(2, title=None)])
    publish(db, message)
    before = run(db)
    for _ in range(2):
        store_chunk(db, message, LATER)
        ended = {"status": "partial", "counts": books(fetched=2, new=1, failed=1), "closing": "pending"}
        assert run(db) == before | ENDED | ended | {"revision": 1}


def test_a_run_whose_dead_chunk_is_stored_after_all(db: Db) -> None:
    begun(db)
    message = chunk(RUN_1, 0, [job(1)])
    publish(db, message)
    bury_pending(db, RUN_1, "Lost.", NOW)
    finish_if_over(db, RUN_1, NOW)
    before = run(db)
    assert (before["status"], before["counts"], before["closing"]) == ("partial", books(fetched=1, failed=1), None)
    for _ in range(2):
        store_chunk(db, message, LATER)
        again = {"status": "succeeded", "counts": books(fetched=1, new=1), "closing": "pending"}
        assert run(db) == before | again | {"counted_at": LATER, "recounted_at": LATER, "revision": 2}


def test_a_run_that_fails(db: Db) -> None:
    before = begun(db)
    announce(db, [chunk(RUN_1, 0, [job(1)]).header])
    for _ in range(2):
        end_failed(db, RUN_1, RunFailure.FEED_HTTP_ERROR, "It answered 503 to '/x'.", LATER, 60.0, 503)
        failure = {
            "code": "feed_http_error",
            "message": "It answered 503 to '/x'.",
            "signature": "It answered <n> to <text>.",
            "retry_after": 60.0,
        }
        told = {"failure": failure, "counts": books(fetched=1, failed=1), "http": before["http"] | {"status": 503}}
        assert run(db) == before | ENDED | {"status": "failed", "revision": 1} | told
    (lost,) = db.failures.find()
    assert lost["message"].startswith(UNFINISHED)


def test_a_run_that_finds_nothing_new_has_the_facts_of_the_run_that_it_confirms(db: Db) -> None:
    begun(db)
    message = chunk(RUN_1, 0, [job(1)])
    publish(db, message)
    store_chunk(db, message, NOW)
    facts = {"format": "rss", "encoding": "utf-8", "identity": "guid", "completeness_reason": "So it is."}
    db.runs.update_one({"_id": RUN_1}, {"$set": facts})
    begin_run(db, RUN_2)
    before, http = run(db, RUN_2), {"status": 304, "bytes": 0, "content_type": None}
    end_not_modified(db, RUN_2, RUN_1, cast(Any, http), LATER)
    told = facts | {"completeness": "whole", "counts": books(fetched=1, unchanged=1), "confirmed_seal": run(db)["seal"]}
    ended = {"status": "not_modified", "http": http, "fetched_at": LATER, "confirms": RUN_1, "revision": 1}
    assert run(db, RUN_2) == before | ENDED | told | ended


def test_a_run_that_confirms_one_that_is_not_known_any_more(db: Db) -> None:
    before, http = begun(db), {"status": 304, "bytes": 0, "content_type": None}
    end_not_modified(db, RUN_1, RUN_2, cast(Any, http), LATER)
    ended = {"status": "not_modified", "http": http, "fetched_at": LATER, "confirms": RUN_2, "counts": books()}
    assert run(db) == before | ENDED | ended | {"revision": 1}


def test_a_run_that_has_nothing_to_send(db: Db) -> None:
    before, feed = begun(db), db.feeds.find_one({"_id": FEED})
    seal: Any = {"chunks": 1, "fetched": 9, "inactive": 2, "duplicates": 3}
    values = sealed(seal, ["One."], Judgement(Completeness.WHOLE), NOW, Left(vanished=0))
    assert end_at_once(db, cast(Any, before), cast(Any, feed), values, LATER)
    counts = books(fetched=9, unchanged=6, duplicate=3, inactive=2)
    ended = {"status": "succeeded", "counts": counts, "closing": "done", "revision": 1}
    assert run(db) == before | values | ENDED | ended
    assert (db.feeds.find_one({"_id": FEED}) or {})["lease"] is None
