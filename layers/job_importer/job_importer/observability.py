"""One logger, one metrics collector, one tracer-free setup that every function shares (AWS Lambda Powertools)."""

from collections.abc import Iterator
from contextlib import contextmanager

from aws_lambda_powertools import Logger, Metrics

logger = Logger(service="job-importer")
metrics = Metrics(namespace="JobImporter", service="job-importer")


@contextmanager
def failures_logged() -> Iterator[None]:
    """For a handler whose failure nobody but Lambda sees: one line in our own form, with the traceback."""
    try:
        yield
    except Exception:
        logger.exception("Invocation failed")
        raise
