"""EventBridge Scheduler: ends runs that cannot make progress, and closes jobs that left their feed."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from job_importer.clock import utc_now
from job_importer.connections import connections
from job_importer.observability import failures_logged, logger
from job_importer.pipeline.reconciler import reconcile_alone


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    with failures_logged(), connections().heeding() as ctx:
        reconcile_alone(ctx, utc_now(), lambda: context.get_remaining_time_in_millis() / 1000)
