"""The database queries of job lists and of an import's changes."""

from job_importer.api.filters import EPOCH, DateOfJob, JobFilter, Period, RunChanges
from job_importer.api.queries import NEWEST_FIRST, ListQuery, Position, Sort, given, ids_within
from job_importer.types import Document

COUNTED = 20_000  # jobs at most, for sums

JOB_SORT: Sort = (("first_run_id", -1), ("_id", -1))


def jobs_queries(wanted: JobFilter, after: Position = None) -> list[ListQuery]:
    """After a position come the rest of its run, then the earlier runs.

    The jobs of a run come in two parts too: those that it saw first have its id as first run, those that it changed an
    older one. So these parts are also in the list's order.
    """
    among = _among_jobs(wanted)
    if wanted.run is None:
        return _behind(given({"feed_ids": wanted.feed, "source": wanted.source}) | among, after)
    changed = _in_history(wanted.run, "updated") | among
    return [*_seen_first(wanted.run, among, after), *_seen_before(wanted.run, changed, after)]


def _among_jobs(wanted: JobFilter) -> Document:
    closed = {"history.run_id": wanted.closed_run, "closed_run_id": wanted.closed_run} if wanted.closed_run else {}
    keys = {"_id": {"$in": list(wanted.keys)}} if wanted.keys is not None else {}
    reason = {"closed_reason": wanted.closed_reason} if wanted.closed_reason else {}
    return _state(wanted.status) | reason | keys | wanted.search | closed | _dated(wanted.date, wanted.period)


def _dated(date: DateOfJob, period: Period) -> Document:
    """By the run that did it, whose id contains the time; closing, however, has a time of its own."""
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
    """Restamped jobs are searched for among the jobs of the feed: no index is worth its cost."""
    match wanted.kind:
        case "new":
            return _seen_first(wanted.run, {}, after)
        case "restamped":
            return _behind({"feed_ids": wanted.feed, "restamped_run_ids": wanted.run}, after)
        case "rekeyed":
            return [ListQuery("aliases", {"run_id": wanted.run} | ids_within({}, after, "$lt"), NEWEST_FIRST)]
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
    """The jobs to which the run did that. `history.run_id` makes use of the index."""
    kinds = {"$in": [kind, None]} if kind == "updated" else kind  # an entry without a kind is an update
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


def _behind(equal: Document, after: Position) -> list[ListQuery]:
    """A condition on the first run also holds for a position in the list: a cursor is valid only for its filters."""
    if not after:
        return [ListQuery("jobs", equal, JOB_SORT)]
    run_id, key = after
    earlier = {"first_run_id": equal.get("first_run_id", {}) | {"$lt": run_id}}
    return [
        ListQuery("jobs", equal | _rest_of(run_id, key, equal), JOB_SORT),
        ListQuery("jobs", equal | earlier, JOB_SORT),
    ]


def _rest_of(run_id: str, key: str | None, among: Document) -> Document:
    """The jobs that the run saw first, after `key`."""
    behind = {"_id": among.get("_id", {}) | {"$lt": key}} if key else {}
    return {"first_run_id": run_id} | behind


def _state(status: str | None) -> Document:
    """An open job has no reason. It is checked in the index, after the sort, so that one index serves every state."""
    match status:
        case "open":
            return {"closed_reason": None}
        case "closed":
            return {"closed_reason": {"$ne": None}}
        case _:
            return {}
