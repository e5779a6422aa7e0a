"""A secret in the path of a feed's URL is the operator's alone, wherever it may turn up."""

from collections.abc import Iterator
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.mongo import Db
from tests.support.api_client import OPERATOR, VIEWER, Client
from tests.support.api_fixtures import connections
from tests.support.feed_server import FeedServer, feed_server, indeed_feed, indeed_job
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, add_feed

__all__ = ["connections"]

TOKEN = "aXb3cD9eFg1HiJk2LmNo3pQr"


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as served:
        served.url = served.url.replace("/feed.xml", f"/services/{TOKEN}/feed.xml")
        served.body = indeed_feed(indeed_job(1), indeed_job(2, title=""))
        yield served


@pytest.fixture
def pipeline(connections: Context, server: FeedServer) -> Pipeline:
    add_feed(connections.db, url=server.url)
    return Pipeline(connections, utc_now())


def shown(db: Db, ctx: Context) -> str:
    """All that a viewer can be shown, as JSON and as CSV."""
    viewer = Client(ctx, VIEWER)
    run_ids = [run["_id"] for run in db.runs.find()]
    paths = ["/feeds", f"/feeds/{FEED}", "/imports", "/failures?grouped=true", "/jobs", "/stats"]
    paths += [f"/imports/{run_id}{part}" for run_id in run_ids for part in ("", "/failures")]
    texts = [viewer.get(path).text for path in paths]
    return "".join(texts + [viewer.get(path, Accept="text/csv").text for path in ("/imports", "/failures")])


def test_no_answer_to_a_viewer_no_log_and_no_object_shows_it(
    pipeline: Pipeline, server: FeedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    ctx = pipeline.ctx
    run = pipeline.import_now(FEED)
    assert run["counts"]["new"] == 1
    pipeline.wait(hours=1)
    server.body = f'{{"error": "Cannot GET /services/{TOKEN}/feed.xml"}}'.encode()
    failed: Any = pipeline.import_now(FEED)
    assert failed["failure"]["message"].endswith("'Cannot GET /services/***/feed.xml'.")
    assert TOKEN not in shown(ctx.db, ctx)
    assert "/services/***/feed.xml" in shown(ctx.db, ctx)
    assert TOKEN not in capsys.readouterr().out
    for entry in ctx.s3.list_objects_v2(Bucket="snapshots")["Contents"]:
        head = ctx.s3.head_object(Bucket="snapshots", Key=entry["Key"])
        assert TOKEN not in entry["Key"] + str(head["Metadata"])
    assert TOKEN in Client(ctx, OPERATOR).get(f"/feeds/{FEED}").json["url"]


def test_a_run_of_before_this_shows_it_neither(pipeline: Pipeline, server: FeedServer) -> None:
    pipeline.import_now(FEED)
    pipeline.ctx.db.runs.update_many({}, {"$set": {"feed_url": server.url}})
    assert TOKEN not in shown(pipeline.ctx.db, pipeline.ctx)


def test_warnings_and_errors_of_attempts_do_not_repeat_it(
    pipeline: Pipeline, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.ctx.db.feeds.update_one({}, {"$set": {"headers": {"Authorization": f"Bearer {TOKEN[::-1]}"}}})
    full = f"{server.url} by {TOKEN[::-1]}"
    monkeypatch.setattr(pipeline.ctx.s3, "put_object", lambda **_: refuse(full))
    with pytest.raises(OSError, match="no space"):
        pipeline.import_now(FEED)
    run: Any = pipeline.ctx.db.runs.find_one()
    assert run["last_error"]["message"].endswith("/services/***/feed.xml by ***")


def refuse(what: str) -> None:
    raise OSError(f"no space left for {what}")
