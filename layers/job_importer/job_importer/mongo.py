"""The database: one client for the life of the process, its collections and their indexes."""

from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, MongoClient
from pymongo.database import Database

from job_importer.runs.model import Document

Db = Database[Document]

INDEXES: dict[str, list[IndexModel]] = {
    "feeds": [
        IndexModel([("enabled", ASCENDING), ("next_due_at", ASCENDING)]),
    ],
    "runs": [
        IndexModel([("feed_id", ASCENDING), ("_id", DESCENDING)]),
        IndexModel([("status", ASCENDING), ("_id", DESCENDING)]),
        IndexModel([("closing", ASCENDING), ("_id", ASCENDING)], partialFilterExpression={"closing": "pending"}),
    ],
    "chunks": [
        IndexModel([("run_id", ASCENDING), ("state", ASCENDING)]),
        IndexModel([("run_id", ASCENDING), ("settled_at", ASCENDING)]),
    ],
    "failures": [
        IndexModel([("run_id", ASCENDING), ("code", ASCENDING), ("signature", ASCENDING), ("_id", ASCENDING)]),
        IndexModel([("feed_id", ASCENDING), ("_id", DESCENDING)]),
    ],
    "jobs": [
        IndexModel([("seen.$**", ASCENDING)]),
        IndexModel([("closed_run_id", ASCENDING)], sparse=True),
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
