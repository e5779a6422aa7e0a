"""Writes the jobs of one chunk in a handful of round trips, whatever its size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pymongo import InsertOne, UpdateOne
from pymongo.errors import BulkWriteError

from job_importer.batched import batched
from job_importer.codes import TransientError
from job_importer.jobs.aliases import find_aliases, renew_aliases
from job_importer.jobs.document import Incoming, Listing, new_document
from job_importer.jobs.merge import Merge
from job_importer.jobs.outcome import OUTCOME_FIELDS, OutcomeCounts
from job_importer.jobs.touch import is_untouched, touch_filter, touch_update
from job_importer.mongo import DUPLICATE_KEY, LASTING_CODES, Db
from job_importer.types import Document

KEYS_AT_ONCE = 100
ROUNDS = 10  # at a job that others write at the same time
VANISHED = "Jobs disappeared from the database during the update; the chunk will be retried."


@dataclass(frozen=True, slots=True)
class Refused:
    """A job that the database rejects permanently."""

    job: Incoming
    message: str


def write_jobs(
    db: Db, jobs: Sequence[Incoming], listing: Listing, *, are_new: bool = False
) -> tuple[OutcomeCounts, list[Refused]]:
    """Stores the jobs of a chunk and reads the outcome of each. Of items with the same key the first is stored; the
    others are counted with it, as if they came in another chunk.

    If the jobs most likely `are_new`, they are inserted without a read; the insert reports those that exist.
    """
    stored = {} if are_new else _read(db, [job.key for job in jobs])
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
    db: Db, jobs: Sequence[Incoming], stored: dict[str, Document], listing: Listing
) -> tuple[Sequence[Incoming], int]:
    """The jobs under the keys of those that they are known as, which are added to `stored`; and how many this run has
    recognised as known jobs. If every key is stored, nothing is read.
    """
    aliases = find_aliases(db, [job.key for job in jobs if job.key not in stored])
    if not aliases:
        return jobs, 0
    under_both = [*aliases, *(alias.job for alias in aliases.values())]  # its own key precedes its alias
    stored |= _read(db, under_both)
    aliases = {key: alias for key, alias in aliases.items() if key not in stored}
    renew_aliases(db, list(aliases), listing.seen_at)
    own = [replace(job, key=aliases[job.key].job) if job.key in aliases else job for job in jobs]
    return own, sum(alias.run_id == listing.run_id for alias in aliases.values())


def own_keys(db: Db, keys: Sequence[str]) -> dict[str, str]:
    """Maps `keys` to those under which the jobs are stored, or would be."""
    stored = _read(db, list(keys), {"_id": 1})
    aliases = find_aliases(db, [key for key in keys if key not in stored])
    return {key: aliases[key].job if key in aliases else key for key in keys}


def _count_again(db: Db, jobs: Sequence[Incoming], listing: Listing, outcomes: OutcomeCounts) -> list[Refused]:
    """Counts items whose jobs another item of the chunk has brought. Returns those that were refused with it."""
    stored = _read(db, [job.key for job in jobs], OUTCOME_FIELDS)
    for job in jobs:
        if job.key in stored:
            outcomes.add(stored[job.key], listing.run_id)
    return [Refused(job, "an earlier item with the same id was rejected") for job in jobs if job.key not in stored]


def _write(
    db: Db, jobs: Sequence[Incoming], stored: dict[str, Document], listing: Listing
) -> tuple[OutcomeCounts, list[Refused]]:
    """For jobs with different keys, and what was `stored` under these keys.

    Inserts new jobs, updates changed ones, and touches the rest in one statement. If another consumer was faster, the
    update meets its job and is decided anew.
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
    differing = [job for job in jobs if job.key in stored and job.key not in settled]
    refused += _merge(db, differing, stored, listing, outcomes)
    refused += _merge(db, raced, _read(db, [job.key for job in raced]), listing, outcomes)
    return outcomes, refused


def _read(db: Db, keys: Sequence[str], fields: dict[str, int] | None = None) -> dict[str, Document]:
    """The stored jobs by key. Only a few keys at once: a local database compares each job with all of them."""
    parts = batched(keys, KEYS_AT_ONCE)
    return {doc["_id"]: doc for part in parts for doc in db.jobs.find({"_id": {"$in": part}}, fields)}


def _insert(db: Db, jobs: list[Incoming], listing: Listing) -> tuple[list[Incoming], list[Refused]]:
    """Returns the jobs that turned out to exist, and those that the database refused."""
    _, errors = _bulk(db, [InsertOne(new_document(job, listing)) for job in jobs])
    raced = [jobs[e["index"]] for e in errors if e["code"] == DUPLICATE_KEY]
    refused = [Refused(jobs[e["index"]], e["errmsg"]) for e in errors if e["code"] != DUPLICATE_KEY]
    return raced, refused


def _touch(db: Db, jobs: list[Incoming], listing: Listing) -> bool:
    """Returns False if some of them were closed or dropped meanwhile."""
    result = db.jobs.update_many(touch_filter([job.key for job in jobs], listing), touch_update(listing))
    return result.matched_count == len(jobs)


def _merge(
    db: Db, jobs: Sequence[Incoming], stored: Mapping[str, Document], listing: Listing, outcomes: OutcomeCounts
) -> list[Refused]:
    """Brings stored jobs up to date. Each is written only if it is still as it was read. If another writer was faster,
    all jobs that may be affected are read again; those already written then need no change.
    """
    refused: list[Refused] = []
    for _ in range(ROUNDS):
        if not jobs:
            return refused
        if any(job.key not in stored for job in jobs):
            raise TransientError(VANISHED)
        merges = [Merge(stored[job.key], job, listing) for job in jobs]
        matched, errors = _bulk(db, [UpdateOne(merge.as_read(), merge.update()) for merge in merges])
        refused += [Refused(jobs[e["index"]], e["errmsg"]) for e in errors]
        left_out = {e["index"] for e in errors}
        written = [merge for index, merge in enumerate(merges) if index not in left_out]
        if matched == len(written):
            for merge in written:
                outcomes.add(merge.after(), listing.run_id)
            return refused
        jobs = [merge.job for merge in written]
        stored = _read(db, [job.key for job in jobs])
    raise TransientError("Other writers kept changing the jobs during the update; the chunk will be retried.")


def _bulk(db: Db, writes: Sequence[InsertOne[Any] | UpdateOne]) -> tuple[int, list[dict[str, Any]]]:
    """The number of stored jobs that matched, and the permanent errors of single writes. A temporary error, or doubt
    whether a write holds, fails the whole chunk.
    """
    if not writes:
        return 0, []
    try:
        return db.jobs.bulk_write(list(writes), ordered=False).matched_count, []
    except BulkWriteError as error:
        errors: list[dict[str, Any]] = error.details["writeErrors"]
        if error.details["writeConcernErrors"] or any(e["code"] not in LASTING_CODES for e in errors):
            raise
        return error.details["nMatched"], errors


def touch_failed(db: Db, keys: Sequence[str], listing: Listing) -> None:
    """Jobs that are no longer valid are still listed by their feed: they must not be taken for vanished."""
    if keys:
        db.jobs.update_many(touch_filter(list(own_keys(db, keys).values()), listing), touch_update(listing))
