"""What a feed learns from a run that has ended: its health, when it is due next, and what it usually yields."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from job_importer.completeness import Completeness
from job_importer.feeds.collapse import remember
from job_importer.feeds.model import NO_VALIDATORS, FeedDoc, Yield
from job_importer.feeds.schedule import next_due_at
from job_importer.mongo import Db
from job_importer.runs.feed_health import health_after
from job_importer.runs.model import Counts, ReadingMode, RunDoc, RunStatus


def settle_feed(db: Db, run_id: str, now: datetime, ended: RunDoc | None = None, known: FeedDoc | None = None) -> None:
    """Give back the lease and write down what the run taught, both in one update: it happens once, or not at all.
    `ended` is the run as it has just ended, `known` the feed as it was read while the run held it.

    Where the settings change at this very moment, or a neighbour leaves jobs to the feed, it does not happen; the
    reconciler's next pass makes up for it.
    """
    run: Any = ended or db.runs.find_one({"_id": run_id})
    if run is None or not RunStatus(run["status"]).ended:
        return
    if known and _settle(db, known, run, now):
        return
    feed: Any = db.feeds.find_one({"_id": run["feed_id"], "lease.run_id": run_id})
    if feed:
        _settle(db, feed, run, now)


def _settle(db: Db, feed: FeedDoc, run: RunDoc, now: datetime) -> bool:
    """False where the run does not hold the feed, or somebody else has written meanwhile what this depends on."""
    as_read = {name: feed.get(name) for name in ("_id", "updated_at", "full_after")} | {"lease.run_id": run["_id"]}
    return db.feeds.update_one(as_read, {"$set": lessons(feed, run, now)}).matched_count == 1


def lessons(feed: FeedDoc, run: RunDoc, now: datetime) -> dict[str, Any]:
    """The fields of the feed that change after `run`."""
    if run["replay_of"]:
        return {"lease": None} | _unlearned(feed, run["replay_of"])
    health = health_after(feed["health"], run, now)
    not_before = _not_before(run, now)
    due = next_due_at(feed["_id"], feed["interval_seconds"], now, health["failures_in_a_row"], not_before)
    values: dict[str, Any] = {"lease": None, "health": health, "not_before": not_before, "next_due_at": due}
    match run["status"]:
        case RunStatus.SUCCEEDED | RunStatus.PARTIAL:
            values |= _learned(feed, run)
        case RunStatus.NOT_MODIFIED:
            values["confirmed_at"] = run["fetched_at"]
            if run["http"] and run["http"]["status"] != HTTPStatus.NOT_MODIFIED:
                values["sent_at"] = run["fetched_at"]
        case RunStatus.FAILED if run["counts"] and run["counts"]["fetched"]:
            values["validators"] = NO_VALIDATORS
    return values


def _unlearned(feed: FeedDoc, replayed: str) -> dict[str, Any]:
    """A replay says nothing of the source as it is now; but one of older bytes undoes what the validators speak for."""
    return {} if replayed == feed["confirmed_run_id"] else {"validators": NO_VALIDATORS}


def _usual(feed: FeedDoc, run: RunDoc, items: int) -> int:
    """The number of items to remember; a part of a feed does not make it a smaller one."""
    is_part = run.get("completeness") == Completeness.PART
    return max(items, feed["yields"][-1]["items"]) if is_part and feed["yields"] else items


def _not_before(run: RunDoc, now: datetime) -> datetime | None:
    retry_after = run["failure"]["retry_after"] if run["failure"] else None
    return now + timedelta(seconds=retry_after) if retry_after else None


def _share_changed(counts: Counts | None) -> float | None:
    known = counts["updated"] + counts["unchanged"] if counts else 0
    return counts["updated"] / known if counts and known else None


def _learned(feed: FeedDoc, run: RunDoc) -> dict[str, Any]:
    """Of a run that brought jobs.

    Its validators hold only if every job of its source was seen, since the others must come again; and only if the
    bytes were read by the settings that they were asked for by. Where they do not hold, those from before do not
    either: some of what they spoke for is overwritten.
    """
    items = run["seal"]["fetched"] if run["seal"] else 0
    new: Yield = {
        "run_id": run["_id"],
        "items": _usual(feed, run, items),
        "filled": run["filled"] or 0.0,
        "changed": _share_changed(run["counts"]),
    }
    values: dict[str, Any] = {
        "yields": remember(feed["yields"], feed["collapse_threshold"], new),
        "known_identity": run["identity"] if items else feed["known_identity"],  # an empty feed says nothing of its ids
        "confirmed_run_id": run["_id"],
        "confirmed_at": run["fetched_at"],
        "sent_at": run["fetched_at"],
        "listed": run.get("listed"),
    }
    saw_all = run["closing"] is not None and run.get("completeness") != Completeness.PART
    holds = saw_all and run["validators"] and _was_read_as_asked_for(run)
    values["validators"] = run["validators"] if holds else NO_VALIDATORS
    if holds and run.get("reading_mode") != ReadingMode.CHANGES:
        values["full_run_id"] = run["_id"]
        values["full_after"] = _still_due(feed, run)
    return values


def _was_read_as_asked_for(run: RunDoc) -> bool:
    """By one and the same settings; an attempt may have fetched the bytes and another one have read them."""
    reading, validators = run["reading"], run["validators"]
    return bool(reading and validators and reading.get("settings") == validators.get("settings"))


def _still_due(feed: FeedDoc, run: RunDoc) -> str | None:
    """The run whose jobs are to be read in full, where the run that has just done so is older."""
    after = feed.get("full_after")
    return after if after and after > run["_id"] else None
