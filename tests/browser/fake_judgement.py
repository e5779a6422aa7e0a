"""How the made-up feeds stand: their states with the sentences, their usual figures, and what was told of them."""

from statistics import median
from typing import TYPE_CHECKING

from tests.browser.fake_runs import days_between
from tests.browser.fake_types import XSS, Json, iso, moment

if TYPE_CHECKING:
    from tests.browser.fake_world import World

RANKS = (
    *("broken", "new_failure", "losing_jobs", "shrinking", "decaying", "quiet", "overdue"),
    *("waiting", "healthy", "disabled"),
)
COUNTS = ("new", "updated", "closed", "failed")
FIELDS = ("title", "company", "location", "country", "salary", "posted_at", "description", "employment_type")
RATES = dict(zip(FIELDS, (1.0, 0.98, 0.96, 0.9, 0.41, 0.99, 1.0, 0.7), strict=True))
RECENT = 30
DECAYS = {"fabrikam-retail": "decaying", "northwind-logistics-europe": "quiet"}
WORDS: dict[str, tuple[str, str, str | None]] = {
    "broken": (
        "The last 9 imports failed: {failure}",
        "Open the feed's URL in a browser and ask its source.",
        "jobctl import {id} --wait",
    ),
    "new_failure": (
        "The last import failed: {failure}",
        "Wait for the next import, or start one.",
        "jobctl import {id} --wait",
    ),
    "losing_jobs": (
        "7 of 231 jobs could not be stored.",
        "Look at the reasons, and tell the source.",
        "jobctl failures {id} --last",
    ),
    "decaying": (
        "Company is filled in 12 % of the jobs; 96 to 99 % is usual.",
        "Compare a job with its source.",
        "jobctl preview {url}",
    ),
    "quiet": (
        "No new job for 5 days; 3 to 9 a day is usual.",
        "Look at the source's website.",
        "jobctl preview {url}",
    ),
    "waiting": ("It has not been imported yet.", "Nothing.", None),
    "healthy": ("All is as usual.", "Nothing.", None),
    "disabled": ("It is switched off.", "Nothing.", None),
}


def judged(world: "World", feed_id: str) -> Json:
    runs = [run for run in world.runs if run["feed_id"] == feed_id]
    health = _health(runs)
    state = _state(world, feed_id, health)
    failure = (health["last_failure"] or {}).get("message", "")
    names = {"id": feed_id, "url": world.feeds[feed_id]["url"], "failure": failure}
    why, advice, command = (text and text.format(**names) for text in WORDS[state])
    size = health["last_yield"]
    is_known = len(runs) > 9
    return {
        "health": health,
        "recent": [_recent(run) for run in runs if run["finished_at"]][:RECENT],
        "state": state,
        "since": health["failing_since"] or (runs[0]["queued_at"] if runs else world.feeds[feed_id]["created_at"]),
        "why": why,
        "advice": advice,
        "command": command,
        "jobs_at_stake": size or 0 if command else 0,
        "size": {"jobs": size, "low": size * 0.9, "high": size * 1.1} if size and is_known else _unknown(size),
        "new_per_day": {"jobs": 4, "low": 3, "high": 9} if is_known else _unknown(0),
        "quality": _quality(state) if is_known else None,
    }


def _unknown(jobs: int | None) -> Json:
    return {"jobs": jobs, "low": None, "high": None}


def _state(world: "World", feed_id: str, health: Json) -> str:
    if not world.feeds[feed_id]["enabled"]:
        return "disabled"
    if failures := health["failures_in_a_row"]:
        return "broken" if failures > 2 else "new_failure"
    if not health["last_status"]:
        return "waiting"
    read = next((run for run in world.runs if run["feed_id"] == feed_id and run["status"] != "failed"), None)
    if read and read["counts"]["failed"]:
        return "losing_jobs"
    return DECAYS.get(feed_id, "healthy") if len(world.feeds) > 1 else "healthy"


def _health(runs: list[Json]) -> Json:
    ended = [run for run in runs if run["finished_at"]]
    good = [run for run in ended if run["status"] != "failed"]
    bad = [run for run in ended if run["status"] == "failed"]
    read = [run for run in good if run["status"] != "not_modified"]
    failure = bad[0]["failure"] if bad else {}
    in_a_row = next((n for n, run in enumerate(ended) if run["status"] != "failed"), len(ended))
    return {
        "last_run_id": ended[0]["id"] if ended else None,
        "last_status": ended[0]["status"] if ended else None,
        "last_success_at": good[0]["finished_at"] if good else None,
        "last_yield": read[0]["counts"]["fetched"] if read else None,
        "failures_in_a_row": in_a_row,
        "failing_since": ended[in_a_row - 1]["finished_at"] if in_a_row else None,
        "last_failure": {name: failure[name] for name in ("code", "message")} | {"at": bad[0]["finished_at"]}
        if bad
        else None,
    }


def _recent(run: Json) -> Json:
    code = (run["failure"] or {}).get("code")
    counts = {name: run["counts"][name] for name in ("fetched", *COUNTS)}
    return {"id": run["id"], "at": run["queued_at"], "status": run["status"], "code": code} | counts


def _figures(runs: list[Json], day: str) -> Json:
    chosen = [run for run in runs if run["queued_at"].startswith(day)]
    return {"imports": len(chosen)} | {name: sum(run["counts"][name] for run in chosen) for name in COUNTS}


def _usual(runs: list[Json]) -> Json:
    days = [_figures(runs, day) for day in sorted({run["queued_at"][:10] for run in runs})]
    return {name: int(median(day[name] for day in days)) for name in ("imports", *COUNTS)}


def _quality(state: str) -> Json:
    shown = {
        field: {"rate": rate, "low": max(0, rate - 0.04), "high": min(1, rate + 0.02)} for field, rate in RATES.items()
    }
    if state == "decaying":
        shown["company"]["rate"] = 0.12
    return shown


def today(world: "World", sort: str, limit: int) -> Json:
    """The feeds that were imported today, beside their usual day."""
    day = iso(world.now)[:10]
    shown = []
    for feed_id in world.feeds:
        runs = [run for run in world.runs if run["feed_id"] == feed_id]
        figures = _figures(runs, day)
        if figures["imports"]:
            stand = {"feed_id": feed_id, "state": judged(world, feed_id)["state"]}
            shown.append(stand | figures | {"usual": _usual(runs) if len(runs) > 9 else None})
    shown.sort(key=lambda feed: (0 if sort == "feed" else -feed[sort], feed["feed_id"]))
    return {"items": shown[:limit], "complete": len(shown) <= limit}


def history(world: "World", feed_id: str, days: int) -> Json:
    runs = [run for run in world.runs if run["feed_id"] == feed_id]
    now = iso(world.now)
    feed = judged(world, feed_id)
    shown = (
        [_day(runs, day, feed["quality"]) for day in days_between(runs[-1]["queued_at"], now)[-days:]] if runs else []
    )
    ranges = {field: _range(one) for field, one in (feed["quality"] or {}).items()}
    size = _range(feed["size"]) if feed["size"]["low"] is not None else None
    return {"days": shown, "size": size, "quality": ranges}


def _range(band: Json) -> Json:
    return {name: band[name] for name in ("low", "high")}


def _day(runs: list[Json], day: str, quality: Json | None) -> Json:
    figures = _figures(runs, day)
    read = [run for run in runs if run["queued_at"].startswith(day) and run["counts"]["fetched"]]
    fill = {field: one["rate"] for field, one in (quality or {}).items()} if read else {}
    counts = {name: figures[name] for name in COUNTS}
    return {
        "day": day,
        "runs": figures["imports"],
        "failed_runs": sum(run["status"] == "failed" for run in runs if run["queued_at"].startswith(day)),
        "size": read[0]["counts"]["fetched"] if read else None,
        **counts,
        "fill": fill,
    }


def overview(world: "World") -> Json:
    feeds = [world.feed(feed_id) for feed_id in world.feeds]
    live = [run for run in world.runs if not run["finished_at"]]
    states = {state: sum(feed["state"] == state for feed in feeds) for state in RANKS}
    return {
        "states": {state: count for state, count in states.items() if count},
        "feeds": len(feeds),
        "open_jobs": sum(not job["closed_at"] for job in world.jobs),
        "today": _figures(world.runs, iso(world.now)[:10]),
        "usual": _usual(world.runs) if len(world.runs) > 9 else None,
        "oldest_live_run": {name: live[-1][name] for name in ("id", "feed_id", "queued_at")} if live else None,
        "events": len(events(world, None)),
    }


def by_order(feeds: list[Json], sort: str) -> list[Json]:
    keys = {
        "attention": lambda feed: (RANKS.index(feed["state"]), -feed["jobs_at_stake"], feed["id"]),
        "id": lambda feed: feed["id"],
        "jobs": lambda feed: (-(feed["health"]["last_yield"] or 0), feed["id"]),
        "last_run": lambda feed: (feed["health"]["last_run_id"] or "", feed["id"]),
    }
    return sorted(feeds, key=keys.get(sort) or (lambda feed: (-feed["today"][sort], feed["id"])))


def events(world: "World", feed_id: str | None) -> list[Json]:
    """Newest first."""
    told = [
        {
            "id": f"{run['id']}:e",
            "at": run["finished_at"],
            "type": "feed.broken" if run["status"] == "failed" else "import.finished",
            "feed_id": run["feed_id"],
            "run_id": run["id"],
            "title": f"{run['feed_id']} {'is broken' if run['status'] == 'failed' else 'was imported'}",
            "detail": {"status": run["status"], "failure": run["failure"] and {"message": f"{XSS} is no feed."}},
        }
        for run in world.runs
        if run["finished_at"] and moment(run["finished_at"]) and feed_id in (None, run["feed_id"])
    ]
    return told[:60]


def audit(world: "World") -> list[Json]:
    """Newest first."""
    setting = {"interval_seconds": {"old": 900, "new": 3_600}, "default_company": {"old": None, "new": XSS}}
    return [
        {
            "id": f"audit-{n:03d}",
            "at": feed["updated_at"],
            "who": "maria" if n % 2 else "deploy",
            "role": "operator",
            "action": "feed.changed" if n % 2 else "import.started",
            "target": f"feeds/{feed_id}",
            "feed_id": feed_id,
            "changes": setting if n % 2 else {},
        }
        for n, (feed_id, feed) in enumerate(world.feeds.items())
    ]
