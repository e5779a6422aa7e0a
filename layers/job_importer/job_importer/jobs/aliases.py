"""Aliases: further keys of a stored job, for feeds that change their jobs' ids.

An alias is written before a job arrives under its new key. A job stored under the key itself takes precedence, so that
a job that was stored meanwhile stays separate.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from job_importer.batched import batched
from job_importer.mongo import Db, insert_new

RENEW_AFTER = timedelta(days=30)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Alias:
    """`job` is the key under which the job is stored; run `run_id` found that it is the same."""

    job: str
    run_id: str


def add_aliases(db: Db, aliases: Iterable[tuple[str, str]], run_id: str, now: datetime) -> None:
    """Maps keys to the keys of stored jobs. Known aliases do not change, so repeating it is harmless."""
    for some in batched(aliases, AT_ONCE):
        docs = [{"_id": key, "job": job, "run_id": run_id, "used_at": now} for key, job in some]
        insert_new(db.aliases, docs)


def find_aliases(db: Db, keys: Sequence[str]) -> dict[str, Alias]:
    """Those of `keys` that are aliases."""
    found = db.aliases.find({"_id": {"$in": list(keys)}}, {"job": 1, "run_id": 1}) if keys else ()
    return {doc["_id"]: Alias(doc["job"], doc["run_id"]) for doc in found}


def jobs_gone(db: Db, keys: Sequence[str], is_listed: Callable[[str], bool]) -> Iterator[str]:
    """The stored jobs of `keys`, which are no longer listed; except those that another of their keys still lists."""
    aliases = find_aliases(db, keys)
    if aliases:  # a job stored under the key itself precedes its alias
        stored = {job["_id"] for job in db.jobs.find({"_id": {"$in": list(aliases)}}, {"_id": 1})}
        aliases = {key: alias for key, alias in aliases.items() if key not in stored}
    jobs = list(dict.fromkeys(aliases[key].job if key in aliases else key for key in keys))
    listed = {doc["job"] for doc in db.aliases.find({"job": {"$in": jobs}}, {"job": 1}) if is_listed(doc["_id"])}
    return (job for job in jobs if job not in listed and not is_listed(job))


def renew_aliases(db: Db, keys: Sequence[str], seen_at: datetime) -> None:
    """Call for aliases in use: unused ones are deleted after a time."""
    long_ago = {"_id": {"$in": list(keys)}, "used_at": {"$lt": seen_at - RENEW_AFTER}}
    db.aliases.update_many(long_ago, {"$max": {"used_at": seen_at}})
