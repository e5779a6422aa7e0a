"""A run of several invocations, any of which dies at any write, and whose messages are delivered once or twice."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.delivery import messages as sqs_messages
from job_importer.delivery import packing
from job_importer.delivery.messages import FetchMessage
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.publishing import SECONDS_TO_STOP
from tests.support.crashes import AWS_WRITES, MONGO_WRITES, CrashError, Fuse, Fused, opening
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import begin, chunks_sent, ctx, numbers, run_of, server
from tests.support.lambdas import received
from tests.support.world import add_feed, forget_everything

__all__ = ["ctx", "server"]  # fixtures


def enough_for(batches: int) -> Callable[[], float]:
    """The time that an invocation has left: enough for so many batches."""
    left = iter([SECONDS_TO_STOP + 1] * batches)
    return lambda: next(left, SECONDS_TO_STOP - 1)


def new_messages(ctx: Context) -> list[FetchMessage]:
    url = ctx.settings.fetch_queue_url
    records = received(ctx.sqs, url)["Records"]
    for record in records:
        ctx.sqs.delete_message(QueueUrl=url, ReceiptHandle=record["receiptHandle"])
    return [FetchMessage.model_validate_json(record["body"]) for record in records]


def with_fuse(ctx: Context, fuse: Fuse) -> Context:
    db, sqs, s3 = Fused(ctx.db, MONGO_WRITES, fuse), Fused(ctx.sqs, AWS_WRITES, fuse), Fused(ctx.s3, AWS_WRITES, fuse)
    return replace(ctx, open_db=opening(db), sqs=sqs, s3=s3)


def drive(ctx: Context, fused: Context, message: FetchMessage, times: int) -> None:
    """Until no message is left. What dies is delivered again, and by then nothing dies any more."""
    queue, limit = [message] * times, 100
    while queue:
        assert (limit := limit - 1), "the run is carried on forever"
        current = queue.pop(0)
        try:
            import_feed(fused, current, Invocation(utc_now, enough_for(2)))
        except CrashError:
            queue.append(current)
            fused = ctx
        queue += [found for found in new_messages(ctx) for _ in range(times)]


def test_a_run_of_several_invocations_comes_to_the_same_books_wherever_one_of_them_dies(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqs_messages, "SQS_MAX_BATCH_ENTRIES", 1)
    monkeypatch.setattr(packing, "SQS_MAX_BATCH_ENTRIES", 1)
    monkeypatch.setattr(packing, "MAX_JOB_BYTES", 5_000)
    jobs = [indeed_job(n, company="" if n % 2 else "Acme") for n in (0, 1, 2, 1, 3, 4)]
    server.body = indeed_feed(*jobs, indeed_job(5, description="wide " * 2_000), indeed_job(6, url=""), indeed_job(7))
    message: Any = None

    def fresh() -> FetchMessage:
        forget_everything(ctx.db)
        chunks_sent(ctx)
        new_messages(ctx)
        add_feed(ctx.db, url=server.url)
        return begin(ctx)

    def outcome() -> Any:
        for chunk in chunks_sent(ctx):
            store_chunk(ctx.db, chunk, utc_now())
        run = run_of(ctx, message)
        failures = sorted((failure["code"], failure["index"]) for failure in ctx.db.failures.find())
        return run["status"], numbers(run), run["seal"], run["warnings"], failures, ctx.db.jobs.count_documents({})

    message = fresh()
    drive(ctx, ctx, message, 1)
    undisturbed = outcome()
    assert undisturbed[:2] == ("partial", {"fetched": 9, "new": 6, "duplicate": 1, "failed": 2})
    assert undisturbed[3][-1] == "Jobs without a company: 2 of 8."

    for writes in count():
        message, fuse = fresh(), Fuse(writes)
        drive(ctx, with_fuse(ctx, fuse), message, 1 + writes % 2)
        assert outcome() == undisturbed, writes
        if fuse.left:
            break
    assert writes >= 20
