"""Tables and lines for a terminal. Feed text is shown as text: rich's markup is escaped."""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

Json = dict[str, Any]

console = Console(highlight=False, width=None if sys.stdout.isatty() else 200)  # a pipe has no width to fold to
PARTS = ("new", "updated", "unchanged", "duplicate", "failed", "pending")
BESIDE = ("inactive", "restamped", "closed", "reopened", "rekeyed")
_COLOURS = {"succeeded": "green", "not_modified": "green", "partial": "yellow", "failed": "red"}


def text(value: Any) -> str:
    return "-" if value in (None, "") else escape(str(value))


def status(word: str | None) -> str:
    colour = _COLOURS.get(word or "", "cyan")
    return f"[{colour}]{text(word)}[/{colour}]"


def moment(value: str | None) -> str:
    """An ISO 8601 time as `2026-11-01 12:00:03` UTC."""
    return datetime.fromisoformat(value).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if value else "-"


def seconds(milliseconds: int | None) -> str:
    return "-" if milliseconds is None else f"{milliseconds / 1000:.1f} s"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[str] = ()) -> Table:
    found = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        found.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    for row in rows:
        found.add_row(*row)
    return found


def books_balance(counts: Json) -> bool:
    return bool(counts["fetched"] == sum(counts[part] for part in PARTS))


def runs_table(runs: Iterable[Json]) -> Table:
    numbers = ("fetched", *PARTS, "closed")
    rows = (
        (
            text(run["id"]),
            text(run["feed_id"]),
            status(run["status"]),
            moment(run["queued_at"]),
            seconds(run["duration_ms"]),
            text(run["completeness"]),
            *(str(run["counts"][name]) for name in numbers),
            "yes" if books_balance(run["counts"]) else "[red]NO[/red]",
            text(run["failure"] and run["failure"]["code"]),
        )
        for run in runs
    )
    columns = ("id", "feed", "status", "queued (UTC)", "took", "read", *numbers, "adds up", "why")
    return table(columns, rows, (*numbers, "took"))


def show_run(run: Json) -> None:
    """One run in full: its books, how it went, why jobs of it failed."""
    counts = run["counts"]
    console.print(f"[bold]{text(run['id'])}[/bold]  {text(run['feed_id'])}  {status(run['status'])}")
    facts = {
        "feed": run["feed_url"],
        "trigger": run["trigger"] + (f" of {run['replay_of']}" if run["replay_of"] else ""),
        "queued": f"{moment(run['queued_at'])} UTC",
        "took": seconds(run["duration_ms"]),
        "format": f"{run['format'] or '-'}, {run['encoding'] or '-'}, jobs known by {run['identity'] or '-'}",
        "read": ": ".join(part for part in (run["completeness"], run["completeness_reason"]) if part),
        "mode": f"in full: {run['full_reason']}" if run["full_reason"] else (run["reading_mode"] or "-"),
        "http": ", ".join(str(value) for value in run["http"].values() if value is not None),
        "books": f"{counts['fetched']} fetched = " + " + ".join(f"{counts[part]} {part}" for part in PARTS),
        "beside": ", ".join(f"{counts[name]} {name}" for name in BESIDE),
    }
    for name, value in facts.items():
        console.print(f"  {name:<8} {text(value)}")
    if run["failure"]:
        console.print(f"  [red]{text(run['failure']['code'])}[/red]: {text(run['failure']['message'])}")
    for warning in run["warnings"]:
        console.print(f"  [yellow]warning[/yellow] {text(warning)}")
    if groups := run.get("failure_groups"):
        rows = ((str(g["count"]), text(g["code"]), text(g["example"]["message"])) for g in groups)
        console.print(table(("failed", "code", "for example"), rows, ("failed",)))


def show_rehearsal(tried: Json) -> None:
    """What a replay would do."""
    console.print(f"A replay of [bold]{text(tried['replay_of'])}[/bold] would come to")
    console.print(f"  {tried['fetched']} fetched = " + " + ".join(f"{tried[part]} {part}" for part in PARTS))
    beside = {
        "restamped": "of the unchanged only get other dates",
        "left": "of the unchanged differ, and stay as a newer import has them",
        "closed": "of the new are stored closed, since a newer import does not list them",
        "reopened": "are reopened",
    }
    for name, words in beside.items():
        if tried[name]:
            console.print(f"  {tried[name]} {words}")
    if tried["pending"]:
        console.print(f"  {tried['pending']} could not be looked at in time")


def failures_table(items: Iterable[Json]) -> Table:
    rows = (
        (str(item["index"]), text(item["code"]), text(item["external_id"]), text(item["title"]), text(item["message"]))
        for item in items
    )
    return table(("item", "code", "id", "title", "why"), rows, ("item",))


def feeds_table(feeds: Iterable[Json]) -> Table:
    rows = (
        (
            text(feed["id"]),
            "yes" if feed["enabled"] else "no",
            status(feed["health"]["last_status"]),
            moment(feed["health"]["last_success_at"]),
            str(feed["health"]["failures_in_a_row"]),
            text(feed["health"]["last_yield"]),
            moment(feed["next_due_at"]),
            text(feed["url"]),
        )
        for feed in feeds
    )
    columns = ("id", "enabled", "last", "last success", "failures", "jobs", "next due (UTC)", "url")
    return table(columns, rows, ("failures", "jobs"))
