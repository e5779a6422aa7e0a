"""How every fault is reported: a line with its traceback; a wrong configuration in one line that says what is wrong."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from pymongo.errors import OperationFailure

from job_importer.credentials import forget_credentials
from job_importer.observability import logger
from job_importer.settings import ConfigurationError

P = ParamSpec("P")
R = TypeVar("R")

REFUSED = frozenset({13, 18, 8000})  # Unauthorized, AuthenticationFailed, Atlas's own
"""What the database answers to credentials that hold no more (error_codes.yml)."""


def report(error: Exception, what: str, **details: Any) -> None:
    """Log `error`. Where it says that the credentials do not hold, they are read anew before the next use."""
    if isinstance(error, OperationFailure) and error.code in REFUSED:
        forget_credentials()
    if isinstance(error, ConfigurationError):
        logger.error(f"{what}: {error}", **details)
    else:
        logger.error(what, exc_info=error, error=f"{type(error).__name__}: {error}", **details)


def reported(work: Callable[P, R]) -> Callable[P, R]:
    """For a handler without a queue behind it: what goes wrong is reported, and raised for Lambda to count."""

    @wraps(work)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return work(*args, **kwargs)
        except Exception as error:
            report(error, "The invocation failed")
            raise

    return wrapped
