"""The made-up history of the page's tests has the shapes of the real API: what the page is shown here, it will meet."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from job_importer.api.stats import Stats
from job_importer.api.views.failure import FailureView
from job_importer.api.views.feed import FeedView
from job_importer.api.views.job import JobView
from job_importer.api.views.run import RunDetail
from tests.browser.fake_world import busy_world


def shown() -> Iterator[tuple[type[BaseModel], Any]]:
    world = busy_world(120)
    live = world.start_run("acme-careers")
    runs = {run["status"]: world.run(run["id"]) for run in world.runs}
    assert {"processing", "succeeded", "partial", "failed", "not_modified"} <= set(runs)
    for run in (*runs.values(), world.run(live["id"])):
        yield RunDetail, run
    yield from ((FailureView, failure) for failure in world.all_failures()[:2])
    yield from ((FeedView, world.feed(feed_id, 30)) for feed_id in world.feeds)
    yield from ((JobView, job) for job in world.jobs[:4])
    yield Stats, world.stats("2020-01-01T00:00:00Z")


def keys(value: Any, path: str = "") -> Iterator[str]:
    """The names in a JSON value, by their paths; lists by their first item."""
    if isinstance(value, list):
        yield from keys(value[0], f"{path}[]") if value else ()
    elif isinstance(value, dict) and path not in (".headers", ".by_status", ".by_code"):
        for name, inner in value.items():
            yield f"{path}.{name}"
            yield from keys(inner, f"{path}.{name}")


@pytest.mark.parametrize(("model", "made_up"), list(shown()))
def test_every_answer_is_as_the_api_would_give_it(model: type[BaseModel], made_up: Any) -> None:
    text = json.dumps(made_up)
    names = {"from": "since", "to": "until"} if model is Stats else {}
    real = model.model_validate({names.get(name, name): value for name, value in json.loads(text).items()})
    assert set(keys(made_up)) == set(keys(json.loads(real.model_dump_json(by_alias=True))))
