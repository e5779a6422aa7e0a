"""Politeness: one fetch of a host at a time and a pause between two, for every trigger alike.

Runs book their turns at a host, first come, first served, so that each knows when to ask again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypedDict, cast

from job_importer.feeds.turns import USUAL_SECONDS, expected_seconds, slot_seconds, stay_away
from job_importer.mongo import Db


class HostDoc(TypedDict):
    """Collection `hosts`. `_id` is the host."""

    _id: str
    run_id: str | None  # whose fetch is going on
    free_at: datetime  # when it is over at the latest; with the pause after it, once it is over
    booked_until: datetime  # the end of the last turn that a run was promised
    seconds: float  # what a fetch is expected to take


@dataclass(frozen=True, slots=True)
class Wait:
    """Not yet: ask again in `seconds`. The run's turn is expected at `turn_at`."""

    seconds: float
    turn_at: datetime


def read_hosts(db: Db, hosts: Iterable[str]) -> dict[str, HostDoc]:
    """What is known of these hosts."""
    found = db.hosts.find({"_id": {"$in": list(set(hosts))}})
    return {host["_id"]: cast(HostDoc, cast(object, host)) for host in found}


def ask_host(
    db: Db,
    host: str,
    run_id: str,
    turn_at: datetime | None,
    now: datetime,
    *,
    hold: timedelta,
    interval: float,
    jitter: float,
) -> Wait | None:
    """Take the host for `run_id`, if it is its turn and the host is free (then None); else how long to wait.

    `turn_at` is what an earlier Wait said. `hold` frees the host again should its holder die; `interval` is the pause
    between two fetches in seconds, `jitter` uniform in [0, 1).
    """
    known = read_hosts(db, [host]).get(host) if turn_at else None
    if known is None or turn_at is None:
        known = _book(db, host, now, interval)
        turn_at = known["booked_until"] - timedelta(seconds=slot_seconds(known["seconds"], interval))
    until_turn = (turn_at - now).total_seconds()
    free = {"_id": host, "$or": [{"free_at": {"$lte": now}}, {"run_id": run_id}]}
    taking = {"$set": {"run_id": run_id, "free_at": now + hold}}
    if until_turn <= 0 and db.hosts.update_one(free, taking).matched_count:
        return None
    until_rested = None if known["run_id"] else (known["free_at"] - now).total_seconds()
    slot = slot_seconds(known["seconds"], interval)
    return Wait(stay_away(until_turn, until_rested, slot, jitter), turn_at)


def _book(db: Db, host: str, now: datetime, interval: float) -> HostDoc:
    """The host with one more turn booked, the last one, which begins when the others are over or now."""
    defaults = {"free_at": {"$ifNull": ["$free_at", now]}, "seconds": {"$ifNull": ["$seconds", USUAL_SECONDS]}}
    begin = {"$max": [now, {"$ifNull": ["$booked_until", now]}]}
    milliseconds = {"$toLong": {"$multiply": [1000, {"$max": [1, {"$add": ["$seconds", interval]}]}]}}
    booked = db.hosts.find_one_and_update(
        {"_id": host},
        [
            {"$set": {"run_id": {"$ifNull": ["$run_id", None]}, **defaults}},
            {"$set": {"booked_until": {"$add": [begin, milliseconds]}}},
        ],
        upsert=True,
        return_document=True,
    )
    return cast(HostDoc, cast(object, booked))


def release_host(db: Db, host: str, run_id: str, took: float, now: datetime, pause: timedelta) -> None:
    """The fetch is over after `took` seconds, however it went: the next one may begin after `pause`."""
    known = read_hosts(db, [host]).get(host)
    if known and known["run_id"] == run_id:  # nobody else writes these meanwhile
        values: dict[str, Any] = {"run_id": None, "free_at": now + pause}
        values["seconds"] = expected_seconds(known["seconds"], took)
        db.hosts.update_one(
            {"_id": host, "run_id": run_id}, {"$set": values, "$max": {"booked_until": values["free_at"]}}
        )
