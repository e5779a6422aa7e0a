"""Politeness: one fetch per host at a time and a pause between two, for every trigger.

Runs queue for a host, first come, first served, so that each knows when to ask again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypedDict

from job_importer.feeds.turns import NEWEST_SHARE, USUAL_SECONDS, may_begin, slot_seconds, stay_away
from job_importer.mongo import Db, typed


class HostDoc(TypedDict):
    """Collection `hosts`. `_id` is the host."""

    _id: str
    run_id: str | None  # the run that is fetching
    begun_at: datetime  # the last fetch
    free_at: datetime  # when the host is free: the latest end of the fetch, or its end plus the pause
    seconds: float  # the expected duration of a fetch
    waiting: list[str]  # the runs that wait for their turns, first come, first served


@dataclass(frozen=True, slots=True)
class Wait:
    """The host is not free: ask again in `seconds`. The run's turn is expected at `turn_at`."""

    seconds: float
    turn_at: datetime


def read_hosts(db: Db, hosts: Iterable[str]) -> dict[str, HostDoc]:
    """The stored documents of these hosts."""
    return {host["_id"]: host for host in typed(db.hosts, HostDoc).find({"_id": {"$in": list(set(hosts))}})}


def ask_host(
    db: Db, host: str, run_id: str, now: datetime, *, hold: timedelta, interval: float, jitter: float
) -> Wait | None:
    """Take the host for `run_id` and return None if it is its turn and the host is free; otherwise how long to wait.

    `hold` frees the host again should its holder die; `interval` is the pause between two fetches in seconds, `jitter`
    uniform in [0, 1).
    """
    if _take_at_once(db, host, run_id, now, hold):
        return None
    known = _line_up(db, host, run_id, now)
    ahead = 0 if known["run_id"] == run_id else known["waiting"].index(run_id)
    slot = slot_seconds(known["seconds"], interval)
    idle_for = (now - known["free_at"]).total_seconds()
    if may_begin(ahead, idle_for, slot) and _take(db, known, run_id, now, hold, passed_over=idle_for >= 2 * slot):
        return None
    is_busy = known["run_id"] is not None
    free_at = known["begun_at"] + timedelta(seconds=slot) if is_busy else known["free_at"]
    busy_for = (now - known["begun_at"]).total_seconds() if is_busy else 0.0
    until_free = (free_at - now).total_seconds()
    turn_at = now + timedelta(seconds=max(0.0, until_free) + ahead * slot)
    return Wait(stay_away(until_free, busy_for, ahead, slot, jitter), turn_at)


def _take_at_once(db: Db, host: str, run_id: str, now: datetime, hold: timedelta) -> bool:
    """The usual case: the run already holds the host, or the host is free and no other run waits for it."""
    unwanted = {"free_at": {"$lte": now}, "$or": [{"waiting": {"$size": 0}}, {"waiting": [run_id]}]}
    changes = {"$set": _taken(run_id, now, hold), "$pull": {"waiting": run_id}}
    return db.hosts.update_one({"_id": host, "$or": [{"run_id": run_id}, unwanted]}, changes).matched_count == 1


def _taken(run_id: str, now: datetime, hold: timedelta) -> dict[str, Any]:
    return {"run_id": run_id, "free_at": now + hold, "begun_at": now}


def _line_up(db: Db, host: str, run_id: str, now: datetime) -> HostDoc:
    """The host, with the run in its queue unless the run holds it."""
    usual: dict[str, Any] = {"run_id": None, "begun_at": now, "free_at": now, "seconds": USUAL_SECONDS, "waiting": []}
    is_there = {"$or": [{"$eq": ["$run_id", run_id]}, {"$in": [run_id, "$waiting"]}]}
    found = typed(db.hosts, HostDoc).find_one_and_update(
        {"_id": host},
        [
            {"$set": {name: {"$ifNull": [f"${name}", value]} for name, value in usual.items()}},
            {"$set": {"waiting": {"$cond": [is_there, "$waiting", {"$concatArrays": ["$waiting", [run_id]]}]}}},
        ],
        upsert=True,
        return_document=True,
    )
    assert found is not None  # noqa: S101 an upsert has an answer
    return found


def _take(db: Db, known: HostDoc, run_id: str, now: datetime, hold: timedelta, *, passed_over: bool) -> bool:
    """Only one of several concurrent attempts succeeds. A run that came too late (`passed_over`) queues again."""
    waiting = known["waiting"]
    gone = waiting[: waiting.index(run_id) + 1] if passed_over and run_id in waiting else [run_id]
    free = {"_id": known["_id"], "$or": [{"free_at": {"$lte": now}}, {"run_id": run_id}]}
    changes = {"$set": _taken(run_id, now, hold), "$pull": {"waiting": {"$in": gone}}}
    return db.hosts.update_one(free, changes).matched_count == 1


def release_host(db: Db, host: str, run_id: str, took: float, now: datetime, pause: timedelta) -> None:
    """The fetch has ended after `took` seconds, with any result: the next one may start after `pause`."""
    values = {"run_id": None, "free_at": now + pause, "seconds": _expected_seconds(took)}
    db.hosts.update_one({"_id": host, "run_id": run_id}, [{"$set": values}])


def _expected_seconds(took: float) -> dict[str, Any]:
    """`turns.expected_seconds` as an update of the stored value."""
    most = {"$add": [{"$multiply": [2, "$seconds"]}, 1]}
    surplus = {"$subtract": [{"$min": [took, most]}, "$seconds"]}
    return {"$add": ["$seconds", {"$multiply": [NEWEST_SHARE, surplus]}]}
