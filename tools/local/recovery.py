"""Recovers after the local AWS was killed and lost the messages in its queues."""

from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO

from job_importer.clock import utc_now
from job_importer.codes import RunFailure
from job_importer.feeds.hosts import release_host
from job_importer.feeds.schedule import host_of
from job_importer.feeds.store import get_feed
from job_importer.mongo import Db
from job_importer.observability import logger
from job_importer.runs.finish import end_failed
from job_importer.runs.giving_up import queues_lost
from job_importer.runs.model import RunDoc, Trigger
from job_importer.runs.store import live_runs
from tools.jobctl.client import Client
from tools.jobctl.errors import USAGE, JobctlError
from tools.jobctl.output import Json

ATTEMPTS = 3
Say = Callable[[str], None]


def recover(db: Db, api: Client, say: Say) -> None:
    """End the runs whose messages are gone, and import their feeds again."""
    logger.setLevel("CRITICAL")  # what a function logs of it is not for the person at the keyboard
    lost = live_runs(db)
    for run in lost:
        _end(db, run)
    say(_sentence(lost))
    for run in lost:
        _start_again(api, run, say)


def _sentence(lost: list[RunDoc]) -> str:
    told = "• MiniStack was killed, and the messages in its queues are lost"
    if not lost:
        return f"{told}; no import was running"
    imports = "one running import is" if len(lost) == 1 else f"{len(lost)} running imports are"
    return f"{told}: {imports} ended and started again"


def _end(db: Db, run: RunDoc) -> None:
    """Does not make the host wait for a fetch that nobody continues."""
    now = utc_now()
    with redirect_stdout(StringIO()):  # its metrics
        end_failed(db, run["_id"], RunFailure.INTERNAL_ERROR, queues_lost(run), now)
    if feed := get_feed(db, run["feed_id"]):
        release_host(db, host_of(feed), run["_id"], 0.0, now, timedelta())


def _start_again(api: Client, run: RunDoc, say: Say) -> None:
    """On a busy machine the API may not answer in time. To ask again is safe: it names the run that has begun."""
    for left in reversed(range(ATTEMPTS)):
        try:
            [started] = _asked_again(api, run)["imports"]
        except JobctlError as error:
            if not left or error.exit_code == USAGE:
                say(f"  {run['feed_id']}: {run['_id']} was not started again. {error}")
                return
        else:
            say(f"  {run['feed_id']}: {started['id'] or started['reason']}, after {run['_id']}")
            return


def _asked_again(api: Client, run: RunDoc) -> Json:
    if run["trigger"] == Trigger.REPLAY:
        return api.post(f"/imports/{run['replay_of']}/replay")
    asked = {"accept_collapse": run["accept_collapse"], "full": run.get("full", False)}
    return api.post("/imports", {"feed_ids": [run["feed_id"]], **asked})
