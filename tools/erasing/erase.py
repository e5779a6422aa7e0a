"""Erases a person's data, a job, or all data imported from a feed, and keeps it from coming back.

The block list is written first, the audit last, and every step may be repeated: after a crash, do it all again.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from job_importer.audit import Act, Action, Change, note
from job_importer.ids import first_id_at
from job_importer.jobs.blocklist import BlockList
from job_importer.mongo import Db
from job_importer.types import Document
from tools.erasing.documents import Documents, keys_of
from tools.erasing.objects import erase_folder, erase_objects
from tools.erasing.place import Place

SHORTEST = 6  # letters and digits of a passage
Sleep = Callable[[float], None]
Found = Mapping[str, int]


class TooShortError(ValueError):
    def __init__(self) -> None:
        super().__init__(
            f"This text is too short and would match many others: give at least {SHORTEST} letters or digits."
        )


def erase_text(place: Place, text: str, *, dry: bool = False, sleep: Sleep = time.sleep) -> Found:
    """Hide the passage wherever it is, in whatever case and with whatever signs between its words. How many documents
    and objects held it. Raises TooShortError.
    """
    if sum(map(str.isalnum, text)) < SHORTEST:
        raise TooShortError
    now = place.clock()
    block = _empty(place).text_block(text, now)
    documents = _block(place, [block], now, dry)
    documents.erase_passages()
    return _finish(place, documents, block, now, documents.erase_passages, everywhere=True, dry=dry, sleep=sleep)


def erase_job(place: Place, key: str, *, dry: bool = False, sleep: Sleep = time.sleep) -> Found:
    """The job stored under `key` or known by it, and its failures."""
    now, keys = place.clock(), keys_of(place.db, key)
    blocks = [_empty(place).job_block(one, now) for one in keys]
    documents = _block(place, blocks, now, dry)
    documents.erase_jobs(keys)
    again = lambda: documents.erase_jobs(keys)  # noqa: E731
    return _finish(place, documents, blocks[0], now, again, everywhere=False, dry=dry, sleep=sleep)


def erase_feed(place: Place, feed_id: str) -> Found:
    """What a removed feed has brought, except jobs that another feed has brought too."""
    now = place.clock()
    block = _empty(place).feed_block(feed_id, now)
    documents = _block(place, [block], now, False)
    documents.erase_feed(feed_id)
    documents.found["snapshots"] = erase_folder(place, feed_id)
    _note(place, f"feeds/{feed_id}", feed_id, documents.found, now)
    return documents.found


def _empty(place: Place) -> BlockList:
    return BlockList([], place.key)


def _block(place: Place, blocks: list[Document], now: datetime, dry: bool) -> Documents:
    """From here on nothing of it is stored any more. Raises KeyLostError if the list belongs to another key."""
    BlockList(list(place.db.erasures.find()), place.key)
    if not dry:
        for block in blocks:
            place.db.erasures.replace_one({"_id": block["_id"]}, block, upsert=True)
    return Documents(place.db, BlockList(blocks, place.key), now, dry=dry)


def _finish(
    place: Place,
    documents: Documents,
    block: Document,
    now: datetime,
    again: Callable[[], None],
    *,
    everywhere: bool,
    dry: bool,
    sleep: Sleep,
) -> Found:
    blocked = documents.blocked
    found = Counter(documents.found)
    found += erase_objects(place, blocked, documents.feeds, everywhere=everywhere, dry=dry)
    if dry:
        return found
    read_in_full(place.db, documents.feeds, now)
    sleep(max(0.0, place.seconds_to_settle - (place.clock() - now).total_seconds()))
    documents.found.clear()
    again()  # what was on its way into the database when the block list changed
    found += documents.found
    read_in_full(place.db, documents.feeds, place.clock())
    _note(place, f"erasures/{block['_id'][:12]}", None, found, now)
    return found


def read_in_full(db: Db, feeds: set[str], now: datetime) -> None:
    """In a run that starts after now: earlier runs may leave lists of what was erased."""
    after = first_id_at(now + timedelta(milliseconds=1))
    db.feeds.update_many({"_id": {"$in": sorted(feeds)}}, {"$max": {"full_after": after}})


def _note(place: Place, target: str, feed_id: str | None, found: Found, now: datetime) -> None:
    numbers: dict[str, Change] = {name: {"old": number, "new": 0} for name, number in sorted(found.items())}
    note(place.db, place.actor, [Act(Action.ERASED, target, feed_id, numbers)], now)
