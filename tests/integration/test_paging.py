"""A source that gives its jobs in pages, through the whole pipeline."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.mongo import Db
from tests.conftest import Aws
from tests.support.feed_server import FeedServer, feed_server
from tests.support.lambdas import make_context
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, add_feed


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as served:
        yield served


@pytest.fixture
def pipeline(db: Db, aws: Aws, server: FeedServer) -> Pipeline:
    add_feed(db, url=server.url)
    return Pipeline(make_context(db, aws), utc_now())


def posting(n: int) -> dict[str, str]:
    return {"id": str(n), "title": f"Tiler {n}", "company": "Acme", "url": f"https://acme.example/jobs/{n}"}


def page(*numbers: int, **beside: Any) -> bytes:
    return json.dumps({"jobs": [posting(n) for n in numbers], **beside}).encode()


def open_jobs(db: Db) -> set[str]:
    return {job["external_id"] for job in db.jobs.find({"closed_at": None})}


def test_a_part_of_a_feed_closes_nothing_and_says_so(pipeline: Pipeline, db: Db, server: FeedServer) -> None:
    server.body = page(*range(6))
    whole = pipeline.import_now(FEED)
    server.body = page(*range(2, 7), total=80)
    pipeline.wait(hours=1)
    part = pipeline.import_now(FEED)
    assert (whole["completeness"], whole["completeness_reason"]) == ("whole", None)
    assert (part["status"], part["completeness"], part["closing"]) == ("succeeded", "part", None)
    assert "80" in part["completeness_reason"]
    assert any("80" in warning for warning in part["warnings"])
    assert open_jobs(db) == {str(n) for n in range(7)}


def test_the_same_bytes_of_a_part_are_read_again(pipeline: Pipeline, db: Db, server: FeedServer) -> None:
    server.body, server.etag = page(1, 2, total=80), '"v1"'
    pipeline.import_now(FEED)
    pipeline.wait(hours=1)
    assert pipeline.import_now(FEED)["status"] == "succeeded"
