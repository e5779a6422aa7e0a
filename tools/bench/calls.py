"""Every way to query the API according to its own description: each filter alone, and each pair of filters."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any
from urllib.parse import urlencode

Samples = Mapping[str, tuple[str, ...]]
"""By the name of a parameter, or the path before an id, values that are worth trying. Of a parameter whose values the
description lists they need not be here; none, if it is to be left out.
"""


def calls(openapi: dict[str, Any], samples: Samples) -> Iterator[str]:
    """Raises KeyError for a parameter without a sample, so that a new filter is not forgotten."""
    for path, operations in openapi["paths"].items():
        if "get" not in operations:
            continue
        parameters = operations["get"].get("parameters", [])
        for filled in _filled(path, samples):
            asked = {one["name"]: _values(one, openapi, samples) for one in parameters if one["in"] == "query"}
            for query in _queries(asked):
                yield f"{filled}?{urlencode(query)}" if query else filled


def _filled(path: str, samples: Samples) -> Iterator[str]:
    if "{" not in path:
        yield path
        return
    for value in samples[path.split("/{", 1)[0]]:
        yield path.replace("{id}", value)


def _queries(asked: dict[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    yield {}
    for name, values in asked.items():
        yield from ({name: value} for value in values)
    for first, second in combinations(asked, 2):
        yield from ({first: a, second: b} for a, b in product(asked[first][:2], asked[second][:2]))


def _values(parameter: Any, openapi: dict[str, Any], samples: Samples) -> tuple[str, ...]:
    if parameter["name"] in samples:
        return samples[parameter["name"]]
    schema = parameter["schema"]
    if "$ref" in schema:
        schema = openapi["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return ("true",) if schema.get("type") == "boolean" else tuple(map(str, schema["enum"]))
