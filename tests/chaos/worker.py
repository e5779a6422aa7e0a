"""One process of a campaign: a database and publishers of its own."""

import tempfile
import time
from pathlib import Path

from job_importer.mongo import connect, ensure_indexes
from job_importer.observability import logger
from tests.chaos.campaign import failure, script, shrink
from tests.chaos.schedule import random_schedule
from tests.chaos.source import publishing
from tests.support.servers import mongo_server


def work(seeds: range, deadline: float) -> tuple[int, list[str]]:
    """So many schedules run, and the violations found, each as text with the script that repeats it."""
    logger.setLevel("CRITICAL")
    done, found = 0, list[str]()
    with tempfile.TemporaryDirectory() as home, mongo_server(Path(home)) as uri, publishing() as publishers:
        db = connect(uri, "chaos", w=1, journal=False)  # nobody pulls the plug here
        ensure_indexes(db)
        for seed in seeds:
            if time.monotonic() > deadline:
                break
            steps = random_schedule(seed)
            if error := failure(db, publishers, steps):
                kind = type(error)
                few = shrink(steps, lambda trial: isinstance(failure(db, publishers, trial), kind))
                last = failure(db, publishers, few) or error
                found.append(f"seed {seed}: {type(last).__name__}: {last}\n{script(few)}")
                print(found[-1], flush=True)
            done += 1
        db.client.close()
    return done, found
