"""What the person at the keyboard is shown."""

from rich import box
from rich.console import Console
from rich.table import Table

from tools.local.api import Access, Json
from tools.local.services import Service, running_pid

PARTS = ("new", "updated", "unchanged", "duplicate", "failed", "pending")


def books_balance(counts: Json) -> bool:
    return bool(counts["fetched"] == sum(counts[part] for part in PARTS))


def runs_table(runs: list[Json]) -> Table:
    """One column a run, as a bill: the parts, their sum, and what was fetched."""
    table = Table(title="Imports", title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("")
    for run in runs:
        table.add_column(run["feed_id"], justify="right")
    table.add_row("status", *(run["status"] for run in runs), end_section=True)
    for part in PARTS:
        table.add_row(part, *(str(run["counts"][part]) for run in runs), end_section=part == PARTS[-1])
    table.add_row("sum", *(str(sum(run["counts"][part] for part in PARTS)) for run in runs))
    table.add_row("fetched", *(str(run["counts"]["fetched"]) for run in runs))
    table.add_row("adds up", *("yes" if books_balance(run["counts"]) else "[red]NO[/red]" for run in runs))
    return table


def failures_table(items: list[Json]) -> Table:
    table = Table(title="Why jobs failed", title_justify="left")
    for column in ("code", "job", "message"):
        table.add_column(column)
    for item in items:
        table.add_row(item["code"], item["title"] or item["external_id"] or "-", item["message"])
    return table


def show_access(console: Console, access: Access) -> None:
    """Plain lines, never folded: they are to be copied."""
    rows = (
        ("Page", access.page_url),
        ("API", access.api_base),
        ("Viewer token", access.viewer_token),
        ("Operator token", access.operator_token),
    )
    console.print("\n[bold]The Job Importer is up.[/bold] Open the page and paste a token:")
    for name, value in rows:
        console.print(f"  {name:<15} {value}", soft_wrap=True, markup=False)


def services_table(services: list[Service]) -> Table:
    table = Table(title="Services", title_justify="left")
    for column in ("service", "state", "address"):
        table.add_column(column)
    for service in services:
        pid = running_pid(service)
        state = "stopped" if pid is None else ("healthy" if service.healthy() else "not answering")
        table.add_row(service.title, f"{state} (pid {pid})" if pid else state, f"127.0.0.1:{service.port}")
    return table
