"""Follows imports until they end: one loop, shown as progress bars or line by line."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tools.jobctl import output, show
from tools.jobctl.client import Client, api
from tools.jobctl.errors import BAD_FEED, INTERRUPTED, PARTIAL, JobctlError
from tools.jobctl.find import Last, RunArgument, find_run
from tools.jobctl.output import Json

POLL_SECONDS = 0.5


def pause() -> None:
    time.sleep(POLL_SECONDS)


def follow(
    client: Client, ids: Sequence[str], patience_seconds: float | None = None, wait: Callable[[], None] | None = None
) -> Iterator[Json]:
    """Yields each run repeatedly; a run that has ended is yielded once more.

    Interrupting it does not stop the imports. Raises JobctlError then, and when the time is up.
    """
    begin, live = time.monotonic(), list(ids)
    with _going_on(live):
        while live:
            for run_id in tuple(live):
                run = client.get(f"/imports/{run_id}")
                if run["finished_at"]:
                    live.remove(run_id)
                yield run
            if live and patience_seconds is not None and time.monotonic() - begin > patience_seconds:
                raise JobctlError(f"Not finished after {patience_seconds:.0f} s: {', '.join(live)}.")
            if live:
                (wait or pause)()


@contextmanager
def _going_on(live: Sequence[str]) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        subject = "import is" if len(live) == 1 else "imports are"
        sentence = (
            f"The {subject} still running: {', '.join(live)}. `jobctl tail {live[0] if live else ''}` follows it."
        )
        raise JobctlError(sentence, INTERRUPTED, "interrupted") from None


def watch(client: Client, ids: Sequence[str], patience_seconds: float | None = None) -> list[Json]:
    """Waits until all have ended and returns the runs in the order of `ids`; shows progress bars."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[status]}"))
    runs: dict[str, Json] = {}
    with Progress(*columns, TimeElapsedColumn(), console=show.console, disable=not output.is_for_people()) as progress:
        bars = {run_id: progress.add_task(run_id, total=None, status="queued") for run_id in ids}
        for run in follow(client, ids, patience_seconds):
            runs[run["id"]] = run
            done, total = _progress(run)
            bar = bars[run["id"]]
            progress.update(bar, total=total, completed=done, status=run["status"], description=run["feed_id"])
    return [runs[run_id] for run_id in ids]


def _progress(run: Json) -> tuple[int, int | None]:
    """The number of processed jobs, and of how many, if known."""
    counts, ended = run["counts"], bool(run["finished_at"])
    return (counts["fetched"] - counts["pending"]) or int(ended), counts["fetched"] or (1 if ended else None)


def end_as(runs: Sequence[Json]) -> None:
    """Exit with the code for the runs' results."""
    found = {run["status"] for run in runs}
    if found & {"failed", "partial"}:
        raise typer.Exit(BAD_FEED if "failed" in found else PARTIAL)


def tail(run: RunArgument = None, last: Last = False) -> None:
    """Print a line for each change until the import ends. Exit code 3 if it fails, 4 if it ends with failed jobs."""
    told: set[str] = set()
    with api() as client:
        for found in follow(client, [find_run(client, run, last)]):
            for line in _lines(found) if output.is_for_people() else ():
                if line not in told:
                    told.add(line)
                    show.console.print(line, soft_wrap=True)
    output.emit(found, lambda: show.show_run(found))
    end_as([found])


def _lines(run: Json) -> Iterator[str]:
    """The events of the run and its current counts."""
    for event in run["timeline"]:
        yield f"{show.moment(event['at'])}  {event['event']:<15}  {show.text(event['detail'])}"
    yield f"  {show.status(run['status'])}  {show.books(run['counts'])}"
