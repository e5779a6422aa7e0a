"""Prepares the database: creates indexes, which takes long on a large collection."""

from pymongo import UpdateOne

from job_importer.indexes import Retention, other_indexes, prepare
from job_importer.jobs.search_words import MARKS, search_fields
from job_importer.mongo import Db, connect
from job_importer.plural import plural

AT_ONCE = 1_000

DATABASE = "job_importer"


def prepare_database(uri: str, database: str = DATABASE, *, drop_others: bool = False) -> tuple[list[str], list[str]]:
    """The indexes that were built or changed, and those that are not the project's own, which are dropped if asked for.

    Without a time limit: the database may need an hour.
    """
    db = connect(uri, database, socketTimeoutMS=None)
    try:
        done, others = prepare(db, Retention()), other_indexes(db)
        if found := fill_in_words(db):
            done.append(f"jobs.words of {plural(found, 'job')}")
        for collection, name in (other.split(".", 1) for other in others if drop_others):
            db[collection].drop_index(name)
        return done, others
    finally:
        db.client.close()


def fill_in_words(db: Db) -> int:
    """Adds the search words to jobs stored by an earlier version. Returns how many there were."""
    without, filled = {"words": None}, 0
    while found := list(db.jobs.find(without, dict.fromkeys(MARKS, 1)).limit(AT_ONCE)):
        writes = [UpdateOne({"_id": job["_id"], **without}, {"$set": search_fields(job)}) for job in found]
        db.jobs.bulk_write(writes, ordered=False)
        filled += len(found)
    return filled
