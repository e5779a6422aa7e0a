"""JobQueue: validates and stores the jobs of each chunk, and records the result in the ledger."""

from functools import partial
from typing import Any

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from job_importer.clock import utc_now
from job_importer.connections import Context, connections
from job_importer.delivery.messages import read_chunk
from job_importer.delivery.receive import receive
from job_importer.mongo import OneWait
from job_importer.observability import logger, metrics
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.erased import blocklist_of

processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    record_handler = partial(_record, OneWait())
    return process_partial_response(event=event, record_handler=record_handler, processor=processor, context=context)


def _record(wait: OneWait, record: SQSRecord) -> None:
    receive(record, connections, lambda settings: settings.job_queue_url, partial(_store, wait))


def _store(wait: OneWait, ctx: Context, record: SQSRecord, receive_count: int) -> None:
    db, message = ctx.db, read_chunk(record.body)
    logger.append_keys(run_id=message.header.run_id, feed_id=message.header.feed_id)
    with wait.at_most():
        outcomes = store_chunk(db, message, utc_now(), receive_count, blocklist_of(ctx))
    metrics.add_metric("JobsStored", MetricUnit.Count, outcomes.new + outcomes.updated + outcomes.unchanged)
    metrics.add_metric("JobsFailed", MetricUnit.Count, outcomes.failed)
    logger.info(
        "Chunk stored",
        message_id=record.message_id,
        receive_count=receive_count,
        new=outcomes.new,
        failed=outcomes.failed,
    )
