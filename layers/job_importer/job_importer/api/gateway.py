"""Handles an API Gateway event: authenticate, route, and add the headers of every answer."""

import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pymongo
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from job_importer.api.auth import Caller, bearer, caller_of, needed_role, require
from job_importer.api.body import require_json
from job_importer.api.cursor import cursor_key
from job_importer.api.faults import explain
from job_importer.api.oidc import is_jwt, issuer_of
from job_importer.api.readiness import require_database
from job_importer.api.resolver import resolver
from job_importer.api.routing import Request
from job_importer.api.tokens import MAX_AGE_SECONDS, read_tokens
from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.credentials import read_secret
from job_importer.observability import logger

Answer = dict[str, Any]

SECONDS_TO_ANSWER = 2.0  # what an invocation keeps to report a statement that takes too long
METHODS = "GET,POST,PUT,PATCH,DELETE,OPTIONS"
EXPOSED = "ETag,Retry-After,X-Next-Cursor,X-Request-Id"


def handle(event: dict[str, Any], lambda_context: LambdaContext, connect: Callable[[], Context]) -> Answer:
    """Every answer, including errors, is JSON unless an export is requested, and is readable across origins."""
    begin = time.perf_counter()
    request = APIGatewayProxyEvent(event)
    request_id = event.get("requestContext", {}).get("requestId") or lambda_context.aws_request_id
    allowed_origin = "*"  # until the settings are known; that they are not is no secret
    try:
        connections = connect()
        allowed_origin = connections.settings.allowed_origin
        with connections.heeding():
            is_preflight = request.http_method == "OPTIONS"
            answer = _preflight() if is_preflight else _answer(request, lambda_context, connections)
    except Exception as error:  # noqa: BLE001 - the outermost frame: every fault has an answer
        answer = explain(error).answer(request_id)
    answer = _conditional(request, answer)
    answer["headers"] |= _common_headers(allowed_origin, request_id)
    logger.info(
        "Request",
        method=request.http_method,
        path=request.path,
        status=answer["statusCode"],
        ms=round((time.perf_counter() - begin) * 1000),
    )
    return answer


def _answer(request: APIGatewayProxyEvent, lambda_context: LambdaContext, connections: Context) -> Answer:
    caller = _admit(request, connections)
    require_json(request)
    if caller is not None:
        require_database(connections)
    resolver.append_context(  # type: ignore[no-untyped-call]
        request=Request(
            connections=connections,
            caller=caller,
            cursor_key=cursor_key(read_secret(connections.settings.operator_token_secret, MAX_AGE_SECONDS)),
            accept=request.headers.get("accept", ""),
            now=utc_now(),
        )
    )
    with pymongo.timeout(max(1.0, lambda_context.get_remaining_time_in_millis() / 1000 - SECONDS_TO_ANSWER)):
        return _flat(resolver.resolve(request.raw_event, lambda_context))


def _admit(request: APIGatewayProxyEvent, connections: Context) -> Caller | None:
    """The caller, if the call needs one. Raises ApiError."""
    needed = needed_role(request.http_method, request.path)
    if needed is None:
        return None
    given, settings = bearer(request.headers.get("authorization", "")), connections.settings
    if settings.oidc_issuer and is_jwt(given):
        issuer = issuer_of(settings.oidc_issuer, settings.oidc_audience, settings.oidc_role_claim)
        return require(needed, issuer.caller_of(given))
    return require(needed, caller_of(given, read_tokens(settings)))


def _flat(answer: Answer) -> Answer:
    """One value per header, since no answer of ours has two; and a text body, even if empty."""
    headers = {name: values[-1] for name, values in answer.pop("multiValueHeaders").items()}
    return answer | {"headers": headers, "body": answer["body"] or ""}


def _preflight() -> Answer:
    headers = {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": "Authorization,Content-Type,If-None-Match",
        "Access-Control-Max-Age": "600",
    }
    return {"statusCode": 204, "body": "", "isBase64Encoded": False, "headers": headers}


def _conditional(request: APIGatewayProxyEvent, answer: Answer) -> Answer:
    """Answers 304 if the client already has the content, as pages that refresh every few seconds usually do."""
    if request.http_method != "GET" or answer["statusCode"] != 200:
        return answer
    etag = f'"{sha256(answer["body"].encode()).hexdigest()[:32]}"'
    answer["headers"]["ETag"] = etag
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if etag in known or "*" in known:
        return answer | {"statusCode": 304, "body": ""}
    return answer


def _common_headers(allowed_origin: str, request_id: str) -> dict[str, str]:
    return {
        "Access-Control-Allow-Origin": allowed_origin,
        "Access-Control-Expose-Headers": EXPOSED,
        "Cache-Control": "private, no-cache",
        "Vary": "Origin, Authorization, Accept",
        "X-Content-Type-Options": "nosniff",
        "X-Request-Id": request_id,
    }
