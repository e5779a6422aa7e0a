"""The changes feed for followers: first all open jobs, then the changes since, in numbered batches.

A cursor is a position in it, in plain text, so that it outlives every secret: `12.340` is after 340 changes of batch
12; `12.0.RUN.JOB` is after that job among all open ones, and continues with batch 12.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import NamedTuple, Self

import bson
from pydantic import BaseModel, Field

from job_importer.api.confirmations import confirmations
from job_importer.api.errors import ApiError, bad_request
from job_importer.api.filters import JobFilter
from job_importer.api.job_queries import jobs_queries
from job_importer.api.pages import PAGE_BYTES
from job_importer.api.views.job import CurrentJob, current_job
from job_importer.batched import batched
from job_importer.jobs.history import Kind
from job_importer.jobs.outbox import batches_from, begin_to_follow, last_number, number_changes
from job_importer.mongo import Db
from job_importer.types import Document

BATCHES = 10  # that are read for one answer
AT_ONCE = 100  # jobs per read
_CURSOR = re.compile(r"(\d{1,12})\.(\d{1,6})(?:\.([0-9A-HJKMNP-TV-Z]{26})\.([0-9a-f]{1,64}))?")


class Place(NamedTuple):
    """After `taken` changes of batch `batch`, or after the open job `after`: the run that saw it first, and its id."""

    batch: int
    taken: int = 0
    after: tuple[str, str] | None = None

    def __str__(self) -> str:
        return ".".join([str(self.batch), str(self.taken), *(self.after or ())])

    @classmethod
    def of(cls, cursor: str) -> Self:
        """Raises ApiError (400)."""
        match = _CURSOR.fullmatch(cursor)
        if match is None:
            raise bad_request("The cursor does not belong to this list; start again without `since`.", "invalid_cursor")
        batch, taken, run_id, key = match.groups()
        return cls(int(batch), int(taken), (run_id, key) if run_id else None)


class RemovedJob(BaseModel):
    id: str


class ChangeLine(BaseModel):
    """`job` is as stored now, possibly after later changes, without its history; for a removed job only
    its id.
    """

    cursor: str = Field(description="Cursor of this line: send it as `since` to continue after it")
    kind: Kind
    at: datetime
    job: CurrentJob | RemovedJob


@dataclass(frozen=True, slots=True)
class Wanted:
    feed: str | None
    source: str | None
    limit: int

    def admits(self, job: Document) -> bool:
        return self.feed in (None, *job["feed_ids"]) and self.source in (None, job["source"])


@dataclass(frozen=True, slots=True)
class Found:
    lines: list[ChangeLine]
    cursor: str


def read_changes(db: Db, since: str | None, wanted: Wanted, now: datetime) -> Found:
    """Raises ApiError: 400 if it is not a cursor, 410 if the cursor is too old to continue from."""
    if since is None:
        begin_to_follow(db)
    number_changes(db, now, BATCHES)
    if since is None:
        return _open_jobs(db, Place(last_number(db) + 1), wanted)
    place = Place.of(since)
    return _open_jobs(db, place, wanted) if place.after else _changes(db, place, wanted)


def _open_jobs(db: Db, place: Place, wanted: Wanted) -> Found:
    """Jobs that change meanwhile are in the batches numbered from now on."""
    lines: list[ChangeLine] = []
    size, confirmed = 0, confirmations(db)
    for job in _listed(db, place, wanted):
        if len(lines) == wanted.limit or size > PAGE_BYTES:
            return Found(lines, str(place))
        place, size = place._replace(after=(job["first_run_id"], job["_id"])), size + len(bson.encode(job))
        shown = current_job(job, confirmed)
        lines.append(ChangeLine(cursor=str(place), kind=Kind.NEW, at=job["first_seen_at"], job=shown))
    return Found(lines, str(place._replace(after=None)))


def _listed(db: Db, place: Place, wanted: Wanted) -> Iterator[Document]:
    for query in jobs_queries(JobFilter(wanted.feed, wanted.source, "open"), place.after):
        yield from db[query.collection].find(query.filter, sort=list(query.sort), limit=wanted.limit + 1)


def _changes(db: Db, place: Place, wanted: Wanted) -> Found:
    lines: list[ChangeLine] = []
    size, confirmed = 0, confirmations(db)
    for behind, change, job in _told(db, place):
        if len(lines) == wanted.limit or size > PAGE_BYTES:
            break
        place = behind
        if job is None:
            lines.append(_line(place, Kind.CLOSED, change, RemovedJob(id=change["id"])))
        elif wanted.admits(job):
            shown = current_job(job, confirmed)
            lines.append(_line(place, _kind(change, job), change, shown))
            size += len(bson.encode(job))
    return Found(lines, str(place))


def _told(db: Db, place: Place) -> Iterator[tuple[Place, Document, Document | None]]:
    """The changes after `place`, each with the place after it and the job, if it is still stored."""
    try:
        batches = batches_from(db, place.batch, BATCHES)
    except LookupError:
        raise _too_old() from None
    for number, changes in enumerate(batches, place.batch):
        start = place.taken if number == place.batch else 0
        for some in batched(changes[start:], AT_ONCE):
            jobs = {job["_id"]: job for job in db.jobs.find({"_id": {"$in": [change["id"] for change in some]}})}
            for change in some:
                start += 1
                behind = Place(number + 1) if start == len(changes) else Place(number, start)
                yield behind, change, jobs.get(change["id"])


def _line(place: Place, kind: Kind, change: Document, job: CurrentJob | RemovedJob) -> ChangeLine:
    return ChangeLine(cursor=str(place), kind=kind, at=change["at"], job=job)


def _kind(change: Document, job: Document) -> Kind:
    """By the job's present state: if its state was different then, a later change says so."""
    if job["closed_at"] is not None:
        return Kind.CLOSED
    kind = Kind(change["kind"])
    return Kind.REOPENED if kind is Kind.CLOSED else kind


def _too_old() -> ApiError:
    message = "Changes since this cursor are no longer kept. Empty your copy and start again without `since`."
    return ApiError(HTTPStatus.GONE, "cursor_expired", message)
