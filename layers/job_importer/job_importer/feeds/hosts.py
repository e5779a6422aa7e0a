"""Politeness: one fetch of a host at a time and a pause between two, for every trigger alike."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pymongo.errors import DuplicateKeyError

from job_importer.mongo import Db


@dataclass(frozen=True, slots=True)
class Wait:
    """Not yet: ask again in `seconds`."""

    seconds: float


def take_host(db: Db, host: str, run_id: str, now: datetime, hold: timedelta) -> Wait | None:
    """Take the host for `run_id`; None if it is taken. `hold` frees it again should the holder die."""
    mine = {"_id": host, "$or": [{"free_at": {"$lte": now}}, {"run_id": run_id}]}
    try:
        db.hosts.update_one(mine, {"$set": {"run_id": run_id, "free_at": now + hold}}, upsert=True)
    except DuplicateKeyError:  # the filter did not match, so the upsert met the other holder's document
        other = db.hosts.find_one({"_id": host})
        free_at = other["free_at"] if other else now
        return Wait(max(1.0, min((free_at - now).total_seconds(), 15.0)))
    return None


def host_free_at(db: Db, host: str) -> datetime | None:
    """When the fetch that is going on there, and the pause after it, will be over; None where nothing is known."""
    taken = db.hosts.find_one({"_id": host})
    return taken["free_at"] if taken else None


def release_host(db: Db, host: str, run_id: str, now: datetime, pause: timedelta) -> None:
    """The fetch is over, however it went: the next one may begin after `pause`."""
    db.hosts.update_one({"_id": host, "run_id": run_id}, {"$set": {"run_id": None, "free_at": now + pause}})
