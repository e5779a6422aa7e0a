"""The number of open jobs, counted only now and then, because counting a million takes seconds."""

import time
from datetime import datetime
from typing import Any

import pymongo
from pymongo.errors import PyMongoError

from job_importer.mongo import Db
from job_importer.observability import logger

SHARE = 0.01  # share of the time spent on counting, at most
SECONDS = 10  # for a count: a pass has more to do
_COUNTED = "open jobs"


def count_open_jobs(db: Db, now: datetime) -> None:
    known: Any = db.days.find_one({"_id": _COUNTED})
    if known and (now - known["moment"]).total_seconds() * SHARE < known["seconds"]:
        return
    begin = time.perf_counter()
    try:
        with pymongo.timeout(SECONDS):
            jobs = _count(db)
    except PyMongoError as error:
        if not error.timeout:
            raise
        logger.warning("The open jobs could not be counted in time; the last known number is kept", error=str(error))
        jobs = known["jobs"] if known else 0
    counted = {"jobs": jobs, "moment": now, "seconds": time.perf_counter() - begin}
    db.days.replace_one({"_id": _COUNTED}, counted, upsert=True)


def open_jobs(db: Db) -> int:
    """The last count, made by the pass after an import."""
    known: Any = db.days.find_one({"_id": _COUNTED})
    return int(known["jobs"]) if known else _count(db)


def _count(db: Db) -> int:
    return db.jobs.count_documents({"closed_reason": None})
