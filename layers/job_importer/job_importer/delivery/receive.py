"""The outermost handler of one SQS record: whatever goes wrong, the message comes back after a backoff."""

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from job_importer.delivery.backoff import retry_delay
from job_importer.delivery.sqs import retry_after
from job_importer.observability import logger, metrics
from job_importer.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


def receive(
    record: SQSRecord, queue_url: str, sqs: "SQSClient", settings: Settings, work: Callable[[SQSRecord, int], None]
) -> None:
    """Call `work` with the record and its receive count. If it fails, delay the redelivery and fail the record.

    Every exception is treated as passing, also one that is a fault of ours: after `maxReceiveCount` deliveries the
    message is in the dead-letter queue, where it can be redriven once the fault is mended.
    """
    metrics.add_metric("Deliveries", MetricUnit.Count, 1)
    count = int(record.attributes.approximate_receive_count)
    try:
        work(record, count)
    except Exception as error:
        delay = retry_delay(count, settings.retry_base_seconds, settings.retry_cap_seconds, random.random())  # noqa: S311
        logger.warning("Delivery failed", error=f"{type(error).__name__}: {error}", receive_count=count, retry_in=delay)
        metrics.add_metric("DeliveriesFailed", MetricUnit.Count, 1)
        retry_after(sqs, queue_url, record.receipt_handle, delay)
        raise
