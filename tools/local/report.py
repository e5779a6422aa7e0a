"""What the user is shown."""

from rich.console import Console
from rich.table import Table

from tools.local.api import Access
from tools.local.services import Service, running_pid


def show_access(console: Console, access: Access) -> None:
    """Plain lines, never folded, so that they can be copied."""
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
