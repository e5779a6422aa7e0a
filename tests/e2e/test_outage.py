"""The database goes away in the middle of an import, and comes back."""

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.feed_server import indeed_feed, indeed_job
from tests.support.stack import Stack
from tools.local.deploy import outputs
from tools.local.services import paused

pytestmark = pytest.mark.e2e

JOBS = 3_000
AWAY_SECONDS = 12
END_SECONDS = 240


def register(stack: Stack, feed_id: str) -> None:
    """The same document, under a source of its own."""
    Path(stack.config.home, "feeds", "outage.xml").write_bytes(indeed_feed(*(indeed_job(n) for n in range(JOBS))))
    settings = {"url": f"{stack.feeds_url}/outage.xml", "source": feed_id, "interval_seconds": 86_400}
    with stack.http() as api:
        api.put(f"/feeds/{feed_id}", json=settings).raise_for_status()


def start(stack: Stack, feed_id: str) -> str:
    with stack.http() as api:
        answer = api.post("/imports", json={"feed_ids": [feed_id]})
    answer.raise_for_status()
    return str(answer.json()["imports"][0]["id"])


def run_when(stack: Stack, run_id: str, reached: Any) -> dict[str, Any]:
    """The run, once it is as wanted. While the database is away, the API's answers are errors."""
    deadline = time.monotonic() + END_SECONDS
    run: dict[str, Any] = {}
    while time.monotonic() < deadline:
        with stack.http() as api:
            try:
                answer = api.get(f"/imports/{run_id}")
            except httpx.HTTPError:
                continue
        run = answer.json() if answer.is_success else run
        if run and reached(run):
            return run
        time.sleep(0.1)
    raise AssertionError(f"the run did not get there in {END_SECONDS} s: {run}")


def test_an_import_through_an_outage_ends_with_the_numbers_of_an_undisturbed_one(stack: Stack) -> None:
    register(stack, "calm")
    calm = run_when(stack, start(stack, "calm"), lambda run: run["finished_at"])
    assert (calm["status"], calm["counts"]["new"]) == ("succeeded", JOBS)

    register(stack, "stormy")
    run_id = start(stack, "stormy")
    running = run_when(stack, run_id, lambda run: run["counts"]["new"] > 0)
    assert running["counts"]["pending"] > 0, "the import was over before the database could be stopped"
    with paused(stack.service("secantusdb")):
        time.sleep(AWAY_SECONDS)
    stormy = run_when(stack, run_id, lambda run: run["finished_at"])

    assert (stormy["status"], stormy["counts"]) == (calm["status"], calm["counts"])
    sqs = stack.aws("sqs")
    for queue in ("JobQueueUrl", "JobDlqUrl", "FetchQueueUrl", "FetchDlqUrl"):
        url = outputs(stack.config)[queue]
        attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
        assert attributes["Attributes"]["ApproximateNumberOfMessages"] == "0", queue
