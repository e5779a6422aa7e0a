"""Every query of every combination of filters is served by a declared index: equality, then sort, then range."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from typing import Any

import pytest

from job_importer.api.queries import (
    FailureFilter,
    JobFilter,
    ListQuery,
    Period,
    RunFilter,
    failures_queries,
    feeds_queries,
    jobs_queries,
    runs_queries,
)
from job_importer.api.windows import slices
from job_importer.codes import JobFailure, RunFailure
from job_importer.ids import first_id_at
from job_importer.indexes import INDEXES
from job_importer.runs.model import RunStatus, Trigger

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
RUN = first_id_at(NOW - timedelta(days=1))
PERIODS = [Period(), Period(NOW - timedelta(days=3)), Period(until=NOW), Period(NOW - timedelta(days=90), NOW)]
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
        for external_id in (None, "A-1"):
            for feed, source in product((None, "acme"), (None, "example.com")):
                yield from jobs_queries(JobFilter(feed, source, status, external_id=external_id), after)
            yield from jobs_queries(JobFilter(run=RUN, status=status, external_id=external_id), after)
    yield from feeds_queries(None)
    yield from feeds_queries(["acme"])


def is_equality(condition: Any) -> bool:
    return not isinstance(condition, dict) or set(condition) == {"$in"}


def serves(index: list[tuple[str, int]], query: ListQuery) -> bool:
    """Equalities in front, in any order; then the sort, as it is or wholly reversed; then whatever is left."""
    equal = {name for name, condition in query.filter.items() if is_equality(condition)}
    if (
        "external_id" in equal
    ):  # as many jobs as there are sources that number theirs alike: the rest is looked at there
        return index[0][0] == "external_id"
    sort = [(name, direction) for name, direction in query.sort if name not in equal]  # constant: sorted anyway
    rest = {name for name in query.filter if name not in equal} - {name for name, _ in sort}
    names = [name for name, _ in index]
    for filtered in (frozenset[str](), frozenset({"source"})):  # a feed's source is looked at behind the sort
        front = equal - filtered
        keys = index[len(front) :][: len(sort)]
        behind = set(names[len(front) + len(sort) :])
        if set(names[: len(front)]) == front and runs_along(keys, sort) and filtered & equal <= behind:
            return rest <= behind | PARTIAL
    return False


PARTIAL = {"changed_run_id"}  # asked for because the index holds such documents alone


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


def test_every_declared_index_of_the_lists_serves_a_query() -> None:
    queries = list(every_query())
    for collection in ("runs", "failures"):
        for index in declared(collection)[:-1]:
            if index[0][0] != "closing":
                assert any(serves(index, query) for query in queries if query.collection == collection), index


def test_no_query_is_an_or() -> None:
    assert all("$or" not in query.filter for query in every_query())


def test_a_status_that_has_no_code_and_a_code_find_nothing() -> None:
    assert runs_queries(RunFilter(status="succeeded", code="feed_timeout")) == []
    assert runs_queries(RunFilter(status="failed", code="feed_timeout")) != []


@pytest.mark.parametrize(
    ("period", "after"),
    [(Period(), None), (Period(NOW - timedelta(hours=2)), None), (Period(until=NOW), [RUN]), (PERIODS[3], [RUN])],
)
def test_the_slices_of_a_query_cover_it_without_a_gap_or_an_overlap(period: Period, after: list[str] | None) -> None:
    (query,) = runs_queries(RunFilter(period=period), after)
    parts = [part.filter.get("_id", {}) for part in slices(query, NOW)]
    whole = query.filter.get("_id", {})
    assert parts[0].get("$lt") == whole.get("$lt")
    assert parts[-1].get("$gte") == whole.get("$gte")
    for newer, older in pairwise(parts):
        assert older["$lt"] == newer["$gte"]
    assert all(part["$gte"] < part["$lt"] for part in parts if {"$gte", "$lt"} <= set(part))
