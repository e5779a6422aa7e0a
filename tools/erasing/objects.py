"""Erases from the bucket. A snapshot is a source's original bytes and cannot be edited: one that contains erased
data is removed, and its run cannot be replayed any more. So are manifests that may list erased jobs.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from job_importer.clock import utc_now
from job_importer.codes import FeedError
from job_importer.intake import open_feed
from job_importer.intake.model import Hints
from job_importer.jobs.blocklist import BlockList
from job_importer.jobs.passages import Passages
from job_importer.pipeline.reading import hints
from job_importer.runs import snapshots
from job_importer.runs.store import get_run
from tools.erasing.place import Place

WINDOW, OVERLAP = 4_000_000, 20_000  # bytes
PREFIX = "snapshots/"


def erase_objects(
    place: Place, blocked: BlockList, feeds: Collection[str], *, everywhere: bool, dry: bool
) -> Counter[str]:
    """Removes manifests of `feeds`, and their snapshots with blocked content; with `everywhere`, of all feeds."""
    found: Counter[str] = Counter()
    for key in _keys(place, PREFIX):
        feed_id = key.split("/")[1]
        if key.endswith((".manifest.zst", ".vanished.zst")):
            is_due, kind = feed_id in feeds, "manifests"
        else:
            is_due, kind = (everywhere or feed_id in feeds) and _holds(place, key, blocked), "snapshots"
        if is_due:
            found[kind] += 1
            if not dry:
                place.s3.delete_object(Bucket=place.bucket, Key=key)
    return found


def erase_folder(place: Place, feed_id: str) -> int:
    """Removes everything of a feed; returns the number of objects."""
    keys = list(_keys(place, f"{PREFIX}{feed_id}/"))
    for key in keys:
        place.s3.delete_object(Bucket=place.bucket, Key=key)
    return len(keys)


def _keys(place: Place, prefix: str) -> Iterator[str]:
    pages = place.s3.get_paginator("list_objects_v2").paginate(Bucket=place.bucket, Prefix=prefix)
    yield from [entry["Key"] for page in pages for entry in page.get("Contents", ())]


def _holds(place: Place, key: str, blocked: BlockList) -> bool:
    with TemporaryDirectory(prefix="erasing-") as folder:
        body = Path(folder, "feed")
        if not snapshots.get(place.s3, place.bucket, key, body):
            return False
        return _is_in_bytes(body, blocked.passages) or _is_in_jobs(place, key, body, blocked)


def _is_in_bytes(body: Path, passages: Passages) -> bool:
    """Also if it is in no field of a job. Without its zeros, UTF-16 reads as ASCII."""
    kept = b""
    with body.open("rb") as file:
        while window := file.read(WINDOW):
            data = (kept + window).replace(b"\0", b"")
            if any(passages.finds(data.decode(codec, "replace")) for codec in ("utf-8", "cp1252")):
                return True
            kept = window[-OVERLAP:]
    return False


def _is_in_jobs(place: Place, key: str, body: Path, blocked: BlockList) -> bool:
    """As its import would find it: whatever the encoding, the escapes, the layout."""
    try:
        with open_feed(body, _hints(place, key)) as feed:
            return any(blocked.review(item.job) != item.job for item in feed.items())
    except FeedError:
        return False  # nor can a replay read it


def _hints(place: Place, key: str) -> Hints:
    """As its run has read it; else as its feed would now."""
    feed_id, name = key.split("/")[1:3]
    run = get_run(place.db, name.partition(".")[0])
    if run and run["reading"] and run["snapshot"]:
        return hints(run["reading"], run["snapshot"])
    feed = place.db.feeds.find_one({"_id": feed_id}) or {}
    return Hints(utc_now(), feed.get("url"), source=feed.get("source"), format=feed.get("format"))
