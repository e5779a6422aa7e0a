"""Checks the body of a request before a route reads it: JSON of reasonable size and depth."""

import json
from base64 import b64decode
from http import HTTPStatus

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from job_importer.api.errors import ApiError, bad_request

MAX_CHARS = 1_000_000  # the largest body that means something holds the settings of a thousand feeds


def require_json(request: APIGatewayProxyEvent) -> None:
    """Rejects forms, which Powertools would also read. Raises ApiError: 400, 413, 415."""
    if not request.body:
        return
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in ("", "application/json"):
        raise ApiError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "Send the body as JSON.")
    if len(request.body) > MAX_CHARS:
        message = f"The request body exceeds {MAX_CHARS:,} characters."
        raise ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_large", message)
    try:
        json.loads(_text(request))
    except json.JSONDecodeError as error:
        raise bad_request(f"The body is not JSON at line {error.lineno}, column {error.colno}: {error.msg}.") from None
    except ValueError:  # Python reads no integer of more than 4,300 digits
        raise bad_request("A number in the request body is too long.") from None
    except RecursionError:
        raise bad_request("The request body is nested too deeply.") from None


def _text(request: APIGatewayProxyEvent) -> str:
    body = request.body or ""
    if not request.is_base64_encoded:
        return body
    try:
        return b64decode(body, validate=True).decode()
    except ValueError:
        raise bad_request("The request body is not valid base64 of UTF-8 text.") from None
