"""Logs and measures the end of a run: one line with its counts and times, and its metrics."""

from aws_lambda_powertools.metrics import MetricUnit

from job_importer.observability import count, logger
from job_importer.runs.model import RunDoc, RunStatus

_BY_STATUS = {
    RunStatus.SUCCEEDED: "RunsSucceeded",
    RunStatus.PARTIAL: "RunsPartial",
    RunStatus.FAILED: "RunsFailed",
    RunStatus.NOT_MODIFIED: "RunsNotModified",
}


def tell_end(run: RunDoc) -> None:
    """`run` as stored after its end. Called once, by whoever ended it."""
    counts, status = run["counts"], RunStatus(run["status"])
    begin, end = run["started_at"] or run["queued_at"], run["finished_at"] or run["queued_at"]
    seconds = max(0.0, (end - begin).total_seconds())
    logger.info(
        "Run ended",
        run_id=run["_id"],
        feed_id=run["feed_id"],
        status=status.value,
        code=run["failure"]["code"] if run["failure"] else None,
        counts=counts,
        seconds=seconds,
        waited_seconds=(begin - run["queued_at"]).total_seconds(),
        attempts=run["attempts"],
    )
    numbers = {"RunsCompleted": float(status is not RunStatus.FAILED), _BY_STATUS[status]: 1.0}
    if counts and status is not RunStatus.NOT_MODIFIED:
        numbers |= {f"Jobs{name.capitalize()}": counts[name] for name in ("new", "updated", "unchanged", "failed")}
    count(numbers)
    count({"RunSeconds": seconds}, MetricUnit.Seconds)
    if run["failure"]:
        count({"RunsFailed": 1}, code=run["failure"]["code"])
