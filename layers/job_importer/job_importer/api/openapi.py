"""The OpenAPI description, generated from the routes; what all routes share is added here."""

import json
from functools import cache
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.api_gateway import Route
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from job_importer import __version__
from job_importer.api.errors import ErrorBody
from job_importer.api.export import Media
from job_importer.api.properties import describe_parameters, describe_properties

Document = dict[str, Any]

DESCRIPTION = """\
The history of imports, the feeds, and the jobs. Every list is paged by keyset: send `next_cursor` back as `cursor`.
Every answer that is not a success is an ErrorBody. Answers carry an ETag; send it as If-None-Match when you poll."""

_ERRORS = {
    400: "A parameter, a cursor or the body is not valid",
    401: "No valid token",
    403: "The token has the viewer role; this call needs the operator role",
    404: "Not found",
    409: "Not possible in the current state",
    413: "The body is too large",
    415: "The body is not JSON",
    429: "Too many requests, or the source must not be fetched yet; Retry-After gives the seconds to wait",
    500: "Internal error",
    503: "The database is unavailable; try again",
}


def listed_as(page: Any) -> dict[int, Any]:
    """The responses of a list that can also be exported."""
    header = {"X-Next-Cursor": {"description": "`cursor` of the next part of an export", "schema": {"type": "string"}}}
    text = {"schema": {"type": "string"}}
    content = {Media.JSON.value: {"model": page}, Media.CSV.value: text, Media.NDJSON.value: text}
    return {200: {"description": "A page of the list, or its export", "content": content, "headers": header}}


@cache
def describe(resolver: APIGatewayRestResolver) -> Document:
    from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer, Server  # slow, and only needed here

    document: Document = json.loads(
        resolver.get_openapi_json_schema(
            title="Job Importer",
            version=__version__,
            description=DESCRIPTION,
            servers=[Server(url="/")],
            security_schemes={"token": HTTPBearer(description="A viewer or operator token")},
            security=[{"token": []}],
        )
    )
    schemas = document["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError", "ResponseValidationError"):
        schemas.pop(unused, None)
    error = ErrorBody.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(error.pop("$defs") | {"ErrorBody": error})
    describe_properties(schemas)
    names = {(route.method.lower(), route.openapi_path): route.func.__name__ for route in routes_of(resolver)}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _complete(operation, method, path)
            operation["operationId"] = operation_id(names[method, path])
    return document


def routes_of(resolver: APIGatewayRestResolver) -> list[Route]:
    return resolver._static_routes + resolver._dynamic_routes


def operation_id(name: str) -> str:
    """`getImport`, from the name of the function: it stays when a path or a summary changes."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def served_at(event: APIGatewayProxyEvent) -> str:
    """The address at which the API was called, with its stage or the path that it is mapped to."""
    host = event.headers.get("host", "")
    whole = event.request_context.path or event.path
    prefix = whole.removesuffix(event.path) if whole.endswith(event.path) else ""
    scheme = event.headers.get("x-forwarded-proto", "https").partition(",")[0].strip()
    return f"{scheme}://{host}{prefix}" if host else prefix or "/"


def _complete(operation: Document, method: str, path: str) -> None:
    """Adds the errors that this route can answer with, and whether it needs a token."""
    answers = operation["responses"]
    for code in ("422", "500"):
        answers.pop(code, None)
    for status in _possible_errors(operation, method, path):
        content = {Media.JSON.value: {"schema": {"$ref": "#/components/schemas/ErrorBody"}}}
        answers[str(status)] = {"description": _ERRORS[status], "content": content}
    if "204" in answers:
        answers["204"].pop("content", None)
    if method == "get":
        answers["304"] = {"description": "Not modified: If-None-Match names the current ETag"}
    describe_parameters(operation.get("parameters", []))
    for parameter in operation.get("parameters", []):
        parameter["schema"] = _without_null(parameter["schema"])
    if path == "/health":
        operation["security"] = []


def _without_null(schema: Document) -> Document:
    """A parameter is given or absent: None of the Python type cannot be sent."""
    kinds = [kind for kind in schema.get("anyOf", []) if kind != {"type": "null"}]
    return schema if len(kinds) != 1 else {key: schema[key] for key in schema if key != "anyOf"} | kinds[0]


def _possible_errors(operation: Document, method: str, path: str) -> list[int]:
    if path == "/health":
        return [400, 429, 500, 503]
    errors = {400, 401, 429, 500, 503}
    errors |= {403} if method != "get" else set()
    errors |= {404} if "{" in path or (path == "/imports" and method == "post") else set()
    errors |= {409} if method in ("post", "patch", "delete") else set()
    errors |= {413, 415} if "requestBody" in operation else set()
    return sorted(errors)
