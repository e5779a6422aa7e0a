"""Tables and lines for a terminal. Feed text is shown as text: rich's markup is escaped."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.markup import escape

from tools.jobctl.output import Json
from tools.jobctl.table import Column, print_table

console = Console(highlight=False, width=None if sys.stdout.isatty() else 10_000)  # a pipe has no width to fit
LONG = 200  # characters of a list that is told in full
PARTS = ("new", "updated", "unchanged", "duplicate", "failed", "pending")
BESIDE = ("inactive", "restamped", "reread", "closed", "reopened", "rekeyed")
_COLOURS = {"succeeded": "green", "not_modified": "green", "partial": "yellow", "failed": "red"}


def text(value: Any) -> str:
    return "-" if value in (None, "") else escape(str(value))


def plain(value: Any) -> str:
    """A value of any shape on one line."""
    if isinstance(value, dict):
        return ", ".join(f"{name}={plain(part)}" for name, part in value.items() if part is not None) or "-"
    if isinstance(value, list):
        return ", ".join(map(plain, value)) if len(str(value)) < LONG else f"{len(value)} of them"
    return "-" if value in (None, "") else str(value)


def show_fields(document: Json) -> None:
    """All fields of a document, one per line."""
    width = max(map(len, document))
    for name, value in document.items():
        console.print(f"{name:<{width}}  {escape(plain(value))}", soft_wrap=True)


def status(word: str | None) -> str:
    colour = _COLOURS.get(word or "", "cyan")
    return f"[{colour}]{text(word)}[/{colour}]"


def state(word: str) -> str:
    """The state of a feed."""
    colour = "green" if word == "healthy" else "cyan" if word in ("waiting", "disabled") else "red"
    return f"[{colour}]{text(word)}[/{colour}]"


def moment(value: str | None) -> str:
    """An ISO 8601 time as `2026-11-01 12:00:03` UTC."""
    return datetime.fromisoformat(value).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if value else "-"


def seconds(milliseconds: int | None) -> str:
    return "-" if milliseconds is None else f"{milliseconds / 1000:.1f} s"


def table(columns: Sequence[Column], items: Iterable[Json]) -> None:
    print_table(console, columns, items)


def field(name: str, title: str | None = None, **more: Any) -> Column:
    """A column of a field of the items; a dotted name looks inside."""

    def cell(item: Json) -> str:
        value: Any = item
        for part in name.split("."):
            value = value and value.get(part)
        return text(value)

    return Column(title or name, cell, **more)


def when(name: str, title: str, extra: int = 0) -> Column:
    return Column(title, lambda item: moment(item[name]), extra)


def numbers(prefix: str, extras: Mapping[str, int]) -> list[Column]:
    return [field(f"{prefix}{name}", name, extra=extra, is_number=True) for name, extra in extras.items()]


def books_balance(counts: Json) -> bool:
    return bool(counts["fetched"] == sum(counts[part] for part in PARTS))


_COUNTS = {
    "fetched": 1,
    "new": 2,
    "updated": 3,
    "unchanged": 7,
    "duplicate": 10,
    "failed": 1,
    "pending": 9,
    "closed": 4,
}
_SUMS = {"runs": 5, "failed_runs": 4, "fetched": 3, "new": 1, "updated": 1, "unchanged": 6, "failed": 1, "closed": 2}
RUNS = (
    field("id"),
    field("feed_id", "feed"),
    Column("status", lambda run: status(run["status"])),
    when("queued_at", "queued (UTC)", 6),
    Column("took", lambda run: seconds(run["duration_ms"]), 8, is_number=True),
    field("completeness", "read", extra=11),
    *numbers("counts.", _COUNTS),
    Column("adds up", lambda run: "yes" if books_balance(run["counts"]) else "[red]NO[/red]", 12),
    field("failure.code", "why", extra=5),
)


def books(counts: Json) -> str:
    return f"{counts['fetched']} fetched = " + " + ".join(f"{counts[part]} {part}" for part in PARTS)


def show_run(run: Json) -> None:
    """One run in full: its counts, details, and why jobs failed."""
    counts = run["counts"]
    console.print(f"[bold]{text(run['id'])}[/bold]  {text(run['feed_id'])}  {status(run['status'])}")
    facts = {
        "feed": run["feed_url"],
        "trigger": run["trigger"] + (f" of {run['replay_of']}" if run["replay_of"] else ""),
        "queued": f"{moment(run['queued_at'])} UTC",
        "took": seconds(run["duration_ms"]),
        "format": f"{run['format'] or '-'}, {run['encoding'] or '-'}, jobs identified by {run['identity'] or '-'}",
        "read": ": ".join(part for part in (run["completeness"], run["completeness_reason"]) if part),
        "mode": f"full import: {run['full_reason']}" if run["full_reason"] else (run["reading_mode"] or "-"),
        "http": ", ".join(str(value) for value in run["http"].values() if value is not None),
        "books": books(counts),
        "beside": ", ".join(f"{counts.get(name, 0)} {name}" for name in BESIDE),
    }
    for name, value in facts.items():
        console.print(f"  {name:<8} {text(value)}")
    if run["failure"]:
        console.print(f"  [red]{text(run['failure']['code'])}[/red]: {text(run['failure']['message'])}")
    for warning in run["warnings"]:
        console.print(f"  [yellow]warning[/yellow] {text(warning)}")
    if groups := run.get("failure_groups"):
        table(GROUPS, groups)


def show_rehearsal(tried: Json) -> None:
    """What a replay would do."""
    console.print(f"A replay of [bold]{text(tried['replay_of'])}[/bold] would result in")
    console.print(f"  {books(tried)}")
    beside = {
        "restamped": "of the unchanged get new dates only",
        "left": "of the unchanged differ and stay as a newer import stored them",
        "closed": "of the new are stored as closed, because a newer import does not list them",
        "reopened": "are reopened",
    }
    for name, words in beside.items():
        if tried[name]:
            console.print(f"  {tried[name]} {words}")
    if tried["pending"]:
        console.print(f"  {tried['pending']} could not be checked in time")


GROUPS = (
    field("count", "failed", is_number=True),
    field("code"),
    field("example.message", "for example", is_text=True),
)
REASONS = (
    field("level"),
    field("code"),
    field("state", extra=2),
    field("jobs", is_number=True),
    field("runs", "imports", extra=1, is_number=True),
    Column("feeds", lambda reason: text(plain(reason["feeds"])), 3, is_text=True),
    when("first_at", "first (UTC)", 5),
    when("last_at", "last (UTC)", 4),
    field("example", "for example", extra=6),
    field("message", "why", is_text=True),
)
FAILURES = (
    field("index", "item", is_number=True),
    field("code"),
    field("external_id", "id"),
    field("title", extra=1, is_text=True),
    field("message", "why", is_text=True),
)
FEEDS = (
    field("id"),
    Column("state", lambda feed: state(feed["state"])),
    when("since", "since (UTC)", 3),
    Column("last", lambda feed: status(feed["health"]["last_status"]), 4),
    field("size.jobs", "jobs", extra=2, is_number=True),
    field("jobs_at_stake", "at stake", extra=1, is_number=True),
    when("next_due_at", "next due (UTC)", 5),
    field("url", extra=6, is_text=True),
)
JOBS = (
    field("id"),
    field("title", is_text=True),
    field("company", extra=1, is_text=True),
    field("location", extra=2, is_text=True),
    Column("closed", lambda job: text(job["closed_reason"]), 3),
    when("first_seen_at", "first seen (UTC)", 4),
    when("last_seen_at", "last seen (UTC)", 5),
    field("source", extra=7),
    field("url", extra=6, is_text=True),
)
DAYS = (
    field("feed_id", "feed"),
    field("day"),
    *numbers("", _SUMS),
)
PREVIEWED = (
    field("external_id"),
    field("title", is_text=True),
    field("company", extra=1, is_text=True),
    field("location", extra=2, is_text=True),
    field("posted_at", extra=4),
    field("url", extra=3, is_text=True),
    Column("errors", lambda job: text("; ".join(error["message"] for error in job.get("errors", []))), is_text=True),
)
