"""Handles feeds that change their jobs' keys: the stored jobs also become known under the new keys."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime

from job_importer.batched import batched
from job_importer.completeness import Completeness
from job_importer.feeds.model import FeedDoc
from job_importer.intake import Feed
from job_importer.intake.identity.choose import same_name
from job_importer.intake.model import Item
from job_importer.jobs.aliases import add_aliases, find_aliases
from job_importer.jobs.fingerprint import fingerprints
from job_importer.jobs.key import job_key
from job_importer.jobs.matching import MOSTLY, Matcher
from job_importer.mongo import Db
from job_importer.runs.model import RunDoc
from job_importer.runs.progress import note_rekeying
from job_importer.runs.store import get_run

SAMPLE = 100  # keys that are looked up to see whether the feed still uses them
AT_ONCE = 500


def rekey(db: Db, run: RunDoc, feed: FeedDoc, document: Feed, sample: Sequence[Item], now: datetime) -> str | None:
    """If the keys have changed throughout the feed, makes the new ones lead to the stored jobs. `sample` are the first
    items.

    Returns the warning about it. The run keeps the warning, since a later attempt finds nothing left to do.
    """
    if not _may_have_changed(db, run, feed, document, sample):
        return run.get("rekeying")
    by_field = has_other_identity(feed, document)
    with closing(Matcher()) as matcher:
        for key, prints in _known(db, feed["_id"], run["source"]):
            matcher.add_known(key, prints)
        for items in batched((item for item in document.items() if _key(item)), AT_ONCE):
            _add_listed(db, matcher, items)
        if not by_field and not matcher.is_throughout():
            return run.get("rekeying")
        found = matcher.match()
        if not found or not (by_field or matcher.explains(found)):
            return run.get("rekeying")
        warning = note_rekeying(db, run["_id"], _warning(found, feed, document if by_field else None))
        add_aliases(db, matcher.pairs(), run["_id"], now)
    return warning


def has_other_identity(feed: FeedDoc, document: Feed) -> bool:
    known = feed["known_identity"]
    return known is not None and not same_name(known, document.scan.identity)


def _may_have_changed(db: Db, run: RunDoc, feed: FeedDoc, document: Feed, sample: Sequence[Item]) -> bool:
    """A window replaces its jobs as a matter of course, and an old replay says nothing new about the keys."""
    earlier = get_run(db, feed["confirmed_run_id"]) if feed["confirmed_run_id"] else None
    if earlier is None or run.get("overtaken_by") or not document.scan.fetched:
        return False
    whole = (None, Completeness.WHOLE)
    if earlier.get("completeness") not in whole or document.scan.completeness not in whole:
        return False
    return has_other_identity(feed, document) or _are_mostly_new(db, sample)


def _are_mostly_new(db: Db, sample: Sequence[Item]) -> bool:
    """For the first items. This is the only read for a feed whose keys have not changed."""
    keys = [key for item in sample[:SAMPLE] if not item.known and (key := _key(item))]
    return len(_stored_as(db, keys)) < (1 - MOSTLY) * len(keys) if keys else False


def _known(db: Db, feed_id: str, source: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Jobs that the feed lists, also expired ones. Those of another source stay separate, as an operator decided."""
    listed = {"feed_ids": feed_id, "source": source, f"seen.{feed_id}": {"$exists": True}}
    for doc in db.jobs.find(listed, {"fingerprints": 1}, batch_size=AT_ONCE):
        yield doc["_id"], doc["fingerprints"]


def _add_listed(db: Db, matcher: Matcher, items: Sequence[Item]) -> None:
    stored = _stored_as(db, [key for item in items if (key := _key(item))])
    for item in items:
        if key := _key(item):
            matcher.add_listed(key, stored.get(key), fingerprints(item.job))


def _key(item: Item) -> str | None:
    job = item.job
    return (
        None if item.duplicate or item.marked or not job["external_id"] else job_key(job["source"], job["external_id"])
    )


def _stored_as(db: Db, keys: Sequence[str]) -> dict[str, str]:
    """Maps those `keys` that lead to a job to the key under which it is stored."""
    stored = {doc["_id"]: doc["_id"] for doc in db.jobs.find({"_id": {"$in": list(keys)}}, {"_id": 1})}
    aliases = find_aliases(db, [key for key in keys if key not in stored])
    return stored | {key: alias.job for key, alias in aliases.items()}


def _warning(found: int, feed: FeedDoc, document: Feed | None) -> str:
    jobs = "One job comes" if found == 1 else f"{found} jobs come"
    field = f", {document.scan.identity!r} instead of {feed['known_identity']!r}" if document else ""
    return (
        f"{jobs} under a different id than before{field}. Their address, or title, company, place and text, match "
        "known jobs: they stay the same jobs, with their history, and are neither closed nor new."
    )
