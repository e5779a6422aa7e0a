"""A feed of five jobs over HTTP, in chunks of two, and the importer before it: fixtures and single steps."""

from collections.abc import Iterator
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.delivery.messages import ChunkMessage, FetchMessage, read_chunk
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.starting import start_run
from job_importer.runs.model import Trigger
from tests.conftest import Aws
from tests.support.feed_server import FeedServer, feed_server, indeed_feed, indeed_job
from tests.support.lambdas import make_context, received
from tests.support.world import FEED, add_feed


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as served:
        served.body = indeed_feed(*(indeed_job(n) for n in range(5)))
        yield served


@pytest.fixture
def ctx(db: Db, aws: Aws, server: FeedServer) -> Context:
    context = make_context(db, aws, chunk_max_jobs=2)
    add_feed(db, url=server.url)
    return context


def invocation(seconds_left: float = 300) -> Invocation:
    return Invocation(now=utc_now, seconds_left=lambda: seconds_left)


def begin(ctx: Context, **options: Any) -> FetchMessage:
    """Start a run and take its message from the queue."""
    trigger = Trigger.REPLAY if "replay_of" in options else Trigger.MANUAL
    start_run(ctx, FEED, trigger, utc_now(), **options)
    return next_fetch(ctx)


def next_fetch(ctx: Context) -> FetchMessage:
    (record,) = received(ctx.sqs, ctx.settings.fetch_queue_url)["Records"]
    ctx.sqs.delete_message(QueueUrl=ctx.settings.fetch_queue_url, ReceiptHandle=record["receiptHandle"])
    return FetchMessage.model_validate_json(record["body"])


def chunks_sent(ctx: Context) -> list[ChunkMessage]:
    """Everything in JobQueue, repeated messages included."""
    sent = []
    while records := received(ctx.sqs, ctx.settings.job_queue_url)["Records"]:
        for record in records:
            sent.append(read_chunk(record["body"]))
            ctx.sqs.delete_message(QueueUrl=ctx.settings.job_queue_url, ReceiptHandle=record["receiptHandle"])
    return sent


def consume(ctx: Context) -> None:
    for message in chunks_sent(ctx):
        store_chunk(ctx.db, message, utc_now())


def run_feed(ctx: Context, **options: Any) -> dict[str, Any]:
    """A whole run, from its start to its end; its document afterwards."""
    message = begin(ctx, **options)
    import_feed(ctx, message, invocation())
    consume(ctx)
    return run_of(ctx, message)


def run_of(ctx: Context, message: FetchMessage) -> dict[str, Any]:
    return ctx.db.runs.find_one({"_id": message.run_id}) or {}


def numbers(run: dict[str, Any]) -> dict[str, int]:
    return {name: value for name, value in run["counts"].items() if value}
