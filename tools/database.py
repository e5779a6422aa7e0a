"""Preparing the database: the one step that builds indexes. It takes its time on a large collection."""

from job_importer.indexes import Retention, prepare
from job_importer.mongo import connect


def prepare_database(uri: str, database: str = "job_importer") -> list[str]:
    """What was built or changed. Without a time limit: the database may need an hour."""
    db = connect(uri, database, socketTimeoutMS=None)
    try:
        return prepare(db, Retention())
    finally:
        db.client.close()
