"""AlertQueue and EventBridge Scheduler: sends alerts when feeds need attention, and the daily digest."""

from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from job_importer.clock import utc_now
from job_importer.connections import Context, connections
from job_importer.delivery.receive import receive
from job_importer.events.sending import channels_of, tell_digest, tell_event
from job_importer.observability import failures_logged, logger, metrics

processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    if "Records" in event:
        return process_partial_response(event=event, record_handler=_record, processor=processor, context=context)
    with failures_logged(), connections().heeding() as ctx:
        tell_digest(ctx.db, channels_of(ctx.settings), utc_now())
    return None


def _record(record: SQSRecord) -> None:
    receive(record, connections, lambda settings: settings.alert_queue_url, _tell)


def _tell(ctx: Context, record: SQSRecord, _: int) -> None:
    tell_event(ctx.db, record.body, channels_of(ctx.settings), utc_now())
