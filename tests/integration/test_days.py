"""The roll-up by day and the judging pass: derived again from the runs, whoever writes what in between."""

from datetime import timedelta
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import put_feed
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.reconciler import reconcile
from job_importer.runs import feed_update
from job_importer.runs.days import OVERLAP, days_of, roll_up, total_days
from job_importer.runs.feed_update import lessons
from job_importer.runs.judgement.usual import usual_of
from job_importer.runs.judging import judge_feeds
from job_importer.runs.ledger import bury_pending
from job_importer.runs.open_jobs import open_jobs
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.history import add_run
from tests.support.importing import begin, chunks_sent, ctx, invocation, run_feed, run_of, server
from tests.support.world import FEED, add_feed

__all__ = ["ctx", "server"]  # fixtures


def today(db: Db) -> dict[str, Any]:
    (day,) = days_of(db, FEED, "2026-01-01")
    return {name: day[name] for name in ("runs", "new", "updated", "closed", "failed")}


def test_a_day_is_what_its_runs_come_to_however_often_it_is_derived(ctx: Context, server: FeedServer) -> None:
    run_feed(ctx)
    server.body = indeed_feed(indeed_job(0, title="Pastry chef"), *(indeed_job(n) for n in range(2, 6)))
    run_feed(ctx)
    for _ in range(2):
        reconcile(ctx, utc_now())
        judge_feeds(ctx.db, utc_now())
    assert today(ctx.db) == {"runs": 2, "new": 6, "updated": 1, "closed": 1, "failed": 0}
    (total,) = total_days(ctx.db, utc_now().date())
    assert (total["runs"], total["new"], total["closed"]) == (2, 6, 1)
    feed: Any = ctx.db.feeds.find_one({"_id": FEED})
    assert [run["closed"] for run in feed["recent"]] == [0, 1]
    assert open_jobs(ctx.db) == 5


def test_what_a_redrive_heals_is_healed_on_its_day(ctx: Context) -> None:
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    chunks = chunks_sent(ctx)
    bury_pending(ctx.db, message.run_id, "Lost.", utc_now())
    reconcile(ctx, utc_now())
    assert today(ctx.db)["failed"] == 5
    for chunk in chunks:
        store_chunk(ctx.db, chunk, utc_now())
    assert run_of(ctx, message)["counts"]["failed"] == 0
    judge_feeds(ctx.db, utc_now())
    assert today(ctx.db) == {"runs": 1, "new": 5, "updated": 0, "closed": 0, "failed": 0}


def test_a_pass_looks_at_the_runs_whose_numbers_have_changed_since_the_last_one_alone(db: Db) -> None:
    now = utc_now()
    add_feed(db, FEED)
    old = add_run(db, 0, feed_id=FEED, counted_at=now - 4 * OVERLAP)
    roll_up(db, now - 2 * OVERLAP)
    add_run(db, 48, feed_id=FEED, counted_at=now)
    assert {day.day for _, day in roll_up(db, now)} == {3}
    db.runs.update_one({"_id": old}, {"$set": {"counted_at": now}})
    assert {day.day for _, day in roll_up(db, now)} == {1, 3}
    assert len(days_of(db, FEED, "2026-01-01")) == 2


def test_a_run_that_ends_while_its_feed_is_judged_by_a_pass_overwrites_nothing(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes = iter([True])

    def meanwhile(*args: Any) -> dict[str, Any]:
        if next(passes, False):
            late = utc_now() + timedelta(days=1)
            ctx.db.feeds.update_one({"_id": FEED}, {"$set": {"next_due_at": utc_now() - timedelta(hours=3)}})
            judge_feeds(ctx.db, late)
        return lessons(*args)

    monkeypatch.setattr(feed_update, "lessons", meanwhile)
    run_feed(ctx)
    feed: Any = ctx.db.feeds.find_one({"_id": FEED})
    assert [one["state"] for one in feed["transitions"]] == ["overdue", "healthy"]
    assert [one["n"] for one in feed["transitions"]] == [1, 2]
    assert feed["lease"] is None


def test_a_pass_overwrites_no_judgement_that_a_run_has_written_meanwhile(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = utc_now() + timedelta(days=2)

    def slow(*args: Any) -> Any:
        monkeypatch.undo()
        run_feed(ctx)
        return renewed(*args)

    renewed = usual_of
    monkeypatch.setattr("job_importer.runs.judging.usual_of", slow)
    judge_feeds(ctx.db, later)
    feed: Any = ctx.db.feeds.find_one({"_id": FEED})
    assert feed["judgement"]["state"] == "healthy"
    assert feed["judgement"]["reading"]["size"] == 5


def test_what_an_operator_accepts_is_usual_from_then_on(ctx: Context, server: FeedServer) -> None:
    run_feed(ctx)
    feed: Any = ctx.db.feeds.find_one({"_id": FEED})
    band = {"usual": 90.0, "low": 80.0, "high": 100.0}
    usual: dict[str, Any] = {"day": utc_now().date().isoformat(), "size": band, "fill": {}, "failed": None, "new": None}
    usual |= {"silence": None, "failing": 0.01, "falls": []}
    ctx.db.feeds.update_one({"_id": FEED}, {"$set": {"usual": usual, "yields": []}})
    for n in range(2):
        server.body = indeed_feed(*(indeed_job(n) for n in range(5))) + b"<!-- %d -->" % n
        run_feed(ctx)
    feed = ctx.db.feeds.find_one({"_id": FEED})
    assert (feed["judgement"]["state"], feed["judgement"]["jobs_at_stake"]) == ("shrinking", 85)
    server.body += b"<!-- accepted -->"
    run_feed(ctx, accept_collapse=True)
    feed = ctx.db.feeds.find_one({"_id": FEED})
    assert (feed["judgement"]["state"], feed["judgement"]["odd"], feed["usual"]) == ("healthy", {}, None)
    assert feed["usual_from"] == utc_now().date().isoformat()


def test_a_feed_of_an_earlier_version_is_judged_by_the_next_pass(db: Db) -> None:
    put_feed(db, "old", FeedSettings(url="https://old.example/feed.xml"), utc_now())
    db.feeds.update_one({"_id": "old"}, {"$unset": {"judgement": "", "search": ""}})
    judge_feeds(db, utc_now())
    feed: Any = db.feeds.find_one({"_id": "old"})
    assert (feed["judgement"]["state"], feed["search"]) == ("waiting", "old https://old.example/feed.xml old.example")


def test_the_open_jobs_of_a_large_database_are_counted_seldom(ctx: Context) -> None:
    run_feed(ctx)
    judge_feeds(ctx.db, utc_now())
    ctx.db.days.update_one({"jobs": 5}, {"$set": {"seconds": 3.0}})
    add_feed(ctx.db, "two")
    ctx.db.jobs.delete_many({})
    judge_feeds(ctx.db, utc_now() + timedelta(minutes=4))
    assert open_jobs(ctx.db) == 5
    judge_feeds(ctx.db, utc_now() + timedelta(minutes=6))
    assert open_jobs(ctx.db) == 0
