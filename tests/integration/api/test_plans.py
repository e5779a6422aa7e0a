"""The local server's own word on it: a list of runs or failures does not read its whole collection.

Only the access is looked at here: SecantusDB sorts what MongoDB would read in order. Nor does it use an index where it
would have to look at another field in the documents, nor one for a range of `_id`. The order of the indexes' keys is
held to every query in tests/unit/api/test_queries.py.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from job_importer.api.filters import AuditFilter, FailureFilter, JobFilter, RunFilter
from job_importer.api.job_queries import jobs_queries
from job_importer.api.queries import ListQuery, audit_queries, failures_queries, runs_queries
from job_importer.events.model import UNTOLD
from job_importer.indexes import IS_UNTOLD
from job_importer.jobs.closing import lapsed, listed_by
from job_importer.mongo import Db
from tests.support.history import add_failure, add_run
from tests.support.world import NOW

RUN = "01KHA7ZS000000000000000000"


def stages(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["stage"]
    for part in (plan.get("inputStage"), *plan.get("inputStages", [])):
        if part:
            yield from stages(part)


@pytest.mark.parametrize(
    "queries",
    [
        runs_queries(RunFilter(feed="acme")),
        runs_queries(RunFilter(feed="acme"), [RUN]),
        runs_queries(RunFilter(status="failed")),
        runs_queries(RunFilter(trigger="manual")),
        failures_queries(FailureFilter(run=RUN)),
        failures_queries(FailureFilter(code="validation_error")),
        failures_queries(FailureFilter(feed="acme")),
        audit_queries(AuditFilter(feed="acme")),
        audit_queries(AuditFilter(who="operator")),
        audit_queries(AuditFilter(action="feed.added")),
        jobs_queries(JobFilter(feed="acme")),
        jobs_queries(JobFilter(run=RUN))[:1],
    ],
    ids=lambda queries: str(queries[0].filter)[:60],
)
def test_a_list_is_read_through_an_index(db: Db, queries: list[ListQuery]) -> None:
    add_failure(db, add_run(db, 0), 0)
    for query in queries:
        plan = db[query.collection].find(query.filter).sort(list(query.sort)).limit(50).explain()
        used = set(stages(plan["queryPlanner"]["winningPlan"]))
        assert ("IXSCAN" in used, "COLLSCAN" in used) == (True, False), query


@pytest.mark.parametrize(
    ("collection", "filter"),
    [
        ("jobs", listed_by("acme")),
        ("jobs", lapsed(NOW)),
        ("jobs", IS_UNTOLD),
        ("feeds", UNTOLD),
        ("runs", UNTOLD),
        ("runs", {"closing": "pending"}),
        ("events", {"unsent": True}),
    ],
)
def test_what_a_pass_looks_for_is_found_through_an_index(db: Db, collection: str, filter: dict[str, Any]) -> None:
    used = set(stages(db[collection].find(filter).explain()["queryPlanner"]["winningPlan"]))
    assert ("IXSCAN" in used, "COLLSCAN" in used) == (True, False)
