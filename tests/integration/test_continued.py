"""A run that takes several invocations and relies on a manifest: none of them has seen all items of the feed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from job_importer.delivery.messages import FetchMessage
from job_importer.pipeline import full_reading
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.reconciler import reconcile
from job_importer.pipeline.starting import start_run
from job_importer.runs.model import Trigger
from tests.conftest import Aws
from tests.support.feed_server import FeedServer, feed_server, indeed_feed, indeed_job
from tests.support.importing import next_fetch
from tests.support.lambdas import make_context
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, NOW, add_feed

KNOWN, NEW = range(25), range(100, 130)
TWIN = 7  # one item offers it, another one marks it as closed


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as served:
        served.body = indeed_feed(*map(indeed_job, KNOWN))
        yield served


@pytest.fixture
def pipeline(db: Any, aws: Aws, server: FeedServer) -> Pipeline:
    add_feed(db, url=server.url, listing="whole")
    pipeline = Pipeline(make_context(db, aws, chunk_max_jobs=2), NOW)
    pipeline.import_now(FEED)
    return pipeline


def with_twin(*, marked_first: bool) -> bytes:
    """Long enough for two invocations, which meet one of the twins each."""
    items, marked = [indeed_job(n) for n in (*KNOWN, *NEW)], indeed_job(TWIN, status="closed")
    return indeed_feed(*([marked, *reversed(items)] if marked_first else [*items, marked]))


def start(pipeline: Pipeline) -> FetchMessage:
    pipeline.wait(minutes=1)
    start_run(pipeline.ctx, FEED, Trigger.MANUAL, pipeline.now)
    return next_fetch(pipeline.ctx)


def invocation(pipeline: Pipeline, batches: int = 1_000) -> Invocation:
    """With time enough for so many batches."""
    left = iter([300.0] * batches)
    return Invocation(lambda: pipeline.now, lambda: next(left, 0.0))


def finished(pipeline: Pipeline, message: FetchMessage) -> dict[str, Any]:
    """The run, after all of it is stored and closed."""
    for _ in range(2):
        pipeline.deliver()
        reconcile(pipeline.ctx, pipeline.now)
    return pipeline.ctx.db.runs.find_one({"_id": message.run_id}) or {}


def open_jobs(pipeline: Pipeline) -> int:
    return pipeline.ctx.db.jobs.count_documents({"closed_at": None})


@pytest.mark.parametrize("marked_first", [True, False])
def test_it_closes_nothing_and_the_next_run_reads_in_full(
    pipeline: Pipeline, server: FeedServer, marked_first: bool
) -> None:
    """The twin that was not published lies in another invocation than the mark."""
    server.body = with_twin(marked_first=marked_first)
    message = start(pipeline)
    import_feed(pipeline.ctx, message, invocation(pipeline, batches=1))
    run = finished(pipeline, message)
    assert (run["status"], run["reading_mode"], run["closing"], run["vanished"]) == ("succeeded", "changes", None, None)
    assert (run["counts"]["unchanged"], run["counts"]["new"], run["counts"]["inactive"]) == (25, 30, 1)
    assert open_jobs(pipeline) == 55

    server.body += b"<!-- later -->"
    pipeline.wait(minutes=1)
    after = pipeline.import_now(FEED)
    assert (after["full_reason"], after["closing"], after["counts"]["closed"]) == (full_reading.UNCONFIRMED, "done", 0)
    assert open_jobs(pipeline) == 55


def test_what_a_rival_attempt_has_seen_marked_is_not_closed_by_the_one_that_has_seen_all(
    pipeline: Pipeline, server: FeedServer
) -> None:
    """The message comes a second time while the run is being carried on: this time there is time for all of it."""
    server.body = with_twin(marked_first=False)
    message = start(pipeline)
    import_feed(pipeline.ctx, message, invocation(pipeline, batches=1))
    rest = next_fetch(pipeline.ctx)
    assert rest.from_chunk > 0

    came: list[object] = []

    def rival() -> float:
        if not came:
            came.append(import_feed(pipeline.ctx, message, invocation(pipeline)))
        return 300.0

    import_feed(pipeline.ctx, rest, replace(invocation(pipeline), seconds_left=rival))
    run = finished(pipeline, message)
    assert came
    assert (run["status"], run["closing"], run["vanished"], run["counts"]["closed"]) == ("succeeded", "done", 0, 0)
    assert open_jobs(pipeline) == 55


def test_an_attempt_that_has_died_leaves_no_mark_behind(pipeline: Pipeline, server: FeedServer) -> None:
    """It had seen the mark, and not yet the item that offers the job."""
    server.body = with_twin(marked_first=True)
    message = start(pipeline)
    steps = iter([300.0])
    with pytest.raises(StopIteration):
        import_feed(pipeline.ctx, message, replace(invocation(pipeline), seconds_left=lambda: next(steps)))
    import_feed(pipeline.ctx, message, invocation(pipeline))
    run = finished(pipeline, message)
    assert (run["closing"], run["counts"]["closed"], open_jobs(pipeline)) == ("done", 0, 55)
