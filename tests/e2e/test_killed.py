"""Everything is killed in the middle of two imports: database, emulator, importer and consumers. Then `make up`."""

import os
import signal
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from job_importer.mongo import connect
from tests.support.feed_server import indeed_feed, indeed_job
from tests.support.stack import Stack
from tools.database import DATABASE
from tools.jobctl.show import books_balance
from tools.local.services import Service, running_pid

pytestmark = pytest.mark.e2e

JOBS = 3_000
END_SECONDS = 240
FEEDS = ("killed-while-stored", "killed-while-read")


def register(stack: Stack, feed_id: str) -> None:
    Path(stack.config.home, "feeds", f"{feed_id}.xml").write_bytes(indeed_feed(*(indeed_job(n) for n in range(JOBS))))
    settings = {"url": f"{stack.feeds_url}/{feed_id}.xml", "source": feed_id, "interval_seconds": 86_400}
    with stack.http() as api:
        api.put(f"/feeds/{feed_id}", json=settings).raise_for_status()


def start(stack: Stack, feed_id: str) -> str:
    with stack.http() as api:
        return str(api.post("/imports", json={"feed_ids": [feed_id]}).json()["imports"][0]["id"])


def when(stack: Stack, run_id: str, reached: Any) -> dict[str, Any]:
    deadline = time.monotonic() + END_SECONDS
    with stack.http() as api:
        while time.monotonic() < deadline:
            answer = api.get(f"/imports/{run_id}")
            run: dict[str, Any] = answer.json()
            if answer.is_success and reached(run):  # on a busy machine the database may be slow to answer
                return run
            time.sleep(0.05)
    raise AssertionError(f"the run did not get there in {END_SECONDS} s: {run}")


def newest(stack: Stack, feed_id: str) -> str:
    with stack.http() as api:
        return str(api.get("/imports", params={"feed": feed_id, "limit": 1}).json()["items"][0]["id"])


def pid_of(service: Service) -> int:
    pid = running_pid(service)
    assert pid
    return pid


def children(parent: int) -> list[int]:
    """The workers of the emulator's Lambda."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = status.read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if f"PPid:\t{parent}" in lines:
            found.append(int(status.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="finds the workers in /proc")
def test_after_everything_was_killed_make_up_brings_all_jobs_in_and_the_history_says_why(stack: Stack) -> None:
    for feed_id in FEEDS:
        register(stack, feed_id)
    before = stack.access
    killed = [start(stack, FEEDS[0])]
    running = when(stack, killed[0], lambda run: run["counts"]["new"] > 0)
    killed.append(start(stack, FEEDS[1]))
    assert running["counts"]["pending"] > 0, "the import was over before it could be killed"
    emulator = pid_of(stack.service("ministack"))
    for pid in (*children(emulator), emulator, pid_of(stack.service("secantusdb"))):
        os.kill(pid, signal.SIGKILL)

    done = stack.run("up", "--no-samples")

    assert done.returncode == 0, done.stdout
    assert "MiniStack was killed, and the messages in its queues are lost" in done.stdout
    assert stack.access == before
    again = [when(stack, newest(stack, feed_id), lambda run: run["finished_at"]) for feed_id in FEEDS]
    for old, run in zip(killed, again, strict=True):
        assert (run["status"], run["counts"]["failed"], books_balance(run["counts"])) == ("succeeded", 0, True)
        assert run["counts"]["new"] + run["counts"]["unchanged"] == JOBS
        ended = when(stack, old, lambda run: run["finished_at"])
        assert books_balance(ended["counts"])
        assert ended["counts"]["pending"] == 0
        if old != run["id"]:
            assert "The local AWS was killed" in ended["failure"]["message"]
            assert old in done.stdout
            assert run["id"] in done.stdout
    assert killed[0] != again[0]["id"]
    with closing(connect(stack.mongo_uri, DATABASE).client) as client:
        for feed_id in FEEDS:
            assert client[DATABASE].jobs.count_documents({"source": feed_id, "closed_at": None}) == JOBS
