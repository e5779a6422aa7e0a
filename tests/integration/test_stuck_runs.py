"""Runs that wait: silence alone ends none of them, and a thousand cost a pass no more than a few."""

from datetime import timedelta
from typing import Any

import pytest

from job_importer.connections import Context
from job_importer.locks import do_alone
from job_importer.mongo import Db
from job_importer.pipeline import reconciler
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.reconciler import SECONDS_TO_STOP, reconcile, reconcile_alone
from job_importer.pipeline.starting import start_runs
from job_importer.runs.model import Trigger
from job_importer.runs.progress import record_error, take_up
from tests.conftest import Aws
from tests.support.crashes import opening
from tests.support.feed_docs import feed_doc
from tests.support.lambdas import make_context, received
from tests.support.world import FEED, NOW, RUN_1, RUN_2, add_feed, begin_run, chunk, job, publish
from tools.bench.counting import counted

HOURS_LATER = NOW + timedelta(hours=6)


@pytest.fixture
def ctx(db: Db, aws: Aws) -> Context:
    add_feed(db)
    return make_context(db, aws)


def run_of(ctx: Context, run_id: str) -> dict[str, Any]:
    return ctx.db.runs.find_one({"_id": run_id}) or {}


def purge(ctx: Context, url: str) -> None:
    for record in received(ctx.sqs, url)["Records"]:
        ctx.sqs.delete_message(QueueUrl=url, ReceiptHandle=record["receiptHandle"])


def started(ctx: Context) -> str:
    (run,) = start_runs(ctx, [FEED], Trigger.MANUAL, NOW)
    assert run.id is not None
    return run.id


def test_a_run_that_waits_in_its_queue_for_hours_is_not_ended_and_keeps_its_feed(ctx: Context) -> None:
    run_id = started(ctx)
    reconcile(ctx, HOURS_LATER)
    assert run_of(ctx, run_id)["status"] == "queued"
    feed = ctx.db.feeds.find_one({"_id": FEED}) or {}
    assert feed["lease"]["expires_at"] > HOURS_LATER
    assert feed["health"]["failures_in_a_row"] == 0


def test_a_run_whose_message_is_gone_ends_and_says_that_nobody_had_begun_it(ctx: Context) -> None:
    run_id = started(ctx)
    purge(ctx, ctx.settings.fetch_queue_url)
    reconcile(ctx, NOW + timedelta(minutes=10))
    assert run_of(ctx, run_id)["status"] == "queued"  # a queue does not know of every message at once
    reconcile(ctx, HOURS_LATER)
    run = run_of(ctx, run_id)
    assert (run["status"], run["failure"]["code"]) == ("failed", "internal_error")
    assert "It was never started." in run["failure"]["message"]


def test_what_is_known_of_a_run_is_said_when_it_is_given_up(ctx: Context) -> None:
    run_id = started(ctx)
    take_up(ctx.db, run_id, 0, NOW)
    record_error(ctx.db, run_id, "OSError: [Errno 28] No space left on device", NOW + timedelta(seconds=5))
    take_up(ctx.db, run_id, 0, NOW + timedelta(minutes=1))
    purge(ctx, ctx.settings.fetch_queue_url)
    reconcile(ctx, HOURS_LATER)
    message = run_of(ctx, run_id)["failure"]["message"]
    assert "started 2 times" in message
    assert "No space left on device" in message
    assert "12:01:00 UTC" in message


def test_a_message_that_is_older_than_its_queue_keeps_any_is_gone(ctx: Context) -> None:
    run_id = started(ctx)
    reconcile(ctx, NOW + timedelta(seconds=ctx.settings.message_lifetime_seconds + 60))
    assert run_of(ctx, run_id)["status"] == "failed"


def test_chunks_that_wait_in_their_queue_for_hours_are_not_given_up(ctx: Context) -> None:
    begin_run(ctx.db, RUN_1)
    stored, waiting = chunk(RUN_1, 0, [job(1)]), chunk(RUN_1, 1, [job(2)])
    publish(ctx.db, stored, waiting)
    store_chunk(ctx.db, stored, NOW)
    ctx.sqs.send_message(QueueUrl=ctx.settings.job_queue_url, MessageBody=waiting.model_dump_json())
    reconcile(ctx, HOURS_LATER)
    assert run_of(ctx, RUN_1)["status"] == "processing"
    store_chunk(ctx.db, waiting, HOURS_LATER)
    assert run_of(ctx, RUN_1)["status"] == "succeeded"


def test_a_pass_over_many_live_runs_takes_as_many_commands_as_one_over_few(ctx: Context, secantus: str) -> None:
    def commands(live: int) -> int:
        ctx.db.feeds.insert_many([dict(feed_doc(f"f{n}", f"https://h{n}.example/")) for n in range(live)])
        start_runs(ctx, [f"f{n}" for n in range(live)], Trigger.MANUAL, NOW)
        with counted(secantus, ctx.db.name) as (listened, seen):
            reconcile(Context(ctx.settings, opening(listened), ctx.sqs, ctx.s3), NOW + timedelta(minutes=1))
            sent = seen.sent.total()
        for name in ("feeds", "runs"):
            ctx.db[name].delete_many({})
        return sent

    commands(1)  # the first pass of all has more to look at
    assert commands(30) <= commands(5) + 2


def test_closings_do_not_begin_when_the_time_is_nearly_over(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    for run_id in (RUN_1, RUN_2):
        begin_run(ctx.db, run_id)
        message = chunk(run_id, 0, [job(1)])
        publish(ctx.db, message)
        store_chunk(ctx.db, message, NOW)
    monkeypatch.setattr(reconciler, "close_for", lambda _db, run, _now: closed.append(run["_id"]))
    left = iter([300.0, SECONDS_TO_STOP - 1])
    reconcile(ctx, NOW, lambda: next(left))
    assert closed == [RUN_1]


def test_one_pass_at_a_time_and_a_dead_one_is_waited_for_no_longer_than_it_may_last(ctx: Context) -> None:
    run_id = started(ctx)
    purge(ctx, ctx.settings.fetch_queue_url)

    def during_another() -> None:
        reconcile_alone(ctx, HOURS_LATER + timedelta(minutes=4), lambda: 300.0)

    assert do_alone(ctx.db, "reconciler", HOURS_LATER, timedelta(minutes=5), during_another)
    assert run_of(ctx, run_id)["status"] == "queued"
    with pytest.raises(KeyboardInterrupt):
        do_alone(ctx.db, "reconciler", HOURS_LATER, timedelta(minutes=5), _die)
    ctx.db.locks.insert_one({"_id": "reconciler", "free_at": HOURS_LATER + timedelta(minutes=5)})  # a kill leaves it
    during_another()
    assert run_of(ctx, run_id)["status"] == "queued"
    reconcile_alone(ctx, HOURS_LATER + timedelta(minutes=6), lambda: 300.0)
    assert run_of(ctx, run_id)["status"] == "failed"


def _die() -> None:
    raise KeyboardInterrupt
