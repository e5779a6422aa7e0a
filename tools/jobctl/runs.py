"""The history of imports."""

from typing import Annotated

import typer

from job_importer.runs.model import RunStatus, Trigger
from tools.jobctl import output, show
from tools.jobctl.client import api
from tools.jobctl.find import Last, RunArgument, find_feed, find_run

FromOption = Annotated[str | None, typer.Option("--from", help="ISO 8601, or a date")]
ToOption = Annotated[str | None, typer.Option("--to", help="ISO 8601, or a date")]
LimitOption = Annotated[int, typer.Option(min=1, help="At most this many")]


def runs(
    feed: Annotated[str | None, typer.Option(help="Only of this feed")] = None,
    status: Annotated[RunStatus | None, typer.Option(help="Only with this status")] = None,
    trigger: Annotated[Trigger | None, typer.Option(help="Only with this trigger")] = None,
    code: Annotated[str | None, typer.Option(help="Only with this failure code, such as feed_timeout")] = None,
    since: FromOption = None,
    until: ToOption = None,
    limit: LimitOption = 20,
) -> None:
    filters = {"status": status, "trigger": trigger, "code": code, "from": since, "to": until}
    with api() as client:
        feed_id = find_feed(client, feed)["id"] if feed else None
        items = list(client.items("/imports", limit, feed=feed_id, **filters))
    output.emit({"items": items}, lambda: show.table(show.RUNS, items))


def run(run: RunArgument = None, last: Last = False) -> None:
    with api() as client:
        found = client.get(f"/imports/{find_run(client, run, last)}")
    output.emit(found, lambda: show.show_run(found))
