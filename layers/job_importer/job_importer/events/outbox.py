"""Derives events from changes: collection `events`, the outbox of the bus.

A change is marked `untold` in the write that makes it, so no crash loses it. Its events are inserted under
ids that follow from it, then the mark is removed; after a crash in between they are inserted again, without effect.
"""

from itertools import chain

from job_importer.events.model import UNTOLD, feed_events, run_events
from job_importer.feeds.model import FeedDoc
from job_importer.mongo import Db, insert_new, typed
from job_importer.runs.model import RunDoc

AT_ONCE = 500  # changes of each kind, in one pass


def collect_events(db: Db) -> None:
    """Safe to repeat and to run concurrently."""
    for feed in list(typed(db.feeds, FeedDoc).find(UNTOLD).limit(AT_ONCE)):
        insert_new(db.events, feed_events(feed))
        judgement = feed["judgement"]
        told = {"$set": {"told_n": judgement["n"]}, "$unset": {"untold": ""}}
        db.feeds.update_one({"_id": feed["_id"], "judgement.n": judgement["n"]}, told)
    runs = list(typed(db.runs, RunDoc).find(UNTOLD | {"closing": {"$ne": "pending"}}).limit(AT_ONCE))
    insert_new(db.events, chain.from_iterable(map(run_events, runs)))
    if runs:
        db.runs.update_many({"_id": {"$in": [run["_id"] for run in runs]}}, {"$unset": {"untold": ""}})
