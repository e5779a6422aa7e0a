"""Watches running runs: renews their leases, and ends those that cannot continue.

A run waits in a queue for as long as the queue keeps its message, for example behind a backlog, a paused importer or a
database outage. Silence alone ends nothing; only the loss of the message does.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from job_importer.codes import RunFailure
from job_importer.connections import Context
from job_importer.delivery.sqs import depth
from job_importer.feeds.lease import drop_lease, renew_leases
from job_importer.pipeline.starting import START_GRACE
from job_importer.runs.finish import end_failed, finish_if_over
from job_importer.runs.giving_up import message_gone
from job_importer.runs.ledger import bury_pending, heard_of, with_pending
from job_importer.runs.model import RunDoc, RunStatus
from job_importer.runs.store import get_run, take_back

LOST = "The message of this chunk left its queue before the chunk was stored."


def tend(ctx: Context, runs: Sequence[RunDoc], now: datetime) -> None:
    """A fixed number of steps for all runs, and some more for each that ends here."""
    sealed = [run["_id"] for run in runs if run["seal"]]
    whole = set(sealed) - with_pending(ctx.db, sealed)
    for run_id in whole:  # its last consumer died before it could check
        finish_if_over(ctx.db, run_id, now)
    for run in _unsent(runs, now):
        if take_back(ctx.db, run["_id"]):
            drop_lease(ctx.db, run["feed_id"], run["_id"])
    going_on = [run for run in runs if run["_id"] not in whole]
    gone = _gone(ctx, going_on, now)
    for run in gone:
        _end(ctx, run, now)
    ended = {run["_id"] for run in gone}
    kept = {run["feed_id"]: run["_id"] for run in going_on if run["_id"] not in ended}
    renew_leases(ctx.db, kept, now, timedelta(seconds=ctx.settings.lease_seconds))


def _unsent(runs: Sequence[RunDoc], now: datetime) -> list[RunDoc]:
    """Their starter died before it sent their messages."""
    return [
        run
        for run in runs
        if run["status"] == RunStatus.QUEUED and run.get("sent_at") is None and run["queued_at"] < now - START_GRACE
    ]


def _gone(ctx: Context, runs: Sequence[RunDoc], now: datetime) -> list[RunDoc]:
    """The runs that were silent for too long and whose messages are in no queue."""
    silent_since = now - timedelta(seconds=ctx.settings.stuck_after_seconds)
    dropped_before = now - timedelta(seconds=ctx.settings.message_lifetime_seconds)
    silent = [run for run in runs if run["heartbeat_at"] < silent_since]
    alive = heard_of(ctx.db, [run["_id"] for run in silent], silent_since)
    silent = [run for run in silent if run["_id"] not in alive]
    if not silent:
        return []
    is_empty = {
        False: not depth(ctx.sqs, ctx.settings.fetch_queue_url),
        True: not depth(ctx.sqs, ctx.settings.job_queue_url),
    }
    return [run for run in silent if is_empty[run["seal"] is not None] or run["heartbeat_at"] < dropped_before]


def _end(ctx: Context, seen: RunDoc, now: datetime) -> None:
    """An unsealed run cannot be completed. A run with a sign of life since it was read is left alone."""
    run = get_run(ctx.db, seen["_id"])
    if run is None or RunStatus(run["status"]).ended or run["heartbeat_at"] > seen["heartbeat_at"]:
        return
    if run["seal"] is None:
        end_failed(ctx.db, run["_id"], RunFailure.INTERNAL_ERROR, message_gone(run), now)
    else:
        bury_pending(ctx.db, run["_id"], LOST, now)
        finish_if_over(ctx.db, run["_id"], now)
