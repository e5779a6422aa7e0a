"""Turns exceptions into API errors."""

from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from pymongo.errors import PyMongoError

from job_importer.api.errors import ApiError, bad_request, internal_error, unavailable
from job_importer.codes import TransientError
from job_importer.observability import logger


def explain(error: Exception) -> ApiError:
    """The error to return. Internal errors are logged here and not disclosed."""
    match error:
        case ApiError():
            return error
        case RequestValidationError():  # the value sent is not repeated, since it may be a secret
            faults = "; ".join(_fault(fault) for fault in error.errors()[:5])
            return bad_request(f"The request is not valid: {faults}.")
        case PyMongoError() | TransientError():
            logger.exception("A service that the API depends on is unavailable")
            return unavailable()
        case _:
            logger.exception("Unexpected error")
            return internal_error()


def _fault(fault: Mapping[str, Any]) -> str:
    where = ".".join(str(part) for part in fault["loc"])
    if fault["loc"][0] == "query" and isinstance(fault.get("input"), list):
        return f"{where}: it is given more than once"
    return f"{where}: {fault.get('msg', fault['type']).removeprefix('Value error, ')}"
