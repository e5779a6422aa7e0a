"""The benchmark of the API asks for everything that the API's description offers."""

from job_importer.api.openapi import describe
from job_importer.api.resolver import resolver
from tools.bench.calls import calls
from tools.bench.history import samples
from tools.bench.installation import run_ids


def test_every_list_every_filter_and_each_two_filters_are_asked_for() -> None:
    """A parameter without a sample is a KeyError."""
    description = describe(resolver)
    urls = set(calls(description, samples(run_ids(1_200))))
    lists = {path for path, operations in description["paths"].items() if "get" in operations and "{" not in path}
    assert lists <= urls
    assert {"/jobs?closed_reason=expired", "/imports?status=queued&trigger=schedule", "/events?limit=100"} <= urls
