"""The database: one client for the life of the process."""

from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from job_importer.types import Document

Db = Database[Document]


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


DUPLICATE_KEY = 11000

TRANSIENT_CODES = frozenset({6, 7, 50, 89, 91, 112, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436})
"""Server errors that time heals: unreachable, timeout, write conflict, not primary, shutting down (error_codes.yml)."""
