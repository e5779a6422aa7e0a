"""A made-up history in the shapes of the API, the same each time but for the clock: feeds, runs, failures, jobs."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from job_importer.ids import new_run_id
from tests.browser.fake_jobs import add_jobs
from tests.browser.fake_judgement import judged
from tests.browser.fake_runs import neighbours, timeline
from tests.browser.fake_types import XSS, Json, iso

PARTS = ("new", "updated", "unchanged", "duplicate", "failed", "pending")
BESIDE = ("inactive", "restamped", "reread", "closed", "reopened", "rekeyed")
FAULTS = {
    "globex-remote": ("feed_timeout", "The source sent nothing for 20 seconds, after 1.2 MB of the feed."),
    "initech": ("xml_malformed", "The XML is not well formed at line 4,211, column 18: mismatched tag."),
    "vandelay-imports": ("feed_http_error", "The source answered 404 Not Found."),
}
PLACES_OF_FAULTS = {"xml_malformed": {"line": 4_211, "column": 18}}
SIZES = {
    "acme-careers": 441,
    "contoso-health": 1_288,
    "fabrikam-retail": 96,
    "globex-remote": 310,
    "initech": 58,
    "northwind-logistics-europe": 742,
    "umbrella-labs": 231,
    "vandelay-imports": 24,
    "wayne-foundation": 12,
}
FORMATS = ("rss", "indeed", "weworkremotely")
MISSING_TITLE = "The job has no title; a job needs external_id, title and url to be stored."
BAD_URL = "The job's url is not usable: 'mailto:jobs' is not an http or https address."


@dataclass
class World:
    """What the fake API tells of. Lists of runs are newest first."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    feeds: dict[str, Json] = field(default_factory=dict)
    runs: list[Json] = field(default_factory=list)
    failures: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    jobs: list[Json] = field(default_factory=list)
    _dice: random.Random = field(default_factory=lambda: random.Random(11))

    def add_feed(self, feed_id: str) -> Json:
        host = f"jobs.{feed_id.split('-')[0]}.example"
        self.feeds[feed_id] = feed = {
            "id": feed_id,
            "url": f"https://{host}/export/feed.xml?format=rss",
            "source": host,
            "interval_seconds": 3_600,
            "format": None,
            "headers": {},
            "identity": None,
            "default_company": None,
            "allow_empty": False,
            "max_bytes": None,
            "collapse_threshold": 0.5,
            "listing": "auto",
            "window_days": 45,
            "enabled": feed_id != "wayne-foundation",
            "created_at": iso(self.now - timedelta(days=90)),
            "updated_at": iso(self.now - timedelta(days=9)),
            "next_due_at": iso(self.now + timedelta(minutes=self._dice.randint(3, 55))),
            "not_before": None,
            "running": None,
            "known_identity": self._dice.choice(["guid", "job_id", "link"]),
            "timezone": None,
            "url_template": None,
            "yields": [],
            "confirmed_at": None,
            "crowded": None,
        }
        return feed

    def add_run(self, feed_id: str, at: datetime, **changes: Any) -> Json:
        """A run that went well, but for `changes`; it becomes the newest."""
        feed = self.feeds[feed_id]
        took = timedelta(seconds=self._dice.uniform(1.4, 9))
        run = {
            "id": new_run_id(at),
            "feed_id": feed_id,
            "feed_url": feed["url"],
            "source": feed["source"],
            "trigger": "schedule",
            "status": "succeeded",
            "queued_at": iso(at),
            "started_at": iso(at + timedelta(seconds=0.4)),
            "fetched_at": iso(at + took * 0.5),
            "published_at": iso(at + took * 0.7),
            "finished_at": iso(at + took),
            "duration_ms": int(took.total_seconds() * 1_000) - 400,
            "format": FORMATS[len(feed_id) % len(FORMATS)],
            "encoding": "utf-8",
            "identity": feed["known_identity"],
            "repaired": False,
            "http": {"status": 200, "bytes": SIZES.get(feed_id, 40) * 3_172, "content_type": "application/rss+xml"},
            "counts": self.counts(feed_id),
            "failure": None,
            "completeness": "whole",
            "completeness_reason": None,
            "warnings": [],
            "attempts": 1,
            "replay_of": None,
            "overtaken_by": None,
            "reading_mode": "full",
            "full_reason": None,
            "confirms": None,
            "accept_collapse": False,
            "fill": {},
            "filled_of": 0,
        } | changes
        self.runs.insert(0, run)
        return run

    def counts(self, feed_id: str, failed: int = 0) -> Json:
        fetched = SIZES.get(feed_id, 40) + self._dice.randint(-4, 9)
        new, updated, duplicate = self._dice.randint(0, fetched // 12), self._dice.randint(0, fetched // 25), 1
        unchanged = fetched - new - updated - duplicate - failed
        counts = dict.fromkeys(("fetched", *PARTS, *BESIDE), 0)
        return counts | {
            "fetched": fetched,
            "new": new,
            "updated": updated,
            "unchanged": unchanged,
            "duplicate": duplicate,
            "failed": failed,
            "restamped": unchanged // 9,
            "closed": self._dice.randint(0, fetched // 14),
        }

    def add_failed_run(self, feed_id: str, at: datetime) -> Json:
        code, message = FAULTS[feed_id]
        empty = dict.fromkeys(("fetched", *PARTS, *BESIDE), 0)
        return self.add_run(
            feed_id,
            at,
            status="failed",
            counts=empty,
            failure={"code": code, "message": message, "line": None, "column": None} | PLACES_OF_FAULTS.get(code, {}),
            completeness=None,
            fetched_at=None,
            published_at=None,
            format=None,
            encoding=None,
            identity=None,
        )

    def add_partial_run(self, feed_id: str, at: datetime, failed: int = 7) -> Json:
        run = self.add_run(feed_id, at, status="partial", counts=self.counts(feed_id, failed))
        run["warnings"] = ["Jobs without a company: 12 of 240."]
        for index in range(failed):
            self.failures[run["id"]].append(self._failure(run, index, titled=index % 3 != 0))
        return run

    def _failure(self, run: Json, index: int, *, titled: bool) -> Json:
        message = BAD_URL if titled else MISSING_TITLE
        return {
            "id": f"{run['id']}:000000:{index:08d}",
            "run_id": run["id"],
            "feed_id": run["feed_id"],
            "code": "validation_error",
            "message": message,
            "signature": message.replace("'mailto:jobs'", "<text>"),
            "field": "url" if titled else "title",
            "rule": "url" if titled else "missing",
            "external_id": f"{run['feed_id']}-{7_000 + index}",
            "title": XSS if index == 1 else ("Warehouse lead (nights)" if titled else None),
            "url": "javascript:alert(1)" if index == 1 else "mailto:jobs",
            "excerpt": f'{{"external_id": "{7_000 + index}", "company": "{XSS}", "location": "Łódź"}}',
            "index": index * 5,
            "jobs": 1,
            "at": run["finished_at"],
        }

    def start_run(self, feed_id: str) -> Json:
        """A run that is being processed, a third of the way; `advance` moves it."""
        counts = self.counts(feed_id)
        counts |= {"pending": counts["unchanged"], "unchanged": 0, "closed": 0, "restamped": 0}
        run = self.add_run(feed_id, datetime.now(UTC), status="processing", trigger="manual", counts=counts)
        run |= {"finished_at": None, "duration_ms": None, "published_at": None}
        self.feeds[feed_id]["running"] = run["id"]
        return run

    def advance(self, run: Json, jobs: int) -> None:
        """`jobs` more of a run are stored; when none is pending it has succeeded."""
        counts = run["counts"]
        jobs = min(jobs, counts["pending"])
        counts["pending"] -= jobs
        counts["unchanged"] += jobs
        if not counts["pending"]:
            at = iso(datetime.now(UTC))
            run |= {"status": "succeeded", "published_at": at, "finished_at": at, "duration_ms": 4_200}
            self.feeds[run["feed_id"]]["running"] = None

    def all_failures(self) -> list[Json]:
        """Of all runs, the newest first."""
        return [failure for run in self.runs for failure in reversed(self.failures[run["id"]])]

    def feed(self, feed_id: str) -> Json:
        """The feed as it stands, derived from its runs."""
        return self.feeds[feed_id] | judged(self, feed_id)

    def add_confirming_run(self, feed_id: str, at: datetime) -> Json:
        """The source had nothing new since the run before that read something: the books are of that one's jobs."""
        empty = dict.fromkeys(("fetched", *PARTS, *BESIDE), 0)
        runs = (
            run for run in self.runs if run["feed_id"] == feed_id and run["published_at"] and run["counts"]["fetched"]
        )
        before = next(runs, None)
        if before:
            counts = before["counts"]
            stored = counts["new"] + counts["updated"] + counts["unchanged"]
            empty |= {"unchanged": stored} | {name: counts[name] for name in ("fetched", "duplicate", "failed")}
        changes = {"counts": empty, "published_at": None, "format": None, "confirms": before and before["id"]}
        return self.add_run(feed_id, at, status="not_modified", **changes)

    def failures_of(self, run_id: str) -> list[Json]:
        """Of a run that confirms another: that one's."""
        confirms = {run["id"]: run["confirms"] for run in self.runs}
        return self.failures[confirms.get(run_id) or run_id]

    def run(self, run_id: str) -> Json | None:
        found = next((run for run in self.runs if run["id"] == run_id), None)
        if found is None:
            return None
        groups = self.groups(self.failures_of(run_id))
        beside = neighbours(self.runs, found) | {"timeline": timeline(found)}
        return found | beside | {"failure_groups": groups, "failure_groups_complete": True}

    @staticmethod
    def groups(failures: list[Json]) -> list[Json]:
        groups: dict[tuple[str, str], list[Json]] = defaultdict(list)
        for failure in failures:
            groups[failure["code"], failure["signature"]].append(failure)
        return [
            {"code": code, "signature": signature, "count": len(found), "example": found[0]}
            | {"first_at": min(one["at"] for one in found), "last_at": max(one["at"] for one in found)}
            for (code, signature), found in sorted(groups.items(), key=lambda item: -len(item[1]))
        ]


def busy_world(runs: int = 520) -> World:
    """Nine feeds over two weeks: three are failing, one loses jobs, one is switched off, the rest are well."""
    world = World()
    for feed_id in SIZES:
        world.add_feed(feed_id)
    names = sorted(SIZES)
    step = timedelta(days=12.9) / runs  # within the overview's fourteen days, at any hour
    for n in range(runs):
        at = world.now - step * (runs - n)
        _add_one(world, names[n % len(names)], at, late=n > runs - 9 * (3 + n % len(names)))
    add_jobs(world, 130)
    return world


def quiet_world() -> World:
    """Feeds, and nothing has happened yet."""
    world = World()
    world.add_feed("acme-careers")
    return world


def _add_one(world: World, feed_id: str, at: datetime, *, late: bool) -> None:
    luck = world._dice.random()
    if feed_id in FAULTS and (late or luck < 0.05):
        world.add_failed_run(feed_id, at)
    elif feed_id == "umbrella-labs" and luck > 0.3:
        world.add_partial_run(feed_id, at, 7 if late else 2)
    elif luck < 0.18:
        world.add_confirming_run(feed_id, at)
    else:
        world.add_run(feed_id, at, trigger="manual" if luck > 0.96 else "schedule")
