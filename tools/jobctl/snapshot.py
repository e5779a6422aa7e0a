"""What a source sent."""

from typing import Annotated

import typer

from tools.jobctl import output
from tools.jobctl.client import api
from tools.jobctl.errors import usage
from tools.jobctl.find import Last, RunArgument, find_run


def snapshot(
    run: RunArgument = None,
    last: Last = False,
    around: Annotated[str | None, typer.Option(metavar="LINE:COLUMN", help="The excerpt around this position")] = None,
    item: Annotated[int | None, typer.Option(min=0, help="The item with this index, from 0, as it was read")] = None,
    download: Annotated[
        bool, typer.Option("--download", help="A URL of the whole snapshot, valid for a few minutes")
    ] = False,
) -> None:
    """For a not_modified import, shows the snapshot of the import that it confirms. Only operators can download."""
    if (around is not None) + (item is not None) + download != 1:
        raise usage("Choose one of --around LINE:COLUMN, --item N and --download.")
    with api() as client:
        path = f"/imports/{find_run(client, run, last)}/snapshot"
        found = client.get(path, around=around, item=item, download="true" if download else None)
    output.emit(found, lambda: typer.echo(found["url"] or found["excerpt"]))
