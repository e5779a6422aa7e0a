"""A feed's health after a run: how many failures in a row, since when, and its last success. Pure."""

from datetime import datetime

from job_importer.feeds.model import Health
from job_importer.runs.model import RunDoc, RunStatus, Trigger


def health_after(health: Health, run: RunDoc, at: datetime) -> Health:
    """`run` has ended at `at`. A replay does not involve the source, so it changes nothing.

    `last_failure` stays after the recovery, with its date: in the morning an operator wants to see last night's
    failure. `failures_in_a_row` shows whether the feed fails now.
    """
    if run["trigger"] == Trigger.REPLAY:
        return health
    after: Health = {**health, "last_run_id": run["_id"], "last_status": run["status"]}
    if run["status"] == RunStatus.FAILED:
        failure = run["failure"]
        after["failures_in_a_row"] = health["failures_in_a_row"] + 1
        after["failing_since"] = health.get("failing_since") or at
        if failure:
            after["last_failure"] = {"code": failure["code"], "message": failure["message"], "at": at}
        return after
    after["failures_in_a_row"] = 0
    after["failing_since"] = None
    after["last_success_at"] = at
    if run["counts"] and run["status"] != RunStatus.NOT_MODIFIED:
        after["last_yield"] = run["counts"]["fetched"]
    return after
