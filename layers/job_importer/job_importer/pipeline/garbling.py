"""Compares the texts of a feed's first jobs with the stored ones, before anything is sent."""

from collections.abc import Iterator, Sequence
from typing import Any

from job_importer.codes import FeedError, RunFailure
from job_importer.cut import cut
from job_importer.feeds.garbled import LEAST_SHARE, MOSTLY, Comparison, garbled_reason
from job_importer.feeds.model import FeedDoc
from job_importer.intake.model import Item, NormalisedJob
from job_importer.jobs.damage import LONGEST, TEXTS, is_marked, worse_text
from job_importer.jobs.fingerprint import fingerprints
from job_importer.jobs.key import job_key
from job_importer.jobs.store import own_keys
from job_importer.mongo import Db
from job_importer.types import Document

PRINTS = ("title", "company", "location", "description_html")
EXCERPT = 60  # characters

Known = tuple[Document, NormalisedJob, dict[str, str]]


def refuse_garbled(db: Db, feed: FeedDoc, sample: Sequence[Item]) -> None:
    """Raises FeedError (feed_garbled). Reads the database only if the sample is damaged. Known items are unchanged."""
    jobs = [item.job for item in sample if not (item.known or item.duplicate) and item.job["external_id"]]
    same = sum(item.known is not None for item in sample)
    if not feed["yields"] or sum(map(is_marked, jobs)) <= LEAST_SHARE * MOSTLY * (same + len(jobs)) / 2:
        return
    found = _compare(list(_known(db, feed["_id"], jobs)), same)
    if reason := garbled_reason(feed["yields"], found):
        example = ""
        if found.example:
            old, new = found.example
            example = f" For example, {old!r} would become {new!r}."
        raise FeedError(
            RunFailure.FEED_GARBLED,
            f"{reason}{example} Nothing was published or closed. Ask the source; if the feed is right, accept it "
            f"with `jobctl import {feed['_id']} --accept-collapse`.",
        )


def _known(db: Db, feed_id: str, jobs: Sequence[NormalisedJob]) -> Iterator[Known]:
    """The stored jobs, by their keys or, since a key may be garbled too, by their addresses."""
    keys = [job_key(job["source"], job["external_id"]) for job in jobs]
    prints = [fingerprints(job) for job in jobs]
    own = own_keys(db, keys)
    by_key = {doc["_id"]: doc for doc in _stored(db, {"_id": {"$in": list(own.values())}})}
    strange = [of["url"] for key, of in zip(keys, prints, strict=True) if own[key] not in by_key]
    listed = {"feed_ids": feed_id, "closed_reason": None, "fingerprints.url": {"$in": strange}}
    by_page = {doc["fingerprints"]["url"]: doc for doc in _stored(db, listed)} if strange else {}
    for job, key, of in zip(jobs, keys, prints, strict=True):
        if doc := by_key.get(own[key]) or by_page.get(of["url"]):
            yield doc, job, of


def _stored(db: Db, wanted: Document) -> Iterator[Document]:
    texts: dict[str, Any] = {name: {"$substrCP": [{"$ifNull": [f"${name}", ""]}, 0, LONGEST]} for name in TEXTS}
    yield from db.jobs.aggregate([{"$match": wanted}, {"$project": texts | {"fingerprints": 1}}])


def _compare(known: Sequence[Known], same: int) -> Comparison:
    changed = worse = 0
    example = None
    for stored, job, prints in known:
        if all(stored["fingerprints"][name] == prints[name] for name in PRINTS):
            continue
        changed += 1
        if name := worse_text(stored, job):
            worse += 1
            example = example or (cut(stored[name], EXCERPT), cut(job[name], EXCERPT))
    return Comparison(same + len(known), changed, worse, example)
