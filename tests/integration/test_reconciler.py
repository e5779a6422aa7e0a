"""The reconciler on real servers: every run ends, vanished jobs are closed, and a pass may die at any write."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.delivery.sqs import peek
from job_importer.feeds import store
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import delete_feed, note_removed, put_feed
from job_importer.ids import new_run_id
from job_importer.mongo import Db
from job_importer.pipeline import reconciler
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.reconciler import reconcile
from job_importer.runs import feed_update, finish
from job_importer.runs.books import counts_of
from job_importer.runs.feed_update import lessons
from job_importer.runs.progress import heartbeat
from job_importer.runs.store import live_runs
from tests.conftest import Aws
from tests.support.crashes import AWS_WRITES, MONGO_WRITES, CrashError, Fuse, Fused, crash_points, opening
from tests.support.lambdas import make_context
from tests.support.world import (
    FEED,
    NOW,
    RUN_1,
    RUN_2,
    RUN_3,
    URL,
    add_feed,
    begin_run,
    chunk,
    forget_everything,
    job,
    publish,
    state,
)

SOON = NOW + timedelta(minutes=1)
MUCH_LATER = NOW + timedelta(hours=3)
AFTER = NOW + timedelta(days=365)  # by the ids, too


@pytest.fixture
def ctx(db: Db, aws: Aws) -> Context:
    add_feed(db)
    return make_context(db, aws)


def run_of(db: Db, run_id: str) -> dict[str, Any]:
    return db.runs.find_one({"_id": run_id}) or {}


def lease(db: Db, feed_id: str = FEED) -> Any:
    return (db.feeds.find_one({"_id": feed_id}) or {})["lease"]


def imported(db: Db, run_id: str, *jobs: dict[str, Any], feed_id: str = FEED) -> None:
    """A whole run, ended by its consumer, waiting for the reconciler to close what vanished."""
    begin_run(db, run_id, feed_id)
    message = chunk(run_id, 0, list(jobs), feed_id=feed_id)
    publish(db, message)
    store_chunk(db, message, NOW)


def with_a_dead_chunk(ctx: Context) -> None:
    """One chunk stored, one in the dead-letter queue."""
    begin_run(ctx.db, RUN_1)
    stored, dead = chunk(RUN_1, 0, [job(1)]), chunk(RUN_1, 1, [job(2), job(3)])
    publish(ctx.db, stored, dead)
    store_chunk(ctx.db, stored, NOW)
    ctx.sqs.send_message(QueueUrl=ctx.settings.job_dlq_url, MessageBody=dead.model_dump_json())


def with_a_lost_chunk(ctx: Context) -> None:
    """One chunk stored, one never heard of again."""
    begin_run(ctx.db, RUN_1)
    stored, lost = chunk(RUN_1, 0, [job(1)]), chunk(RUN_1, 1, [job(2)])
    publish(ctx.db, stored, lost)
    store_chunk(ctx.db, stored, NOW)


def with_a_dead_importer(ctx: Context) -> None:
    """A chunk was announced and sent nowhere; the importer's message is in its dead-letter queue."""
    from job_importer.runs.ledger import announce

    begin_run(ctx.db, RUN_1)
    announce(ctx.db, [chunk(RUN_1, 0, [job(1)]).header])
    body = FetchMessage(run_id=RUN_1, feed_id=FEED).model_dump_json()
    ctx.sqs.send_message(QueueUrl=ctx.settings.fetch_dlq_url, MessageBody=body)


def with_a_vanished_job(ctx: Context) -> None:
    imported(ctx.db, RUN_1, job(1), job(2))
    imported(ctx.db, RUN_2, job(1))


def with_a_removed_feed(ctx: Context) -> None:
    imported(ctx.db, RUN_1, job(1))
    delete_feed(ctx.db, FEED, AFTER)


def test_a_chunk_in_the_dead_letter_queue_ends_its_run_as_partial(ctx: Context) -> None:
    with_a_dead_chunk(ctx)
    reconcile(ctx, SOON)
    run = run_of(ctx.db, RUN_1)
    assert (run["status"], run["counts"]["new"], run["counts"]["failed"], run["counts"]["pending"]) == (
        "partial",
        1,
        2,
        0,
    )
    (failure,) = ctx.db.failures.find()
    assert (failure["code"], failure["jobs"]) == ("delivery_exhausted", 2)
    assert lease(ctx.db) is None


def test_a_chunk_that_is_lost_ends_its_run_once_nothing_was_heard_for_too_long(ctx: Context) -> None:
    with_a_lost_chunk(ctx)
    reconcile(ctx, SOON)
    assert run_of(ctx.db, RUN_1)["status"] == "processing"
    reconcile(ctx, MUCH_LATER)
    assert run_of(ctx.db, RUN_1)["status"] == "partial"
    assert run_of(ctx.db, RUN_1)["counts"]["failed"] == 1


def test_a_run_whose_importer_died_for_good_fails_and_frees_its_feed(ctx: Context) -> None:
    with_a_dead_importer(ctx)
    reconcile(ctx, SOON)
    run = run_of(ctx.db, RUN_1)
    assert (run["status"], run["failure"]["code"]) == ("failed", "internal_error")
    assert run["counts"]["fetched"] == run["counts"]["failed"] == 1
    assert lease(ctx.db) is None


def test_a_chunk_of_a_failed_run_that_comes_after_all_is_counted(ctx: Context) -> None:
    with_a_dead_importer(ctx)
    reconcile(ctx, SOON)
    store_chunk(ctx.db, chunk(RUN_1, 0, [job(1)]), SOON)
    run = run_of(ctx.db, RUN_1)
    assert (run["status"], run["failure"]["code"], run["closing"]) == ("failed", "internal_error", None)
    assert (run["counts"]["fetched"], run["counts"]["new"], run["counts"]["failed"]) == (1, 1, 0)


def test_a_chunk_that_is_stored_while_its_run_fails_is_counted(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_early(db: Db, run_ids: list[str]) -> Any:
        found = counts_of(db, run_ids)
        monkeypatch.undo()
        store_chunk(db, chunk(RUN_1, 0, [job(1)]), SOON)
        return found

    with_a_dead_importer(ctx)
    monkeypatch.setattr(finish, "counts_of", too_early)
    reconcile(ctx, SOON)
    run = run_of(ctx.db, RUN_1)
    assert (run["status"], run["counts"]["new"], run["counts"]["failed"]) == ("failed", 1, 0)


def test_a_run_that_fell_silent_before_it_was_sealed_fails(ctx: Context) -> None:
    begin_run(ctx.db, RUN_1)
    reconcile(ctx, SOON)
    assert run_of(ctx.db, RUN_1)["status"] == "processing"
    reconcile(ctx, MUCH_LATER)
    assert run_of(ctx.db, RUN_1)["failure"]["code"] == "internal_error"


def test_a_run_that_is_heard_of_while_the_reconciler_is_at_work_is_not_ended(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_run(ctx.db, RUN_1)
    as_read_at_first = live_runs(ctx.db)
    heartbeat(ctx.db, RUN_1, MUCH_LATER)
    monkeypatch.setattr(reconciler, "live_runs", lambda _: as_read_at_first)
    reconcile(ctx, MUCH_LATER)
    assert run_of(ctx.db, RUN_1)["status"] == "processing"


def test_a_run_that_goes_on_keeps_its_lease(ctx: Context) -> None:
    begin_run(ctx.db, RUN_1)
    reconcile(ctx, SOON)
    assert lease(ctx.db)["expires_at"] > SOON


def test_a_consumer_that_died_before_it_ended_the_run_is_made_up_for(ctx: Context) -> None:
    begin_run(ctx.db, RUN_1)
    message = chunk(RUN_1, 0, [job(1)])
    store_chunk(ctx.db, message, NOW)  # stored before the seal: nobody has looked since
    publish(ctx.db, message)
    reconcile(ctx, SOON)
    assert run_of(ctx.db, RUN_1)["status"] == "succeeded"


@pytest.mark.parametrize("times", [1, 100])
def test_settings_that_change_as_a_run_ends_are_kept_and_the_feed_is_settled_then_or_by_the_next_pass(
    ctx: Context, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    moments = (SOON + timedelta(seconds=n) for n in range(times))

    def meanwhile(*args: Any) -> dict[str, Any]:
        if moment := next(moments, None):
            put_feed(ctx.db, FEED, FeedSettings(url=URL, interval_seconds=86_400), moment)
        return lessons(*args)

    monkeypatch.setattr(feed_update, "lessons", meanwhile)
    imported(ctx.db, RUN_1, job(1))
    assert (lease(ctx.db) is None) is (times == 1)
    monkeypatch.undo()
    reconcile(ctx, SOON)
    assert lease(ctx.db) is None
    assert (ctx.db.feeds.find_one({"_id": FEED}) or {})["next_due_at"] > SOON + timedelta(hours=11)


def test_a_lease_whose_run_was_never_written_is_freed_after_a_while(ctx: Context) -> None:
    now = utc_now()
    begun = {"run_id": new_run_id(now), "expires_at": now + timedelta(hours=1)}
    ctx.db.feeds.update_one({"_id": FEED}, {"$set": {"lease": begun}})
    reconcile(ctx, now + timedelta(minutes=1))
    assert lease(ctx.db) is not None
    reconcile(ctx, now + timedelta(minutes=10))
    assert lease(ctx.db) is None


@pytest.mark.parametrize("letter", ['{"what": "ever"}', "no JSON at all", "[]"])
def test_a_dead_letter_that_is_not_ours_stays_and_harms_nobody(ctx: Context, letter: str) -> None:
    for url in (ctx.settings.job_dlq_url, ctx.settings.fetch_dlq_url):
        ctx.sqs.send_message(QueueUrl=url, MessageBody=letter)
    with_a_dead_chunk(ctx)
    reconcile(ctx, SOON)
    assert run_of(ctx.db, RUN_1)["status"] == "partial"


def test_a_vanished_job_is_closed_once_and_counted(ctx: Context) -> None:
    with_a_vanished_job(ctx)
    before = run_of(ctx.db, RUN_2)
    reconcile(ctx, SOON)
    reconcile(ctx, MUCH_LATER)
    closing = {
        "closing": "done",
        "closed": 1,
        "closed_at": SOON,
        "counted_at": SOON,
        "revision": before["revision"] + 1,
    }
    told = {name: value for name, value in before.items() if name != "untold"}
    assert run_of(ctx.db, RUN_2) == told | closing | {"counts": before["counts"] | {"closed": 1}}
    gone = ctx.db.jobs.find_one({"external_id": "A-2"}) or {}
    assert (gone["closed_at"], gone["closed_run_id"], gone["closed_reason"]) == (SOON, RUN_2, "not_listed")
    assert [run_of(ctx.db, run_id)["counts"]["closed"] for run_id in (RUN_1, RUN_2)] == [0, 1]
    assert (ctx.db.jobs.find_one({"external_id": "A-1"}) or {})["closed_at"] is None


def test_a_job_that_came_back_before_its_closing_was_counted_is_counted_all_the_same(ctx: Context) -> None:
    with_a_vanished_job(ctx)
    fused = Context(ctx.settings, opening(Fused(ctx.db, {"update_one"}, Fuse(2))), ctx.sqs, ctx.s3)
    with pytest.raises(CrashError):  # when it counts: the first update is a lock
        reconcile(fused, SOON)
    assert (ctx.db.jobs.find_one({"external_id": "A-2"}) or {})["closed_run_id"] == RUN_2
    imported(ctx.db, RUN_3, job(1), job(2))
    reconcile(ctx, SOON)
    assert [run_of(ctx.db, run_id)["counts"]["closed"] for run_id in (RUN_2, RUN_3)] == [1, 0]
    assert run_of(ctx.db, RUN_3)["counts"]["reopened"] == 1


def test_a_job_that_two_feeds_list_is_closed_when_the_second_drops_it(ctx: Context) -> None:
    add_feed(ctx.db, "two")
    imported(ctx.db, RUN_1, job(1))
    imported(ctx.db, RUN_2, job(1), job(2), feed_id="two")
    imported(ctx.db, RUN_3, job(3))
    reconcile(ctx, SOON)
    assert (ctx.db.jobs.find_one({"external_id": "A-1"}) or {})["closed_at"] is None
    last = RUN_3[:-2] + "04"
    imported(ctx.db, last, job(2), feed_id="two")
    reconcile(ctx, SOON)
    assert (ctx.db.jobs.find_one({"external_id": "A-1"}) or {})["closed_run_id"] == last


def test_the_jobs_of_a_removed_feed_are_closed_but_for_those_that_another_lists(ctx: Context) -> None:
    add_feed(ctx.db, "two")
    imported(ctx.db, RUN_1, job(1), job(2))
    imported(ctx.db, RUN_2, job(2), feed_id="two")
    assert delete_feed(ctx.db, FEED, AFTER)
    reconcile(ctx, SOON)
    reconcile(ctx, SOON)
    gone, kept = (ctx.db.jobs.find_one({"external_id": f"A-{n}"}) or {} for n in (1, 2))
    assert (gone["closed_at"], gone["closed_run_id"], gone["closed_reason"]) == (SOON, None, "not_listed")
    assert (kept["closed_at"], kept["seen"]) == (None, {"two": RUN_2})
    assert ctx.db.removed_feeds.count_documents({}) == 0


def test_the_jobs_of_a_feed_are_closed_although_the_reconciler_came_as_it_was_being_removed(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def met_by_the_reconciler(*args: Any) -> None:
        note_removed(*args)
        monkeypatch.undo()
        reconcile(ctx, SOON)

    imported(ctx.db, RUN_1, job(1))
    monkeypatch.setattr(store, "note_removed", met_by_the_reconciler)
    assert delete_feed(ctx.db, FEED, AFTER)
    reconcile(ctx, SOON)
    assert ctx.db.jobs.count_documents({"closed_at": None}) == 0
    assert ctx.db.removed_feeds.count_documents({}) == 0


def redriven_late(ctx: Context) -> Any:
    """A chunk with jobs 1 and 9 that died; its run has ended without it."""
    begin_run(ctx.db, RUN_1)
    dead = chunk(RUN_1, 0, [job(1), job(9)])
    publish(ctx.db, dead)
    ctx.sqs.send_message(QueueUrl=ctx.settings.job_dlq_url, MessageBody=dead.model_dump_json())
    reconcile(ctx, SOON)
    assert run_of(ctx.db, RUN_1)["status"] == "partial"
    return dead


def test_a_redrive_that_changes_no_number_lets_the_run_close_what_has_vanished(ctx: Context) -> None:
    """The dead chunk's one job does not validate: it counted as failed before, and does so after."""
    imported(ctx.db, RUN_1, job(1), job(2))
    begin_run(ctx.db, RUN_2)
    alive, dead = chunk(RUN_2, 0, [job(1)]), chunk(RUN_2, 1, [job(9, title="")])
    publish(ctx.db, alive, dead)
    store_chunk(ctx.db, alive, NOW)
    ctx.sqs.send_message(QueueUrl=ctx.settings.job_dlq_url, MessageBody=dead.model_dump_json())
    reconcile(ctx, SOON)
    assert (run_of(ctx.db, RUN_2)["counts"]["failed"], run_of(ctx.db, RUN_2)["closing"]) == (1, None)
    for _ in range(2):
        store_chunk(ctx.db, dead, NOW)
        reconcile(ctx, SOON)
        run = run_of(ctx.db, RUN_2)
        assert (run["counts"]["failed"], run["counts"]["closed"], run["closing"]) == (1, 1, "done")


def test_a_job_that_an_older_run_stores_late_is_closed_where_a_newer_run_has_not_found_it(ctx: Context) -> None:
    dead = redriven_late(ctx)
    imported(ctx.db, RUN_2, job(1))
    reconcile(ctx, SOON)
    assert run_of(ctx.db, RUN_2)["closing"] == "done"
    store_chunk(ctx.db, dead, AFTER)
    store_chunk(ctx.db, dead, AFTER)
    reconcile(ctx, AFTER)
    assert [j["external_id"] for j in ctx.db.jobs.find({"closed_at": None})] == ["A-1"]
    assert (ctx.db.jobs.find_one({"external_id": "A-9"}) or {})["closed_run_id"] == RUN_2
    late, newer = run_of(ctx.db, RUN_1), run_of(ctx.db, RUN_2)
    assert (late["status"], late["counts"]["new"], late["counts"]["unchanged"]) == ("succeeded", 1, 1)
    assert (newer["counts"]["closed"], newer["closing"]) == (1, "done")


def test_a_job_that_a_run_stores_late_is_closed_where_its_feed_was_removed_since(ctx: Context) -> None:
    dead = redriven_late(ctx)
    delete_feed(ctx.db, FEED, AFTER)
    reconcile(ctx, AFTER)
    store_chunk(ctx.db, dead, AFTER + timedelta(minutes=1))
    reconcile(ctx, AFTER + timedelta(minutes=2))
    assert ctx.db.jobs.count_documents({"closed_reason": "not_listed"}) == 2
    assert ctx.db.removed_feeds.count_documents({}) == 0


def test_a_run_that_lost_its_lease_does_not_bring_back_what_a_newer_one_has_closed(ctx: Context) -> None:
    begin_run(ctx.db, RUN_1)
    slow = chunk(RUN_1, 0, [job(1), job(9)])
    publish(ctx.db, slow)
    imported(ctx.db, RUN_2, job(1))  # the lease was void
    reconcile(ctx, SOON)
    store_chunk(ctx.db, slow, SOON)
    reconcile(ctx, SOON)
    assert [j["external_id"] for j in ctx.db.jobs.find({"closed_at": None})] == ["A-1"]


def test_a_feed_that_could_not_be_removed_keeps_its_jobs(ctx: Context) -> None:
    imported(ctx.db, RUN_1, job(1))
    begin_run(ctx.db, RUN_2)
    assert not delete_feed(ctx.db, FEED, AFTER)
    reconcile(ctx, SOON)
    assert ctx.db.jobs.count_documents({"closed_at": None}) == 1


def test_a_feed_that_is_added_again_keeps_what_it_lists_since(ctx: Context) -> None:
    imported(ctx.db, RUN_1, job(1), job(2))
    delete_feed(ctx.db, FEED, AFTER)
    add_feed(ctx.db)
    ctx.db.feeds.update_one({"_id": FEED}, {"$set": {"created_at": AFTER + timedelta(seconds=1)}})
    imported(ctx.db, new_run_id(AFTER + timedelta(seconds=2)), job(1))
    reconcile(ctx, SOON)
    assert [job["external_id"] for job in ctx.db.jobs.find({"closed_at": None})] == ["A-1"]


def test_a_run_that_did_not_store_every_job_closes_nothing(ctx: Context) -> None:
    imported(ctx.db, "01M00000000000000000000000", job(1), job(9))
    with_a_dead_chunk(ctx)
    for _ in range(2):
        reconcile(ctx, SOON)
    assert ctx.db.jobs.count_documents({"closed_at": {"$ne": None}}) == 0


def test_a_job_that_does_not_validate_does_not_keep_others_from_being_closed(ctx: Context) -> None:
    imported(ctx.db, RUN_1, job(1), job(2), job(3))
    imported(ctx.db, RUN_2, job(1), job(2, title=None))
    reconcile(ctx, SOON)
    assert [j["external_id"] for j in ctx.db.jobs.find({"closed_at": {"$ne": None}})] == ["A-3"]


def empty(sqs: Any, url: str) -> None:
    while messages := sqs.receive_message(QueueUrl=url).get("Messages"):
        sqs.delete_message(QueueUrl=url, ReceiptHandle=messages[0]["ReceiptHandle"])


@pytest.mark.parametrize(
    "scene", [with_a_dead_chunk, with_a_lost_chunk, with_a_dead_importer, with_a_vanished_job, with_a_removed_feed]
)
def test_every_pass_twice_and_after_a_crash_at_any_write_comes_to_the_same_state(
    ctx: Context, scene: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The next pass comes when the letters are visible again: here at once.
    monkeypatch.setattr(reconciler, "peek", partial(peek, hidden_seconds=0))
    monkeypatch.setattr(reconciler, "PEEK_LIMIT", 1)

    def prepare() -> None:
        forget_everything(ctx.db)
        for url in (ctx.settings.fetch_dlq_url, ctx.settings.job_dlq_url):
            empty(ctx.sqs, url)
        add_feed(ctx.db)
        scene(ctx)

    def crash(fuse: Fuse) -> None:
        prepare()
        fused = Context(
            ctx.settings, opening(Fused(ctx.db, MONGO_WRITES, fuse)), Fused(ctx.sqs, AWS_WRITES, fuse), ctx.s3
        )
        reconcile(fused, MUCH_LATER)

    prepare()
    reconcile(ctx, MUCH_LATER)
    undisturbed = state(ctx.db)
    reconcile(ctx, MUCH_LATER)
    assert state(ctx.db) == undisturbed

    for _ in crash_points(crash):
        for _ in range(2):
            reconcile(ctx, MUCH_LATER)
        assert state(ctx.db) == undisturbed
