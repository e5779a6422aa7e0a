"""One process of a campaign: a database and publishers of its own."""

import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import cast

from job_importer.mongo import Db, connect
from job_importer.observability import logger
from tests.chaos.campaign import failure, run, script, shrink
from tests.chaos.judge import Violation
from tests.chaos.memory import MemoryDb
from tests.chaos.schedule import Step, random_schedule
from tests.chaos.source import Publishers, publishing
from tests.support.servers import mongo_server

QUICK = ("--standalone",)  # without a log of operations: nobody pulls the plug here
SAMPLE = 50  # one schedule in so many runs on the server as well, and has to come to the same


def work(seeds: range, deadline: float) -> tuple[Counter[str], list[str]]:
    """What was run, counted, and the violations found, each as text with the script that repeats it."""
    logger.setLevel("CRITICAL")
    done, found, memory = Counter[str](), list[str](), in_memory()
    with tempfile.TemporaryDirectory() as home, mongo_server(Path(home), *QUICK) as uri, publishing() as publishers:
        server = connect(uri, "chaos", w=1, journal=False)
        for seed in seeds:
            if time.monotonic() > deadline:
                break
            found += _try(memory, publishers, seed)
            done += _count(memory)
            if seed % SAMPLE == 0:
                found += _compare(memory, server, publishers, seed)
        server.client.close()
    return done, found


def _count(db: Db) -> Counter[str]:
    """Of the schedule that ran last."""
    relying = db.runs.count_documents({"reading.relies_on": {"$ne": None}})
    runs = db.runs.count_documents({})
    return Counter({"schedules": 1, "imports": runs, "relying imports": relying, "relying schedules": relying > 0})


def in_memory() -> Db:
    database: object = MemoryDb()
    return cast(Db, database)


def _try(db: Db, publishers: Publishers, seed: int) -> list[str]:
    steps = random_schedule(seed)
    error = failure(db, publishers, steps)
    if error is None:
        return []
    few = shrink(steps, partial(_fails_alike, db, publishers, type(error)))
    last = failure(db, publishers, few) or error
    return _tell(f"seed {seed}: {type(last).__name__}: {last}\n{script(few)}")


def _fails_alike(db: Db, publishers: Publishers, kind: type[Exception], steps: Sequence[Step]) -> bool:
    return isinstance(failure(db, publishers, steps), kind)


def _compare(memory: Db, server: Db, publishers: Publishers, seed: int) -> list[str]:
    """The database in memory is worth what it has in common with the server."""
    steps = random_schedule(seed)
    try:
        same = run(memory, publishers, steps) == run(server, publishers, steps)
    except Violation as error:
        return _tell(f"seed {seed}: {error}")
    return [] if same else _tell(f"seed {seed}: the server comes to something else than the database in memory")


def _tell(text: str) -> list[str]:
    print(text, flush=True)
    return [text]
