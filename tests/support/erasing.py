"""A feed of jobs over HTTP, the pipeline that imports it, and an operator who erases."""

from collections.abc import Iterator
from typing import Any

import pytest
from aws_lambda_powertools.utilities import parameters

from job_importer.audit import Actor
from job_importer.clock import utc_now
from job_importer.jobs.blocklist import key_of
from job_importer.mongo import Db
from tests.conftest import Aws
from tests.support.feed_server import FeedServer, feed_server, indeed_feed, indeed_job
from tests.support.lambdas import make_context
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, add_feed
from tools.erasing.place import Place

EMAIL = "jane.doe@example.com"
SECRET = "the-key-of-what-was-erased"


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as served:
        served.body = feed_of(1, 2, 3)
        yield served


def contact(n: int) -> dict[str, str]:
    return indeed_job(n, description=f"<p>Bread number {n}. Ask <b>Jane.Doe</b>@example.com, today.</p>")


def feed_of(*numbers: int, of_jane: int = 2) -> bytes:
    """Jobs of which one names a person."""
    return indeed_feed(*(contact(n) if n == of_jane else indeed_job(n) for n in numbers))


@pytest.fixture
def pipeline(db: Db, aws: Aws, server: FeedServer) -> Iterator[Pipeline]:
    parameters.clear_caches()
    aws.client("secretsmanager").create_secret(Name="erasure", SecretString=SECRET)
    add_feed(db, url=server.url)
    yield Pipeline(make_context(db, aws, erasure_key_secret="erasure"), utc_now())
    parameters.clear_caches()


@pytest.fixture
def place(pipeline: Pipeline) -> Place:
    ctx = pipeline.ctx
    return Place(
        ctx.db, ctx.s3, ctx.settings.snapshot_bucket, key_of(SECRET), Actor("olga"), clock=lambda: pipeline.now
    )


def everything(pipeline: Pipeline) -> str:
    """All that is kept, as one text: every document, every object as it is once it is unpacked."""
    ctx = pipeline.ctx
    docs = [str(list(ctx.db[name].find())) for name in ctx.db.list_collection_names()]
    return "".join(docs + [body.decode("latin-1") for body in objects(pipeline).values()]).lower()


def objects(pipeline: Pipeline) -> dict[str, bytes]:
    import zstandard

    ctx = pipeline.ctx
    listed: Any = ctx.s3.list_objects_v2(Bucket="snapshots").get("Contents", [])
    found = {entry["Key"]: ctx.s3.get_object(Bucket="snapshots", Key=entry["Key"])["Body"].read() for entry in listed}
    return {key: zstandard.ZstdDecompressor().stream_reader(body).read() for key, body in found.items()}


def next_import(pipeline: Pipeline, server: FeedServer) -> dict[str, Any]:
    """An hour later, of a document that is another."""
    server.body += b"<!-- later -->"
    pipeline.wait(hours=1)
    return pipeline.import_now(FEED)
