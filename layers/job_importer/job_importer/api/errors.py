"""API errors: a status, a stable code, and a sentence that says what to do."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel


class ErrorDetail(BaseModel):
    code: str
    message: str
    request_id: str


class ErrorBody(BaseModel):
    """The body of every error response."""

    error: ErrorDetail


class ApiError(Exception):
    """`headers` are sent with the response, such as Retry-After."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})

    def answer(self, request_id: str) -> dict[str, Any]:
        """The response in API Gateway's format."""
        error = {"code": self.code, "message": self.message, "request_id": request_id}
        return {
            "statusCode": self.status,
            "body": json.dumps({"error": error}, ensure_ascii=False),
            "isBase64Encoded": False,
            "headers": {"Content-Type": "application/json", **self.headers},
        }


def bad_request(message: str, code: str = "invalid_request") -> ApiError:
    return ApiError(HTTPStatus.BAD_REQUEST, code, message)


def not_found(message: str) -> ApiError:
    return ApiError(HTTPStatus.NOT_FOUND, "not_found", message)


def conflict(code: str, message: str) -> ApiError:
    return ApiError(HTTPStatus.CONFLICT, code, message)


def unavailable() -> ApiError:
    message = "The database is unavailable; try again in a few seconds."
    return ApiError(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", message, {"Retry-After": "5"})


def internal_error() -> ApiError:
    message = "An internal error occurred; search the logs for the request id."
    return ApiError(HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", message)
