"""The scheduler on real servers: what is due is started once, and a pass may die at any write."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.feeds.schedule import due_filter, is_due, pick_due
from job_importer.mongo import Db
from job_importer.pipeline import scheduler, starting
from job_importer.pipeline.reconciler import reconcile
from job_importer.pipeline.scheduler import start_due
from job_importer.pipeline.starting import START_GRACE, start_run, start_runs
from job_importer.runs.model import RunStatus, Trigger
from job_importer.runs.progress import take_up
from job_importer.runs.store import record_turn
from tests.conftest import Aws
from tests.support.crashes import AWS_WRITES, MONGO_WRITES, CrashError, Fuse, Fused, crash_points, opening
from tests.support.feed_docs import feed_doc
from tests.support.lambdas import make_context, received
from tests.support.world import NOW, add_feed, forget_everything
from tools.bench.counting import counted

LATER = timedelta(hours=2)


@pytest.fixture
def ctx(db: Db, aws: Aws) -> Context:
    return make_context(db, aws)


def set_feed(db: Db, feed_id: str, **learned: Any) -> None:
    add_feed(db, feed_id, url=f"https://{feed_id}.example/feed.xml")
    if learned:
        db.feeds.update_one({"_id": feed_id}, {"$set": learned})


def started(ctx: Context) -> list[str]:
    return sorted(run["feed_id"] for run in ctx.db.runs.find())


def sent(ctx: Context) -> list[str]:
    """Ids of the runs whose messages are in FetchQueue."""
    return [record["body"] for record in received(ctx.sqs, ctx.settings.fetch_queue_url)["Records"]]


def test_a_due_feed_is_started_with_its_run_and_its_message(ctx: Context) -> None:
    set_feed(ctx.db, "due")
    (run,) = start_due(ctx, NOW)
    stored = ctx.db.runs.find_one({"_id": run.id}) or {}
    assert (stored["feed_id"], stored["trigger"], stored["status"]) == ("due", "schedule", "queued")
    (body,) = sent(ctx)
    assert f'"run_id":"{run.id}"' in body


def test_a_second_pass_starts_nothing_that_is_running(ctx: Context) -> None:
    set_feed(ctx.db, "due")
    start_due(ctx, NOW)
    assert start_due(ctx, NOW + timedelta(minutes=1)) == []
    assert started(ctx) == ["due"]


def test_feeds_that_are_disabled_not_due_or_asked_for_patience_are_left_alone(ctx: Context) -> None:
    set_feed(ctx.db, "later", next_due_at=NOW + timedelta(seconds=1))
    set_feed(ctx.db, "patient", not_before=NOW + timedelta(seconds=1))
    set_feed(ctx.db, "off", enabled=False)
    assert start_due(ctx, NOW) == []
    start_due(ctx, NOW + timedelta(seconds=2))
    assert started(ctx) == ["later", "patient"]


def test_of_a_host_as_many_feeds_are_started_as_it_can_be_asked_for(db: Db, aws: Aws) -> None:
    ctx = make_context(db, aws, host_intervals="slow.example=100", host_interval_seconds=1)
    for n in range(9):
        set_feed(db, f"quick-{n}")
        db.feeds.update_one({"_id": f"quick-{n}"}, {"$set": {"url": "https://quick.example/feed.xml"}})
        set_feed(db, f"slow-{n}")
        db.feeds.update_one({"_id": f"slow-{n}"}, {"$set": {"url": f"https://www.slow.example/{n}"}})
    assert Counter(run.feed_id[:5] for run in start_due(ctx, NOW)) == {"quick": 9, "slow-": 2}
    assert start_due(ctx, NOW) == []


def test_no_more_runs_are_started_than_the_importers_take_up(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "QUEUED_AT_MOST", 3)
    for n in range(5):
        set_feed(ctx.db, f"feed-{n}")
    first = start_due(ctx, NOW)
    assert (len(first), start_due(ctx, NOW)) == (3, [])
    take_up(ctx.db, first[0].id or "", 0, NOW)
    record_turn(ctx.db, first[1].id or "", NOW, NOW)  # it waits for its host: the importer has seen it
    assert len(start_due(ctx, NOW)) == 2


def test_hundreds_of_runs_are_started_in_as_many_commands_as_ten_but_for_their_messages(
    ctx: Context, db: Db, secantus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr(starting, "send_fetches", lambda _sqs, _url, messages: sent.append(len(messages)))
    feeds: list[Any] = [dict(feed_doc(f"feed-{n:04d}", f"https://h{n}.example/")) for n in range(210)]
    db.feeds.insert_many(feeds)
    with counted(secantus, db.name) as (listened, commands):
        counting = Context(ctx.settings, opening(listened), ctx.sqs, ctx.s3)
        few = start_runs(counting, [feed["_id"] for feed in feeds[:10]], Trigger.MANUAL, NOW)
        spent = commands.sent.total()
        many = start_runs(counting, [feed["_id"] for feed in feeds[10:]], Trigger.MANUAL, NOW)
        assert commands.sent.total() <= 2 * spent + 4  # a long answer comes in several parts
        again = start_runs(counting, [feed["_id"] for feed in feeds], Trigger.MANUAL, NOW)
        assert commands.sent.total() <= 3 * spent + 8
    assert sent == [10, 200]
    assert all(run.id and run.reason is None for run in few + many)
    assert [run.id for run in again] == [run.id for run in few + many]


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"next_due_at": NOW + timedelta(hours=1)},  # a run of it has begun and ended
        {"not_before": NOW + timedelta(hours=1)},  # and the source has asked for patience
        {"enabled": False},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_feed_that_is_no_longer_due_by_the_time_it_is_started_is_left_alone(
    ctx: Context, monkeypatch: pytest.MonkeyPatch, meanwhile: dict[str, Any]
) -> None:
    def picked_too_early(*args: Any) -> Any:
        picked = pick_due(*args)
        ctx.db.feeds.update_one({"_id": "due"}, {"$set": meanwhile})
        return picked

    set_feed(ctx.db, "due")
    monkeypatch.setattr(scheduler, "pick_due", picked_too_early)
    assert start_due(ctx, NOW) == []
    assert (started(ctx), sent(ctx), (ctx.db.feeds.find_one() or {})["lease"]) == ([], [], None)


def test_a_run_asked_for_by_hand_heeds_a_patience_that_was_asked_for_just_now(ctx: Context) -> None:
    set_feed(ctx.db, "patient", not_before=NOW + timedelta(hours=1), next_due_at=NOW + timedelta(hours=2))
    refused = start_run(ctx, "patient", Trigger.MANUAL, NOW)
    assert (refused.id, refused.retry_at, started(ctx)) == (None, NOW + timedelta(hours=1), [])
    assert start_run(ctx, "patient", Trigger.MANUAL, NOW + timedelta(hours=1)).id


def test_a_feed_that_was_removed_meanwhile_is_not_started(ctx: Context) -> None:
    gone = start_run(ctx, "gone", Trigger.MANUAL, NOW)
    assert (gone.id, gone.reason, started(ctx)) == (None, "The feed no longer exists.", [])


def test_the_filter_of_due_feeds_finds_those_that_are_due(ctx: Context) -> None:
    moments = (NOW - timedelta(seconds=1), NOW, NOW + timedelta(seconds=1))
    cases = product((True, False), moments, (None, *moments))
    for n, (enabled, due, patience) in enumerate(cases):
        set_feed(ctx.db, f"feed-{n}", enabled=enabled, next_due_at=due, not_before=patience)
    feeds: Any = list(ctx.db.feeds.find())
    found = {feed["_id"] for feed in ctx.db.feeds.find(due_filter(NOW))}
    assert found == {feed["_id"] for feed in feeds if is_due(feed, NOW)}
    assert 0 < len(found) < len(feeds)


def test_a_run_whose_message_was_never_sent_is_taken_back_and_its_feed_is_started_anew(ctx: Context) -> None:
    set_feed(ctx.db, "due")
    refusing = Fused(ctx.sqs, {"send_message_batch"}, Fuse(0))
    with pytest.raises(CrashError):
        start_due(replace(ctx, sqs=refusing), NOW)
    reconcile(ctx, NOW + START_GRACE)
    assert ctx.db.runs.count_documents({}) == 1  # whoever has started it may still be at work
    later = NOW + START_GRACE + timedelta(seconds=1)
    reconcile(ctx, later)
    assert (started(ctx), (ctx.db.feeds.find_one() or {})["lease"]) == ([], None)
    (run,) = start_due(ctx, later)
    assert run.id is not None
    reconcile(ctx, later + START_GRACE + timedelta(seconds=1))
    assert started(ctx) == ["due"]  # its message was sent: it waits for an importer


def test_two_passes_and_a_crash_at_any_write_start_each_feed_once(ctx: Context) -> None:
    def prepare() -> None:
        forget_everything(ctx.db)
        sent(ctx)
        for feed_id in ("one", "two"):
            set_feed(ctx.db, feed_id)

    def crash(fuse: Fuse) -> None:
        prepare()
        fused = Context(
            ctx.settings, opening(Fused(ctx.db, MONGO_WRITES, fuse)), Fused(ctx.sqs, AWS_WRITES, fuse), ctx.s3
        )
        start_due(fused, utc_now())

    for _ in crash_points(crash):
        for passed in (timedelta(), START_GRACE + timedelta(minutes=1), LATER, LATER * 2):
            reconcile(ctx, utc_now() + passed)
            start_due(ctx, utc_now() + passed)
        live = [run["feed_id"] for run in ctx.db.runs.find({"status": RunStatus.QUEUED.value})]
        assert sorted(live) == ["one", "two"]
        assert all(feed["lease"] for feed in ctx.db.feeds.find())
