"""Writes the jobs of one chunk in a handful of round trips, whatever its size."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pymongo import InsertOne, UpdateOne
from pymongo.errors import BulkWriteError

from job_importer.codes import TransientError
from job_importer.jobs.aliases import find_aliases, renew_aliases
from job_importer.jobs.changes import difference
from job_importer.jobs.document import (
    Incoming,
    Listing,
    is_untouched,
    new_document,
    touch_filter,
    touch_update,
    update_pipeline,
)
from job_importer.jobs.outcome import OUTCOME_FIELDS, OutcomeCounts
from job_importer.mongo import DUPLICATE_KEY, LASTING_CODES, Db

_STORED_FIELDS = OUTCOME_FIELDS | {"content_hash": 1, "stamp_hash": 1, "seen": 1}


@dataclass(frozen=True, slots=True)
class Refused:
    """A job that the database rejects permanently."""

    job: Incoming
    message: str


def write_jobs(
    db: Db, jobs: Sequence[Incoming], listing: Listing, *, are_new: bool = False
) -> tuple[OutcomeCounts, list[Refused]]:
    """Store the jobs of a chunk and read the outcome of each. Of items with the same key the first is stored; the
    others are counted with it, as if they came in another chunk.

    If the jobs most likely `are_new`, they are inserted without a read; the insert reports those that exist.
    """
    stored = {} if are_new else _read(db, [job.key for job in jobs], _STORED_FIELDS)
    jobs, rekeyed = _under_their_own_keys(db, jobs, stored, listing)
    first = {job.key: job for job in reversed(jobs)}
    again = [job for job in jobs if first[job.key] is not job]
    outcomes, refused = _write(db, [job for job in jobs if first[job.key] is job], stored, listing)
    outcomes.rekeyed = rekeyed
    if again:
        refused += _count_again(db, again, listing, outcomes)
    outcomes.failed = len(refused)
    return outcomes, refused


def _under_their_own_keys(
    db: Db, jobs: Sequence[Incoming], stored: dict[str, dict[str, Any]], listing: Listing
) -> tuple[Sequence[Incoming], int]:
    """The jobs under the keys of those that they are known as, which are added to `stored`; and how many of them this
    run has found to be the same. Where every key is stored there is nothing to ask for.
    """
    aliases = find_aliases(db, [job.key for job in jobs if job.key not in stored])
    if not aliases:
        return jobs, 0
    under_both = [*aliases, *(alias.job for alias in aliases.values())]  # its own key goes before its alias
    stored |= _read(db, under_both, _STORED_FIELDS)
    aliases = {key: alias for key, alias in aliases.items() if key not in stored}
    renew_aliases(db, list(aliases), listing.seen_at)
    own = [replace(job, key=aliases[job.key].job) if job.key in aliases else job for job in jobs]
    return own, sum(alias.run_id == listing.run_id for alias in aliases.values())


def own_keys(db: Db, keys: Sequence[str]) -> dict[str, str]:
    """From `keys` to those under which the jobs are stored, or would be."""
    stored = _read(db, list(keys), {"_id": 1})
    aliases = find_aliases(db, [key for key in keys if key not in stored])
    return {key: aliases[key].job if key in aliases else key for key in keys}


def _count_again(db: Db, jobs: Sequence[Incoming], listing: Listing, outcomes: OutcomeCounts) -> list[Refused]:
    """Items whose jobs another item of the chunk has brought. Returns those that were refused with it."""
    stored = _read(db, [job.key for job in jobs], OUTCOME_FIELDS)
    for job in jobs:
        if job.key in stored:
            outcomes.add(stored[job.key], listing.run_id)
    return [Refused(job, "an earlier item with the same id was rejected") for job in jobs if job.key not in stored]


def _write(
    db: Db, jobs: Sequence[Incoming], stored: dict[str, dict[str, Any]], listing: Listing
) -> tuple[OutcomeCounts, list[Refused]]:
    """Of jobs with different keys, and what was `stored` under these keys.

    Inserts new jobs, updates different ones, and touches the rest in one statement. Whatever another consumer did in
    between, the update is correct for every state of the stored job.
    """
    outcomes = OutcomeCounts()
    missing = [job for job in jobs if job.key not in stored]
    raced, refused = _insert(db, missing, listing)
    lost = {job.key for job in raced} | {refusal.job.key for refusal in refused}
    outcomes.new += len(missing) - len(lost)

    same = [job for job in jobs if job.key in stored and is_untouched(stored[job.key], job, listing)]
    if same and _touch(db, same, listing):
        for job in same:
            outcomes.add(stored[job.key], listing.run_id)
    else:
        raced += same

    settled = {job.key for job in same}
    differing = [job for job in jobs if job.key in stored and job.key not in settled] + raced
    changed = [job.key for job in differing if stored.get(job.key, {}).get("content_hash") != job.content_hash]
    refused += _update(db, differing, _read(db, changed, None) if changed else {}, listing, outcomes)
    return outcomes, refused


def _read(db: Db, keys: list[str], fields: dict[str, int] | None) -> dict[str, dict[str, Any]]:
    return {doc["_id"]: doc for doc in db.jobs.find({"_id": {"$in": keys}}, fields)}


def _insert(db: Db, jobs: list[Incoming], listing: Listing) -> tuple[list[Incoming], list[Refused]]:
    """Returns the jobs that turned out to exist, and those that the database refused."""
    errors = _bulk(db, [InsertOne(new_document(job, listing)) for job in jobs])
    raced = [jobs[e["index"]] for e in errors if e["code"] == DUPLICATE_KEY]
    refused = [Refused(jobs[e["index"]], e["errmsg"]) for e in errors if e["code"] != DUPLICATE_KEY]
    return raced, refused


def _touch(db: Db, jobs: list[Incoming], listing: Listing) -> bool:
    """Returns False if some of them were closed or dropped meanwhile."""
    result = db.jobs.update_many(touch_filter([job.key for job in jobs], listing), touch_update(listing))
    return result.matched_count == len(jobs)


def _update(
    db: Db, jobs: list[Incoming], before: dict[str, dict[str, Any]], listing: Listing, outcomes: OutcomeCounts
) -> list[Refused]:
    """`before` holds the stored jobs whose content is another, to say in their history what it was."""
    differs = {job.key: difference(before[job.key], job.content, job.fingerprints) for job in jobs if job.key in before}
    pipelines = [update_pipeline(job, listing, differs.get(job.key)) for job in jobs]
    errors = _bulk(db, [UpdateOne({"_id": job.key}, p) for job, p in zip(jobs, pipelines, strict=True)])
    refused = [Refused(jobs[e["index"]], e["errmsg"]) for e in errors]
    keys = {job.key for job in jobs} - {refusal.job.key for refusal in refused}
    now_stored = _read(db, list(keys), OUTCOME_FIELDS) if keys else {}
    if len(now_stored) < len(keys):
        raise TransientError("Jobs disappeared from the database during the update; the chunk will be retried.")
    for doc in now_stored.values():
        outcomes.add(doc, listing.run_id)
    return refused


def _bulk(db: Db, writes: Sequence[InsertOne[Any] | UpdateOne]) -> list[dict[str, Any]]:
    """Returns the permanent errors of single writes. A temporary one, or an unconfirmed write, fails the whole
    chunk.
    """
    if not writes:
        return []
    try:
        db.jobs.bulk_write(list(writes), ordered=False)
    except BulkWriteError as error:
        errors: list[dict[str, Any]] = error.details["writeErrors"]
        if error.details["writeConcernErrors"] or any(e["code"] not in LASTING_CODES for e in errors):
            raise
        return errors
    return []


def touch_failed(db: Db, keys: Sequence[str], listing: Listing) -> None:
    """Jobs that do not validate any more are still listed by their feed: they must not be taken for vanished."""
    if keys and not listing.overtaken_by:
        db.jobs.update_many(touch_filter(list(own_keys(db, keys).values()), listing), touch_update(listing))
