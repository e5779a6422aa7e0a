"""A feed that calls its jobs otherwise than before brings no new ones and drops none."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.codes import RunFailure
from job_importer.connections import Context
from job_importer.pipeline import rekeying
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.reconciler import reconcile
from job_importer.runs.finish import end_failed
from tests.support.crashes import AWS_WRITES, MONGO_WRITES, Fuse, Fused, crash_points
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import begin, chunks_sent, ctx, invocation, numbers, run_of, server
from tests.support.pipeline import Pipeline
from tests.support.replaying import imported, open_jobs, replayed
from tests.support.world import FEED, add_feed

__all__ = ["ctx", "server"]  # fixtures

HOW = ("by field", "by number", "by number and address")


def renamed(n: int, how: str = "by number", **changes: str) -> dict[str, str]:
    job = indeed_job(n, **changes)
    if how == "by field":
        job.pop("referencenumber")
    else:
        job["referencenumber"] = f"X{n}"
    if how == "by number and address":
        job["url"] = f"https://bakery.example/x/{n}"
    return job


def lives(ctx: Context) -> dict[str, Any]:
    """What a follower of the jobs relies on."""
    return {doc["_id"]: (doc["title"], doc["first_run_id"], doc["closed_at"]) for doc in ctx.db.jobs.find()}


@pytest.mark.parametrize("how", HOW)
def test_jobs_under_other_keys_keep_their_place(ctx: Context, server: FeedServer, how: str) -> None:
    first = imported(ctx, server, *(indeed_job(n) for n in range(5)))
    before = lives(ctx)
    run = imported(ctx, server, *(renamed(n, how) for n in range(5)))
    same = {"updated": 5} if how == "by number and address" else {"unchanged": 5, "restamped": 5}
    assert numbers(run) == {"fetched": 5, "rekeyed": 5} | same
    assert lives(ctx) == before
    assert ctx.db.jobs.distinct("first_run_id") == [first["_id"]]
    warning = run["warnings"][-1]
    assert warning.startswith("5 jobs come under a different id than before")
    assert ("'url' instead of 'referencenumber'" in warning) == (how == "by field")


@pytest.mark.parametrize("how", HOW)
def test_later_runs_know_them_by_either_key(ctx: Context, server: FeedServer, how: str) -> None:
    imported(ctx, server, *(indeed_job(n) for n in range(5)))
    before = lives(ctx)
    imported(ctx, server, *(renamed(n, how) for n in range(5)))
    again = imported(ctx, server, *(renamed(n, how, date="2026-11-02") for n in range(5)))
    assert (numbers(again), again["warnings"]) == ({"fetched": 5, "unchanged": 5, "restamped": 5}, [])
    back = imported(ctx, server, *(indeed_job(n) for n in range(5)))
    assert (back["counts"]["new"], back["counts"]["rekeyed"], back["warnings"]) == (0, 0, [])
    assert lives(ctx) == before
    assert len(open_jobs(ctx.db)) == 5


def test_jobs_that_have_expired_and_are_still_listed_keep_their_place_too(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(indeed_job(n, expirationdate="2026-10-31") for n in range(5)))
    before = lives(ctx)
    run = imported(ctx, server, *(renamed(n, expirationdate="2026-10-31") for n in range(5)))
    assert (numbers(run)["rekeyed"], lives(ctx), open_jobs(ctx.db)) == (5, before, set())


def test_a_third_key_leads_to_the_same_jobs(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(indeed_job(n) for n in range(5)))
    before = lives(ctx)
    imported(ctx, server, *(renamed(n) for n in range(5)))
    third = imported(ctx, server, *(indeed_job(n, referencenumber=f"Y{n}") for n in range(5)))
    assert (numbers(third)["rekeyed"], lives(ctx)) == (5, before)
    assert {alias["job"] for alias in ctx.db.aliases.find()} == set(before)


def test_what_left_and_what_came_while_the_keys_changed_is_closed_and_new(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(indeed_job(n) for n in range(6)))
    run = imported(ctx, server, *(renamed(n) for n in range(2, 8)))
    assert numbers(run) == {"fetched": 6, "new": 2, "unchanged": 4, "restamped": 4, "rekeyed": 4, "closed": 2}
    assert open_jobs(ctx.db) == {f"X{n}" for n in range(2, 8)}
    assert ctx.db.jobs.count_documents({}) == 8


def test_a_job_that_the_feed_has_dropped_before_is_a_new_one_under_another_key(
    ctx: Context, server: FeedServer
) -> None:
    imported(ctx, server, *(indeed_job(n) for n in range(6)))
    imported(ctx, server, *(indeed_job(n) for n in range(5)))
    run = imported(ctx, server, *(renamed(n) for n in range(6)))
    assert numbers(run) == {"fetched": 6, "new": 1, "unchanged": 5, "restamped": 5, "rekeyed": 5}
    assert ctx.db.jobs.count_documents({}) == 7


def test_a_job_that_has_changed_beside_is_known_by_its_address(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(indeed_job(n) for n in range(5)))
    before = set(lives(ctx))
    run = imported(ctx, server, *(renamed(n, title=f"Chef {n}", description="<p>New.</p>") for n in range(5)))
    assert numbers(run) == {"fetched": 5, "updated": 5, "rekeyed": 5}
    assert set(lives(ctx)) == before


def test_single_jobs_under_new_keys_are_new_jobs(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(indeed_job(n) for n in range(6)))
    run = imported(ctx, server, *(indeed_job(n) for n in range(4)), renamed(4), renamed(5))
    assert numbers(run) == {"fetched": 6, "new": 2, "unchanged": 4, "closed": 2}
    assert ctx.db.aliases.count_documents({}) == 0


def test_new_keys_at_the_head_of_a_feed_are_no_change_throughout(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "SAMPLE", 3)
    imported(ctx, server, *(indeed_job(n) for n in range(10)))
    run = imported(ctx, server, *(renamed(n) for n in range(3)), *(indeed_job(n) for n in range(3, 10)))
    assert numbers(run) == {"fetched": 10, "new": 3, "unchanged": 7, "closed": 3}


def test_an_old_run_is_no_news_of_the_keys(ctx: Context, server: FeedServer) -> None:
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    chunks_sent(ctx)  # lost
    end_failed(ctx.db, message.run_id, RunFailure.INTERNAL_ERROR, "Given up.", utc_now())
    imported(ctx, server, *(renamed(n) for n in range(5)))
    run = replayed(ctx, run_of(ctx, message))
    assert (numbers(run), ctx.db.aliases.count_documents({})) == ({"fetched": 5, "new": 5}, 0)
    assert open_jobs(ctx.db) == {f"X{n}" for n in range(5)}


def test_a_feed_whose_jobs_are_all_others_has_new_jobs(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(indeed_job(n) for n in range(6)))
    run = imported(ctx, server, renamed(0), renamed(1), *(indeed_job(n) for n in range(10, 16)))
    assert numbers(run) == {"fetched": 8, "new": 8, "closed": 6}
    assert ctx.db.aliases.count_documents({}) == 0


def test_what_is_absent_from_a_feed_that_is_no_whole_is_not_taken_for_renamed(ctx: Context, server: FeedServer) -> None:
    first = imported(ctx, server, *(indeed_job(n) for n in range(5)))
    ctx.db.runs.update_one({"_id": first["_id"]}, {"$set": {"completeness": "window"}})
    run = imported(ctx, server, *(renamed(n) for n in range(5)))
    assert numbers(run)["new"] == 5


def test_an_alias_that_is_used_is_kept(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(indeed_job(n) for n in range(5)))
    imported(ctx, server, *(renamed(n) for n in range(5)))
    long_ago = utc_now() - timedelta(days=100)
    ctx.db.aliases.update_many({}, {"$set": {"used_at": long_ago}})
    imported(ctx, server, *(renamed(n, date="2026-11-02") for n in range(4)))
    assert ctx.db.aliases.count_documents({"used_at": {"$gt": long_ago}}) == 4


def test_another_feed_of_the_source_goes_on_by_the_old_keys(ctx: Context, server: FeedServer) -> None:
    add_feed(ctx.db, "two", url=server.url)
    ctx.db.feeds.update_many({}, {"$set": {"source": "bakery"}})
    line = Pipeline(ctx, utc_now())
    server.body = indeed_feed(*(indeed_job(n) for n in range(5)))
    line.import_now(FEED)
    line.wait(minutes=1)
    line.import_now("two")
    before = lives(ctx)
    line.wait(minutes=1)
    server.body = indeed_feed(*(renamed(n) for n in range(5)))
    assert numbers(line.import_now(FEED))["rekeyed"] == 5
    line.wait(minutes=1)
    server.body = indeed_feed(*(indeed_job(n, date="2026-11-05") for n in range(5)))
    assert line.import_now("two")["counts"]["new"] == 0
    line.wait(minutes=1)
    server.body = indeed_feed(*(renamed(n, date="2026-11-06") for n in range(4)))
    assert (line.import_now("two")["counts"]["new"], lives(ctx)) == (0, before)
    line.wait(minutes=1)
    assert line.import_now(FEED)["counts"]["closed"] == 1


def test_a_replay_of_a_run_from_before_knows_them(ctx: Context, server: FeedServer) -> None:
    first = imported(ctx, server, *(indeed_job(n) for n in range(5)))
    imported(ctx, server, *(renamed(n, title=f"Chef {n}") for n in range(5)))
    before = lives(ctx)
    assert numbers(replayed(ctx, first)) == {"fetched": 5, "unchanged": 5}
    assert lives(ctx) == before


def test_one_that_does_not_validate_under_its_new_key_is_still_listed(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(indeed_job(n) for n in range(5)))
    imported(ctx, server, *(renamed(n) for n in range(5)))
    run = imported(ctx, server, *(renamed(n, title="" if n == 3 else f"Chef {n}") for n in range(5)))
    assert (run["status"], run["counts"]["closed"]) == ("partial", 0)
    assert len(open_jobs(ctx.db)) == 5


def test_an_importer_that_crashes_between_any_two_writes_comes_to_the_same(ctx: Context, server: FeedServer) -> None:
    before: dict[str, Any] = {}

    def work(fuse: Fuse) -> None:
        for name in ("feeds", "runs", "chunks", "jobs", "aliases", "hosts"):
            ctx.db[name].delete_many({})
        add_feed(ctx.db, url=server.url)
        imported(ctx, server, *(indeed_job(n) for n in range(5)))
        before["lives"] = lives(ctx)
        server.body = indeed_feed(*(renamed(n) for n in range(5)))
        message = begin(ctx)
        db: Any = Fused(ctx.db, MONGO_WRITES, fuse)
        try:
            fused = replace(ctx, open_db=lambda: db, sqs=Fused(ctx.sqs, AWS_WRITES, fuse))
            import_feed(fused, message, invocation())
            for chunk in chunks_sent(ctx):
                store_chunk(db, chunk, utc_now())
        finally:
            for _ in range(2):
                import_feed(ctx, message, invocation())
                for chunk in chunks_sent(ctx):
                    for _ in range(2):
                        store_chunk(ctx.db, chunk, utc_now())
            for _ in range(2):
                reconcile(ctx, utc_now())
            run = run_of(ctx, message)
            if run["status"] == "succeeded":
                assert numbers(run) == {"fetched": 5, "unchanged": 5, "restamped": 5, "rekeyed": 5}
                assert len(run["warnings"]) == 1
            assert lives(ctx) == before["lives"]

    assert sum(1 for _ in crash_points(work)) > 10


def test_a_rival_that_is_still_deciding_while_jobs_are_stored_changes_nothing(ctx: Context, server: FeedServer) -> None:
    imported(ctx, server, *(indeed_job(n) for n in range(5)))
    before = lives(ctx)
    server.body = indeed_feed(*(renamed(n) for n in range(5)))
    message = begin(ctx)
    import_feed(ctx, message, invocation(seconds_left=0))  # decides, and sends nothing
    import_feed(ctx, message, invocation())
    first, *rest = chunks_sent(ctx)
    store_chunk(ctx.db, first, utc_now())
    ctx.db.runs.update_one({"_id": message.run_id}, {"$set": {"seal": None}})
    import_feed(ctx, message, invocation())
    for chunk in (*rest, *chunks_sent(ctx)):
        store_chunk(ctx.db, chunk, utc_now())
    reconcile(ctx, utc_now())
    assert numbers(run_of(ctx, message)) == {"fetched": 5, "unchanged": 5, "restamped": 5, "rekeyed": 5}
    assert lives(ctx) == before
