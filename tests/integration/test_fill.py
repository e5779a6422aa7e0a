"""How many jobs of a feed give which fields: counted over all of them, whichever way the run went."""

from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.delivery import packing
from job_importer.mongo import Db
from job_importer.runs.days import days_of, roll_up
from tests.integration.test_importer_continuations import drive
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import begin, consume, ctx, run_feed, run_of, server
from tests.support.world import FEED

__all__ = ["ctx", "server"]  # fixtures

GIVEN = {"title": 4, "company": 3, "location": 5, "country": 5, "description": 5, "posted_at": 5}
JOBS = [
    indeed_job(0, title=""),
    indeed_job(1, company=""),
    indeed_job(2, company=""),
    indeed_job(3),
    indeed_job(3),
    indeed_job(4, city="Paris"),
]
"""The first cannot be stored; one is there twice."""


def fill_of(db: Db, run: dict[str, Any]) -> dict[str, int]:
    """As it stands on the day of the run's feed, the fields that no job gives left out."""
    db.runs.delete_many({"_id": {"$lt": run["_id"]}})
    roll_up(db, utc_now())
    (day,) = days_of(db, FEED, "2026-01-01")
    reading = day["reading"]
    assert reading is not None
    assert reading["filled_of"] == 5
    return {field: jobs for field, jobs in reading["fill"].items() if jobs}


def test_all_jobs_count_also_those_that_cannot_be_stored_or_are_known(ctx: Context, server: FeedServer) -> None:
    server.body = indeed_feed(*JOBS)
    assert fill_of(ctx.db, run_feed(ctx)) == GIVEN
    server.body += b"<!-- later -->"
    again = run_feed(ctx)
    assert again["reading_mode"] == "changes"
    assert fill_of(ctx.db, again) == GIVEN


def test_a_run_that_was_not_modified_found_what_it_confirms(ctx: Context, server: FeedServer) -> None:
    server.body = indeed_feed(*JOBS)
    run_feed(ctx)
    again = run_feed(ctx)
    assert again["status"] == "not_modified"
    assert fill_of(ctx.db, again) == GIVEN


def test_a_run_of_several_invocations_counts_each_job_once(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "SQS_MAX_BATCH_ENTRIES", 1)
    server.body = indeed_feed(*JOBS)
    message = begin(ctx)
    drive(ctx, ctx, message, 1)
    consume(ctx)
    run = run_of(ctx, message)
    assert (run["status"], run["seal"]["chunks"]) == ("partial", 3)
    assert fill_of(ctx.db, run) == GIVEN
