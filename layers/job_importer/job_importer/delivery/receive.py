"""The outermost handler of one SQS record: if anything fails, the message is delivered again after a backoff."""

import math
import random
from collections.abc import Callable

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from job_importer.connections import Context
from job_importer.delivery.backoff import retry_delay
from job_importer.delivery.sqs import retry_after
from job_importer.observability import logger, metrics
from job_importer.settings import Settings

Work = Callable[[Context, SQSRecord, int], None]


class PostponedError(Exception):
    """The message is postponed: it stays in the queue, hidden for `seconds`. Nothing has failed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"postponed for {math.ceil(seconds)} s")
        self.seconds = seconds


def receive(
    record: SQSRecord, connect: Callable[[], Context], queue_url: Callable[[Settings], str], work: Work
) -> None:
    """Call `work` with the connections, the record and its receive count. If it fails, delay the redelivery and fail
    the record. Failing to connect is a failure like any other.

    Every exception is treated as temporary, even a bug of ours: after `maxReceiveCount` deliveries the
    message is in the dead-letter queue, where it can be redriven once the cause is fixed.
    """
    logger.remove_keys(["run_id", "feed_id"])  # of the previous record
    metrics.add_metric("Deliveries", MetricUnit.Count, 1)
    count = int(record.attributes.approximate_receive_count)
    try:
        work(connect(), record, count)
    except PostponedError as later:
        _hide(record, connect(), queue_url, math.ceil(later.seconds))
        raise
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
        logger.warning("Delivery failed", error=text, receive_count=count, exc_info=True)
        metrics.add_metric("DeliveriesFailed", MetricUnit.Count, 1)
        ctx = connect()
        ctx.heed(error)
        base, cap = ctx.settings.retry_base_seconds, ctx.settings.retry_cap_seconds
        _hide(record, ctx, queue_url, retry_delay(count, base, cap, random.random()))  # noqa: S311
        raise


def _hide(record: SQSRecord, ctx: Context, queue_url: Callable[[Settings], str], seconds: int) -> None:
    retry_after(ctx.sqs, queue_url(ctx.settings), record.receipt_handle, seconds)
