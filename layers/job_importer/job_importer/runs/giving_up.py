"""The messages of runs that are given up. Pure."""

from datetime import datetime

from job_importer.runs.model import RunDoc

MOST_DEATHS = 5  # crashes without an error: out of memory, disk space or time
MOST_ERRORS = 36  # with the backoff, more than two hours of a service that is away


def is_hopeless(run: RunDoc) -> bool:
    """Whether the current piece of work has been tried often enough."""
    tries = run.get("tries")  # older runs have none
    return tries is not None and (tries["errors"] >= MOST_ERRORS or tries["begun"] - tries["errors"] > MOST_DEATHS)


def gave_up(run: RunDoc) -> str:
    """For a run that `is_hopeless`."""
    return f"The importer gave up. {_known(run)} Fix the cause, then import the feed again."


def message_gone(run: RunDoc) -> str:
    """For a run that cannot continue, because its message is in no queue any more."""
    return (
        f"The message of this run is no longer in its queue, so nothing continues the run. {_known(run)} Import the "
        "feed again."
    )


def message_dead(run: RunDoc) -> str:
    """For a run whose message is in the dead-letter queue."""
    return f"The message of this run is in the dead-letter queue. {_known(run)} See the importer's log."


def queues_lost(run: RunDoc) -> str:
    """For a run whose queues were lost with the local AWS."""
    told = "The local AWS was killed, and this run's messages were lost with it."
    return f"{told} {_known(run)} `make up` starts a new one."


def _known(run: RunDoc) -> str:
    times, error = run["attempts"], run.get("last_error")
    told = [{0: "It was never started.", 1: "It was started once."}.get(times, f"It was started {times} times.")]
    if error:
        told.append(f"The last error, at {_clock(error['at'])}: {error['message'].rstrip('.')}.")
    elif times:
        told.append("No error was reported: it was killed, or ran out of memory, disk space or time.")
    return " ".join([*told, f"The last sign of life was at {_clock(run['heartbeat_at'])}."])


def _clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
