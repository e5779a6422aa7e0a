"""Every query of every combination of filters is served by a declared index: equality, then sort, then range."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

from job_importer.api.filters import FailureFilter, FeedFilter, JobFilter, Period, RunChanges, RunFilter
from job_importer.api.job_queries import jobs_queries, run_changes_queries
from job_importer.api.queries import ListQuery, failures_queries, feeds_queries, runs_queries
from job_importer.codes import JobFailure, RunFailure
from job_importer.ids import first_id_at
from job_importer.indexes import INDEXES
from job_importer.runs.model import RunStatus, Trigger

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
RUN = first_id_at(NOW - timedelta(days=1))
PERIODS = [Period(), Period(NOW - timedelta(days=3)), Period(until=NOW), Period(NOW - timedelta(days=90), NOW)]
KINDS = ("new", "updated", "closed", "reopened", "restamped", "rekeyed")
STATUSES = (None, *RunStatus)


def every_query() -> Iterator[ListQuery]:
    for feed, status, trigger, code, period, after in product(
        (None, "acme"), STATUSES, (None, *Trigger), (None, *RunFailure), PERIODS, (None, [RUN])
    ):
        yield from runs_queries(RunFilter(feed, status, trigger, code, period), after)
    for run, code, signature, after in product(
        (None, RUN), (None, *JobFailure), (None, "No <n>"), (None, [f"{RUN}:000001:00000001"])
    ):
        for feed, period in product((None, "acme"), PERIODS) if run is None else [(None, Period())]:
            yield from failures_queries(FailureFilter(run, feed, code, signature, period), after)
    for status, after in product((None, "open", "closed"), (None, [RUN, "aa"], [RUN[:-1] + "9", "aa"])):
        for keys in (None, ("aa", "bb")):
            for feed, source in product((None, "acme"), (None, "example.com")):
                yield from jobs_queries(JobFilter(feed, source, status, keys=keys), after)
            yield from jobs_queries(JobFilter(run=RUN, status=status, keys=keys), after)
    for date, period, after in product(("first_seen", "last_changed", "closed"), PERIODS, (None, [RUN, "aa"])):
        for search in ({}, {"beginnings": "nur", "words": {"$regex": "^"}}):
            yield from jobs_queries(JobFilter(search=search, period=period, date=date), after)
            yield from jobs_queries(JobFilter(feed="acme", search=search, period=period, date=date), after)
    yield from jobs_queries(JobFilter(closed_run=RUN, closed_reason="not_listed"))
    for kind, after in product((None, *KINDS), (None, [RUN, "aa"], [RUN[:-1] + "9", "aa"])):
        yield from run_changes_queries(RunChanges(RUN, "acme", kind), after)
    yield from feeds_queries(FeedFilter())
    yield from feeds_queries(FeedFilter(), [3, 120, "acme"])
    yield from feeds_queries(FeedFilter(sort="id"), ["acme"])


BESIDE = {"beginnings", "run_id", "feed_id", "feed_ids", "history.run_id", "first_run_id", "code", "trigger", "status"}
"""What narrows a list to so few documents that whatever else is asked for may be looked at in them."""


def serves(index: list[tuple[str, int]], query: ListQuery) -> bool:
    """An equality in front; then the sort, as it is or wholly reversed; what is left is in the index, or in a few
    documents. Of `$in` a code's few values count as an equality.
    """
    if set(query.filter.get("_id", ())) & {"$in"}:
        return index == [("_id", 1)]  # a handful of keys: each is read, and they are sorted then
    equal = {name for name, condition in query.filter.items() if not isinstance(condition, dict) or name == "code"}
    front = index[0][0] if index[0][0] in equal else None
    sort = [(name, direction) for name, direction in query.sort if name != front]
    keys = index[1:] if front else index
    behind = {name for name, _ in keys[len(sort) :]}
    left = set(query.filter) - {front} - {name for name, _ in sort} - behind - IN_PERIOD
    return runs_along(keys[: len(sort)], sort) and (front in BESIDE or not left)


IN_PERIOD = {"changed_run_id", "closed_at"}
"""The list is walked until a page of such jobs is found: a period of these dates is asked for seldom."""


def runs_along(keys: list[tuple[str, int]], sort: list[tuple[str, int]]) -> bool:
    return keys == sort or keys == [(name, -direction) for name, direction in sort]


def declared(collection: str) -> list[list[tuple[str, int]]]:
    keys = [[(name, kind) for name, kind in index.document["key"].items()] for index in INDEXES[collection]]
    return [*keys, [("_id", 1)]]


def test_every_query_is_served_by_a_declared_index() -> None:
    queries = list(every_query())
    unserved = [query for query in queries if not any(serves(index, query) for index in declared(query.collection))]
    assert len(queries) > 1_000
    assert unserved == []


def test_no_query_is_an_or() -> None:
    assert all("$or" not in query.filter for query in every_query())


def test_a_status_that_has_no_code_and_a_code_find_nothing() -> None:
    assert runs_queries(RunFilter(status="succeeded", code="feed_timeout")) == []
    assert runs_queries(RunFilter(status="failed", code="feed_timeout")) != []
