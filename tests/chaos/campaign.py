"""Running schedules against an installation, and cutting a failing one down to what it needs to fail."""

import random
from collections.abc import Callable, Sequence

from job_importer.mongo import Db
from tests.chaos.installation import Installation
from tests.chaos.judge import Judge, Violation, import_all, settle
from tests.chaos.schedule import Step, take
from tests.chaos.source import FEEDS, Publishers
from tests.support.world import forget_everything, state


def run(db: Db, publishers: Publishers, steps: Sequence[Step]) -> list[str]:
    """What came of it, the same for the same steps. Raises Violation, or whatever the code under test raised and should
    not have.
    """
    random.seed(0)  # of backoffs
    forget_everything(db)
    publishers.start_anew()
    installation = Installation(db, publishers)
    for feed in FEEDS:
        installation.add(feed)
    judge = Judge(installation)
    for step in steps:
        if take(installation, step):
            judge.after_step()
    settle(installation, judge)
    import_all(installation)
    judge.at_rest()
    before = state(db)
    installation.reconcile()
    if state(db) != before:
        raise Violation("at rest, a pass of the reconciler changes nothing")
    return outcome(db)


def outcome(db: Db) -> list[str]:
    """Runs and jobs as they are in the end, without ids that chance has made."""
    runs = [f"{run['feed_id']} {run['queued_at']} {run['status']} {run['counts']}" for run in db.runs.find()]
    jobs = [
        f"{job['source']} {job['external_id']} {job['title']} {job['company']} {job['closed_reason']}"
        for job in db.jobs.find()
    ]
    return sorted(runs) + sorted(jobs)


def failure(db: Db, publishers: Publishers, steps: Sequence[Step]) -> Exception | None:
    try:
        run(db, publishers, steps)
    except Exception as error:  # noqa: BLE001 whatever it is, it is the finding
        return error
    return None


def shrink(steps: Sequence[Step], fails: Callable[[Sequence[Step]], bool]) -> list[Step]:
    """The steps without those that it fails without as well: halves first, then ever smaller pieces."""
    kept, size = list(steps), max(1, len(steps) // 2)
    while True:
        start, shorter = 0, False
        while start < len(kept):
            trial = kept[:start] + kept[start + size :]
            if fails(trial):
                kept, shorter = trial, True
            else:
                start += size
        if size == 1 and not shorter:
            return kept
        size = max(1, size // 2)


def script(steps: Sequence[Step]) -> str:
    """A test body that repeats the failure."""
    return "\n".join(["steps = [", *(f"    {step!r}," for step in steps), "]", "run(db, publishers, steps)"])
