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
    around: Annotated[str | None, typer.Option(metavar="LINE:COLUMN", help="The piece around this place")] = None,
    item: Annotated[int | None, typer.Option(min=0, help="The item of this index, from 0, as it was read")] = None,
    download: Annotated[bool, typer.Option("--download", help="An address of the whole, for some minutes")] = False,
) -> None:
    """Of a not_modified import what it confirms. A download is for operators."""
    if (around is not None) + (item is not None) + download != 1:
        raise usage("Say what of it: --around LINE:COLUMN, --item N, or --download.")
    with api() as client:
        path = f"/imports/{find_run(client, run, last)}/snapshot"
        found = client.get(path, around=around, item=item, download="true" if download else None)
    output.emit(found, lambda: typer.echo(found["url"] or found["excerpt"]))
