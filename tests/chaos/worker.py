"""One process of a campaign: a database and publishers of its own."""

import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from job_importer.mongo import Db, connect
from job_importer.observability import logger
from tests.chaos.campaign import failure, script, shrink
from tests.chaos.schedule import Step, random_schedule
from tests.chaos.source import Publishers, publishing
from tests.support.servers import mongo_server

QUICK = ("--standalone",)  # no log of operations, nor a journal or indexes: nobody pulls the plug here


def work(seeds: range, deadline: float) -> tuple[int, list[str]]:
    """So many schedules run, and the violations found, each as text with the script that repeats it."""
    logger.setLevel("CRITICAL")
    done, found = 0, list[str]()
    with tempfile.TemporaryDirectory() as home, mongo_server(Path(home), *QUICK) as uri, publishing() as publishers:
        db = connect(uri, "chaos", w=1, journal=False)
        for seed in seeds:
            if time.monotonic() > deadline:
                break
            steps = random_schedule(seed)
            if error := failure(db, publishers, steps):
                few = shrink(steps, partial(_fails_alike, db, publishers, type(error)))
                last = failure(db, publishers, few) or error
                found.append(f"seed {seed}: {type(last).__name__}: {last}\n{script(few)}")
                print(found[-1], flush=True)
            done += 1
        db.client.close()
    return done, found


def _fails_alike(db: Db, publishers: Publishers, kind: type[Exception], steps: Sequence[Step]) -> bool:
    return isinstance(failure(db, publishers, steps), kind)
