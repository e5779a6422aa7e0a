"""The place in the feed that a failure speaks of, over HTTP, and the whole for operators."""

import re
from typing import Any

import httpx
import pytest
import zstandard

from job_importer.connections import Context
from tests.support.api_client import Client
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, NOW, RUN_1, add_feed, begin_run

BAD = b"<source>\n<job><title>First</title></job>\n<job><title><script>alert(1)</script> &amp;</titel></job>\n</source>"


def test_the_place_of_a_failure_is_shown(pipeline: Pipeline, server: FeedServer, viewer: Client) -> None:
    server.body = BAD
    run = pipeline.import_now(FEED)
    told = re.search(r"line (\d+), column (\d+)", run["failure"]["message"])
    assert told is not None, run["failure"]
    line, column = map(int, told.groups())
    part = viewer.get(f"/imports/{run['_id']}/snapshot?around={line}:{column}").json
    assert (part["line"], part["column"], part["item"]) == (line, column, None)
    assert part["excerpt"] == part["before"] + part["after"] == BAD.decode()
    assert "</titel>" in part["before"][-12:] + part["after"][:12]
    assert viewer.get(f"/imports/{run['_id']}/snapshot?around=99:1").status == 404


def test_an_item_is_shown_as_it_was_read(pipeline: Pipeline, server: FeedServer, viewer: Client) -> None:
    server.body = indeed_feed(indeed_job(1), indeed_job(2))
    run = pipeline.import_now(FEED)
    part = viewer.get(f"/imports/{run['_id']}/snapshot?item=1").json
    assert part["item"] == 1
    assert '"referencenumber"' in part["excerpt"]
    assert viewer.get(f"/imports/{run['_id']}/snapshot?item=2").status == 404
    pipeline.wait(hours=1)
    again = pipeline.import_now(FEED)
    assert again["status"] == "not_modified"
    assert viewer.get(f"/imports/{again['_id']}/snapshot?item=1").json == part


def test_operators_download_the_whole(pipeline: Pipeline, server: FeedServer, viewer: Client, operator: Client) -> None:
    server.body = indeed_feed(indeed_job(1))
    run = pipeline.import_now(FEED)
    assert viewer.get(f"/imports/{run['_id']}/snapshot?download=1").status == 403
    link = operator.get(f"/imports/{run['_id']}/snapshot?download=1").json
    data = httpx.get(link["url"]).raise_for_status().content
    assert zstandard.ZstdDecompressor().decompressobj().decompress(data) == server.body


@pytest.mark.parametrize("query", ["", "?around=1", "?around=0:1", "?item=-1", "?item=x", "?item=1&around=1:1"])
def test_one_thing_is_asked_for(viewer: Client, query: str) -> None:
    assert viewer.get(f"/imports/{RUN_1}/snapshot{query}").status == 400


def test_what_is_not_kept_is_a_404(connections: Context, viewer: Client) -> None:
    db: Any = connections.db
    assert viewer.get(f"/imports/{RUN_1}/snapshot?item=1").status == 404
    add_feed(db)
    begin_run(db, RUN_1)
    assert viewer.get(f"/imports/{RUN_1}/snapshot?item=1").status == 404
    snapshot = {"key": "snapshots/acme/none.zst", "fetched_at": NOW, "content_type": None}
    db.runs.update_one({"_id": RUN_1}, {"$set": {"snapshot": snapshot}})
    assert viewer.get(f"/imports/{RUN_1}/snapshot?around=1:1").status == 404
    assert viewer.get(f"/imports/{RUN_1}/snapshot?item=1").status == 409
