"""The jobs that are stored."""

from typing import Annotated, Literal

import typer

from tools.jobctl import output, show
from tools.jobctl.client import Client, api, segment
from tools.jobctl.errors import JobctlError, usage
from tools.jobctl.find import find_feed, find_run
from tools.jobctl.output import Json
from tools.jobctl.runs import LimitOption


def jobs(
    feed: Annotated[str | None, typer.Option(help="Of one feed")] = None,
    source: Annotated[str | None, typer.Option(help="Of one source")] = None,
    status: Annotated[Literal["open", "closed"] | None, typer.Option()] = None,
    run: Annotated[str | None, typer.Option(help="Which this import saw first or changed")] = None,
    limit: LimitOption = 20,
) -> None:
    with api() as client:
        feed_id = find_feed(client, feed)["id"] if feed else None
        run_id = find_run(client, run) if run else None
        items = list(client.items("/jobs", limit, feed=feed_id, source=source, status=status, run=run_id))
    output.emit({"items": items}, lambda: show.table(show.JOBS, items))


def job(id: Annotated[str, typer.Argument(metavar="JOB", help="Its id, or the one that its source gives it")]) -> None:
    with api() as client:
        found = _job(client, id)
    output.emit(found, lambda: show.show_fields(found))


def _job(client: Client, text: str) -> Json:
    try:
        return client.get(f"/jobs/{segment(text)}")
    except JobctlError as error:
        if error.code != "not_found":
            raise
    found = list(client.items("/jobs", 2, external_id=text))
    if len(found) == 1:
        return found[0]
    raise usage(f"There are several jobs {text!r}: {found[0]['id']}, …" if found else f"There is no job {text!r}.")
