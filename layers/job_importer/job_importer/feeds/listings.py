"""The last listing of each feed, with which the next one is compared: collection `listings`, one document per feed.

It has two of them, of the feed's last successful run and of the current run: a run that fails leaves
the other unchanged.
"""

from dataclasses import asdict
from hashlib import blake2b
from struct import pack, unpack
from typing import Any

from job_importer.feeds.window import Listing, Standing
from job_importer.mongo import Db
from job_importer.types import Document


def recall(db: Db, feed_id: str, run_id: str | None) -> tuple[Listing, Standing] | None:
    """The listing of run `run_id` and the standing of the feed then; None if unknown."""
    known = (db.listings.find_one({"_id": feed_id}) if run_id else None) or {}
    found = next((one for one in known.get("runs", ()) if one["run_id"] == run_id), None)
    return (_listing(found), Standing(**found["standing"])) if found else None


def remember(db: Db, feed_id: str, run_id: str, listing: Listing, standing: Standing, *, beside: str | None) -> None:
    """Store the listing of `run_id`, and keep only that of run `beside` of the others. Safe to repeat."""
    kept = {"$filter": {"input": {"$ifNull": ["$runs", []]}, "cond": {"$eq": ["$$this.run_id", beside]}}}
    new = {"$literal": [_document(run_id, listing, standing)]}
    others = {"$filter": {"input": kept, "cond": {"$ne": ["$$this.run_id", run_id]}}}
    db.listings.update_one({"_id": feed_id}, [{"$set": {"runs": {"$concatArrays": [others, new]}}}], upsert=True)


def digest_of(listing: Listing) -> str:
    """32 hex digits: equal for two listings if the second has nothing new."""
    keys, moments = _packed(listing)
    digest = blake2b(b"%d %d " % (listing.items, len(keys)), digest_size=16)
    digest.update(keys)
    digest.update(b"-" if moments is None else moments)
    return digest.hexdigest()


def forget(db: Db, feed_id: str) -> None:
    db.listings.delete_one({"_id": feed_id})


def _packed(listing: Listing) -> tuple[bytes, bytes | None]:
    moments = pack(f"<{len(listing.moments)}q", *listing.moments) if listing.moments else None
    return pack(f"<{len(listing.keys)}q", *listing.keys), moments


def _document(run_id: str, listing: Listing, standing: Standing) -> Document:
    keys, moments = _packed(listing)
    found = {"run_id": run_id, "items": listing.items, "keys": keys, "moments": moments}
    return found | {"standing": asdict(standing)}


def _listing(document: dict[str, Any]) -> Listing:
    keys, moments = document["keys"], document["moments"]
    return Listing(
        items=document["items"],
        keys=unpack(f"<{len(keys) // 8}q", keys),
        moments=moments and unpack(f"<{len(moments) // 8}q", moments),
    )
