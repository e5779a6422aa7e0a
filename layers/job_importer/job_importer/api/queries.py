"""The database queries of lists. Each uses a declared index in its order: an equality, then the sort. Further
conditions are checked while reading: among the runs of one feed or one status, the failures of one run, feed or code,
the jobs of one feed.

Nothing here touches the database. There is no `$or`: two queries are used instead, one after the other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from job_importer.api.filters import AuditFilter, EventFilter, FailureFilter, FeedFilter, RunFilter
from job_importer.codes import JobFailure
from job_importer.runs.model import RunStatus
from job_importer.types import Document

Sort = Sequence[tuple[str, int]]
Position = Sequence[Any] | None

NEWEST_FIRST: Sort = (("_id", -1),)
FEED_ORDER: Sort = (("_id", 1),)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """`sort` ends in `_id`, so that the order is complete; its values are the position of a cursor."""

    collection: str
    filter: Document
    sort: Sort

    def position(self, doc: Document) -> list[Any]:
        return [_value(doc, name) for name, _ in self.sort]


def runs_queries(wanted: RunFilter, after: Position = None) -> list[ListQuery]:
    """Only failed runs have a code; with another status nothing is found."""
    if wanted.code and wanted.status not in (None, RunStatus.FAILED):
        return []
    equal = given(
        {
            "feed_id": wanted.feed,
            "status": RunStatus.FAILED.value if wanted.code else wanted.status,
            "failure.code": wanted.code,
            "trigger": wanted.trigger,
        }
    )
    return [ListQuery("runs", equal | ids_within(wanted.period.ids(), after, "$lt"), NEWEST_FIRST)]


def failures_queries(wanted: FailureFilter, after: Position = None) -> list[ListQuery]:
    """A signature without a code is searched for under every code: `$in` counts as an equality."""
    every_code = {"$in": sorted(code.value for code in JobFailure)} if wanted.signature else None
    equal = given(
        {"run_id": wanted.run, "feed_id": wanted.feed, "code": wanted.code or every_code, "signature": wanted.signature}
    )
    if wanted.run:
        return [ListQuery("failures", equal | ids_within({}, after, "$gt"), FEED_ORDER)]
    return [ListQuery("failures", equal | ids_within(wanted.period.ids(), after, "$lt"), NEWEST_FIRST)]


def audit_queries(wanted: AuditFilter, after: Position = None) -> list[ListQuery]:
    equal = given({"feed_id": wanted.feed, "who": wanted.who, "action": wanted.action})
    return [ListQuery("audit", equal | ids_within(wanted.period.ids(), after, "$lt"), NEWEST_FIRST)]


def events_queries(wanted: EventFilter, after: Position = None) -> list[ListQuery]:
    equal = given({"feed_id": wanted.feed, "type": wanted.type})
    return [ListQuery("events", equal | ids_within(wanted.period.ids(), after, "$lt"), NEWEST_FIRST)]


FEED_SORTS: dict[str, Sort] = {
    "attention": (("judgement.rank", 1), ("judgement.jobs_at_stake", -1), ("_id", 1)),
    "id": FEED_ORDER,
    "jobs": (("judgement.jobs", -1), ("_id", 1)),
    "last_run": (("judgement.run_id", -1), ("_id", 1)),
}


def feeds_queries(wanted: FeedFilter, after: Position = None) -> list[ListQuery]:
    """After a position come those equal in all but the last value of the sort, then in all but the last two, …"""
    sort = FEED_SORTS[wanted.sort]
    equal = given({"judgement.state": wanted.state, "enabled": wanted.enabled})
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
        doc = doc.get(name) if doc else None  # for a feed that has not been judged yet
    return doc


def given(values: Document) -> Document:
    return {name: value for name, value in values.items() if value is not None}


def ids_within(bounds: Document, after: Position, operator: str) -> Document:
    """`_id` within `bounds` and after `after`, which lies within them: its cursor is valid only for these bounds."""
    bounds = bounds | ({operator: after[0]} if after else {})
    return {"_id": bounds} if bounds else {}
