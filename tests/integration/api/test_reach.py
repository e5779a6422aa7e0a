"""With the database away every answer comes soon and says so; and the API's health tells whether it is ready."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from job_importer.api.readiness import ASKED_EVERY_SECONDS, Readiness
from job_importer.api.routes import system
from job_importer.connections import Context
from job_importer.mongo import connect
from tests.support.api_client import VIEWER, Client
from tests.support.servers import mongo_process

MOST_SECONDS = 6
WAIT_SECONDS = 0.5
PATHS = ["/imports", "/imports/01M00000000000000000000001", "/feeds", "/jobs", "/stats"]


@contextmanager
def away(connections: Context, home: Path, how: signal.Signals, options: str = "") -> Iterator[Context]:
    """A database that was there a moment ago, and was killed or stopped."""
    with mongo_process(home) as (uri, server):
        db = connect(uri + options, "away", wait_seconds=WAIT_SECONDS)
        db.command("ping")
        server.send_signal(how)
        settings = connections.settings.model_copy(update={"database_wait_seconds": WAIT_SECONDS})
        yield replace(connections, open_db=lambda: db, settings=settings)
        db.client.close()


@pytest.fixture(autouse=True)
def never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "readiness", Readiness())


@pytest.mark.parametrize("options", ["", "&timeoutMS=60000"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hanging"])
def test_every_get_says_within_seconds_that_the_database_is_away(
    connections: Context, tmp_path: Path, how: signal.Signals, options: str
) -> None:
    with away(connections, tmp_path, how, options) as alone:
        for path in PATHS:
            began = time.monotonic()
            answer = Client(alone, VIEWER).get(path)
            assert time.monotonic() - began < MOST_SECONDS, path
            assert (answer.status, answer.json["error"]["code"]) == (503, "unavailable"), path
            assert answer.json["error"]["message"].endswith("try again in a few seconds.")
            assert answer.headers["Retry-After"]


def test_the_health_is_degraded_while_the_database_is_away_and_tells_no_more(
    connections: Context, tmp_path: Path
) -> None:
    assert Client(connections).get("/health").json["status"] == "ok"
    system.readiness._asked_at = float("-inf")
    with away(connections, tmp_path, signal.SIGKILL) as alone:
        for _ in range(2):
            answer = Client(alone).get("/health")
            assert (answer.status, answer.json["status"]) == (200, "degraded")
            assert set(answer.json) == {"status", "version"}


def test_the_database_is_asked_now_and_then_however_often_its_health_is_asked_for(connections: Context) -> None:
    now, asked = 0.0, 0

    def open_db() -> object:
        nonlocal asked
        asked += 1
        return connections.db

    readiness = Readiness(lambda: now)
    counted = replace(connections, open_db=cast(Any, open_db))
    assert [readiness.of(counted) for _ in range(5)] == [True] * 5
    assert asked == 1
    now = ASKED_EVERY_SECONDS
    assert readiness.of(counted)
    assert asked == 2
