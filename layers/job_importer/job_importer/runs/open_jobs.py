"""How many jobs are open: counted now and then, since counting a million takes a database seconds."""

import time
from datetime import datetime
from typing import Any

from job_importer.mongo import Db

SHARE = 0.01  # of the time is spent on counting, at most
_COUNTED = "open jobs"


def count_open_jobs(db: Db, now: datetime) -> None:
    known: Any = db.days.find_one({"_id": _COUNTED})
    if known and (now - known["moment"]).total_seconds() * SHARE < known["seconds"]:
        return
    begin = time.perf_counter()
    jobs = _count(db)
    counted = {"jobs": jobs, "moment": now, "seconds": time.perf_counter() - begin}
    db.days.replace_one({"_id": _COUNTED}, counted, upsert=True)


def open_jobs(db: Db) -> int:
    """As last counted, by the pass after an import."""
    known: Any = db.days.find_one({"_id": _COUNTED})
    return int(known["jobs"]) if known else _count(db)


def _count(db: Db) -> int:
    return db.jobs.count_documents({"closed_reason": None})
