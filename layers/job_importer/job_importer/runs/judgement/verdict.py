"""Judges the state of a feed. Pure."""

from datetime import datetime
from typing import Any

from job_importer.codes import FeedState
from job_importer.explanations import explain
from job_importer.feeds.judged import (
    NEVER_IMPORTED,
    TRANSITIONS_KEPT,
    Judgement,
    Odd,
    Reading,
    Transition,
    never_judged,
)
from job_importer.feeds.model import FeedDoc
from job_importer.runs.judgement import words
from job_importer.runs.judgement.findings import Finding, failing, odd_reading, overdue, quiet, settled


def judge(feed: FeedDoc, now: datetime, reading: Reading | None = None, new: int = 0) -> Judgement:
    """`feed` after the event to judge: a run, a changed setting, or the passing of time. `reading` is what the run
    found, `new` how many new jobs it had; without a reading, the last one counts.
    """
    before = feed.get("judgement") or never_judged(feed["created_at"])
    known = reading or before["reading"]
    last_new_at = now if new else before["last_new_at"]
    findings = list(odd_reading(known, feed.get("usual"), now)) if known else []
    odd = {one.state.value: settled(before["odd"], one, is_new_reading=reading is not None) for one in findings}
    held = [finding for finding in findings if odd[finding.state]["is_held"]]
    read_at = now if reading else before["read_at"]
    if read_at and (silence := quiet(feed, last_new_at, read_at)):
        odd[FeedState.QUIET] = settled(odd, silence, is_new_reading=True)
        held.append(silence)
    found = _most_urgent(feed, held, odd, now)
    return {
        **before,
        **_told(feed, found, before),
        "odd": odd,
        "reading": known,
        "read_at": read_at,
        "last_new_at": last_new_at,
        "jobs": (known["size"] or known["fetched"]) if known else 0,
        "run_id": feed["health"]["last_run_id"] or "",
    }


def _most_urgent(feed: FeedDoc, held: list[Finding], odd: dict[str, Odd], now: datetime) -> Finding:
    if not feed["enabled"]:
        return Finding(FeedState.DISABLED, words.DISABLED, 0, feed["updated_at"])
    dated = [Finding(one.state, one.why, one.jobs_at_stake, odd[one.state]["since"]) for one in held]
    found = [*filter(None, [failing(feed, now), overdue(feed, now)]), *dated]
    return min(found, key=lambda finding: finding.state.rank, default=_nothing_odd(feed, now))


def _nothing_odd(feed: FeedDoc, now: datetime) -> Finding:
    health = feed["health"]
    if health["last_run_id"] is None:
        return Finding(FeedState.WAITING, NEVER_IMPORTED, 0, feed["created_at"])
    last = health["last_failure"]
    why = words.passing(last) if health["failures_in_a_row"] and last else words.HEALTHY
    return Finding(FeedState.HEALTHY, why, 0, now)


def _told(feed: FeedDoc, found: Finding, before: Judgement) -> Any:
    is_same = before["state"] == found.state
    code = feed["health"]["last_failure"] if found.state in (FeedState.BROKEN, FeedState.NEW_FAILURE) else None
    advice = explain("runs", code["code"]) if code else explain("states", found.state)
    command = advice.command.format(feed=feed["_id"], run=feed["health"]["last_run_id"]) if advice.command else None
    return {
        "n": before["n"] + (not is_same),
        "revision": before["revision"] + 1,
        "state": found.state.value,
        "rank": found.state.rank,
        "since": before["since"] if is_same else found.since,
        "why": found.why,
        "advice": advice.advice,
        "command": command,
        "jobs_at_stake": max(0, found.jobs_at_stake),
    }


def has_changed(feed: FeedDoc, judgement: Judgement) -> bool:
    before = feed.get("judgement")
    return before is None or {**before, "revision": 0} != {**judgement, "revision": 0}


def stored(feed: FeedDoc, judgement: Judgement, now: datetime) -> dict[str, Any]:
    """The fields of the feed that hold the judgement; a change of state and its record are one write."""
    before = feed.get("judgement") or never_judged(feed["created_at"])
    values: dict[str, Any] = {"judgement": judgement}
    if judgement["n"] != before["n"]:
        change: Transition = {
            "n": judgement["n"],
            "at": now,
            "state": judgement["state"],
            "was": before["state"],
            "since": judgement["since"],
            "why": judgement["why"],
            "advice": judgement["advice"],
            "command": judgement["command"],
            "jobs_at_stake": judgement["jobs_at_stake"],
        }
        values["untold"] = True
        values["transitions"] = [*feed.get("transitions", []), change][-TRANSITIONS_KEPT:]
    return values


def judged_by_nobody_since(feed: FeedDoc) -> dict[str, Any]:
    """Filter: the feed, if it has not been judged since it was read."""
    before = feed.get("judgement")
    return {"judgement.revision": before["revision"] if before else None}
