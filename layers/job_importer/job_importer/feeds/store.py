"""The registry of feeds in MongoDB."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from job_importer.feeds.judged import never_judged
from job_importer.feeds.listings import forget
from job_importer.feeds.model import NO_VALIDATORS, FeedDoc, FeedSettings, healthy
from job_importer.feeds.schedule import due_by_new_interval
from job_importer.mongo import Db, typed
from job_importer.urls.host import default_source
from job_importer.urls.redact import redact_url


def get_feed(db: Db, feed_id: str) -> FeedDoc | None:
    return typed(db.feeds, FeedDoc).find_one({"_id": feed_id})


def put_feed(db: Db, feed_id: str, settings: FeedSettings, now: datetime) -> FeedDoc:
    """Create the feed, due at once, or replace its settings. What was learned about it stays (its validators record the
    settings they are valid for), and it is due earlier if its interval has become shorter.
    """
    stored = get_feed(db, feed_id)
    written = typed(db.feeds, FeedDoc).find_one_and_update(
        {"_id": feed_id}, _changes(feed_id, stored, settings, now), upsert=True, return_document=True
    )
    assert written is not None  # noqa: S101 an upsert has an answer
    return written


def change_feed(db: Db, stored: FeedDoc, settings: FeedSettings, now: datetime) -> FeedDoc | None:
    """The same for settings derived from `stored`; None if somebody has changed or removed the feed since."""
    as_read = {"_id": stored["_id"], "updated_at": stored["updated_at"]}
    changes = _changes(stored["_id"], stored, settings, now)
    return typed(db.feeds, FeedDoc).find_one_and_update(as_read, changes, return_document=True)


def _changes(feed_id: str, stored: FeedDoc | None, settings: FeedSettings, now: datetime) -> dict[str, Any]:
    due = now if stored is None else due_by_new_interval(stored, settings.interval_seconds, now)
    moves = stored is not None and settings.interval_seconds != stored["interval_seconds"]
    values = _settings(settings)
    changes = {
        "$set": values | {"search": searched(feed_id, values), "updated_at": now},
        "$setOnInsert": _unlearned(now) | {"judgement": never_judged(now)} | ({} if moves else {"next_due_at": due}),
    }
    if moves:
        changes["$min"] = {"next_due_at": due}  # even if a run has ended meanwhile and postponed it
    return changes


def delete_feed(db: Db, feed_id: str, now: datetime) -> bool:
    """False if a run of it is running, or the feed does not exist.

    A note remains until the reconciler has removed the feed from its jobs. It is written before, so that a crash does
    not lose it, and after, because a reconciler that saw the feed in between has dropped it.
    """
    note_removed(db, feed_id, now)
    is_removed = db.feeds.delete_one({"_id": feed_id, "lease": None}).deleted_count == 1
    if is_removed:
        forget(db, feed_id)
        note_removed(db, feed_id, now)
    return is_removed


def note_removed(db: Db, feed_id: str, now: datetime) -> None:
    """Let the reconciler remove the feed from the jobs that it listed until `now`."""
    db.removed_feeds.replace_one({"_id": feed_id}, {"removed_at": now}, upsert=True)


def removed_feeds(db: Db) -> list[tuple[str, datetime]]:
    """Ids and times of the feeds that were removed, even if not added again since, and not released yet."""
    return [(note["_id"], note["removed_at"]) for note in db.removed_feeds.find()]


def forget_removed(db: Db, feed_id: str, removed_at: datetime) -> None:
    db.removed_feeds.delete_one({"_id": feed_id, "removed_at": removed_at})


def searched(feed_id: str, feed: Mapping[str, Any]) -> str:
    """The text that the feed search uses, without secrets of the address: they could be guessed letter by letter."""
    return " ".join((feed_id, redact_url(feed["url"]), feed["source"])).lower()


def _settings(settings: FeedSettings) -> dict[str, Any]:
    values = settings.model_dump(exclude={"headers"})
    values["headers"] = {name: value.get_secret_value() for name, value in settings.headers.items()}
    values["source"] = settings.source or default_source(settings.url)
    return values


def _unlearned(now: datetime) -> dict[str, Any]:
    return {
        "created_at": now,
        "not_before": None,
        "lease": None,
        "health": healthy(),
        "known_identity": None,
        "yields": [],
        "validators": NO_VALIDATORS,
        "confirmed_run_id": None,
        "confirmed_at": None,
        "sent_at": None,
    }
