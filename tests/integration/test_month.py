"""A month in the life of a feed, through the whole pipeline with the clock passed in."""

import gzip
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, NOW, add_feed

SERIES = Path(__file__).parents[2] / ".." / "shared" / "series"
USUAL = range(40)


CHUNK = 250


def document(day: int) -> bytes:
    """Forty jobs, re-stamped each day. Job 7 is away from day 5 to 14; the feed is sick from day 10 to 12."""
    jobs = [indeed_job(n, date=f"2026-11-{day:02d}") for n in USUAL if n != 7 or not 5 <= day < 15]
    match day:
        case 10:
            return indeed_feed(*jobs[:3])
        case 11:
            return indeed_feed(*jobs)[:-40]
        case 12:
            return indeed_feed()
        case _:
            return indeed_feed(*jobs)


def test_a_month_with_a_collapse_closes_one_job_once_and_reopens_it_once(
    pipeline: Pipeline, server: FeedServer
) -> None:
    runs = {}
    for day in range(1, 31):
        server.body = document(day)
        runs[day] = pipeline.import_now(FEED)
        pipeline.wait(days=1)

    assert {day: run["failure"]["code"] for day, run in runs.items() if run["failure"]} == {
        10: "feed_collapsed",
        11: "xml_malformed",
        12: "no_jobs_found",
    }
    counted = {name: {day: run["counts"][name] for day, run in runs.items()} for name in ("closed", "reopened", "new")}
    assert {day: n for day, n in counted["closed"].items() if n} == {5: 1}
    assert {day: n for day, n in counted["reopened"].items() if n} == {15: 1}
    assert {day: n for day, n in counted["new"].items() if n} == {1: 40}
    assert sum(run["counts"]["updated"] for run in runs.values()) == 0
    assert runs[2]["counts"]["restamped"] == 40
    db = pipeline.ctx.db
    assert db.jobs.count_documents({"closed_at": None}) == 40
    seven: Any = db.jobs.find_one({"external_id": "B-7"})
    assert seven["first_seen_at"] == NOW
    assert seven["reopened_run_ids"] == [runs[15]["_id"]]
    feed: Any = db.feeds.find_one({"_id": FEED})
    assert (feed["health"]["failures_in_a_row"], feed["health"]["last_failure"]["code"]) == (0, "no_jobs_found")


@pytest.mark.shared
@pytest.mark.skipif(not SERIES.exists(), reason="the captured series are not beside this checkout")
@pytest.mark.parametrize("series", ["jobsight", "talia"])
def test_a_captured_series_gives_the_new_jobs_that_were_counted_outside(
    pipeline: Pipeline, server: FeedServer, series: str
) -> None:
    truth = [entry for entry in json.loads((SERIES / "truth.json").read_text()) if entry["series"] == series]
    add_feed(pipeline.ctx.db, url=server.url, allow_empty=True, collapse_threshold=0)
    pipeline.now = datetime.fromisoformat(truth[0]["date"])
    for entry in truth:
        pipeline.now = max(pipeline.now, datetime.fromisoformat(entry["date"]))
        pipeline.wait(seconds=1)
        server.body = gzip.decompress((SERIES / entry["file"]).read_bytes())
        run = pipeline.import_now(FEED)
        counts = run["counts"]
        found = {name: counts[name] for name in ("fetched", "new", "duplicate")}
        true = {"fetched": entry["items"], "new": entry["new"], "duplicate": entry["dups"]}
        assert (found, run["completeness"]) == (true, "whole"), entry
        gone = pipeline.ctx.db.jobs.count_documents({f"gone.{FEED}": run["_id"]})
        assert gone == entry["gone"], entry
        assert counts["closed"] <= gone, entry  # the others had expired before
        assert counts["updated"] <= entry["changed"], entry
