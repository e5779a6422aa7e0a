"""The README says what a year adds to the database: the documents are as large as it says, or smaller."""

import re
from pathlib import Path
from statistics import mean
from typing import Any

import bson
import pytest

from job_importer.mongo import Db
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.pipeline import Pipeline

README = Path(__file__).parents[2] / "README.md"
FEED = "acme"
JOBS = 100
DESCRIPTION = "<p>" + "Bread, baked daily before dawn. " * 60 + "</p>"


@pytest.fixture
def a_day(pipeline: Pipeline, server: FeedServer) -> Db:
    """A first import; then some of its jobs have changed, and one is not valid."""
    for changed in range(6):
        titles = {n: f"Baker {n}, version {changed}" if n < 10 else f"Baker {n}" for n in range(JOBS)}
        jobs = [indeed_job(n, title=titles[n], description=DESCRIPTION + f"<p>{n}</p>") for n in range(JOBS)]
        server.body = indeed_feed(*jobs, indeed_job(JOBS, title="", description=DESCRIPTION))
        pipeline.import_now(FEED)
        pipeline.wait(hours=1)
    return pipeline.ctx.db


def bytes_in_the_readme(name: str) -> int:
    row = re.search(rf"^\| {name} \| ([\d,]+)", README.read_text(), re.MULTILINE)
    assert row, name
    return int(row[1].replace(",", ""))


def sizes(docs: Any) -> list[int]:
    return [len(bson.encode(doc)) for doc in docs]


@pytest.mark.parametrize("name", ["runs", "chunks", "failures", "events", "days"])
def test_documents_are_as_large_as_the_readme_says(a_day: Db, name: str) -> None:
    said = bytes_in_the_readme(name)
    assert 0.7 * said <= max(sizes(a_day[name].find())) <= said


def test_a_job_is_as_large_as_the_readme_says(a_day: Db) -> None:
    """Its description is stored twice, as HTML and as text."""
    said = bytes_in_the_readme("jobs") + 2 * len(DESCRIPTION)
    assert 0.7 * said <= mean(sizes(a_day.jobs.find())) <= said
