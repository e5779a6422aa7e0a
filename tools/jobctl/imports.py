"""Starting imports, and their history."""

import time
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tools.jobctl import show
from tools.jobctl.client import Client, Json, segment
from tools.jobctl.context import AsJson, api, print_json
from tools.jobctl.errors import BAD_FEED, JobctlError

POLL_SECONDS = 0.5


def import_(
    feeds: Annotated[list[str] | None, typer.Argument(metavar="FEED...")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every feed that is enabled")] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Show progress until all have finished")] = False,
    accept_collapse: Annotated[
        bool,
        typer.Option("--accept-collapse", help="Import even if a feed has far fewer jobs than usual, or worse texts"),
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Read all of the feed again, also what the import before has just so")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Start imports. With --wait the exit code is 2 if one of them failed."""
    if bool(feeds) == all_:
        raise JobctlError("Name the feeds to import, or use --all.")
    body: Json = {"accept_collapse": accept_collapse, "full": full} | ({} if all_ else {"feed_ids": feeds})
    with api() as client:
        started = client.post("/imports", body)["imports"]
        ids = [one["id"] for one in started if one["id"]]
        runs = watch(client, ids, quiet=as_json) if wait else []
    _report(started, runs, as_json)


def replay(
    run: Annotated[str, typer.Argument(metavar="RUN")],
    wait: Annotated[bool, typer.Option("--wait", help="Show progress until it has finished")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what it would do, and do nothing")] = False,
    as_json: AsJson = False,
) -> None:
    """Import the snapshot of an earlier run again, byte for byte, as of its time: what newer runs have said stays."""
    with api() as client:
        if dry_run:
            tried = client.post(f"/imports/{segment(run)}/replay", dry_run="true")
            print_json(tried) if as_json else show.show_rehearsal(tried)
            return
        started = client.post(f"/imports/{segment(run)}/replay")["imports"]
        runs = watch(client, [one["id"] for one in started], quiet=as_json) if wait else []
    _report(started, runs, as_json)


def _report(started: Sequence[Json], runs: Sequence[Json], as_json: bool) -> None:
    if as_json:
        print_json({"imports": started} | ({"runs": runs} if runs else {}))
    elif runs:
        show.console.print(show.runs_table(runs))
    for one in [] if as_json else started:
        if not runs or one["reason"]:
            note = f" ({show.text(one['reason'])})" if one["reason"] else ""
            show.console.print(
                f"{show.text(one['feed_id'])}: {show.text(one['id'])} {show.status(one['status'])}{note}"
            )
    if any(run["status"] == "failed" for run in runs):
        raise typer.Exit(BAD_FEED)


def watch(client: Client, ids: Sequence[str], quiet: bool = False, patience_seconds: float | None = None) -> list[Json]:
    """The runs when all have ended. Interrupting it interrupts no import. Raises JobctlError when patience is over."""
    begin = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[status]}"))
    with Progress(*columns, TimeElapsedColumn(), console=show.console, disable=quiet) as progress:
        bars = {run_id: progress.add_task(run_id, total=None, status="queued") for run_id in ids}
        ended: dict[str, Json] = {}
        while True:
            for run_id in (run_id for run_id in ids if run_id not in ended):
                run = client.get(f"/imports/{run_id}")
                _advance(progress, bars[run_id], run)
                if run["finished_at"]:
                    ended[run_id] = run
            if len(ended) == len(ids):
                return [ended[run_id] for run_id in ids]
            if patience_seconds is not None and time.monotonic() - begin > patience_seconds:
                live = ", ".join(run_id for run_id in ids if run_id not in ended)
                raise JobctlError(f"Not finished after {patience_seconds:.0f} s: {live}.")
            pause()


def pause() -> None:
    time.sleep(POLL_SECONDS)


def _advance(progress: Progress, bar: object, run: Json) -> None:
    counts = run["counts"]
    total = counts["fetched"] or (1 if run["finished_at"] else None)
    done = (counts["fetched"] - counts["pending"]) or (1 if run["finished_at"] else 0)
    progress.update(bar, total=total, completed=done, status=run["status"], description=run["feed_id"])  # type: ignore[arg-type]


def runs(
    feed: Annotated[str | None, typer.Option(help="Of one feed")] = None,
    status: Annotated[str | None, typer.Option(help="succeeded, partial, failed, …")] = None,
    trigger: Annotated[str | None, typer.Option(help="schedule, manual or replay")] = None,
    code: Annotated[str | None, typer.Option(help="Failure code, such as feed_timeout")] = None,
    since: Annotated[str | None, typer.Option("--from", help="ISO 8601, or a date")] = None,
    until: Annotated[str | None, typer.Option("--to", help="ISO 8601, or a date")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many")] = 20,
    as_json: AsJson = False,
) -> None:
    """The history of imports, the newest first."""
    filters = {"feed": feed, "status": status, "trigger": trigger, "code": code, "from": since, "to": until}
    with api() as client:
        items = list(client.items("/imports", limit, **filters))
    print_json({"items": items}) if as_json else show.console.print(show.runs_table(items))


def run(id: Annotated[str, typer.Argument(metavar="ID")], as_json: AsJson = False) -> None:
    """One import: its books, and why jobs of it failed."""
    with api() as client:
        found = client.get(f"/imports/{segment(id)}")
    print_json(found) if as_json else show.show_run(found)


def failures(
    id: Annotated[str, typer.Argument(metavar="ID")],
    code: Annotated[str | None, typer.Option(help="Only this code, such as validation_error")] = None,
    signature: Annotated[str | None, typer.Option(help="Only this signature")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many")] = 50,
    as_json: AsJson = False,
) -> None:
    """The failed jobs of an import."""
    with api() as client:
        items = list(client.items(f"/imports/{segment(id)}/failures", limit, code=code, signature=signature))
    print_json({"items": items}) if as_json else show.console.print(show.failures_table(items))
