"""The changes of jobs in a reliable order for followers: collection `changes`, numbered without gaps.

A change is noted on the job itself (`untold`), in the update that makes it, and is given its number when it is found
there: so a number is never behind a follower, whatever the clocks and the order of the writes. The next number is taken
by inserting its document, which but one of several can do. What dies between that and taking the notes off the jobs
tells these changes twice; none is lost.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby, takewhile

from pymongo import UpdateMany
from pymongo.errors import DuplicateKeyError

from job_importer.indexes import IS_UNTOLD
from job_importer.mongo import Db
from job_importer.types import Document

BATCH = 500  # changes in a document


def last_number(db: Db) -> int:
    """The last number; 0 if there is none."""
    last = db.changes.find_one({}, {"_id": 1}, sort=[("_id", -1)])
    return int(last["_id"]) if last else 0


def begin_to_follow(db: Db) -> None:
    """From now on there is somebody to tell. Before, the notes lie on the jobs and cost nothing more."""
    db.changes.update_one({"_id": 0}, {"$setOnInsert": {"jobs": []}}, upsert=True)


def number_if_followed(db: Db, now: datetime, batches: int) -> int:
    """As `number_changes`, where somebody has ever asked."""
    return number_changes(db, now, batches) if db.changes.find_one({}, {"_id": 1}) else 0


def number_changes(db: Db, now: datetime, batches: int) -> int:
    """Give the changes that followers are yet to be told their numbers, as far as so many batches go. How many."""
    numbered = 0
    for _ in range(batches):
        untold = list(db.jobs.find(IS_UNTOLD, {"untold": 1}).limit(BATCH))
        if untold and _append(db, untold, now):
            _take_off(db, untold)
            numbered += len(untold)
        if len(untold) < BATCH:
            break
    return numbered


def _append(db: Db, untold: Sequence[Document], now: datetime) -> bool:
    """False where somebody else took the number."""
    last = last_number(db)
    jobs = [{"id": job["_id"], "kind": job["untold"]["kind"], "at": job["untold"]["at"]} for job in untold]
    try:
        db.changes.insert_one({"_id": last + 1, "jobs": sorted(jobs, key=lambda job: job["at"])})
    except DuplicateKeyError:
        return False
    db.changes.update_one({"_id": last}, {"$set": {"superseded_at": now}})
    return True


def _take_off(db: Db, untold: Sequence[Document]) -> None:
    """The notes, but for those of a change since."""
    by_version = sorted(untold, key=lambda job: job["untold"]["version"])
    told = [
        UpdateMany(
            {"_id": {"$in": [job["_id"] for job in jobs]}, "untold.version": version},
            {"$unset": {"untold": ""}, "$inc": {"version": 1}},
        )
        for version, jobs in groupby(by_version, key=lambda job: job["untold"]["version"])
    ]
    db.jobs.bulk_write(told, ordered=False)


def batches_from(db: Db, number: int, at_most: int) -> list[list[Document]]:
    """Of the numbers from `number` on, the changes `{id, kind, at}`. Raises LookupError where it is not known: what was
    told then is no longer kept, or the number is not of this database.
    """
    wanted = range(number, number + at_most)
    found = {batch["_id"]: batch["jobs"] for batch in db.changes.find({"_id": {"$in": list(wanted)}})}
    if number not in found and last_number(db) + 1 != number:
        raise LookupError(number)
    return [found[n] for n in takewhile(found.__contains__, wanted)]
