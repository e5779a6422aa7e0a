"""EventBridge Scheduler: starts a run for every enabled feed that is due."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from job_importer.clock import utc_now
from job_importer.connections import connections
from job_importer.observability import failures_logged, logger
from job_importer.pipeline.scheduler import start_due


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    with failures_logged(), connections().heeding() as ctx:
        start_due(ctx, utc_now())
