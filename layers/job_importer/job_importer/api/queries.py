"""What a list asks the database for. Every query is served by a declared index, in its order: an equality, then the
sort. What is asked for beside is looked at on the way: among the runs of one feed or one status, the failures of one
run, feed or code, the jobs of one feed.

Nothing here touches the database. There is no `$or`: what needs one is two queries, one after the other.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from job_importer.codes import JobFailure
from job_importer.ids import first_id_at
from job_importer.runs.model import RunStatus
from job_importer.types import Document

COUNTED = 20_000  # jobs at most, for sums
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

DateOfJob = Literal["first_seen", "last_changed", "closed"]
Sort = Sequence[tuple[str, int]]
Position = Sequence[Any] | None

NEWEST_FIRST: Sort = (("_id", -1),)
FEED_ORDER: Sort = (("_id", 1),)
JOB_SORT: Sort = (("first_run_id", -1), ("_id", -1))


@dataclass(frozen=True, slots=True)
class ListQuery:
    """`sort` ends in `_id`, so that it orders the list completely; its values are a cursor's position."""

    collection: str
    filter: Document
    sort: Sort

    def position(self, doc: Document) -> list[Any]:
        return [_value(doc, name) for name, _ in self.sort]


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` on, and before `until`: of the moment when a run was queued, which its id holds."""

    since: datetime | None = None
    until: datetime | None = None

    def ids(self) -> Document:
        since = {"$gte": id_at(self.since)} if self.since else {}
        return since | ({"$lt": id_at(self.until)} if self.until else {})


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
    """Of one run in the order of the feed; else of a feed, a period or all, the newest run first."""

    run: str | None = None
    feed: str | None = None
    code: str | None = None
    signature: str | None = None
    period: Period = Period()

    def scope(self) -> Document:
        return {"list": "failures", **asdict(self)}


@dataclass(frozen=True, slots=True)
class JobFilter:
    """`run`: the jobs that it saw first or changed. They are of its feed, so feed and source are not asked for then.
    `closed_run`: those that it has closed, and that are closed since.

    `external_id`: as its source calls it. `keys` are then the keys of such a job of each source that there is.
    """

    feed: str | None = None
    source: str | None = None
    status: Literal["open", "closed"] | None = None
    run: str | None = None
    external_id: str | None = None
    keys: tuple[str, ...] | None = None
    search: Document = field(default_factory=dict)  # the filter of the jobs that have the words that are looked for
    period: Period = Period()
    date: DateOfJob = "first_seen"
    closed_run: str | None = None
    closed_reason: str | None = None

    def scope(self) -> Document:
        return {"list": "jobs", **asdict(self), "keys": None, "search": None}


@dataclass(frozen=True, slots=True)
class RunChanges:
    """What a run of `feed` did to jobs. Without a kind: all that the history of jobs tells."""

    run: str
    feed: str
    kind: str | None = None

    def scope(self) -> Document:
        return {"list": "run changes", **asdict(self)}


@dataclass(frozen=True, slots=True)
class FeedFilter:
    """`q`: words, each of which is in the feed's id, its address (without secrets) or its source."""

    state: str | None = None
    q: str | None = None
    enabled: bool | None = None
    sort: Literal["attention", "id", "jobs", "last_run"] = "attention"

    def scope(self) -> Document:
        return {"list": "feeds", **asdict(self)}


@dataclass(frozen=True, slots=True)
class AuditFilter:
    feed: str | None = None
    who: str | None = None
    action: str | None = None
    period: Period = Period()

    def scope(self) -> Document:
        return {"list": "audit", **asdict(self)}


@dataclass(frozen=True, slots=True)
class EventFilter:
    feed: str | None = None
    type: str | None = None
    period: Period = Period()

    def scope(self) -> Document:
        return {"list": "events", **asdict(self)}


def runs_queries(wanted: RunFilter, after: Position = None) -> list[ListQuery]:
    """A code is had by failed runs alone; with another status nothing is found."""
    if wanted.code and wanted.status not in (None, RunStatus.FAILED):
        return []
    equal = _given(
        {
            "feed_id": wanted.feed,
            "status": RunStatus.FAILED.value if wanted.code else wanted.status,
            "failure.code": wanted.code,
            "trigger": wanted.trigger,
        }
    )
    return [ListQuery("runs", equal | _ids(wanted.period.ids(), after, "$lt"), NEWEST_FIRST)]


def failures_queries(wanted: FailureFilter, after: Position = None) -> list[ListQuery]:
    """A signature without a code is looked for under every code: `$in` counts as an equality."""
    every_code = {"$in": sorted(code.value for code in JobFailure)} if wanted.signature else None
    equal = _given(
        {
            "run_id": wanted.run,
            "feed_id": wanted.feed,
            "code": wanted.code or every_code,
            "signature": wanted.signature,
        }
    )
    if wanted.run:
        return [ListQuery("failures", equal | _ids({}, after, "$gt"), FEED_ORDER)]
    return [ListQuery("failures", equal | _ids(wanted.period.ids(), after, "$lt"), NEWEST_FIRST)]


def jobs_queries(wanted: JobFilter, after: Position = None) -> list[ListQuery]:
    """Behind a position come the rest of its run, then the runs before it.

    The jobs of a run come in two parts as well: what it saw first has its id for a first run, what it changed an older
    one; so these parts too are in the list's order.
    """
    among = _among_jobs(wanted)
    if wanted.run is None:
        return _behind(_given({"feed_ids": wanted.feed, "source": wanted.source}) | among, after)
    changed = _in_history(wanted.run, "updated") | among
    return [*_seen_first(wanted.run, among, after), *_seen_before(wanted.run, changed, after)]


def _among_jobs(wanted: JobFilter) -> Document:
    closed = {"history.run_id": wanted.closed_run, "closed_run_id": wanted.closed_run} if wanted.closed_run else {}
    keys = {"_id": {"$in": list(wanted.keys)}} if wanted.keys is not None else {}
    reason = {"closed_reason": wanted.closed_reason} if wanted.closed_reason else {}
    return _state(wanted.status) | reason | keys | wanted.search | closed | _dated(wanted.date, wanted.period)


def _dated(date: DateOfJob, period: Period) -> Document:
    """By the run that did it, whose id holds the time; but that a job is closed has a time of its own."""
    if not period.ids():
        return {}
    match date:
        case "closed":
            since, until = period.since or EPOCH, period.until
            return {"closed_at": {"$gte": since} | ({"$lt": until} if until else {})}
        case "last_changed":
            return {"changed_run_id": {"$gte": ""} | period.ids()}
        case _:
            return {"first_run_id": period.ids()}


def run_changes_queries(wanted: RunChanges, after: Position = None) -> list[ListQuery]:
    """What was only re-stamped is looked for among the jobs of the feed: no index is worth its price."""
    match wanted.kind:
        case "new":
            return _seen_first(wanted.run, {}, after)
        case "restamped":
            return _behind({"feed_ids": wanted.feed, "restamped_run_ids": wanted.run}, after)
        case "rekeyed":
            return [ListQuery("aliases", {"run_id": wanted.run} | _ids({}, after, "$lt"), NEWEST_FIRST)]
        case None:
            history = {"history.run_id": wanted.run}
            return [*_seen_first(wanted.run, {}, after), *_seen_before(wanted.run, history, after)]
        case kind:
            return _behind(_in_history(wanted.run, kind), after)


def fields_pipeline(run: str) -> list[Document]:
    """How many jobs the run has changed in each field."""
    updated = _in_history(run, "updated")
    return [
        {"$match": updated},
        {"$limit": COUNTED},
        {"$project": {"history.run_id": 1, "history.fields": 1}},
        {"$unwind": "$history"},
        {"$match": {"history.run_id": run}},
        {"$unwind": "$history.fields"},
        {"$group": {"_id": "$history.fields", "jobs": {"$sum": 1}}},
        {"$sort": {"jobs": -1, "_id": 1}},
    ]


def _in_history(run: str, kind: str) -> Document:
    """The jobs to which the run did that. `history.run_id` is there for the index."""
    kinds = {"$in": [kind, None]} if kind == "updated" else kind  # an entry from before kinds were told is an update
    return {"history.run_id": run, "history": {"$elemMatch": {"run_id": run, "kind": kinds}}}


def _seen_first(run: str, among: Document, after: Position) -> list[ListQuery]:
    """The jobs that the run saw first, which come before all others of the run."""
    if after and after[0] != run:
        return []
    return [ListQuery("jobs", among | _rest_of(run, after[1] if after else None, among), JOB_SORT)]


def _seen_before(run: str, equal: Document, after: Position) -> list[ListQuery]:
    if after and after[0] != run:
        return _behind(equal, after)
    return [ListQuery("jobs", equal | {"first_run_id": {"$lt": run}}, JOB_SORT)]


def audit_queries(wanted: AuditFilter, after: Position = None) -> list[ListQuery]:
    equal = _given({"feed_id": wanted.feed, "who": wanted.who, "action": wanted.action})
    return [ListQuery("audit", equal | _ids(wanted.period.ids(), after, "$lt"), NEWEST_FIRST)]


def events_queries(wanted: EventFilter, after: Position = None) -> list[ListQuery]:
    equal = _given({"feed_id": wanted.feed, "type": wanted.type})
    return [ListQuery("events", equal | _ids(wanted.period.ids(), after, "$lt"), NEWEST_FIRST)]


FEED_SORTS: dict[str, Sort] = {
    "attention": (("judgement.rank", 1), ("judgement.jobs_at_stake", -1), ("_id", 1)),
    "id": FEED_ORDER,
    "jobs": (("judgement.jobs", -1), ("_id", 1)),
    "last_run": (("judgement.run_id", -1), ("_id", 1)),
}


def feeds_queries(wanted: FeedFilter, after: Position = None) -> list[ListQuery]:
    """Behind a position come those like it in all but the last value of the sort, then in all but the last two, …"""
    sort = FEED_SORTS[wanted.sort]
    equal = _given({"judgement.state": wanted.state, "enabled": wanted.enabled})
    if wanted.q:
        words = (re.escape(word) for word in wanted.q.lower().split())
        equal |= {"search": {"$regex": "".join(f"(?=.*{word})" for word in words)}}
    if after is None:
        return [ListQuery("feeds", equal, sort)]
    queries = []
    for n in reversed(range(len(sort))):
        same = {name: value for (name, _), value in zip(sort[:n], after, strict=False)}
        name, direction = sort[n]
        queries.append(ListQuery("feeds", equal | same | {name: {"$gt" if direction > 0 else "$lt": after[n]}}, sort))
    return queries


def _value(doc: Any, path: str) -> Any:
    for name in path.split("."):
        doc = doc.get(name) if doc else None  # of a feed that was not judged yet
    return doc


def id_at(moment: datetime) -> str:
    return first_id_at(max(moment, EPOCH))


def _behind(equal: Document, after: Position) -> list[ListQuery]:
    """What `equal` says of the first run holds for a position in the list, too: a cursor is good for its filters."""
    if not after:
        return [ListQuery("jobs", equal, JOB_SORT)]
    run_id, key = after
    earlier = {"first_run_id": equal.get("first_run_id", {}) | {"$lt": run_id}}
    return [
        ListQuery("jobs", equal | _rest_of(run_id, key, equal), JOB_SORT),
        ListQuery("jobs", equal | earlier, JOB_SORT),
    ]


def _rest_of(run_id: str, key: str | None, among: Document) -> Document:
    """The jobs that the run saw first, behind `key`."""
    behind = {"_id": among.get("_id", {}) | {"$lt": key}} if key else {}
    return {"first_run_id": run_id} | behind


def _state(status: str | None) -> Document:
    """An open job has no reason. It is looked at in the index, behind the sort, so one serves every state."""
    match status:
        case "open":
            return {"closed_reason": None}
        case "closed":
            return {"closed_reason": {"$ne": None}}
        case _:
            return {}


def _given(values: Document) -> Document:
    return {name: value for name, value in values.items() if value is not None}


def _ids(bounds: Document, after: Position, operator: str) -> Document:
    """`_id` within `bounds` and behind `after`, which lies within them: its cursor is good for these bounds alone."""
    bounds = bounds | ({operator: after[0]} if after else {})
    return {"_id": bounds} if bounds else {}
