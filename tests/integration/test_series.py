"""The same feed, day after day: with manifests an import comes to what it comes to without them.

The captures of real feeds lie outside the project; where they do not, series of the project's own are read alone.
"""

import gzip
import random
from pathlib import Path
from typing import Any

import pytest

from job_importer.mongo import Db
from job_importer.pipeline.reconciler import reconcile
from job_importer.pipeline.starting import start_run
from job_importer.runs.model import Trigger
from tests.conftest import Aws
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.lambdas import make_context
from tests.support.pipeline import Pipeline
from tests.support.world import NOW, add_feed

SHARED = Path(__file__).parents[3] / "shared" / "series"
COMPARED = ("fetched", "new", "updated", "closed", "reopened", "duplicate", "failed")
SETTINGS: dict[str, Any] = {"collapse_threshold": 0.0, "listing": "whole"}


def made_series(steps: int = 15) -> list[bytes]:
    """Jobs that come, go, come back, change and are re-stamped, in an order of their own each time."""
    chance = random.Random(11)
    offered: dict[int, int] = dict.fromkeys(range(20), 0)
    series = []
    for step in range(steps):
        for n in chance.sample(range(26), 4):
            offered = {job: v for job, v in offered.items() if job != n} if n in offered else {**offered, n: step}
        jobs = [_at(n, version, step) for n, version in offered.items()]
        chance.shuffle(jobs)
        offered |= dict.fromkeys(chance.sample(sorted(offered), 2), step)
        series.append(indeed_feed(*jobs))
    return series


def _at(n: int, version: int, step: int) -> dict[str, str]:
    date = f"2026-10-{step % 28 + 1:02d}" if n % 3 == 0 else "2026-10-30"
    return indeed_job(n, title=f"Baker {n}, {version}", date=date)


def captured(name: str) -> list[bytes]:
    return [gzip.decompress(file.read_bytes()) for file in sorted((SHARED / name).glob("*.xml.gz"))]


def imported(pipeline: Pipeline, feed: str, **options: Any) -> dict[str, Any]:
    pipeline.wait(minutes=1)
    started = start_run(pipeline.ctx, feed, Trigger.MANUAL, pipeline.now, **options)
    pipeline.deliver()
    reconcile(pipeline.ctx, pipeline.now)
    return pipeline.ctx.db.runs.find_one({"_id": started.id}) or {}


def compare(db: Db, aws: Aws, server: FeedServer, series: list[bytes]) -> set[str]:
    """How the feed that may rely on manifests was read. The other one is read in full every time."""
    pipeline = Pipeline(make_context(db, aws), NOW)
    add_feed(db, "changes", url=server.url, source="changes.example", **SETTINGS)
    add_feed(db, "full", url=server.url, source="full.example", **SETTINGS)
    modes = set()
    for step, body in enumerate(series):
        server.body = body + b"<!-- %d -->" % step
        changes, full = imported(pipeline, "changes"), imported(pipeline, "full", full=True)
        modes.add(changes["reading_mode"])
        both = [{name: run["counts"][name] for name in COMPARED} for run in (changes, full)]
        assert both[0] == both[1], step
    stored = [_stored(db, source) for source in ("changes.example", "full.example")]
    assert stored[0] == stored[1]
    return modes


def _stored(db: Db, source: str) -> list[tuple[Any, ...]]:
    jobs = db.jobs.find({"source": source}).sort("external_id", 1)
    return [(job["external_id"], job["content_hash"], job["closed_at"] is None) for job in jobs]


def test_a_series_of_our_own(db: Db, aws: Aws, server: FeedServer) -> None:
    assert compare(db, aws, server, made_series()) == {"full", "changes"}


@pytest.mark.skipif(not SHARED.exists(), reason="the captures of real feeds are not here")
@pytest.mark.parametrize("name", ["jobsight", "talia"])
def test_a_captured_series(db: Db, aws: Aws, server: FeedServer, name: str) -> None:
    assert "changes" in compare(db, aws, server, captured(name))
