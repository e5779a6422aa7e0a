"""The made-up history of the page's tests has the shapes of the real API: what the page is shown here, it will meet."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.browser.described import faults, parameters
from tests.browser.fake_api import route
from tests.browser.fake_world import World, busy_world, quiet_world


def calls(world: World) -> Iterator[str]:
    """Every kind of call that the page makes."""
    yield from (
        "/overview",
        "/feeds?limit=50",
        "/today?sort=new&limit=50",
        "/codes",
        "/imports?limit=50",
        "/jobs?limit=4",
    )
    yield from ("/events?limit=20", "/audit?limit=50", "/failures?limit=5", "/stats?from=2020-01-01T00:00:00Z")
    yield "/failures/groups"
    yield from (f"/feeds/{feed_id}" for feed_id in world.feeds)
    yield from (f"/feeds/{feed_id}/history?days=30" for feed_id in world.feeds)
    yield from (f"/jobs/{job['id']}" for job in world.jobs[:4])
    for run in {run["status"]: run for run in world.runs}.values():
        yield from (f"/imports/{run['id']}{rest}" for rest in ("", "/failures", "/changes?kind=updated", "/changes"))
    failed = next((run["id"] for run in world.runs if run["feed_id"] == "initech" and run["failure"]), None)
    if failed:
        yield from (f"/imports/{failed}/snapshot{query}" for query in ("?around=3:4", "?item=2"))


@pytest.fixture(scope="module", params=[busy_world, quiet_world])
def world(request: pytest.FixtureRequest) -> World:
    made: World = request.param()
    if made.runs:
        made.start_run("acme-careers")
    return made


def test_every_answer_is_as_the_api_would_give_it(world: World) -> None:
    found = {}
    for call in calls(world):
        url = urlsplit(call)
        answer = route(world, url.path.split("/")[1:], dict(parse_qsl(url.query)))
        found[call] = faults(url.path, json.loads(json.dumps(answer)))
    assert {call: said for call, said in found.items() if said} == {}


def test_every_filter_is_one_that_the_api_knows() -> None:
    assert {"q", "state", "sort", "limit", "cursor"} <= parameters("/feeds")
    assert parameters("/codes") == set()
