"""Failures by reason: grouped by code and signature, with how many, since when, until when, and an example."""

from typing import Any

from job_importer.api.filters import FailureFilter
from job_importer.api.queries import ListQuery, failures_queries
from job_importer.api.views.failure import FailureGroup, failure_view
from job_importer.mongo import Db

GROUPED = 20_000  # failures read: this limits the cost of an answer, however much went wrong
GROUPS = 100


def failure_groups(db: Db, wanted: FailureFilter) -> tuple[list[FailureGroup], bool]:
    """The groups with the most jobs first, and whether every failure was looked at."""
    (query,) = failures_queries(wanted)
    rows = list(db[query.collection].aggregate(group_pipeline(query)))
    looked_at = sum(row["failures"] for row in rows)
    shown = (row | row["_id"] | {"example": failure_view(row["example"])} for row in rows[:GROUPS])
    return [*map(FailureGroup.model_validate, shown)], looked_at < GROUPED and len(rows) <= GROUPS


def group_pipeline(query: ListQuery) -> list[dict[str, Any]]:
    group = {
        "_id": {"code": "$code", "signature": "$signature"},
        "failures": {"$sum": 1},
        "count": {"$sum": "$jobs"},
        "first_at": {"$min": "$at"},
        "last_at": {"$max": "$at"},
        "example": {"$first": "$$ROOT"},
    }
    return [
        {"$match": query.filter},
        {"$sort": dict(query.sort)},
        {"$limit": GROUPED},
        {"$group": group},
        {"$sort": {"count": -1, "_id": 1}},
    ]
