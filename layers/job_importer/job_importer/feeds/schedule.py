"""When a feed is due, and which due feeds go first. Pure."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from job_importer.feeds.model import FeedDoc
from job_importer.urls.host import default_source

BACKOFF_CAP_SECONDS = 86_400  # a failing feed is tried at least once a day, or at its interval if that is longer
UNCONDITIONAL_AFTER = timedelta(days=1)  # some sources answer 304 forever, whatever they have
UNCONDITIONAL_AFTER_INTERVALS = 3  # for feeds that are imported once a day or less
OVERDUE_AFTER = timedelta(minutes=5)
OVERDUE_AFTER_AT_MOST = timedelta(hours=6)
QUEUED_AT_MOST = 200  # runs that no importer has started yet: more would only wait in the queue instead


def next_due_at(
    feed_id: str,
    interval_seconds: int,
    now: datetime,
    failures_in_a_row: int = 0,
    not_before: datetime | None = None,
) -> datetime:
    """When the feed is due after a run that ended `now`.

    Every feed has its own slots, `interval_seconds` apart, at an offset derived from its id, so that feeds that were
    added or became due together spread out at once. Returns the slot nearest to the end of the feed's wait, never
    before `not_before`; so a healthy feed is imported every interval, and at least half an interval after a manual run.
    """
    wait = wait_seconds(interval_seconds, failures_in_a_row)
    earliest = now + timedelta(seconds=wait - interval_seconds / 2)
    return _slot_from(feed_id, interval_seconds, max(earliest, not_before or earliest))


def due_by_new_interval(feed: FeedDoc, interval_seconds: int, now: datetime) -> datetime:
    """When the feed is due if its interval is `interval_seconds` from now on.

    A shorter interval takes effect at once: the feed's next slot, plus any extra wait because it fails.
    With a longer one the next import stays where it was.
    """
    wait = wait_seconds(interval_seconds, feed["health"]["failures_in_a_row"])
    slot = _slot_from(feed["_id"], interval_seconds, now + timedelta(seconds=wait - interval_seconds))
    return min(slot, feed["next_due_at"])


def may_be_told_304(feed: FeedDoc, now: datetime) -> bool:
    """Whether a conditional request is enough; now and then the body itself is requested."""
    trusted = max(UNCONDITIONAL_AFTER, UNCONDITIONAL_AFTER_INTERVALS * timedelta(seconds=feed["interval_seconds"]))
    sent_at = feed.get("sent_at")  # unknown for a feed that was stored before this field existed
    return sent_at is not None and now - sent_at < trusted


def wait_seconds(interval_seconds: int, failures_in_a_row: int) -> int:
    """The interval, doubled for each failure in a row after the first, up to a cap. One success restores it."""
    doubled = interval_seconds << min(max(failures_in_a_row - 1, 0), 32)
    return min(doubled, max(BACKOFF_CAP_SECONDS, interval_seconds))


def pick_due(
    feeds: Sequence[FeedDoc], now: datetime, limit: int | None = None, at_once: Mapping[str, int] | None = None
) -> list[FeedDoc]:
    """The feeds to start now: longest due first, and per host at most `at_once` (default: one).

    `feeds` should include the running ones: their leases tell how many of a host are running. They are not picked.
    """
    under_way = Counter(host_of(feed) for feed in feeds if is_running(feed, now))
    due = [feed for feed in feeds if is_due(feed, now) and not is_running(feed, now)]
    picked: list[FeedDoc] = []
    for feed in sorted(due, key=lambda feed: (feed["next_due_at"], feed["_id"])):
        host = host_of(feed)
        if under_way[host] < (at_once or {}).get(host, 1):
            under_way[host] += 1
            picked.append(feed)
    return picked[:limit]


def is_running(feed: FeedDoc, now: datetime) -> bool:
    return feed["lease"] is not None and feed["lease"]["expires_at"] > now


def is_due(feed: FeedDoc, now: datetime) -> bool:
    return feed["enabled"] and max(feed["next_due_at"], feed["not_before"] or feed["next_due_at"]) <= now


def late_by(feed: FeedDoc, now: datetime) -> timedelta | None:
    """How long the feed has been due; None while that is within a working scheduler's delay."""
    quarter = timedelta(seconds=feed["interval_seconds"] / 4)
    late = now - max(feed["next_due_at"], feed["not_before"] or feed["next_due_at"])
    return late if late > min(max(quarter, OVERDUE_AFTER), OVERDUE_AFTER_AT_MOST) else None


def due_filter(now: datetime) -> dict[str, Any]:
    """`is_due` as a filter, for deciding on the stored feed rather than on a copy."""
    return {"enabled": True, "next_due_at": {"$lte": now}} | patient_filter(now)


def patient_filter(now: datetime) -> dict[str, Any]:
    """Filter of the feeds whose source has not asked for a pause beyond `now`."""
    return {"not_before": {"$not": {"$gt": now}}}


def is_full_due(feed_id: str, last: datetime, now: datetime, every_days: int) -> bool:
    """Whether a feed that was last read in full by a run of `last` is due to be read in full again. Every feed has its
    own moment in each `every_days`, derived from its id.
    """
    return _period(feed_id, now, every_days * 86_400) > _period(feed_id, last, every_days * 86_400)


def _period(feed_id: str, moment: datetime, seconds: int) -> int:
    return int(moment.timestamp() + _phase(feed_id, seconds)) // seconds


def host_of(feed: FeedDoc) -> str:
    """The host for politeness; with and without `www.` is the same."""
    return default_source(feed["url"])


def may_fetch_at(feed: FeedDoc, host_free_at: datetime | None, now: datetime) -> datetime:
    """The earliest time at which politeness allows fetching the feed; `now` if at once.

    `host_free_at` is when the host's running fetch, and the pause after it, end; None if unknown.
    """
    return max(now, feed["not_before"] or now, host_free_at or now)


def _slot_from(feed_id: str, interval_seconds: int, earliest: datetime) -> datetime:
    phase = _phase(feed_id, interval_seconds)
    slots = math.ceil((earliest.timestamp() - phase) / interval_seconds)
    return datetime.fromtimestamp(slots * interval_seconds + phase, UTC)


def _phase(feed_id: str, seconds: int) -> int:
    return int.from_bytes(blake2b(feed_id.encode(), digest_size=8).digest(), "big") % seconds
