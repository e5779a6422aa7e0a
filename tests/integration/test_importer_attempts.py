"""A run that takes several attempts: crashes, continuations, and what was set or deployed in between."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import zstandard

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.delivery import messages as sqs_messages
from job_importer.delivery import packing
from job_importer.delivery.messages import FetchMessage
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import put_feed
from job_importer.intake import feed
from job_importer.intake.model import Item
from job_importer.pipeline import completeness
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.publishing import SECONDS_TO_STOP
from job_importer.pipeline.reconciler import reconcile
from tests.support.crashes import AWS_WRITES, MONGO_WRITES, CrashError, Fuse, Fused, crash_points, opening
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import (
    begin,
    chunks_sent,
    consume,
    ctx,
    invocation,
    next_fetch,
    numbers,
    run_feed,
    run_of,
    server,
)
from tests.support.world import FEED, add_feed, forget_everything, state

__all__ = ["ctx", "server"]  # fixtures


def stopped_half_way(ctx: Context, server: FeedServer) -> FetchMessage:
    """A run of 50 jobs whose first invocation has sent 40 of them when its time was over."""
    server.body = indeed_feed(*(indeed_job(n) for n in range(50)))
    message = begin(ctx)
    asked = iter([300, 300, *[SECONDS_TO_STOP - 1] * 9])
    import_feed(ctx, message, Invocation(utc_now, lambda: next(asked)))
    return message


def test_a_feed_larger_than_an_invocation_is_carried_on_by_a_message(ctx: Context, server: FeedServer) -> None:
    message = stopped_half_way(ctx, server)
    first = chunks_sent(ctx)
    rest = next_fetch(ctx)
    assert (rest.run_id, rest.from_chunk) == (message.run_id, 20)
    assert run_of(ctx, message)["seal"] is None
    server.body = b"the source has other things now"
    import_feed(ctx, rest, invocation())
    second = chunks_sent(ctx)
    assert [m.header.n for m in first] + [m.header.n for m in second] == list(range(25))
    for sent in first + second:
        store_chunk(ctx.db, sent, utc_now())
    assert numbers(run_of(ctx, message)) == {"fetched": 50, "new": 50}


def with_other_settings(ctx: Context, **settings: Any) -> Context:
    return replace(ctx, settings=ctx.settings.model_copy(update=settings))


def test_a_run_is_carried_on_in_chunks_of_the_size_that_it_was_begun_with(ctx: Context, server: FeedServer) -> None:
    message = stopped_half_way(ctx, server)
    consume(ctx)
    import_feed(with_other_settings(ctx, chunk_max_jobs=7, chunk_max_bytes=1_000), next_fetch(ctx), invocation())
    assert {chunk["items"] for chunk in ctx.db.chunks.find()} == {2}
    consume(ctx)
    assert numbers(run_of(ctx, message)) == {"fetched": 50, "new": 50}


def test_an_attempt_under_other_settings_publishes_the_chunks_of_the_first_one(
    ctx: Context, server: FeedServer
) -> None:
    server.body = indeed_feed(*(indeed_job(n, company="") for n in range(30)))
    message = begin(ctx)
    with pytest.raises(CrashError):
        import_feed(replace(ctx, sqs=Fused(ctx.sqs, AWS_WRITES, Fuse(1))), message, invocation())
    first = {chunk.header.n: chunk for chunk in chunks_sent(ctx)}
    assert (len(first), ctx.db.chunks.count_documents({})) == (10, 15)  # the last five are announced and not sent
    other = {"source": "elsewhere.example", "identity": "composed", "default_company": "Somebody else"}
    put_feed(ctx.db, FEED, FeedSettings(url=server.url, **other), utc_now())
    import_feed(with_other_settings(ctx, chunk_max_jobs=3), message, invocation())
    second = {chunk.header.n: chunk for chunk in chunks_sent(ctx)}
    assert {n: second[n] for n in first} == first
    for chunk in second.values():
        store_chunk(ctx.db, chunk, utc_now())
    assert numbers(run_of(ctx, message)) == {"fetched": 30, "new": 30}
    assert ctx.db.jobs.count_documents({"source": "127.0.0.1", "company": None}) == 30
    assert numbers(run_feed(ctx)) == {"fetched": 30, "new": 30}  # by the other settings these are other jobs


def test_what_the_source_has_changed_since_a_crashed_attempt_fetched_it_is_imported_by_the_next_run(
    ctx: Context, server: FeedServer
) -> None:
    server.etag = '"one"'
    message = begin(ctx)
    with pytest.raises(CrashError):  # the snapshot is kept, and nobody knows yet
        import_feed(replace(ctx, open_db=opening(Fused(ctx.db, MONGO_WRITES, Fuse(5)))), message, invocation())
    assert run_of(ctx, message)["snapshot"] is None
    server.etag, server.body = '"two"', indeed_feed(*(indeed_job(n, title="Pastry chef") for n in range(5)))
    import_feed(ctx, message, invocation())
    consume(ctx)
    assert ctx.db.jobs.count_documents({"title": {"$regex": "^Baker"}}) == 5
    assert numbers(run_feed(ctx)) == {"fetched": 5, "updated": 5}
    assert run_feed(ctx)["status"] == "not_modified"


def test_a_source_that_goes_back_to_what_it_was_before_an_incomplete_run_is_read_anew(
    ctx: Context, server: FeedServer
) -> None:
    before, after = '"one"', '"two"'
    server.etag, old = before, server.body
    run_feed(ctx)
    server.etag, server.body = after, indeed_feed(*(indeed_job(n, title="Pastry chef") for n in range(5)))
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    store_chunk(ctx.db, chunks_sent(ctx)[0], utc_now())  # the others are lost
    reconcile(ctx, utc_now() + timedelta(hours=3))
    assert (run_of(ctx, message)["status"], ctx.db.jobs.count_documents({"title": "Pastry chef"})) == ("partial", 2)
    server.etag, server.body = before, old
    assert numbers(run_feed(ctx)) == {"fetched": 5, "updated": 2, "unchanged": 3}


def as_another_version_reads_it(ctx: Context, message: FetchMessage, *jobs: dict[str, str]) -> None:
    """What the run has fetched becomes what another parser would find in it."""
    key = run_of(ctx, message)["snapshot"]["key"]
    kept = ctx.s3.head_object(Bucket=ctx.settings.snapshot_bucket, Key=key)["Metadata"]
    body = zstandard.ZstdCompressor().compress(indeed_feed(*jobs))
    ctx.s3.put_object(Bucket=ctx.settings.snapshot_bucket, Key=key, Body=body, Metadata=kept)


OTHER_READINGS = {
    "fewer items": [indeed_job(n) for n in range(44)],
    "more items": [indeed_job(n) for n in range(53)],
    "other duplicates": [indeed_job(n % 48) for n in range(50)],
    "other chunks at the beginning": [indeed_job(0), *(indeed_job(n) for n in range(49))],
}


@pytest.mark.parametrize(
    ("reading", "is_continuation"),
    [  # from the beginning, more items behind those that were announced are no contradiction
        (reading, is_continuation)
        for reading in OTHER_READINGS
        for is_continuation in (True, False)
        if is_continuation or reading != "more items"
    ],
)
def test_a_run_that_another_version_would_cut_otherwise_is_not_mixed_but_fails_and_closes_nothing(
    ctx: Context, server: FeedServer, reading: str, is_continuation: bool
) -> None:
    stored_before = run_feed(ctx)
    message = stopped_half_way(ctx, server)
    rest = next_fetch(ctx)
    consume(ctx)
    if not is_continuation:  # the first attempt has come further, but its messages are lost
        import_feed(ctx, rest, invocation())
        assert len(chunks_sent(ctx)) == 3
        ctx.db.runs.update_one({"_id": message.run_id}, {"$set": {"seal": None}})
    as_another_version_reads_it(ctx, message, *OTHER_READINGS[reading])
    import_feed(ctx, rest if is_continuation else message, invocation())
    consume(ctx)
    run = run_of(ctx, message)
    assert (run["status"], run["failure"]["code"], run["closing"]) == ("failed", "internal_error", None)
    assert "different version" in run["failure"]["message"]
    counts = run["counts"]
    parts = ("new", "updated", "unchanged", "duplicate", "failed", "pending")
    assert (counts["fetched"], counts["pending"]) == (sum(counts[part] for part in parts), 0)
    reconcile(ctx, utc_now())
    assert ctx.db.jobs.count_documents({"closed_at": {"$ne": None}}) == 0
    assert numbers(stored_before) == {"fetched": 5, "new": 5}
    again = run_feed(ctx)
    assert (again["status"], again["counts"]["fetched"]) == ("succeeded", 50)
    assert ctx.db.jobs.count_documents({"closed_at": None}) >= 50


def test_another_version_that_cuts_alike_carries_a_run_on(ctx: Context, server: FeedServer) -> None:
    message = stopped_half_way(ctx, server)
    consume(ctx)
    as_another_version_reads_it(ctx, message, *(indeed_job(n, title=f"Read better {n}") for n in range(50)))
    import_feed(ctx, next_fetch(ctx), invocation())
    consume(ctx)
    assert numbers(run_of(ctx, message)) == {"fetched": 50, "new": 50}
    assert ctx.db.jobs.count_documents({"title": {"$regex": "^Read better"}}) == 10


def test_what_was_sent_is_not_normalised_again(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.body = indeed_feed(*(indeed_job(n % 45, company="") for n in range(50)))
    message = begin(ctx)
    asked = iter([300, 300, *[SECONDS_TO_STOP - 1] * 9])
    import_feed(ctx, message, Invocation(utc_now, lambda: next(asked)))
    indexes: list[int] = []
    monkeypatch.setattr(completeness, "LARGEST", 20)  # a short list is looked through once more: is it a window?
    monkeypatch.setattr(feed, "Item", lambda index, *args, **more: indexes.append(index) or Item(index, *args, **more))
    import_feed(ctx, next_fetch(ctx), invocation())
    assert indexes == list(range(40, 50))
    seal = run_of(ctx, message)["seal"]
    assert (seal["chunks"], seal["fetched"], seal["duplicates"], seal["inactive"]) == (23, 50, 5, 0)
    assert run_of(ctx, message)["warnings"] == ["Jobs without a company: 45 of 45."]
    consume(ctx)
    assert numbers(run_of(ctx, message)) == {"fetched": 50, "new": 45, "duplicate": 5}


def test_an_invocation_that_had_to_fetch_leaves_all_to_the_next(ctx: Context) -> None:
    message = begin(ctx)
    import_feed(ctx, message, invocation(SECONDS_TO_STOP - 1))
    rest = next_fetch(ctx)
    assert (rest, run_of(ctx, message)["status"]) == (message, "processing")
    import_feed(ctx, rest, invocation())
    consume(ctx)
    assert run_of(ctx, message)["status"] == "succeeded"


def test_a_feed_that_takes_a_whole_invocation_to_read_is_not_carried_on_for_ever(
    ctx: Context, server: FeedServer
) -> None:
    message = stopped_half_way(ctx, server)
    import_feed(ctx, next_fetch(ctx), invocation(SECONDS_TO_STOP - 1))
    consume(ctx)
    run = run_of(ctx, message)
    assert (run["status"], run["failure"]["code"]) == ("failed", "feed_too_large")
    assert numbers(run) == {"fetched": 40, "new": 40}


def test_a_run_that_fails_after_it_has_sent_chunks_has_none_pending_and_counts_those_that_come_later(
    ctx: Context, server: FeedServer
) -> None:
    message = stopped_half_way(ctx, server)
    ctx.s3.delete_object(Bucket=ctx.settings.snapshot_bucket, Key=run_of(ctx, message)["snapshot"]["key"])
    import_feed(ctx, next_fetch(ctx), invocation())
    run = run_of(ctx, message)
    assert (run["status"], numbers(run)) == ("failed", {"fetched": 40, "failed": 40})
    consume(ctx)
    late = run_of(ctx, message)
    assert (late["status"], late["failure"], late["closing"]) == ("failed", run["failure"], None)
    assert numbers(late) == {"fetched": 40, "new": 40}
    assert ctx.db.failures.count_documents({}) == 0


def test_a_delivery_after_the_last_chunk_was_sent_sends_nothing_again(ctx: Context, server: FeedServer) -> None:
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    sent = chunks_sent(ctx)
    assert len(sent) == 3
    import_feed(ctx, message, invocation())
    assert chunks_sent(ctx) == []
    for chunk in sent:
        store_chunk(ctx.db, chunk, utc_now())
    assert run_of(ctx, message)["status"] == "succeeded"


def test_a_run_that_has_ended_is_not_imported_again(ctx: Context, server: FeedServer) -> None:
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    consume(ctx)
    ended, requests = state(ctx.db), len(server.requests)
    import_feed(ctx, message, invocation())
    assert (state(ctx.db), len(server.requests), chunks_sent(ctx)) == (ended, requests, [])


def test_every_delivery_twice_and_after_a_crash_at_any_write_publishes_the_same_chunks(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqs_messages, "SQS_MAX_BATCH_ENTRIES", 1)
    monkeypatch.setattr(packing, "SQS_MAX_BATCH_ENTRIES", 1)
    server.body = indeed_feed(*(indeed_job(n) for n in (0, 1, 2, 1, 3)), {"title": "No url", "referencenumber": "X"})

    def fresh() -> FetchMessage:
        forget_everything(ctx.db)
        chunks_sent(ctx)
        add_feed(ctx.db, url=server.url)
        return begin(ctx)

    def outcome(message: FetchMessage) -> Any:
        """What was sent, each chunk once, and the state after it was stored; run ids and times taken out."""
        sent = chunks_sent(ctx)
        for chunk in sent:
            store_chunk(ctx.db, chunk, utc_now())
        contents = {chunk.header.n: (chunk.indexes, chunk.jobs) for chunk in sent}
        text = json.dumps(sorted(contents.items()))
        books = numbers(run_of(ctx, message))
        return text, books, ctx.db.jobs.count_documents({}), ctx.db.chunks.count_documents({})

    def crash(fuse: Fuse) -> None:
        nonlocal message
        message = fresh()
        fused = Context(
            ctx.settings,
            opening(Fused(ctx.db, MONGO_WRITES, fuse)),
            Fused(ctx.sqs, AWS_WRITES, fuse),
            Fused(ctx.s3, AWS_WRITES, fuse),
        )
        import_feed(fused, message, invocation())

    message = fresh()
    import_feed(ctx, message, invocation())
    undisturbed = outcome(message)
    assert undisturbed[1:] == ({"fetched": 6, "new": 4, "duplicate": 1, "failed": 1}, 4, 3)

    message = fresh()
    import_feed(ctx, message, invocation())
    import_feed(ctx, message, invocation())
    assert outcome(message) == undisturbed

    points = 0
    for _ in crash_points(crash):
        import_feed(ctx, message, invocation())
        import_feed(ctx, message, invocation())
        assert outcome(message) == undisturbed
        points += 1
    assert points >= 10
