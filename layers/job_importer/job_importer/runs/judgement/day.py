"""A feed's day: the results of its runs that were queued on that day (UTC). Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from job_importer.completeness import Completeness
from job_importer.feeds.judged import Reading
from job_importer.runs.counts import Sums
from job_importer.runs.model import RunDoc, RunStatus, Trigger

SUMMED = tuple(Sums.__annotations__)


class DayDoc(Sums):
    """Collection `days`. `_id` is `{feed_id}:{day}`; always derived from the runs, never incremented.

    The whole system's day has no feed, no reading, and `:{day}` for its id.
    """

    _id: str
    feed_id: str | None
    day: str  # 2026-11-01
    at: datetime  # its midnight
    runs: int  # that have ended
    failed_runs: int
    statuses: dict[str, int]
    codes: dict[str, int]  # of failed runs
    reading: Reading | None  # what the last good run found


def day_id(feed_id: str | None, day: date) -> str:
    return f"{feed_id or ''}:{day.isoformat()}"


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def day_of(feed_id: str, day: date, runs: Sequence[RunDoc]) -> DayDoc:
    """`runs` are the feed's runs queued on that day, oldest first; running ones are left out."""
    ended = [run for run in runs if RunStatus(run["status"]).ended]
    readings = [reading for run in ended if (reading := reading_of(run))]
    counts: list[Any] = [run["counts"] for run in ended if run["counts"]]
    return {
        "_id": day_id(feed_id, day),
        "feed_id": feed_id,
        "day": day.isoformat(),
        "at": midnight(day),
        "runs": len(ended),
        "failed_runs": sum(1 for run in ended if run["status"] == RunStatus.FAILED),
        "statuses": dict(Counter(run["status"] for run in ended)),
        "codes": dict(Counter(run["failure"]["code"] for run in ended if run["failure"])),
        **{name: sum(books.get(name, 0) for books in counts) for name in SUMMED},  # type: ignore[typeddict-item]
        "reading": readings[-1] if readings else None,
    }


def reading_of(run: RunDoc) -> Reading | None:
    """What the run found in its feed; None if it says nothing about it, because it failed or is a replay."""
    counts = run["counts"]
    if not counts or run["status"] == RunStatus.FAILED or run["trigger"] == Trigger.REPLAY:
        return None
    if run["status"] == RunStatus.NOT_MODIFIED and not counts["fetched"]:
        return None  # the run that it confirms is no longer known
    is_part = run.get("completeness") == Completeness.PART
    fill, filled_of = fill_of(run)
    return {
        "size": None if is_part else counts["fetched"] - counts["duplicate"],
        "fetched": counts["fetched"],
        "failed": counts["failed"],
        "fill": fill,
        "filled_of": filled_of,
    }


def fill_of(run: RunDoc) -> tuple[dict[str, int], int]:
    """By field, how many jobs of the run have it, and of how many; for a not_modified run, of the confirmed one."""
    seal = run["seal"] or run.get("confirmed_seal")
    return (seal.get("fill", {}), seal.get("filled_of", 0)) if seal else ({}, 0)
