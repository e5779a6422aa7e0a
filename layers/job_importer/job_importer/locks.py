"""A lock in the database: one process at a time; a dead process does not hold it forever."""

from collections.abc import Callable
from datetime import datetime, timedelta

from pymongo.errors import DuplicateKeyError

from job_importer.mongo import Db


def do_alone(db: Db, name: str, now: datetime, hold: timedelta, work: Callable[[], None]) -> bool:
    """Does `work`, unless somebody else is doing it; then False. A dead process holds the lock for `hold` at most."""
    if not take(db, name, now, hold):
        return False
    try:
        work()
    finally:
        db.locks.delete_one({"_id": name})
    return True


def take(db: Db, name: str, now: datetime, hold: timedelta) -> bool:
    """Whether the lock was free. It is free again after `hold`, or when it is removed."""
    try:
        free = {"_id": name, "free_at": {"$lte": now}}
        db.locks.update_one(free, {"$set": {"free_at": now + hold}}, upsert=True)
    except DuplicateKeyError:  # the filter did not match, so the upsert met the other holder's document
        return False
    return True
