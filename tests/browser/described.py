"""The API as it describes itself: which parameters a call takes, and what its answers look like."""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator

from job_importer.api.openapi import describe
from job_importer.api.resolver import resolver

Json = dict[str, Any]


@cache
def document() -> Json:
    return describe(resolver)


@cache
def operation(path: str) -> Json | None:
    """The GET that serves `path`; a path without a variable goes before one with."""
    templates = sorted(document()["paths"], key=lambda template: template.count("{"))
    patterns = ((re.sub(r"\{\w+\}", "[^/]+", template), template) for template in templates)
    found = next((template for pattern, template in patterns if re.fullmatch(pattern, path)), None)
    return document()["paths"][found].get("get") if found else None


def parameters(path: str) -> set[str]:
    """The names that a call of `path` may have in its query."""
    described = operation(path)
    return {each["name"] for each in described.get("parameters", []) if each["in"] == "query"} if described else set()


def faults(path: str, answer: Any) -> list[str]:
    """What in `answer` is not as the API would give it: values of another kind, names too many or too few."""
    described = operation(path)
    if described is None:
        return ["the API has no such call"]
    schema = described["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator(schema | {"components": _strict()})
    return [f"{list(error.instance_path)}: {error.message[-200:]}" for error in validator.iter_errors(answer)]


@cache
def _strict() -> Json:
    """The schemas, in which every name is required, as the API writes all of them, and no other is allowed."""
    components: Json = deepcopy(document()["components"])
    for schema in _objects(components):
        schema |= {"additionalProperties": False, "required": list(schema["properties"])}
    return components


def _objects(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        if isinstance(value.get("properties"), dict) and "type" in value:
            yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
