"""What a list asks the database for. Every query is served by a declared index: equality, then sort, then range.

Nothing here touches the database. Filters that contradict each other give None: the list is empty without a query.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from job_importer.codes import JobFailure
from job_importer.jobs.closing import REASON
from job_importer.runs.ids import first_id_at
from job_importer.runs.model import Document, RunStatus

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NEWEST_FIRST = (("_id", -1),)
IN_FEED_ORDER = (("_id", 1),)

Sort = Sequence[tuple[str, int]]
Position = Sequence[str] | None


@dataclass(frozen=True, slots=True)
class ListQuery:
    """`sort` ends in `_id`, so that it orders the list completely; its values are a cursor's position."""

    collection: str
    filter: Document
    sort: Sort

    def position(self, doc: Document) -> list[str]:
        return [doc[name] for name, _ in self.sort]


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` on, and before `until`: of the moment when a run was queued, which its id holds."""

    since: datetime | None = None
    until: datetime | None = None

    def ids(self) -> Document:
        since = {"$gte": _first_id(self.since)} if self.since else {}
        return since | ({"$lt": _first_id(self.until)} if self.until else {})


@dataclass(frozen=True, slots=True)
class RunFilter:
    feed: str | None = None
    status: str | None = None
    trigger: str | None = None
    code: str | None = None
    period: Period = Period()

    def scope(self) -> Document:
        return {"list": "imports", **asdict(self)}


@dataclass(frozen=True, slots=True)
class FailureFilter:
    """Of one run in the order of the feed, or of a feed and a period, newest run first."""

    run: str | None = None
    feed: str | None = None
    code: str | None = None
    signature: str | None = None
    period: Period = Period()

    def scope(self) -> Document:
        return {"list": "failures", **asdict(self)}


@dataclass(frozen=True, slots=True)
class JobFilter:
    feed: str | None = None
    source: str | None = None
    status: Literal["open", "closed"] | None = None
    run: str | None = None

    def scope(self) -> Document:
        return {"list": "jobs", **asdict(self)}


def runs_query(wanted: RunFilter, after: Position = None) -> ListQuery | None:
    """A code is had by failed runs alone, so it takes the place of the status."""
    if wanted.code and wanted.status not in (None, RunStatus.FAILED):
        return None
    status = None if wanted.code else wanted.status
    equal = {"feed_id": wanted.feed, "status": status, "failure.code": wanted.code, "trigger": wanted.trigger}
    return ListQuery("runs", _given(equal) | _id_range(wanted.period.ids(), after, "$lt"), NEWEST_FIRST)


def failures_query(wanted: FailureFilter, after: Position = None) -> ListQuery:
    """A signature without a code is looked for under every code."""
    code = {"$in": sorted(JobFailure)} if wanted.signature and not wanted.code else wanted.code
    equal = _given({"code": code, "signature": wanted.signature})
    if wanted.run is None:
        equal = _given({"feed_id": wanted.feed}) | equal
        return ListQuery("failures", equal | _id_range(wanted.period.ids(), after, "$lt"), NEWEST_FIRST)
    if equal:
        return ListQuery("failures", {"run_id": wanted.run} | equal | _id_range({}, after, "$gt"), IN_FEED_ORDER)
    ids = {"$gt": f"{wanted.run}:", "$lt": f"{wanted.run};"}  # every id of the run: ';' follows ':'
    return ListQuery("failures", _id_range(ids, after, "$gt"), IN_FEED_ORDER)


JOB_SORT = (("first_run_id", -1), ("_id", -1))
CLOSED_REASONS = (REASON,)


def jobs_queries(wanted: JobFilter, after: Position = None) -> list[ListQuery]:
    """The jobs of a run are two lists, one after the other: what it saw first, then what it changed.

    All that a run saw first has its id for a first run, and what it changed has an older one: so the two in turn are
    in the list's order, and neither needs an $or.
    """
    equal = _given({"feed_ids": wanted.feed, "source": wanted.source}) | {"closed_reason": _reasons(wanted.status)}
    if wanted.run is None:
        return [ListQuery("jobs", equal | _behind(after), JOB_SORT)]
    changed = ListQuery("jobs", equal | {"history.run_id": wanted.run} | _behind(after), JOB_SORT)
    if after and after[0] != wanted.run:
        return [changed]
    first = equal | {"first_run_id": wanted.run} | ({"_id": {"$lt": after[1]}} if after else {})
    return [ListQuery("jobs", first, JOB_SORT), changed]


def _reasons(status: str | None) -> Any:
    """Open jobs have no reason to be closed. Both are named where both are wanted: one index serves all three."""
    if status == "open":
        return None
    return {"$in": [None, *CLOSED_REASONS]} if status is None else {"$in": list(CLOSED_REASONS)}


def _behind(after: Position) -> Document:
    """What comes after the position in descending order of both keys."""
    if not after:
        return {}
    run_id, key = after
    return {
        "first_run_id": {"$lte": run_id},
        "$or": [{"first_run_id": {"$lt": run_id}}, {"_id": {"$lt": key}}],
    }


def _given(values: Document) -> Document:
    return {name: value for name, value in values.items() if value is not None}


def _first_id(moment: datetime) -> str:
    return first_id_at(max(moment, EPOCH))


def _id_range(bounds: Document, after: Position, operator: str) -> Document:
    """`_id` within `bounds` and behind `after`; the narrower of two bounds on the same side holds."""
    if after:
        narrower = min if operator == "$lt" else max
        bounds = bounds | {operator: narrower(after[0], bounds.get(operator, after[0]))}
    return {"_id": bounds} if bounds else {}
