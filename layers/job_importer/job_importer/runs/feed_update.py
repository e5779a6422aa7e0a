"""What a feed learns from a run that has ended: its health, when it is due next, and what it usually yields."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from job_importer.completeness import Completeness
from job_importer.feeds.collapse import remember
from job_importer.feeds.judged import RECENT_KEPT, RecentRun
from job_importer.feeds.model import NO_VALIDATORS, FeedDoc, Yield
from job_importer.feeds.schedule import next_due_at
from job_importer.mongo import Db
from job_importer.observability import logger
from job_importer.runs.counts import Counts
from job_importer.runs.failure_streak import health_after
from job_importer.runs.judgement.day import reading_of
from job_importer.runs.judgement.verdict import judge, judged_by_nobody_since, stored
from job_importer.runs.model import ReadingMode, RunDoc, RunStatus
from job_importer.runs.totals import no_counts

_ATTEMPTS = 5


def settle_feed(db: Db, run_id: str, now: datetime, ended: RunDoc | None = None, known: FeedDoc | None = None) -> None:
    """Releases the lease and records what the run taught, in one update: both happen once, or not at all.
    `ended` is the run as it has just ended, `known` the feed as it was read while the run held it.

    If the feed changes at this very moment, by its settings or its neighbours, it is read again, up to five times;
    after that the reconciler's next pass does it.
    """
    run: Any = ended or db.runs.find_one({"_id": run_id})
    if run is None or not RunStatus(run["status"]).ended:
        return
    for _ in range(_ATTEMPTS):
        feed: Any = known or db.feeds.find_one({"_id": run["feed_id"], "lease.run_id": run_id})
        if feed is None:
            return
        as_read = {name: feed.get(name) for name in ("_id", "updated_at", "full_after")} | {"lease.run_id": run_id}
        as_read |= judged_by_nobody_since(feed)
        if db.feeds.update_one(as_read, {"$set": lessons(feed, run, now)}).matched_count:
            return
        known = None
    logger.warning(
        "The feed kept changing: it stays reserved for its ended run until the reconciler's next pass",
        run_id=run_id,
        feed_id=run["feed_id"],
        attempts=_ATTEMPTS,
    )


def lessons(feed: FeedDoc, run: RunDoc, now: datetime) -> dict[str, Any]:
    """The fields of the feed that change after `run`."""
    if run["replay_of"]:
        return {"lease": None}  # it says nothing about the source's present state
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
    return values | _judged({**feed, **values}, run, now)  # type: ignore[typeddict-item]


def _judged(feed: FeedDoc, run: RunDoc, now: datetime) -> dict[str, Any]:
    """The feed's current state. If an operator has accepted what the feed brings, its history starts again."""
    values: dict[str, Any] = {"recent": _recent(feed, run)}
    if run["accept_collapse"] and run["status"] != RunStatus.FAILED:
        values |= {"usual": None, "usual_from": now.date().isoformat()}
        feed = {**feed, "usual": None}
    new = run["counts"]["new"] if run["counts"] else 0
    judgement = judge(feed, now, reading_of(run), new)
    return values | stored(feed, judgement, now)


def _recent(feed: FeedDoc, run: RunDoc) -> list[RecentRun]:
    counts, failure = run["counts"] or no_counts(), run["failure"]
    entry: RecentRun = {
        "id": run["_id"],
        "at": run["queued_at"],
        "status": run["status"],
        "code": failure["code"] if failure else None,
        "format": run["format"],
        "fetched": counts["fetched"],
        "new": counts["new"],
        "updated": counts["updated"],
        "closed": counts["closed"],
        "failed": counts["failed"],
    }
    earlier = [one for one in feed.get("recent", []) if one["id"] != run["_id"]]
    return [*earlier, entry][-RECENT_KEPT:]


def note_closed(db: Db, run: RunDoc, closed: int) -> None:
    """The jobs of a run are closed after its end."""
    db.feeds.update_one({"_id": run["feed_id"], "recent.id": run["_id"]}, {"$set": {"recent.$.closed": closed}})


def _usual(feed: FeedDoc, run: RunDoc, items: int) -> int:
    """The number of items to remember; reading a part of a feed does not make the feed smaller."""
    is_part = run.get("completeness") == Completeness.PART
    return max(items, feed["yields"][-1]["items"]) if is_part and feed["yields"] else items


def _not_before(run: RunDoc, now: datetime) -> datetime | None:
    retry_after = run["failure"]["retry_after"] if run["failure"] else None
    return now + timedelta(seconds=retry_after) if retry_after else None


def _share_changed(counts: Counts | None) -> float | None:
    known = counts["updated"] + counts["unchanged"] if counts else 0
    return counts["updated"] / known if counts and known else None


def _learned(feed: FeedDoc, run: RunDoc) -> dict[str, Any]:
    """For a run that brought jobs.

    Its validators hold only if every job of its source was seen, since the others must come again, and only if the
    bytes were read with the settings of their request. If they do not hold, the earlier ones do not either: some of
    what they stood for is overwritten.
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
        "known_identity": run["identity"] if items else feed["known_identity"],  # an empty feed does not show its ids
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
    """Whether the settings are the same; one attempt may have fetched the bytes and another one read them."""
    reading, validators = run["reading"], run["validators"]
    return bool(reading and validators and reading.get("settings") == validators.get("settings"))


def _still_due(feed: FeedDoc, run: RunDoc) -> str | None:
    """The run whose jobs must be read in full, if the run that has just done so is older."""
    after = feed.get("full_after")
    return after if after and after > run["_id"] else None
