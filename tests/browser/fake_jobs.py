"""Made-up jobs, and what runs changed in them."""

from typing import TYPE_CHECKING

from tests.browser.fake_types import XSS, Json

if TYPE_CHECKING:
    from tests.browser.fake_world import World

TITLES = (
    "Staff nurse, intensive care",
    "Warehouse lead (nights)",
    "Senior data engineer",
    "Paralegal",
    XSS,
    "Bäcker:in",
)
PLACES = ("Berlin, Germany", "Remote", "Leeds", None, "São Paulo", "Kraków, Poland")


def add_jobs(world: "World", count: int) -> None:
    good = [run for run in world.runs if run["status"] == "succeeded"]
    for n in range(count):
        run, later = good[(n // 7) % 20 + 20], good[n % 15]
        world.jobs.append(_job(world.feeds[run["feed_id"]], n, run, later))


def _job(feed: Json, n: int, run: Json, later: Json) -> Json:
    changed = n % 3 == 0
    closed = n % 4 == 1
    return {
        "id": f"{n:032x}",
        "source": feed["source"],
        "external_id": f"{feed['id']}-{n}",
        "title": TITLES[n % len(TITLES)],
        "company": None if n % 9 == 8 else "Acme Care & Sons",
        "location": PLACES[n % len(PLACES)],
        "country": "DE",
        "remote": n % len(PLACES) == 1,
        "employment_type": "full_time",
        "employment_type_text": "Full-time, permanent",
        "category": "Nursing",
        "url": f"https://{feed['source']}/jobs/{n}",
        "description_html": None,
        "description_text": "You look after the night.\n\nWe offer tea.",
        "salary": {"min": 42_000, "max": 51_000, "currency": "EUR", "period": "year", "text": None},
        "posted_at": run["queued_at"],
        "expires_at": None,
        "language": "en",
        "tags": ["care", "nights"],
        "feed_ids": [feed["id"]],
        "listed_by": [] if closed else [feed["id"]],
        "first_run_id": run["id"],
        "changed_run_id": later["id"] if changed else None,
        "last_run_id": later["id"],
        "changed_fields": ["title", "salary"] if changed else [],
        "content_hash": "5f" * 16,
        "first_seen_at": run["finished_at"],
        "last_seen_at": later["finished_at"],
        "closed_at": later["finished_at"] if closed else None,
        "closed_run_id": later["id"] if closed else None,
        "closed_reason": "not_listed" if closed else None,
        "reopened_run_id": None,
        "history": _history(run, later, changed=changed, closed=closed),
    }


def _history(run: Json, later: Json, *, changed: bool, closed: bool) -> list[Json]:
    """Newest last."""
    events = [_event(run, "new", None, {})]
    if changed:
        events.append(_event(later, "updated", None, CHANGED))
    if closed:
        events.append(_event(later, "closed", "not_listed", {}))
    return events


def _event(run: Json, kind: str, reason: str | None, changes: Json) -> Json:
    fields = list(changes)
    told = {"kind": kind, "reason": reason, "fields": fields, "changes": changes}
    return {"run_id": run["id"], "at": run["finished_at"] or run["queued_at"]} | told


CHANGED: Json = {
    "title": {"old": "Warehouse lead", "new": f"Warehouse lead {XSS}"},
    "salary": {"old": None, "new": {"min": 42_000, "max": 51_000, "currency": "EUR", "period": "year", "text": None}},
    "description": {
        "old_digest": "5f" * 8,
        "new_digest": "6e" * 8,
        "diff": "You look after the night. [-We offer tea.-] {+We offer tea and coffee.+}",
    },
}


def changes_of(world: "World", run: Json, kind: str | None) -> list[Json]:
    """As many of each kind as the run counts, but at most 45; their jobs are any."""
    wanted = [kind] if kind else ["new", "updated", "closed", "reopened", "restamped", "rekeyed"]
    return [
        _change(world.jobs[n % len(world.jobs)], n, one, run)
        for one in wanted
        for n in range(min(45, run["counts"][one]))
    ]


def _change(job: Json, n: int, kind: str, run: Json) -> Json:
    shown = {name: job[name] for name in ("id", "title", "company", "location", "url")}
    reason = "not_listed" if kind == "closed" else None
    return _event(run, kind, reason, CHANGED if kind == "updated" else {}) | {"job": shown, "id": f"{kind}-{n:04d}"}


def sums_by_field(changes: list[Json]) -> dict[str, int]:
    fields: dict[str, int] = {}
    for change in changes:
        for name in change["changes"]:
            fields[name] = fields.get(name, 0) + 1
    return fields
