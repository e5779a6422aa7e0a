"""The logger and the metrics that all functions share (AWS Lambda Powertools)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

logger = Logger()  # the service is the function: POWERTOOLS_SERVICE_NAME
metrics = Metrics(namespace="JobImporter")


def count(values: Mapping[str, float], unit: MetricUnit = MetricUnit.Count, service: str = "runs", **by: str) -> None:
    """Writes metrics as one log line (EMF). `by` are further dimensions besides the service."""
    line = EphemeralMetrics(namespace="JobImporter", service=service)
    for dimension, value_of_it in by.items():
        line.add_dimension(dimension, value_of_it)
    for name, value in values.items():
        line.add_metric(name, unit, value)
    line.flush_metrics()


@contextmanager
def failures_logged() -> Iterator[None]:
    """For a handler whose failure only Lambda sees: one line in our own form, with the traceback."""
    try:
        yield
    except Exception:
        logger.exception("Invocation failed")
        raise
