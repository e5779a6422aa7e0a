"""The outermost handler of one SQS record: whatever goes wrong, the message comes back after a backoff."""

import math
import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from job_importer.delivery.backoff import retry_delay
from job_importer.delivery.sqs import retry_after
from job_importer.faults import report
from job_importer.observability import logger, metrics
from job_importer.settings import Settings

if TYPE_CHECKING:
    from job_importer.connections import Context


class PostponedError(Exception):
    """The message is not for now: it stays in the queue, hidden for `seconds`. Nothing has failed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"postponed for {math.ceil(seconds)} s")
        self.seconds = seconds


def receive(
    record: SQSRecord,
    connections: Callable[[], "Context"],
    queue_url: Callable[[Settings], str],
    work: Callable[[SQSRecord, int], None],
) -> None:
    """Call `work` with the record and its receive count. If it fails, delay the redelivery and fail the record.

    Every exception is treated as passing, also one that is a fault of ours: after `maxReceiveCount` deliveries the
    message is in the dead-letter queue, where it can be redriven once the fault is mended.
    """
    metrics.add_metric("Deliveries", MetricUnit.Count, 1)
    count = int(record.attributes.approximate_receive_count)
    try:
        work(record, count)
    except PostponedError as later:
        seconds = math.ceil(later.seconds)
        _hide(record, connections, queue_url, lambda _: seconds)
        raise
    except Exception as error:
        report(error, "Delivery failed", message_id=record.message_id, receive_count=count)
        metrics.add_metric("DeliveriesFailed", MetricUnit.Count, 1)
        _hide(record, connections, queue_url, lambda settings: _backoff(settings, count))
        raise


def _backoff(settings: Settings, count: int) -> int:
    return retry_delay(count, settings.retry_base_seconds, settings.retry_cap_seconds, random.random())  # noqa: S311


def _hide(
    record: SQSRecord,
    connections: Callable[[], "Context"],
    queue_url: Callable[[Settings], str],
    seconds: Callable[[Settings], int],
) -> None:
    """Where this fails too, the message comes back after the queue's own visibility timeout."""
    try:
        ctx = connections()
        delay = seconds(ctx.settings)
        retry_after(ctx.sqs, queue_url(ctx.settings), record.receipt_handle, delay)
        logger.info("The message comes again", message_id=record.message_id, retry_in=delay)
    except Exception as error:  # noqa: BLE001 the record fails in any case, for its own reason
        report(error, "The message could not be hidden", message_id=record.message_id)
