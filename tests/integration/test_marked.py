"""Items that their feed marks as no open jobs: beside the books, and closed where they were open."""

from dataclasses import replace
from typing import Any

import pytest

from job_importer.delivery.messages import ChunkHeader
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.reconciler import reconcile
from job_importer.runs.books import counts_of
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import begin, chunks_sent, invocation, next_fetch, run_of
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, NOW, add_feed, state


def document(jobs: int, *closed: int) -> bytes:
    return indeed_feed(*(indeed_job(n, **({"status": "filled"} if n in closed else {})) for n in range(jobs)))


def import_body(pipeline: Pipeline, server: FeedServer, body: bytes, feed_id: str = FEED) -> dict[str, Any]:
    pipeline.wait(hours=1)
    server.body = body
    return pipeline.import_now(feed_id)


def job(pipeline: Pipeline, n: int) -> dict[str, Any]:
    return pipeline.ctx.db.jobs.find_one({"external_id": f"B-{n}"}) or {}


def test_a_marked_item_stands_beside_the_books_and_is_not_stored(pipeline: Pipeline, server: FeedServer) -> None:
    run = import_body(pipeline, server, document(7, 0, 3, 6))
    counts = run["counts"]
    assert (counts["fetched"], counts["new"], counts["inactive"], counts["closed"]) == (4, 4, 3, 0)
    assert {job["external_id"] for job in pipeline.ctx.db.jobs.find()} == {"B-1", "B-2", "B-4", "B-5"}
    assert counts_of(pipeline.ctx.db, [run["_id"]])[run["_id"]] == counts
    same = import_body(pipeline, server, document(7, 0, 3, 6))
    assert (same["status"], same["counts"]["fetched"], same["counts"]["inactive"]) == ("not_modified", 4, 3)


def test_an_open_job_that_its_feed_marks_is_closed_for_that_reason_and_reopens_when_the_mark_goes(
    pipeline: Pipeline, server: FeedServer
) -> None:
    import_body(pipeline, server, document(5))
    run = import_body(pipeline, server, document(5, 3))
    closed = job(pipeline, 3)
    assert (closed["closed_reason"], closed["closed_run_id"], closed["seen"]) == ("marked_closed", run["_id"], {})
    assert (run["counts"]["closed"], run["counts"]["inactive"], "marked" in run) == (1, 1, False)
    run = import_body(pipeline, server, document(6, 3))
    assert (run["counts"]["closed"], run["counts"]["inactive"]) == (0, 1)
    run = import_body(pipeline, server, document(6))
    assert (run["counts"]["reopened"], job(pipeline, 3)["closed_at"]) == (1, None)


def test_a_window_too_closes_what_it_marks(pipeline: Pipeline, server: FeedServer) -> None:
    add_feed(pipeline.ctx.db, url=server.url, listing="window")
    import_body(pipeline, server, document(5))
    run = import_body(pipeline, server, document(4, 3))
    assert (run["counts"]["closed"], job(pipeline, 3)["closed_reason"]) == (1, "marked_closed")
    assert job(pipeline, 4)["closed_at"] is None


def test_a_job_that_another_feed_of_the_source_offers_stays_open(pipeline: Pipeline, server: FeedServer) -> None:
    add_feed(pipeline.ctx.db, "two", url=server.url)
    import_body(pipeline, server, document(5))
    import_body(pipeline, server, document(5), "two")
    run = import_body(pipeline, server, document(5, 3))
    assert (run["counts"]["closed"], job(pipeline, 3)["closed_at"], [*job(pipeline, 3)["seen"]]) == (0, None, ["two"])
    run = import_body(pipeline, server, document(5, 3), "two")
    assert (run["counts"]["closed"], job(pipeline, 3)["closed_reason"]) == (1, "marked_closed")


def test_of_two_items_with_one_id_the_offered_one_counts(pipeline: Pipeline, server: FeedServer) -> None:
    import_body(pipeline, server, document(3))
    jobs = [indeed_job(n) for n in range(3)]
    run = import_body(pipeline, server, indeed_feed(indeed_job(1, status="closed"), *jobs))
    assert (run["counts"]["closed"], run["counts"]["inactive"], job(pipeline, 1)["closed_at"]) == (0, 1, None)


def test_many_marks_at_once_are_a_collapse(pipeline: Pipeline, server: FeedServer) -> None:
    import_body(pipeline, server, document(40))
    for marked in (range(30), range(40)):
        run = import_body(pipeline, server, document(40, *marked))
        assert run["failure"]["code"] == "feed_collapsed"
    assert pipeline.ctx.db.jobs.count_documents({"closed_at": None}) == 40


def test_many_marks_are_a_collapse_also_where_the_feed_may_be_empty(pipeline: Pipeline, server: FeedServer) -> None:
    add_feed(pipeline.ctx.db, url=server.url, allow_empty=True)
    import_body(pipeline, server, document(40))
    assert import_body(pipeline, server, document(40, *range(40)))["failure"]["code"] == "feed_collapsed"


def test_a_small_feed_may_mark_all_that_it_had_but_not_begin_so(pipeline: Pipeline, server: FeedServer) -> None:
    run = import_body(pipeline, server, document(2, 0, 1))
    assert (run["failure"]["code"], "status: filled" in run["failure"]["message"]) == ("no_jobs_found", True)
    import_body(pipeline, server, document(2))
    run = import_body(pipeline, server, document(2, 0, 1))
    assert (run["status"], run["counts"]["fetched"], run["counts"]["closed"]) == ("succeeded", 0, 2)
    assert {one["closed_reason"] for one in pipeline.ctx.db.jobs.find()} == {"marked_closed"}


def test_a_late_chunk_of_an_older_run_does_not_reopen_what_a_newer_one_marks(
    pipeline: Pipeline, server: FeedServer
) -> None:
    server.body = document(4)
    ctx = pipeline.ctx
    import_feed(ctx, begin(ctx), invocation())
    late = chunks_sent(ctx)
    for message in late:
        store_chunk(ctx.db, message, NOW)
    server.body = document(4, 2)
    newer = begin(ctx)
    import_feed(ctx, newer, invocation())
    for message in chunks_sent(ctx):
        store_chunk(ctx.db, message, NOW)
    reconcile(ctx, NOW)
    ctx.db.chunks.update_many({"run_id": late[0].header.run_id}, {"$set": {"state": "pending"}})
    for message in late:
        store_chunk(ctx.db, message, NOW)
    reconcile(ctx, NOW)
    assert job(pipeline, 2)["closed_reason"] == "marked_closed"
    assert run_of(ctx, newer)["counts"]["closed"] == 1


def test_a_part_closes_what_it_marks_though_it_lists_nothing_else(pipeline: Pipeline, server: FeedServer) -> None:
    import_body(pipeline, server, document(3))
    part = document(2, 0, 1).replace(b"<publisher>", b"<totalResults>357</totalResults><publisher>")
    run = import_body(pipeline, server, part)
    assert (run["completeness"], run["counts"]["fetched"], run["counts"]["inactive"]) == ("part", 0, 2)
    assert {one["external_id"] for one in pipeline.ctx.db.jobs.find({"closed_at": None})} == {"B-2"}
    assert run["counts"]["closed"] == 2


def test_every_event_twice_comes_to_the_same_state(pipeline: Pipeline, server: FeedServer) -> None:
    import_body(pipeline, server, document(7))
    ctx = pipeline.ctx
    server.body = document(8, 0, 3, 6)
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    sent = chunks_sent(ctx)
    ctx.db.runs.update_one({"_id": message.run_id}, {"$set": {"seal": None}})
    import_feed(ctx, message, invocation())
    assert {one.model_dump_json() for one in chunks_sent(ctx)} == {one.model_dump_json() for one in sent}
    states = []
    for _ in range(2):
        for one in sent:
            store_chunk(ctx.db, one, NOW)
        reconcile(ctx, NOW)
        states.append(state(ctx.db))
    assert states[0] == states[1]
    counts = run_of(ctx, message)["counts"]
    assert (counts["fetched"], counts["new"], counts["unchanged"], counts["closed"]) == (5, 1, 4, 3)


@pytest.mark.parametrize(("marked", "most"), [(range(1, 60, 4), 1_000), (range(40, 60), 15)])
def test_a_run_that_is_carried_on_counts_marked_items_once(
    pipeline: Pipeline, server: FeedServer, monkeypatch: pytest.MonkeyPatch, marked: range, most: int
) -> None:
    """Also where the rest has nothing but marked items, which a chunk holds so many of."""
    monkeypatch.setattr("job_importer.delivery.packing.MAX_MARKED", most)
    ctx = pipeline.ctx
    server.body = document(60, *marked)
    message = begin(ctx)
    left = iter([300.0, 300.0, 0.0])
    import_feed(ctx, message, replace(invocation(), seconds_left=lambda: next(left, 0.0)))
    rest = next_fetch(ctx)
    assert rest.from_chunk > 0
    import_feed(ctx, rest, invocation())
    assert run_of(ctx, message)["status"] == "processing"
    for one in chunks_sent(ctx):
        store_chunk(ctx.db, one, NOW)
    run = run_of(ctx, message)
    jobs = 60 - len(marked)
    assert (run["status"], run["counts"]["fetched"], run["counts"]["inactive"]) == ("succeeded", jobs, len(marked))
    assert run["seal"]["fetched"] == run["counts"]["new"] == ctx.db.jobs.count_documents({}) == jobs


def test_a_message_from_before_marks_were_counted_is_understood() -> None:
    header = {"run_id": "R", "feed_id": "f", "n": 0, "items": 3, "duplicates": 1, "rejected": 0, "seen_at": NOW}
    assert ChunkHeader.model_validate(header).inactive == 0
