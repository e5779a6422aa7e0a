"""What the API derives from made-up runs: their walk, their neighbours, what they failed by, and their sums by day."""

from collections import Counter, defaultdict
from datetime import timedelta

from tests.browser.fake_types import XSS, Json, iso, moment

SUMS = ("fetched", "new", "updated", "unchanged", "duplicate", "failed", "closed", "reopened")
TOTALS = ("runs", "failed_runs", *SUMS)


def neighbours(runs: list[Json], run: Json) -> Json:
    """`runs` are newest first."""
    own = [each["id"] for each in runs if each["feed_id"] == run["feed_id"]]
    at = own.index(run["id"])
    return {"previous_id": own[at + 1] if at + 1 < len(own) else None, "next_id": own[at - 1] if at else None}


def timeline(run: Json) -> list[Json]:
    """`seconds` are those since the event before."""
    waited = moment(run["queued_at"]) + timedelta(seconds=0.1)
    steps = [
        ("queued", run["queued_at"], "On schedule"),
        ("waited_for_host", run["started_at"] and iso(waited), "Waited for another feed of the same host"),
        ("fetching", run["started_at"], "The source is asked"),
        ("fetched", run["fetched_at"], "HTTP 200, 1,432,000 bytes"),
        ("read", run["fetched_at"], f"{run['counts']['fetched']} items of {run['format']}"),
        ("sealed", run["published_at"], "Everything is sent, in 1 chunk"),
        ("ended", run["finished_at"], run["status"]),
    ]
    events: list[Json] = []
    for event, at, detail in steps:
        if at:
            seconds = (moment(at) - moment(events[-1]["at"])).total_seconds() if events else None
            events.append({"event": event, "at": at, "detail": detail, "seconds": seconds})
    return events


def excerpt(query: dict[str, str]) -> Json:
    """A piece of what the source sent: around a place, or an item."""
    none = dict.fromkeys(("line", "column", "item", "before", "after", "url", "expires_at"))
    if "item" in query:
        return none | {"item": int(query["item"]), "excerpt": f'{{"title": "{XSS}", "url": "mailto:jobs"}}'}
    line, column = map(int, query["around"].split(":"))
    before, after = f"<job>\n  <title>{XSS}</title>\n  <url>mailto:jobs", "</ur>\n</job>\n"
    return none | {"line": line, "column": column, "before": before, "after": after, "excerpt": before + after}


def failure_groups(runs: list[Json], failures: list[Json]) -> Json:
    """Of failed runs and of failed jobs alike: whole imports first, the most jobs first."""
    groups: dict[tuple[str, str, str], list[Json]] = defaultdict(list)
    for run in runs:
        if run["failure"]:
            one = {"run_id": run["id"], "feed_id": run["feed_id"], "at": run["queued_at"], "jobs": 30}
            groups["run", run["failure"]["code"], run["failure"]["message"]].append(one)
    for failure in failures:
        groups["job", failure["code"], failure["signature"]].append(failure)
    shown = [_group(*key, found) for key, found in groups.items()]
    order = sorted(shown, key=lambda group: (group["level"] != "run", -group["jobs"], group["code"]))
    return {"items": order, "complete": True}


def _group(level: str, code: str, signature: str, found: list[Json]) -> Json:
    return {
        "level": level,
        "code": code,
        "signature": signature,
        "message": found[0].get("message", signature),
        "jobs": sum(one["jobs"] for one in found),
        "runs": len({one["run_id"] for one in found}),
        "feeds": sorted({one["feed_id"] for one in found}),
        "first_at": min(one["at"] for one in found),
        "last_at": max(one["at"] for one in found),
        "state": "new" if len(found) < 9 else "ongoing",
        "example": found[0]["run_id"],
    }


def stats(runs: list[Json], since: str, now: str) -> Json:
    chosen = [run for run in runs if since <= run["queued_at"]]
    rows: dict[tuple[str, str], Json] = {}
    for run in chosen:
        key = run["queued_at"][:10], run["feed_id"]
        row = rows.setdefault(
            key, {"day": key[0], "feed_id": key[1]} | dict.fromkeys(("runs", "failed_runs", *SUMS), 0)
        )
        row["runs"] += 1
        row["failed_runs"] += run["status"] == "failed"
        for name in SUMS:
            row[name] += run["counts"][name]
    days = days_between(since, now)
    by_day = [{"day": day, **_total([row for row in rows.values() if row["day"] == day])} for day in days]
    counted = {
        "runs": len(chosen),
        "by_status": Counter(run["status"] for run in chosen),
        "by_code": Counter(run["failure"]["code"] for run in chosen if run["failure"]),
    }
    shown = {"totals": _total(list(rows.values())), "by_day": by_day, "by_feed": _by_feed(rows, days)}
    return {"from": since, "to": None, **counted, "days": list(rows.values()), "complete": True, **shown}


def _by_feed(rows: dict[tuple[str, str], Json], days: list[str]) -> list[Json]:
    feeds = sorted({feed for _, feed in rows})
    shown = [
        {"feed_id": feed, "cells": [_cell(rows.get((day, feed))) for day in days]}
        | _total([row for (_, of), row in rows.items() if of == feed])
        for feed in feeds
    ]
    return sorted(shown, key=lambda row: -row["failed_runs"])


def _cell(row: Json | None) -> Json | None:
    return row and {name: value for name, value in row.items() if name != "feed_id"}


def _total(rows: list[Json]) -> Json:
    return {name: sum(row[name] for row in rows) for name in TOTALS}


def days_between(since: str, now: str) -> list[str]:
    first, last = moment(since).date(), moment(now).date()
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
