"""The database: one client for the life of the process, its collections and their indexes."""

from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, MongoClient
from pymongo.database import Database

from job_importer.types import Document

Db = Database[Document]


def _newest_first(*equal: str) -> IndexModel:
    """Of runs, or of failures by their runs; read backwards it is a feed's own order."""
    return IndexModel([*((name, ASCENDING) for name in equal), ("_id", DESCENDING)])


def _newest_jobs_first(*equal: str, then: str | None = None, **options: Any) -> IndexModel:
    """`then` is a field that may be filtered by as well: it is looked at in the index, after the sort."""
    order = [("first_run_id", DESCENDING), ("_id", DESCENDING), *([(then, ASCENDING)] if then else [])]
    return IndexModel([*((name, ASCENDING) for name in equal), *order], **options)


INDEXES: dict[str, list[IndexModel]] = {
    "feeds": [
        IndexModel([("enabled", ASCENDING), ("next_due_at", ASCENDING)]),
    ],
    "runs": [
        # MongoDB itself needs no help with `_id`; other servers of its protocol use it for single documents alone.
        IndexModel([("_id", DESCENDING), ("feed_id", ASCENDING)]),
        _newest_first("feed_id"),
        _newest_first("status"),
        _newest_first("failure.code"),
        _newest_first("feed_id", "status"),
        _newest_first("feed_id", "failure.code"),
        _newest_first("trigger"),
        _newest_first("trigger", "feed_id"),
        _newest_first("trigger", "status"),
        _newest_first("trigger", "failure.code"),
        _newest_first("trigger", "feed_id", "status"),
        _newest_first("trigger", "feed_id", "failure.code"),
        IndexModel([("closing", ASCENDING), ("_id", ASCENDING)], partialFilterExpression={"closing": "pending"}),
    ],
    "chunks": [
        IndexModel([("run_id", ASCENDING), ("state", ASCENDING)]),
        IndexModel([("run_id", ASCENDING), ("settled_at", ASCENDING)]),
    ],
    "failures": [
        _newest_first("code"),
        _newest_first("code", "signature"),
        _newest_first("feed_id"),
        _newest_first("feed_id", "code"),
        _newest_first("feed_id", "code", "signature"),
        _newest_first("run_id"),
        _newest_first("run_id", "code"),
        _newest_first("run_id", "code", "signature"),
    ],
    "jobs": [
        IndexModel([("seen.$**", ASCENDING)]),
        IndexModel([("closed_run_ids", ASCENDING)], sparse=True),
        IndexModel([("external_id", ASCENDING)]),
        _newest_jobs_first("closed_reason"),
        _newest_jobs_first("source", "closed_reason"),
        _newest_jobs_first("feed_ids", "closed_reason", then="source"),
        _newest_jobs_first("history.run_id", "closed_reason", partialFilterExpression={"changed_run_id": {"$gt": ""}}),
    ],
}


def connect(uri: str, database: str, **options: Any) -> Db:
    """Datetimes come back aware, in UTC. Writes are acknowledged by a majority and journaled."""
    defaults: dict[str, Any] = {
        "tz_aware": True,
        "w": "majority",
        "journal": True,
        "appname": "job-importer",
        "serverSelectionTimeoutMS": 5_000,
        "connectTimeoutMS": 5_000,
        "timeoutMS": 20_000,
    }
    client: MongoClient[Document] = MongoClient(uri, **(defaults | options))
    return client[database]


def ensure_indexes(db: Db) -> None:
    """Create what is missing. Safe to repeat, and safe to run from several processes at once."""
    for name, indexes in INDEXES.items():
        db[name].create_indexes(indexes)


TRANSIENT_CODES = frozenset({6, 7, 50, 89, 91, 112, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436})
"""Server errors that time heals: unreachable, timeout, write conflict, not primary, shutting down (error_codes.yml)."""
