"""What an import asks of the database and of the queues, counted."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.mongo import Db
from job_importer.pipeline.starting import start_run
from job_importer.runs.model import Trigger
from tests.conftest import Aws
from tests.support.feed_server import FeedServer, feed_server
from tests.support.lambdas import make_context
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, add_feed
from tools.bench.counting import Commands, Requests, counted
from tools.bench.generate import write_feed

JOBS = 1_000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FeedServer]:
    with feed_server() as served:
        write_feed(tmp_path / "feed.xml", JOBS)
        served.body = (tmp_path / "feed.xml").read_bytes()
        yield served


@pytest.fixture
def pipeline(db: Db, aws: Aws, server: FeedServer) -> Pipeline:
    add_feed(db, url=server.url)
    return Pipeline(make_context(db, aws), utc_now())


def measured_run(pipeline: Pipeline, uri: str) -> tuple[Commands, Requests]:
    """A run from its start, when the feed is due, to its end; receiving and deleting messages is Lambda's own."""
    ctx = pipeline.ctx
    pipeline.wait(hours=2)
    with counted(uri, ctx.db.name) as (db, commands):
        requests = Requests(ctx.sqs)
        run = Pipeline(replace(ctx, open_db=lambda: db), pipeline.now)
        start_run(run.ctx, FEED, Trigger.SCHEDULE, run.now)
        run.deliver()
    return commands, requests


def test_a_thousand_new_jobs_take_a_few_dozen_commands_and_three_requests(pipeline: Pipeline, secantus: str) -> None:
    commands, requests = measured_run(pipeline, secantus)
    assert pipeline.ctx.db.jobs.count_documents({}) == JOBS
    assert commands.sent.total() <= 40, commands.sent
    assert commands.written["jobs"] == JOBS
    sends = {name: n for name, n in requests.made.items() if name.startswith("Send")}
    assert sum(sends.values()) <= 3, sends
    assert requests.bytes <= 300_000, requests.bytes


def test_a_thousand_unchanged_jobs_take_no_message_no_write_of_a_job_and_some_commands(
    pipeline: Pipeline, secantus: str, server: FeedServer
) -> None:
    measured_run(pipeline, secantus)
    server.body += b"<!-- later -->"
    commands, requests = measured_run(pipeline, secantus)
    run: Any = pipeline.ctx.db.runs.find_one({}, sort=[("_id", -1)])
    assert (run["reading_mode"], run["counts"]["unchanged"]) == ("changes", JOBS)
    assert commands.written["jobs"] == 0
    assert requests.made["SendMessageBatch"] == 1  # the run's own message
    assert requests.bytes < 1_000
    assert commands.sent.total() <= 12, commands.sent
