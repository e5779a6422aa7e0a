"""Preparing the database: the one step that builds indexes. It takes its time on a large collection."""

from job_importer.indexes import Retention, other_indexes, prepare
from job_importer.mongo import connect

DATABASE = "job_importer"


def prepare_database(uri: str, database: str = DATABASE, *, drop_others: bool = False) -> tuple[list[str], list[str]]:
    """The indexes that were built or changed, and those that are not the project's own, which are dropped if asked for.

    Without a time limit: the database may need an hour.
    """
    db = connect(uri, database, socketTimeoutMS=None)
    try:
        done, others = prepare(db, Retention()), other_indexes(db)
        for collection, name in (other.split(".", 1) for other in others if drop_others):
            db[collection].drop_index(name)
        return done, others
    finally:
        db.client.close()
