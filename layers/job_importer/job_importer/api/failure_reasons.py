"""Failed runs and jobs of a period, grouped by code and signature, with the affected feeds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Literal

from pydantic import BaseModel, Field

from job_importer.api.failure_groups import GROUPED, GROUPS
from job_importer.api.filters import FailureFilter, Period, RunFilter, id_at
from job_importer.api.queries import ListQuery, failures_queries, runs_queries
from job_importer.ids import queued_at
from job_importer.mongo import Db
from job_importer.runs.failures import signature
from job_importer.runs.model import RunStatus
from job_importer.types import Document

_STORED = {"$in": [RunStatus.SUCCEEDED.value, RunStatus.PARTIAL.value]}
Level = Literal["run", "job"]


class Reason(BaseModel):
    """Why runs, or jobs of runs, failed."""

    level: Level = Field(description="What failed: imports, or single jobs")
    code: str
    signature: str = Field(description="The message without ids and numbers, equal for all failures of one kind")
    message: str = Field(description="The newest one, in full")
    jobs: int = Field(
        description=(
            "Distinct jobs, however often each failed; for failed imports, the usual number of jobs of their feeds"
        )
    )
    runs: int = Field(description="Imports in which it occurred")
    feeds: list[str] = Field(description="The feeds it affects")
    first_at: datetime
    last_at: datetime
    state: Literal["new", "back", "ongoing"] = Field(
        description=(
            "`new`: first seen in the period; `back`: seen before, then gone for a while; `ongoing`: also present "
            "just before"
        )
    )
    example: str = Field(description="Id of an import in which it occurred")


class ReasonList(BaseModel):
    items: list[Reason] = Field(description="Failed imports first, then failed jobs; most jobs first")
    complete: bool = Field(description="False if there are more failures than were grouped")


@dataclass(slots=True)
class _Group:
    """`jobs` by feed."""

    jobs: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    runs: set[str] = field(default_factory=set)
    message: str = ""

    def take_in(self, feed: str, jobs: int, runs: Iterable[str], message: str) -> None:
        """Call for rows sorted newest first."""
        self.jobs[feed] += jobs
        self.runs |= set(runs)
        self.message = self.message or message


def read_reasons(db: Db, feed: str | None, period: Period) -> ReasonList:
    """`period` has a beginning."""
    of_runs, looked_at = _failed_runs(db, feed, period)
    of_jobs, more = _failed_jobs(db, feed, period)
    items = [_reason(db, "run", key, group, period) for key, group in of_runs.items()]
    items += [_reason(db, "job", key, group, period) for key, group in of_jobs.items()]
    items.sort(key=lambda reason: (reason.level != "run", -reason.jobs, reason.code, reason.signature))
    return ReasonList(items=items[:GROUPS], complete=max(looked_at, more) < GROUPED and len(items) <= GROUPS)


def _failed_runs(db: Db, feed: str | None, period: Period) -> tuple[dict[tuple[str, str], _Group], int]:
    """Also returns how many runs were read."""
    (query,) = runs_queries(RunFilter(feed, RunStatus.FAILED, period=period))
    rows = list(db.runs.aggregate(runs_pipeline(query)))
    feeds = {row["_id"]["feed"] for row in rows}
    usual = {feed["_id"]: feed["health"]["last_yield"] or 0 for feed in db.feeds.find({"_id": {"$in": list(feeds)}})}
    groups: dict[tuple[str, str], _Group] = defaultdict(_Group)
    for row in rows:
        code, feed_id = row["_id"]["code"], row["_id"]["feed"]
        group = groups[code, signature(row["message"])]
        group.take_in(feed_id, 0, row["runs"], row["message"])
        group.jobs[feed_id] = usual.get(feed_id, 0)
    return groups, sum(len(row["runs"]) for row in rows)


def runs_pipeline(query: ListQuery) -> list[Document]:
    """Groups by the full message: signatures are computed from these few here."""
    group = {
        "_id": {"code": "$failure.code", "message": "$failure.message", "feed": "$feed_id"},
        "runs": {"$push": "$_id"},
        "message": {"$first": "$failure.message"},
        "last": {"$max": "$_id"},
    }
    return [*_newest(query), {"$match": {"failure.code": {"$gt": ""}}}, {"$group": group}, {"$sort": {"last": -1}}]


def _failed_jobs(db: Db, feed: str | None, period: Period) -> tuple[dict[tuple[str, str], _Group], int]:
    (query,) = failures_queries(FailureFilter(feed=feed, period=period))
    groups: dict[tuple[str, str], _Group] = defaultdict(_Group)
    looked_at = 0
    for row in db.failures.aggregate(jobs_pipeline(query)):
        of = row["_id"]
        runs = chain.from_iterable(row["runs"])
        groups[of["code"], of["signature"]].take_in(of["feed"], row["jobs"], runs, row["message"])
        looked_at += row["failures"]
    return groups, looked_at


def jobs_pipeline(query: ListQuery) -> list[Document]:
    """A job is identified by its id, or else by its address or title, or else by its position in the feed."""
    names = [f"${name}" for name in ("external_id", "url", "title", "index")]
    of = {"code": "$code", "signature": "$signature", "feed": "$feed_id"}
    each = {
        "_id": of | {"job": {"$ifNull": names}},
        "jobs": {"$max": "$jobs"},
        "failures": {"$sum": 1},
        "runs": {"$addToSet": "$run_id"},
        "message": {"$first": "$message"},
        "last": {"$max": "$_id"},
    }
    together = {
        "_id": {name: f"$_id.{name}" for name in of},
        "jobs": {"$sum": "$jobs"},
        "failures": {"$sum": "$failures"},
        "runs": {"$push": "$runs"},
        "message": {"$first": "$message"},
        "last": {"$max": "$last"},
    }
    return [*_newest(query), {"$group": each}, {"$sort": {"last": -1}}, {"$group": together}, {"$sort": {"last": -1}}]


def _newest(query: ListQuery) -> list[Document]:
    return [{"$match": query.filter}, {"$sort": dict(query.sort)}, {"$limit": GROUPED}]


def _reason(db: Db, level: Level, key: tuple[str, str], group: _Group, period: Period) -> Reason:
    code, told = key
    first, last = min(group.runs), max(group.runs)
    return Reason(
        level=level,
        code=code,
        signature=told,
        message=group.message,
        jobs=sum(group.jobs.values()),
        runs=len(group.runs),
        feeds=sorted(group.jobs),
        first_at=queued_at(first),
        last_at=queued_at(last),
        state=_state(db, level, key, sorted(group.jobs), first, period),
        example=last,
    )


def _state(
    db: Db, level: Level, key: tuple[str, str], feeds: list[str], first: str, period: Period
) -> Literal["new", "back", "ongoing"]:
    """Two indexed reads: its last time before the period, and whether one of its feeds was read without it since."""
    if period.since is None:
        return "new"
    among: Document = {"_id": {"$lt": id_at(period.since)}, "feed_id": {"$in": feeds}}
    if level == "run":
        met = {"status": RunStatus.FAILED.value, "failure.code": key[0], "failure.signature": key[1]}
        found = db.runs.find_one(met | among, {"_id": 1}, sort=[("_id", -1)])
        earlier = found["_id"] if found else None
    else:
        met = {"code": key[0], "signature": key[1]}
        found = db.failures.find_one(met | among, {"run_id": 1}, sort=[("_id", -1)])
        earlier = found["run_id"] if found else None
    if earlier is None:
        return "new"
    good = {"feed_id": {"$in": feeds}, "status": _STORED, "_id": {"$gt": earlier, "$lt": first}}
    return "back" if db.runs.find_one(good, {"_id": 1}) else "ongoing"
