"""Seven feeds through the real functions for two weeks, six of which go wrong on the seventh day: what the API says."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from job_importer.connections import Context
from job_importer.pipeline.reconciler import reconcile
from job_importer.pipeline.starting import start_runs
from job_importer.runs.model import Trigger
from tests.support.api_client import VIEWER, Client
from tests.support.api_fixtures import connections
from tests.support.pipeline import Pipeline
from tests.support.quarter import DAY, Posting, Source, serving
from tests.support.world import NOW, add_feed

__all__ = ["connections"]  # a fixture

ONSET, DAYS, JOBS = 7, 13, 80
LOGIN = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Password</form></body></html>"


@dataclass
class Board(Source):
    """Its name says what goes wrong with it."""

    def has(self, name: str) -> bool:
        return self.name == name and self.day >= ONSET

    def change(self) -> None:
        if self.has("stale"):
            return
        for _ in range(self.chance.randint(3, 6)):
            self.postings.insert(0, self.make())
        while len(self.postings) > (JOBS * 0.6 if self.has("shrunk") else JOBS):
            self.postings.remove(self.chance.choice(self.postings))

    def item(self, posting: Posting) -> dict[str, str]:
        item = super().item(posting)
        if self.has("companies") and posting.n % 10:
            del item["company"]
        if self.has("titles") and posting.n % 20 < 9:
            del item["title"]
        return item

    def answer(self, query: dict[str, str], headers: Any) -> tuple[int, bytes, dict[str, str]]:
        if self.has("gone"):
            return 200, LOGIN, {"Content-Type": "text/html"}
        return super().answer(query, headers)


FOUND = {
    "gone": "broken",
    "titles": "losing_jobs",
    "shrunk": "shrinking",
    "companies": "decaying",
    "stale": "quiet",
    "forgotten": "overdue",
    "well": "healthy",
}


def pass_a_day(pipeline: Pipeline, boards: dict[str, Board]) -> None:
    running = [name for name, board in boards.items() if not board.has("forgotten")]
    start_runs(pipeline.ctx, running, Trigger.MANUAL, pipeline.now)
    pipeline.deliver()
    for _ in range(2):  # a pass that is repeated changes nothing
        reconcile(pipeline.ctx, pipeline.now)


@pytest.fixture
def boards() -> dict[str, Board]:
    found = {name: Board(name, NOW, random.Random(3)) for name in FOUND}
    for board in found.values():
        board.begin(JOBS)
    return found


def test_feeds_that_go_wrong_are_told_from_those_that_do_not(connections: Context, boards: dict[str, Board]) -> None:
    pipeline, viewer = Pipeline(connections, NOW), Client(connections, VIEWER)
    first_seen: dict[str, tuple[str, int]] = {}
    with serving(dict(boards)) as url:
        for name in boards:
            add_feed(pipeline.ctx.db, name, url=f"{url}/{name}", source=name, interval_seconds=86_400)
        for day in range(DAYS):
            pass_a_day(pipeline, boards)
            found = {feed["id"]: feed for feed in viewer.get("/feeds").json["items"]}
            for name, feed in found.items():
                if day and feed["state"] not in ("healthy", "new_failure"):
                    first_seen.setdefault(name, (feed["state"], day))
            pipeline.now += DAY
            for board in boards.values():
                board.pass_a_day(pipeline.now)
    assert {name: feed["state"] for name, feed in found.items()} == FOUND
    assert list(found) == list(FOUND)
    late = {name: day for name, (_, day) in first_seen.items() if day > ONSET + (5 if name == "stale" else 1)}
    assert not late
    assert set(first_seen) == set(FOUND) - {"well"}
    require_figures(found, pipeline.now)


def require_figures(found: dict[str, Any], now: datetime) -> None:
    companies = found["companies"]
    assert companies["why"].startswith("The company is present in ")
    assert companies["quality"]["company"]["rate"] < 0.2 < 0.8 < companies["quality"]["company"]["low"]
    assert companies["jobs_at_stake"] > JOBS / 2
    assert datetime.fromisoformat(companies["since"]) == NOW + timedelta(days=ONSET)
    assert found["shrunk"]["size"]["jobs"] < found["shrunk"]["size"]["low"]
    assert found["gone"]["jobs_at_stake"] == JOBS
    assert [run["status"] for run in found["gone"]["recent"]].count("failed") == DAYS - ONSET
