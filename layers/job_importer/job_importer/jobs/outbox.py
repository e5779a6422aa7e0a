"""The changes of jobs in a reliable order for followers: collection `changes`, numbered without gaps.

A change is noted on the job itself (`untold`), in the update that makes it, and gets its number when the note is found.
So a number is never behind a follower's position, whatever the clocks and the order of the writes. The next number is
taken by inserting its document, which only one of several processes can do. If a process dies before it has removed the
notes from the jobs, these changes are passed on twice; none is lost.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby, takewhile

from pymongo import UpdateMany
from pymongo.errors import DuplicateKeyError

from job_importer.indexes import IS_UNTOLD
from job_importer.mongo import Db
from job_importer.types import Document

BATCH = 500  # changes per document


def last_number(db: Db) -> int:
    """The last number; 0 if there is none."""
    last = db.changes.find_one({}, {"_id": 1}, sort=[("_id", -1)])
    return int(last["_id"]) if last else 0


def begin_to_follow(db: Db) -> None:
    """From now on there is a follower. Before, the notes stay on the jobs, at no further cost."""
    db.changes.update_one({"_id": 0}, {"$setOnInsert": {"jobs": []}}, upsert=True)


def number_if_followed(db: Db, now: datetime, batches: int) -> int:
    """Like `number_changes`, if there has ever been a follower."""
    return number_changes(db, now, batches) if db.changes.find_one({}, {"_id": 1}) else 0


def number_changes(db: Db, now: datetime, batches: int) -> int:
    """Numbers the changes that must be passed on, up to so many batches. Returns how many changes."""
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
    """False if somebody else took the number."""
    last = last_number(db)
    jobs = [{"id": job["_id"], "kind": job["untold"]["kind"], "at": job["untold"]["at"]} for job in untold]
    try:
        db.changes.insert_one({"_id": last + 1, "jobs": sorted(jobs, key=lambda job: job["at"])})
    except DuplicateKeyError:
        return False
    db.changes.update_one({"_id": last}, {"$set": {"superseded_at": now}})
    return True


def _take_off(db: Db, untold: Sequence[Document]) -> None:
    """Removes the notes, except those of later changes."""
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
    """The changes `{id, kind, at}` of the numbers from `number` on. Raises LookupError for an unknown number: its
    changes are no longer kept, or it is from another database.
    """
    wanted = range(number, number + at_most)
    found = {batch["_id"]: batch["jobs"] for batch in db.changes.find({"_id": {"$in": list(wanted)}})}
    if number not in found and last_number(db) + 1 != number:
        raise LookupError(number)
    return [found[n] for n in takewhile(found.__contains__, wanted)]
