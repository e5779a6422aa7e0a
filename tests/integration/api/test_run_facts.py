"""What one import tells of itself: what happened when, its neighbours, and how the source answered."""

from datetime import timedelta
from typing import Any

import pytest

from job_importer.connections import Context
from job_importer.pipeline.consumer import store_chunk
from job_importer.runs.finish import finish_if_over
from job_importer.runs.ledger import bury_pending
from job_importer.runs.progress import take_up
from job_importer.runs.store import record_turn
from tests.support.api_client import Client
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.history import add_run
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, NOW, RUN_1, add_feed, begin_run, chunk, job, publish


def told(client: Client, run_id: str) -> list[tuple[str, str]]:
    events = client.get(f"/imports/{run_id}").json["timeline"]
    assert [event["seconds"] is None for event in events] == [True] + [False] * (len(events) - 1)
    return [(event["event"], event["detail"]) for event in events]


def test_an_import_tells_what_happened_when(pipeline: Pipeline, server: FeedServer, viewer: Client) -> None:
    server.body = indeed_feed(indeed_job(1), indeed_job(2))
    first = pipeline.import_now(FEED)["_id"]
    assert told(viewer, first) == [
        ("queued", "By hand"),
        ("fetching", "The importer started"),
        ("fetched", f"HTTP 200, {len(server.body):,} bytes"),
        ("read", "2 items of indeed"),
        ("sealed", "Everything is sent, in 1 chunk"),
        ("ended", "succeeded"),
        ("closed", "0 jobs closed"),
    ]
    server.body = indeed_feed(indeed_job(1))
    pipeline.wait(hours=1)
    second = pipeline.import_now(FEED)["_id"]
    assert told(viewer, second)[-1] == ("closed", "1 job closed")
    run = viewer.get(f"/imports/{second}").json
    assert (run["previous_id"], run["next_id"]) == (first, None)
    assert viewer.get(f"/imports/{first}").json["next_id"] == second


def test_waiting_for_the_host_is_apart_from_fetching(pipeline: Pipeline, server: FeedServer, viewer: Client) -> None:
    """Between the first look at a run and its turn, others of its host are fetched."""
    db = pipeline.ctx.db
    run_id = add_run(db, 0, status="queued", started_at=None)
    queued: Any = (db.runs.find_one({"_id": run_id}) or {})["queued_at"]
    record_turn(db, run_id, queued + timedelta(seconds=20), queued + timedelta(seconds=5))
    record_turn(db, run_id, queued + timedelta(seconds=30), queued + timedelta(seconds=20))
    take_up(db, run_id, 0, queued + timedelta(seconds=30))
    events = viewer.get(f"/imports/{run_id}").json["timeline"]
    assert [(event["event"], event["seconds"]) for event in events][:2] == [("queued", None), ("waited_for_host", 5.0)]
    assert events[1]["detail"].endswith("expected at 06:00:30 UTC")


@pytest.mark.parametrize("status", [404, 410, 503])
def test_a_failed_import_tells_how_the_source_answered(
    pipeline: Pipeline, server: FeedServer, viewer: Client, status: int
) -> None:
    server.status = status
    run = viewer.get(f"/imports/{pipeline.import_now(FEED)['_id']}").json
    assert (run["status"], run["http"]["status"]) == ("failed", status)
    assert told(viewer, run["id"])[-1][1] == f"failed: {run['failure']['code']}"


def test_numbers_that_change_after_the_end_are_told(connections: Context, viewer: Client) -> None:
    db = connections.db
    add_feed(db)
    begin_run(db, RUN_1)
    message = chunk(RUN_1, 0, [job(0)])
    publish(db, message)
    bury_pending(db, RUN_1, "Lost.", NOW)
    finish_if_over(db, RUN_1, NOW)
    assert "redriven" not in dict(told(viewer, RUN_1))
    for _ in range(2):
        store_chunk(db, message, NOW)
    assert told(viewer, RUN_1)[-1][0] == "redriven"
