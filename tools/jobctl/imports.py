"""Starting imports."""

from collections.abc import Sequence
from typing import Annotated

import typer

from tools.jobctl import output, show
from tools.jobctl.ask import Yes, confirm
from tools.jobctl.client import api
from tools.jobctl.errors import usage
from tools.jobctl.find import Last, RunArgument, find_feed, find_run
from tools.jobctl.output import Json
from tools.jobctl.watching import end_as, watch

Wait = Annotated[bool, typer.Option("--wait", help="Wait until all have ended, and show progress")]


def import_(
    feeds: Annotated[list[str] | None, typer.Argument(metavar="FEED...")] = None,
    all_: Annotated[bool, typer.Option("--all", help="All enabled feeds")] = False,
    wait: Wait = False,
    accept_collapse: Annotated[
        bool,
        typer.Option("--accept-collapse", help="Import even if a feed has far fewer jobs than usual, or worse texts"),
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Process every item again, even if it is unchanged since the last import")
    ] = False,
    yes: Yes = False,
) -> None:
    """With --wait the exit code is 3 if an import fails, otherwise 4 if one ends with failed jobs."""
    if bool(feeds) == all_:
        raise usage("Give the feeds to import, or use --all.")
    if accept_collapse:
        confirm("Jobs that the feeds no longer list will be closed, however many. Continue?", yes)
    body: Json = {"accept_collapse": accept_collapse, "full": full}
    with api() as client:
        wanted = {} if all_ else {"feed_ids": [find_feed(client, feed)["id"] for feed in feeds or ()]}
        started = client.post("/imports", body | wanted)["imports"]
        runs = watch(client, [one["id"] for one in started if one["id"]]) if wait else []
    _report(started, runs)


def replay(
    run: RunArgument = None,
    last: Last = False,
    wait: Wait = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what it would do")] = False,
) -> None:
    """Imports the same bytes as of the time of that run: what newer imports stored stays."""
    with api() as client:
        path = f"/imports/{find_run(client, run, last)}/replay"
        if dry_run:
            tried = client.post(path, dry_run="true")
            return output.emit(tried, lambda: show.show_rehearsal(tried))
        started = client.post(path)["imports"]
        runs = watch(client, [one["id"] for one in started]) if wait else []
    return _report(started, runs)


def _report(started: Sequence[Json], runs: Sequence[Json]) -> None:
    document = {"imports": started} | ({"runs": runs} if runs else {})
    output.emit(document, lambda: _tell(started, runs), rows=runs or started)
    end_as(runs)


def _tell(started: Sequence[Json], runs: Sequence[Json]) -> None:
    if runs:
        show.table(show.RUNS, runs)
    for one in started:
        if not runs or one["reason"]:
            note = f" ({show.text(one['reason'])})" if one["reason"] else ""
            line = f"{show.text(one['feed_id'])}: {show.text(one['id'])} {show.status(one['status'])}{note}"
            show.console.print(line, soft_wrap=True)
