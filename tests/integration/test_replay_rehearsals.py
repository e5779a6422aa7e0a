"""`dry_run` of a replay tells in numbers what the replay then does, and does nothing."""

from typing import Any

import pytest

from job_importer.api import rehearsal as api_rehearsal
from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.pipeline import rehearsal
from job_importer.pipeline.rehearsal import Rehearsal, rehearse
from job_importer.pipeline.starting import origin_of
from tests.support.api_client import OPERATOR, VIEWER, Client
from tests.support.api_fixtures import connections
from tests.support.feed_server import FeedServer, indeed_job
from tests.support.importing import ctx, run_feed, server
from tests.support.replaying import half_stored, imported, nameless, replayed, set_company
from tests.support.world import FEED, add_feed

__all__ = ["connections", "ctx", "server"]  # fixtures


@pytest.fixture
def operator(connections: Context, ctx: Context) -> Client:
    """Beside `ctx`, on the same servers."""
    return Client(ctx, OPERATOR)


COLLECTIONS = ("feeds", "runs", "chunks", "failures", "jobs", "hosts", "removed_feeds")


def everything(ctx: Context) -> Any:
    listed = ctx.s3.list_objects_v2(Bucket=ctx.settings.snapshot_bucket).get("Contents", [])
    sent = ctx.sqs.get_queue_attributes(QueueUrl=ctx.settings.fetch_queue_url, AttributeNames=["All"])["Attributes"]
    return (
        {name: list(ctx.db[name].find()) for name in COLLECTIONS},
        [found["Key"] for found in listed],
        sent["ApproximateNumberOfMessages"],
    )


def rehearsed(ctx: Context, run: dict[str, Any], is_late: Any = lambda: False) -> Rehearsal:
    feed: Any = ctx.db.feeds.find_one({"_id": FEED})
    before = everything(ctx)
    found = rehearse(ctx, origin_of(ctx.db, run), run["snapshot"], feed, utc_now(), is_late)
    assert everything(ctx) == before
    return found


def require_the_same(tried: Rehearsal, counts: dict[str, int]) -> None:
    books = {"fetched": tried.fetched, "pending": tried.pending, "duplicate": tried.duplicate, "failed": tried.failed}
    for name in ("new", "updated", "unchanged", "restamped", "reopened"):
        books[name] = getattr(tried.prediction, name)
    assert books == {name: counts[name] for name in books}


@pytest.mark.parametrize("newest", [True, False])
def test_what_is_foretold_comes_true(ctx: Context, server: FeedServer, newest: bool) -> None:
    """Of an old run: jobs to mend, one of which has a newer title since, one to add, one that is closed."""
    set_company(ctx, server, "Wrong")
    imported(ctx, server, nameless(6), nameless(7))
    first = half_stored(
        ctx, server, nameless(0), nameless(1), nameless(2), nameless(3, title=""), nameless(2), nameless(7)
    )
    if not newest:
        imported(ctx, server, nameless(0, title="Head baker"), nameless(1), nameless(6))
    set_company(ctx, server, "Bakery")
    tried = rehearsed(ctx, first)
    assert tried.prediction.left == (0 if newest else 1)
    assert tried.prediction.closed == (0 if newest else 1)
    require_the_same(tried, replayed(ctx, first)["counts"])


def test_a_replay_that_changes_nothing_is_foretold_as_such(ctx: Context, server: FeedServer) -> None:
    first = imported(ctx, server, *(indeed_job(n) for n in range(3)))
    imported(ctx, server, indeed_job(0, date="2026-11-02"), indeed_job(1))
    tried = rehearsed(ctx, first)
    assert (tried.prediction.unchanged, tried.prediction.left, tried.prediction.reopened) == (3, 1, 0)
    require_the_same(tried, replayed(ctx, first)["counts"])


def test_the_api_tells_it_in_numbers(ctx: Context, server: FeedServer, operator: Client) -> None:
    first = imported(ctx, server, *(indeed_job(n) for n in range(3)))
    newer = imported(ctx, server, indeed_job(0, title="Head baker"), indeed_job(1))
    before = everything(ctx)
    answer = operator.call("POST", f"/imports/{first['_id']}/replay?dry_run=true")
    assert answer.status == 200
    assert {name: value for name, value in answer.json.items() if value} == {
        "replay_of": first["_id"],
        "overtaken_by": newer["_id"],
        "fetched": 3,
        "unchanged": 3,
        "left": 1,
    }
    assert everything(ctx) == before


def test_the_api_says_why_a_replay_would_fail(
    ctx: Context, server: FeedServer, operator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_feed(ctx)
    url = f"/imports/{run['_id']}/replay?dry_run=true"
    add_feed(ctx.db, url=server.url, format="personio_json")
    answer = operator.call("POST", url)
    assert (answer.status, answer.json["error"]["code"]) == (409, "not_a_job_feed")
    monkeypatch.setattr(api_rehearsal, "MAX_BYTES", run["http"]["bytes"] - 1)
    answer = operator.call("POST", url)
    assert (answer.status, answer.json["error"]["code"]) == (409, "feed_too_large")
    assert Client(ctx, VIEWER).call("POST", url).status == 403


def test_what_is_not_reached_in_time_is_said_to_be_pending(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_feed(ctx)
    monkeypatch.setattr(rehearsal, "AT_ONCE", 2)
    times = iter([False, False, True])
    tried = rehearsed(ctx, run, lambda: next(times))
    assert (tried.fetched, tried.pending, tried.prediction.unchanged) == (5, 1, 4)
