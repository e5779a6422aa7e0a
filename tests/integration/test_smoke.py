"""The smoke test of a deployed stack, against the real API, and an importer that works while it waits."""

from collections.abc import Iterator
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage, read_chunk
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation
from tests.conftest import Aws
from tests.support.api_client import OPERATOR
from tests.support.api_fixtures import connections
from tests.support.http_api import serve_api
from tests.support.lambdas import received
from tools.jobctl.client import Client
from tools.jobctl.config import Access
from tools.smoke import FEED_ID, SmokeError, check, reach

__all__ = ["connections"]


@pytest.fixture
def api(connections: Context) -> Iterator[Client]:
    with serve_api(connections) as url, Client(Access(url, OPERATOR)) as client:
        yield client


def work(ctx: Context) -> None:
    for record in received(ctx.sqs, ctx.settings.fetch_queue_url)["Records"]:
        message = FetchMessage.model_validate_json(record["body"])
        import_feed(ctx, message, Invocation(utc_now, lambda: 300))
    for record in received(ctx.sqs, ctx.settings.job_queue_url)["Records"]:
        store_chunk(ctx.db, read_chunk(record["body"]), utc_now(), 1)


def test_two_jobs_are_imported_and_nothing_stays_behind(connections: Context, aws: Aws, api: Client, db: Db) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="site")
    run = check(api, s3, "site", None, wait=lambda: work(connections))
    assert (run["status"], run["counts"]["new"]) == ("succeeded", 2)
    assert db.feeds.find_one({"_id": FEED_ID}) is None
    assert "Contents" not in s3.list_objects_v2(Bucket="site")


def test_what_does_not_work_is_said(connections: Context, aws: Aws, api: Client, db: Db) -> None:
    aws.client("s3").create_bucket(Bucket="site")
    with pytest.raises(SmokeError, match=r"did not succeed: .*The connection to .* failed"):
        check(api, aws.client("s3"), "site", "http://127.0.0.1:9/", wait=lambda: work(connections))
    with (
        Client(Access(api.url, "wrong")) as stranger,
        pytest.raises(SmokeError, match=r"token is rejected: .* rejected"),
    ):
        check(stranger, aws.client("s3"), "site", None)


def test_how_to_reach_a_stack_is_told_without_its_tokens() -> None:
    outputs: dict[str, Any] = {"ApiUrl": "https://api", "SiteUrl": "https://page/"}
    outputs |= {"ViewerTokenSecretId": "arn:viewer", "OperatorTokenSecretId": "arn:operator"}
    text = reach("job-importer-dev", outputs)
    assert all(part in text for part in ("https://page/", "https://api", "--secret-id arn:viewer", "arn:operator"))
