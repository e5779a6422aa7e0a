"""A lock in the database: one process at a time does a thing, and a dead one does not hold it for ever."""

from datetime import datetime, timedelta

from pymongo.errors import DuplicateKeyError

from job_importer.mongo import Db


def take_lock(db: Db, name: str, now: datetime, hold: timedelta) -> bool:
    """False if somebody holds it; not for longer than `hold`."""
    try:
        free = {"_id": name, "free_at": {"$lte": now}}
        db.locks.update_one(free, {"$set": {"free_at": now + hold}}, upsert=True)
    except DuplicateKeyError:  # the filter did not match, so the upsert met the other holder's document
        return False
    return True


def release_lock(db: Db, name: str) -> None:
    db.locks.delete_one({"_id": name})
