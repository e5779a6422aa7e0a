"""FetchQueue: imports one feed, from its URL to the chunks in JobQueue."""

from functools import partial
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from job_importer.clock import utc_now
from job_importer.connections import Context, connections
from job_importer.delivery.messages import FetchMessage
from job_importer.delivery.receive import PostponedError, receive
from job_importer.observability import logger, metrics
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation

processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return process_partial_response(event=event, record_handler=_record, processor=processor, context=context)


def _record(record: SQSRecord, lambda_context: LambdaContext) -> None:
    receive(record, connections, lambda settings: settings.fetch_queue_url, partial(_import, lambda_context))


def _import(lambda_context: LambdaContext, ctx: Context, record: SQSRecord, receive_count: int) -> None:
    invocation = Invocation(now=utc_now, seconds_left=lambda: lambda_context.get_remaining_time_in_millis() / 1000)
    message = FetchMessage.model_validate_json(record.body)
    logger.append_keys(run_id=message.run_id, feed_id=message.feed_id)
    wait = import_feed(ctx, message, invocation)
    if wait:
        raise PostponedError(wait.seconds)
