"""Puts the routes of the API together."""

from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.api_gateway import Route
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from job_importer.api.errors import ApiError, bad_request, not_found
from job_importer.api.openapi import describe, routes_of, served_at
from job_importer.api.routes import (
    audit,
    changes,
    events,
    failures,
    feeds,
    imports,
    jobs,
    overview,
    registry,
    snapshots,
    stats,
    system,
)

resolver = APIGatewayRestResolver(enable_validation=True, response_validation_error_http_code=500)
for _module in (system, overview, imports, snapshots, changes, failures, feeds, registry, jobs, stats, events, audit):
    resolver.include_router(_module.router)


def _routes() -> list[Route]:
    return routes_of(resolver)


def _known_parameters_alone(app: APIGatewayRestResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """A misspelt filter must not return the whole list as if it had been applied."""
    route = app.context["_route"]
    if route not in _routes():
        return next_middleware(app)
    given: Mapping[str, list[str]] = app.current_event.resolved_query_string_parameters
    known = {field.alias for field in route.dependant.query_params}
    if unknown := sorted(set(given) - known):
        instead = (
            f"the parameters of this route are {', '.join(sorted(known))}" if known else "this route has no parameters"
        )
        raise bad_request(f"Unknown parameter {unknown[0][:60]!r}; {instead}.")
    return next_middleware(app)


resolver.use([_known_parameters_alone])


@resolver.exception_handler(Exception)  # type: ignore[untyped-decorator]
def _to_the_gateway(error: Exception) -> Response[Any]:
    """Errors are handled in one place; otherwise Powertools would answer some of them and log the others."""
    raise error


@resolver.not_found
def _no_route(_: NotFoundError) -> Response[Any]:
    """404, or 405 if the path exists with other methods."""
    event = resolver.current_event
    allowed = sorted(route.method for route in _routes() if route.rule.match(event.path))
    if not allowed:
        raise not_found("No such route; GET /openapi.json lists them all.")
    message = f"This route does not support {event.http_method}; it supports {', '.join(allowed)}."
    raise ApiError(405, "method_not_allowed", message, {"Allow": ", ".join(allowed)})


@resolver.get("/openapi.json", summary="This OpenAPI document", tags=["system"])
def get_openapi() -> dict[str, Any]:
    return describe(resolver) | {
        "servers": [{"url": served_at(APIGatewayProxyEvent(resolver.current_event.raw_event))}]
    }
