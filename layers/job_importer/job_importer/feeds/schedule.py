"""When a feed is due, and which of the due feeds go first. Pure: clock passed in, spread by id."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from job_importer.feeds.model import FeedDoc
from job_importer.urls.host import default_source

BACKOFF_CAP_SECONDS = 86_400  # a failing feed is tried once a day at least, or at its interval where that is longer
UNCONDITIONAL_AFTER = timedelta(days=1)  # some sources answer 304 for ever, whatever they have by then
UNCONDITIONAL_AFTER_INTERVALS = 3  # of a feed that comes once a day or less
OVERDUE_AFTER = timedelta(minutes=5)
OVERDUE_AFTER_AT_MOST = timedelta(hours=6)
QUEUED_AT_MOST = 200  # runs that no importer has taken up yet: more would wait there as well as here


def next_due_at(
    feed_id: str,
    interval_seconds: int,
    now: datetime,
    failures_in_a_row: int = 0,
    not_before: datetime | None = None,
) -> datetime:
    """When the feed is due after a run that ended `now`.

    Every feed has slots of its own, `interval_seconds` apart, whose place follows from its id: feeds that were
    added, or became due, together part at once. The answer is the slot nearest to the end of the feed's wait, never
    before `not_before`; so a healthy feed comes every interval, and at least half of one after a manual run.
    """
    wait = wait_seconds(interval_seconds, failures_in_a_row)
    earliest = now + timedelta(seconds=wait - interval_seconds / 2)
    return _slot_from(feed_id, interval_seconds, max(earliest, not_before or earliest))


def due_by_new_interval(feed: FeedDoc, interval_seconds: int, now: datetime) -> datetime:
    """When the feed is due if it is to come every `interval_seconds` from now on.

    A shorter interval counts at once: the feed's next slot, after what it waits beyond an interval because it fails.
    With a longer one it comes once more when it was due anyway.
    """
    wait = wait_seconds(interval_seconds, feed["health"]["failures_in_a_row"])
    slot = _slot_from(feed["_id"], interval_seconds, now + timedelta(seconds=wait - interval_seconds))
    return min(slot, feed["next_due_at"])


def may_be_told_304(feed: FeedDoc, now: datetime) -> bool:
    """Whether a conditional request will do; now and then the body itself is asked for."""
    trusted = max(UNCONDITIONAL_AFTER, UNCONDITIONAL_AFTER_INTERVALS * timedelta(seconds=feed["interval_seconds"]))
    sent_at = feed.get("sent_at")  # of a feed that was stored before this was kept: not known
    return sent_at is not None and now - sent_at < trusted


def wait_seconds(interval_seconds: int, failures_in_a_row: int) -> int:
    """The interval, doubled for each failure in a row after the first, up to a cap. One success restores it."""
    doubled = interval_seconds << min(max(failures_in_a_row - 1, 0), 32)
    return min(doubled, max(BACKOFF_CAP_SECONDS, interval_seconds))


def pick_due(
    feeds: Sequence[FeedDoc], now: datetime, limit: int | None = None, at_once: Mapping[str, int] | None = None
) -> list[FeedDoc]:
    """The feeds to start now: the longest due first, of a host no more than `at_once` says (one where it says nothing).

    `feeds` should hold the running ones too: their leases tell how many of a host are under way. They are not picked.
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
    """How long the feed has been due; None while that is no longer than a scheduler that works may take."""
    quarter = timedelta(seconds=feed["interval_seconds"] / 4)
    late = now - max(feed["next_due_at"], feed["not_before"] or feed["next_due_at"])
    return late if late > min(max(quarter, OVERDUE_AFTER), OVERDUE_AFTER_AT_MOST) else None


def due_filter(now: datetime) -> dict[str, Any]:
    """`is_due` as a filter, for whoever has to decide on the feed as it is stored and not as it was read."""
    return {"enabled": True, "next_due_at": {"$lte": now}} | patient_filter(now)


def patient_filter(now: datetime) -> dict[str, Any]:
    """The feeds whose source has not asked for patience beyond `now`."""
    return {"not_before": {"$not": {"$gt": now}}}


def is_full_due(feed_id: str, last: datetime, now: datetime, every_days: int) -> bool:
    """Whether a feed that was last read in full by a run of `last` is to be read so again. Every feed has a moment of
    its own in each `every_days`, which follows from its id.
    """
    return _period(feed_id, now, every_days * 86_400) > _period(feed_id, last, every_days * 86_400)


def _period(feed_id: str, moment: datetime, seconds: int) -> int:
    return int(moment.timestamp() + _phase(feed_id, seconds)) // seconds


def host_of(feed: FeedDoc) -> str:
    """What politeness is due to: the host, with and without `www.` being one."""
    return default_source(feed["url"])


def may_fetch_at(feed: FeedDoc, host_free_at: datetime | None, now: datetime) -> datetime:
    """The earliest time at which politeness lets the feed be fetched, whoever asks; `now` if at once.

    `host_free_at` is when the host's running fetch, and the pause after it, are over; None where it is not known.
    """
    return max(now, feed["not_before"] or now, host_free_at or now)


def _slot_from(feed_id: str, interval_seconds: int, earliest: datetime) -> datetime:
    phase = _phase(feed_id, interval_seconds)
    slots = math.ceil((earliest.timestamp() - phase) / interval_seconds)
    return datetime.fromtimestamp(slots * interval_seconds + phase, UTC)


def _phase(feed_id: str, seconds: int) -> int:
    return int.from_bytes(blake2b(feed_id.encode(), digest_size=8).digest(), "big") % seconds
