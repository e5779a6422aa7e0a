"""A quarter in the life of ten feeds, each with a habit of its own, against a model of what is really open."""

import os
import re
from collections import Counter
from typing import Any

from job_importer.mongo import Db
from job_importer.pipeline.reconciler import reconcile
from job_importer.pipeline.starting import start_runs
from job_importer.runs.model import Trigger
from tests.conftest import Aws
from tests.support.lambdas import make_context
from tests.support.pipeline import Pipeline
from tests.support.quarter import DAY, make_sources, serving
from tests.support.world import NOW, add_feed

DAYS = int(os.environ.get("QUARTER_DAYS", "26"))  # all that is odd happens in the first; a quarter takes minutes
SEED = 9


def open_jobs(db: Db) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for job in db.jobs.find({"closed_at": None}, {"source": 1, "title": 1}):
        number = int((re.search(r"\d+", job["title"]) or [0])[0])
        found.setdefault(job["source"], set()).add(number)
    return found


def import_all(pipeline: Pipeline, names: list[str]) -> None:
    start_runs(pipeline.ctx, names, Trigger.MANUAL, pipeline.now)
    pipeline.deliver()
    reconcile(pipeline.ctx, pipeline.now)


def test_at_the_end_of_every_day_the_open_jobs_are_those_that_are_really_open(db: Db, aws: Aws) -> None:
    sources = make_sources(NOW, SEED)
    with serving(sources) as url:
        pipeline = Pipeline(make_context(db, aws), NOW)
        for name in sources:
            add_feed(db, name, url=f"{url}/{name}", source=name, identity=None)
        for day in range(DAYS):
            import_all(pipeline, list(sources))
            found = open_jobs(db)
            wrong = {name: found.get(name, set()) ^ source.open() for name, source in sources.items()}
            assert not any(wrong.values()), (day, {name: jobs for name, jobs in wrong.items() if jobs})
            pipeline.now += DAY
            for source in sources.values():
                source.pass_a_day(pipeline.now)
    require_words(db)


def require_words(db: Db) -> None:
    """What the habits of the feeds are called in their history."""
    runs: list[dict[str, Any]] = list(db.runs.find())
    codes = {(run["feed_id"], run["failure"]["code"]) for run in runs if run["failure"]}
    assert codes == {("collapsed", "feed_collapsed"), ("garbled", "feed_garbled")}
    words = Counter((run["feed_id"], run.get("completeness")) for run in runs if not run["failure"])
    assert words["window", "window"] > DAYS - 5
    assert {feed for feed, word in words if word != "whole"} == {"window"}
    rekeyed = {run["feed_id"] for run in runs if run["counts"]["rekeyed"]}
    assert rekeyed == {"renumbered", "rekeyed"}
    reasons = {(job["source"], job["closed_reason"]) for job in db.jobs.find({"closed_at": {"$ne": None}})}
    assert {("marked", "marked_closed"), ("expiring", "expired"), ("window", "expired")} <= reasons
