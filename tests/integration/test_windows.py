"""A feed of the newest N, through the whole pipeline: what is not in it is not closed, until it was unseen for long."""

from dataclasses import replace
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.codes import RunFailure
from job_importer.feeds.store import delete_feed
from job_importer.pipeline import completeness, importer
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.reconciler import reconcile
from job_importer.runs.finish import end_failed
from tests.support.crashes import CrashError
from tests.support.feed_server import FeedServer, rss_feed
from tests.support.importing import begin, consume, invocation, next_fetch, run_of
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, add_feed, state

CHUNK = 4


def newest(count: int, last: int) -> bytes:
    return rss_feed(*range(last, last - count, -1))


def open_jobs(pipeline: Pipeline) -> set[int]:
    return {int(job["external_id"][4:]) for job in pipeline.ctx.db.jobs.find({"closed_at": None})}


def import_after(pipeline: Pipeline, server: FeedServer, body: bytes, **time: float) -> dict[str, Any]:
    pipeline.wait(**(time or {"hours": 1}))
    server.body = body
    return pipeline.import_now(FEED)


def test_jobs_that_slide_out_of_the_newest_ten_stay_open(pipeline: Pipeline, server: FeedServer) -> None:
    first = import_after(pipeline, server, newest(10, 9))
    assert (first["completeness"], first["completeness_reason"]) == ("whole", None)
    run = import_after(pipeline, server, newest(10, 13))
    assert open_jobs(pipeline) == set(range(14))
    assert (run["completeness"], run["counts"]["closed"]) == ("window", 0)
    assert "10 items" in run["completeness_reason"]
    assert [warning for warning in run["warnings"] if "window" in warning]
    again = import_after(pipeline, server, newest(10, 23))
    assert (again["completeness"], open_jobs(pipeline)) == ("window", set(range(24)))


def test_a_run_that_failed_between_two_listings_changes_nothing_of_what_is_known(
    pipeline: Pipeline, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_after(pipeline, server, newest(10, 9))
    with monkeypatch.context() as patched:
        patched.setattr(importer, "seal", _dies)
        with pytest.raises(CrashError):
            import_after(pipeline, server, newest(10, 13))
    dead: Any = pipeline.ctx.db.runs.find_one({"status": "processing"})
    end_failed(pipeline.ctx.db, dead["_id"], RunFailure.INTERNAL_ERROR, "It died.", pipeline.now)
    run = import_after(pipeline, server, newest(10, 13))
    assert (run["completeness"], open_jobs(pipeline)) == ("window", set(range(14)))


def _dies(*_: Any, **__: Any) -> None:
    raise CrashError


def test_a_feed_that_is_not_modified_in_between_is_still_known(pipeline: Pipeline, server: FeedServer) -> None:
    import_after(pipeline, server, newest(10, 9))
    import_after(pipeline, server, newest(10, 13))
    import_after(pipeline, server, newest(10, 13))
    same = import_after(pipeline, server, newest(10, 13))
    assert (same["status"], same["completeness"]) == ("not_modified", "window")
    import_after(pipeline, server, newest(10, 15))
    assert open_jobs(pipeline) == set(range(16))


def test_a_feed_whose_listings_were_not_remembered_closes_nothing_while_it_is_as_long_as_before(
    pipeline: Pipeline, server: FeedServer
) -> None:
    import_after(pipeline, server, newest(10, 9))
    pipeline.ctx.db.listings.delete_many({})
    run = import_after(pipeline, server, newest(10, 13))
    assert (run["completeness"], open_jobs(pipeline)) == ("window", set(range(14)))
    run = import_after(pipeline, server, rss_feed(14, 13, 12, 10, 9, 8, 7, 6))
    assert (run["completeness"], open_jobs(pipeline)) == ("whole", {14, 13, 12, 10, 9, 8, 7, 6})


def test_a_run_that_is_carried_on_closes_nothing_while_its_feed_is_as_long_as_before(
    pipeline: Pipeline, server: FeedServer
) -> None:
    import_after(pipeline, server, newest(60, 59))
    ctx, left = pipeline.ctx, iter([300.0, 0.0])
    server.body = newest(60, 63)
    message = begin(ctx)
    import_feed(ctx, message, replace(invocation(), seconds_left=lambda: next(left, 0.0)))
    import_feed(ctx, next_fetch(ctx), invocation())
    consume(ctx)
    reconcile(ctx, pipeline.now)
    assert (run_of(ctx, message)["completeness"], open_jobs(pipeline)) == ("window", set(range(64)))
    pipeline.now = utc_now()
    run = import_after(pipeline, server, newest(60, 65))
    assert (run["completeness"], open_jobs(pipeline)) == ("window", set(range(66)))


def test_a_list_longer_than_any_window_is_whole(
    pipeline: Pipeline, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completeness, "LARGEST", 19)
    import_after(pipeline, server, newest(20, 19))
    run = import_after(pipeline, server, newest(20, 23))
    assert (run["completeness"], open_jobs(pipeline)) == ("whole", set(range(4, 24)))


def test_what_was_wrongly_taken_for_a_window_closes_what_is_gone_at_the_next_whole_run(
    pipeline: Pipeline, server: FeedServer
) -> None:
    import_after(pipeline, server, newest(10, 9))
    import_after(pipeline, server, newest(10, 11))
    run = import_after(pipeline, server, rss_feed(11, 10, 8, 7, 5, 4, 3))
    assert (run["completeness"], run["counts"]["closed"]) == ("whole", 5)
    assert open_jobs(pipeline) == {11, 10, 8, 7, 5, 4, 3}
    reasons = {job["closed_reason"] for job in pipeline.ctx.db.jobs.find({"closed_at": {"$ne": None}})}
    assert reasons == {"not_listed"}


def test_the_setting_decides_where_it_is_known_better(pipeline: Pipeline, server: FeedServer) -> None:
    add_feed(pipeline.ctx.db, url=server.url, listing="whole")
    import_after(pipeline, server, newest(10, 9))
    run = import_after(pipeline, server, newest(10, 13))
    assert (run["completeness"], open_jobs(pipeline)) == ("whole", set(range(4, 14)))
    add_feed(pipeline.ctx.db, url=server.url, listing="window")
    run = import_after(pipeline, server, rss_feed(13, 12, 10, 9, 8, 7))
    assert (run["completeness"], open_jobs(pipeline)) == ("window", set(range(4, 14)))
    assert "listing: window" in run["completeness_reason"]


def test_a_job_that_was_not_in_its_window_for_45_days_is_closed_as_unseen_once(
    pipeline: Pipeline, server: FeedServer
) -> None:
    add_feed(pipeline.ctx.db, url=server.url, listing="window")
    import_after(pipeline, server, newest(10, 9))
    import_after(pipeline, server, newest(10, 12), days=1)
    import_after(pipeline, server, newest(10, 13), days=20)
    run = import_after(pipeline, server, newest(10, 14), days=23)
    assert run["counts"]["closed"] == 0
    run = import_after(pipeline, server, newest(10, 15), days=1, hours=1)
    assert open_jobs(pipeline) == set(range(3, 16))
    assert run["counts"]["closed"] == 3
    closed = list(pipeline.ctx.db.jobs.find({"closed_at": {"$ne": None}}))
    assert {job["closed_reason"] for job in closed} == {"unseen"}
    assert {job["closed_run_id"] for job in closed} == {run["_id"]}
    before = state(pipeline.ctx.db)
    pipeline.ctx.db.runs.update_one({"_id": run["_id"]}, {"$set": {"closing": "pending"}})
    reconcile(pipeline.ctx, pipeline.now)
    assert state(pipeline.ctx.db) == before
    run = import_after(pipeline, server, rss_feed(15, 14, 13, 12, 11, 10, 9, 8, 7, 1))
    assert (run["counts"]["reopened"], 1 in open_jobs(pipeline)) == (1, True)


def test_the_days_of_a_window_are_set_by_feed(pipeline: Pipeline, server: FeedServer) -> None:
    add_feed(pipeline.ctx.db, url=server.url, listing="window", window_days=2)
    import_after(pipeline, server, newest(10, 9))
    import_after(pipeline, server, newest(10, 12), days=1)
    import_after(pipeline, server, newest(10, 13), days=1.5)
    assert open_jobs(pipeline) == set(range(3, 14))


def test_a_job_that_a_not_modified_feed_listed_all_the_while_was_not_unseen(
    pipeline: Pipeline, server: FeedServer
) -> None:
    add_feed(pipeline.ctx.db, url=server.url, listing="window")
    import_after(pipeline, server, newest(10, 9))
    for _ in range(3):
        import_after(pipeline, server, newest(10, 9), days=30)
    import_after(pipeline, server, newest(10, 12), days=1)
    assert open_jobs(pipeline) == set(range(13))


def test_a_removed_feed_leaves_no_listing_behind(pipeline: Pipeline, server: FeedServer) -> None:
    import_after(pipeline, server, newest(10, 9))
    assert pipeline.ctx.db.listings.count_documents({}) == 1
    assert delete_feed(pipeline.ctx.db, FEED, pipeline.now)
    assert pipeline.ctx.db.listings.count_documents({}) == 0


def test_a_job_that_was_seen_by_a_run_that_read_the_changes_alone_was_not_unseen(
    pipeline: Pipeline, server: FeedServer
) -> None:
    """Such a run marks no job as seen; it comes before a feed is found to be a window."""
    add_feed(pipeline.ctx.db, url=server.url, window_days=3)
    import_after(pipeline, server, newest(10, 9))
    seen = import_after(pipeline, server, newest(10, 9) + b"<!-- later -->", days=2)
    slid = import_after(pipeline, server, newest(10, 13))
    assert [run["reading_mode"] for run in (seen, slid)] == ["changes", "changes"]
    assert (seen["completeness"], slid["completeness"]) == ("whole", "window")
    run = import_after(pipeline, server, newest(10, 14), days=2)
    assert (run["reading_mode"], run["completeness"], open_jobs(pipeline)) == ("full", "window", set(range(15)))
    import_after(pipeline, server, newest(10, 15), days=4)
    assert open_jobs(pipeline) == set(range(6, 16))


def test_a_feed_that_has_brought_jobs_may_fail_to_look_like_one(pipeline: Pipeline, server: FeedServer) -> None:
    def weak(*numbers: int) -> bytes:
        items = "".join(
            f"<item><title>Night shift {n}</title><link>https://bakery.example/{n}</link>"
            f"<guid isPermaLink='false'>{n}</guid><description>Come and join.</description></item>"
            for n in numbers
        )
        return f"<rss><channel><title>Bakery</title>{items}</channel></rss>".encode()

    refused = import_after(pipeline, server, weak(1, 2))
    assert (refused["status"], "set its format to 'rss'" in refused["failure"]["message"]) == ("failed", True)
    import_after(pipeline, server, newest(2, 2))
    assert import_after(pipeline, server, weak(1, 2))["status"] == "succeeded"
    articles = weak(1).replace(b"Night shift 1", b"How we bake our bread").replace(b">Bakery<", b">Our blog<")
    assert import_after(pipeline, server, articles)["failure"]["code"] == "not_a_job_feed"
