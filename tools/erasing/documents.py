"""Erases from the database: passages in feed texts, jobs, and all data imported from a feed."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from job_importer.codes import JobFailure
from job_importer.feeds.model import FeedSettings
from job_importer.jobs.blocklist import BlockList
from job_importer.jobs.fingerprint import content_hash, fingerprints, stamp_hash
from job_importer.jobs.history import Kind, to_tell
from job_importer.jobs.key import job_key
from job_importer.jobs.outbox import number_changes
from job_importer.jobs.search_words import search_fields
from job_importer.mongo import Db
from job_importer.runs.failures import signature
from job_importer.types import Document

WITHOUT_TEXTS = frozenset({"audit", "erasures", "hosts", "listings", "locks", "removed_feeds"})
NO_TEXTS = frozenset(
    {"_id", "source", "feed_id", "feed_ids", "feed_url", "reading", "headers", "validators", "snapshot"}
)
SETTINGS = frozenset(FeedSettings.model_fields)
ALL_BATCHES = 1_000_000
ERASED = "What the feed said of this job was erased on request."


class Documents:
    """`found` counts what was found, `feeds` are those that list the jobs among it. A dry run writes nothing."""

    def __init__(self, db: Db, blocked: BlockList, now: datetime, *, dry: bool) -> None:
        self.found: Counter[str] = Counter()
        self.feeds: set[str] = set()
        self.blocked = blocked
        self._db, self._now, self._dry = db, now, dry

    def erase_passages(self) -> None:
        """In every collection that contains feed texts, also in those that a later version adds."""
        for name in sorted(set(self._db.list_collection_names()) - WITHOUT_TEXTS):
            kept = NO_TEXTS | (SETTINGS if name == "feeds" else set())
            for doc in self._db[name].find():
                texts = {field: value for field, value in doc.items() if field not in kept}
                masked = self.blocked.masked(texts)
                changed = {field: value for field, value in masked.items() if value != texts[field]}
                if changed:
                    self._erase_from(name, doc, changed)

    def _erase_from(self, name: str, doc: Document, changed: Document) -> None:
        self.found[name] += 1
        if name == "jobs":
            self.feeds |= set(doc["seen"])
        if self._dry:
            return
        if name != "jobs":
            self._db[name].update_one({"_id": doc["_id"]}, {"$set": changed})
        elif "external_id" in changed:  # its key is made of it; it comes again, under another
            self._delete_jobs({"_id": doc["_id"]})
        else:
            as_read = {"_id": doc["_id"], "stamp_hash": doc["stamp_hash"]}  # else a later pass meets it
            masked = {"$set": changed | _derived(doc, changed), "$inc": {"version": 1}}
            if self._db.jobs.update_one(as_read, masked).matched_count:
                self._tell(Kind.UPDATED, {"_id": doc["_id"]})

    def erase_jobs(self, keys: Collection[str]) -> None:
        for job in list(self._db.jobs.find({"_id": {"$in": list(keys)}})):
            self.found["jobs"] += 1
            self.feeds |= set(job["feed_ids"])
        if not self._dry:
            self._delete_jobs({"_id": {"$in": list(keys)}})
        for failure in self._failures_of(keys):
            self.found["failures"] += 1
            self.feeds.add(failure["feed_id"])
            if not self._dry:
                self._db.failures.update_one({"_id": failure["_id"]}, {"$set": _without_data()})

    def _tell(self, kind: Kind, jobs: Document) -> None:
        """Notifies followers of the changes."""
        self._db.jobs.update_many(jobs, [{"$set": to_tell(self._now, True, kind)}])

    def _delete_jobs(self, jobs: Document) -> None:
        self._tell(Kind.CLOSED, jobs)
        number_changes(self._db, self._now, ALL_BATCHES)  # what is told of a job that is gone is but its id
        for job in self._db.jobs.find(jobs, {"_id": 1}):
            self._db.aliases.delete_many({"job": job["_id"]})
        self._db.jobs.delete_many(jobs)

    def erase_feed(self, feed_id: str) -> None:
        """Jobs that no other feed has brought, and everything stored by feed. The audit log of it stays."""
        own = {"feed_ids": [feed_id]}
        self.found["jobs"] = self._db.jobs.count_documents(own)
        runs = [run["_id"] for run in self._db.runs.find({"feed_id": feed_id}, {"_id": 1})]
        self._delete_jobs(own)
        self._db.jobs.update_many({"feed_ids": feed_id}, {"$pull": {"feed_ids": feed_id}})
        self._db.chunks.delete_many({"run_id": {"$in": runs}})
        for name in sorted(set(self._db.list_collection_names()) - WITHOUT_TEXTS - {"jobs", "feeds"}):
            if deleted := self._db[name].delete_many({"feed_id": feed_id}).deleted_count:
                self.found[name] = deleted

    def _failures_of(self, keys: Collection[str]) -> Iterator[Document]:
        sources = {feed["_id"]: feed["source"] for feed in self._db.feeds.find({}, {"source": 1})}
        named = {"external_id": {"$ne": None}, "code": {"$ne": JobFailure.ERASED.value}}
        for failure in self._db.failures.find(named, {"feed_id": 1, "external_id": 1}):
            source = sources.get(failure["feed_id"])
            if source and job_key(source, failure["external_id"]) in keys:
                yield failure


def keys_of(db: Db, key: str) -> list[str]:
    """All keys of a job."""
    alias = db.aliases.find_one({"_id": key})
    job = str(alias["job"]) if alias and not db.jobs.find_one({"_id": key}, {"_id": 1}) else key
    return sorted({key, job, *(doc["_id"] for doc in db.aliases.find({"job": job}, {"_id": 1}))})


def _derived(doc: Document, changed: Document) -> Document:
    """What is derived from the texts, as for the item that arrives again without the passages."""
    job = doc | changed
    names = set(changed) | ({"description_html"} if "description_text" in changed else set())
    names |= {"category", "tags"} if names & {"category", "tags"} else set()
    new = fingerprints(job)
    prints = {name: new[name] if name in names else old for name, old in doc["fingerprints"].items()}
    hashes = {"content_hash": content_hash(prints), "stamp_hash": stamp_hash(_as_it_comes(job))}
    return {"fingerprints": prints, **hashes, **search_fields(job)}


def _as_it_comes(job: Document) -> dict[str, Any]:
    return {name: _iso(value) if isinstance(value, datetime) else value for name, value in job.items()}


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _without_data() -> Document:
    nothing = dict.fromkeys(("external_id", "title", "url", "excerpt"))
    return nothing | {"message": ERASED, "signature": signature(ERASED), "code": JobFailure.ERASED.value}
