"""The Job Importer from the command line."""

import sys
from typing import Annotated

import typer
from typer._click.exceptions import UsageError  # typer shows no other name for it

from tools.jobctl import options
from tools.jobctl.errors import CODES, JobctlError, usage
from tools.jobctl.lazy import Lazy, LazyGroup


class Commands(LazyGroup):
    panels = {  # noqa: RUF012 that of this class
        "What goes on": {
            "status": Lazy("status:status", "What needs you: which feeds, since when, why, and what to do"),
            "runs": Lazy("runs:runs", "The history of imports, the newest first"),
            "run": Lazy("runs:run", "One import: its books, and why jobs of it failed"),
            "tail": Lazy("watching:tail", "Follow an import until it has ended"),
            "changes": Lazy(
                "changes:changes", "What an import has changed: new, updated, closed, with old and new values"
            ),
            "failures": Lazy("failures:failures", "Why jobs failed: of one import; or imports and jobs by reason"),
            "snapshot": Lazy("snapshot:snapshot", "What a source sent: around a place, an item, or all of it"),
            "jobs": Lazy("jobs:jobs", "The stored jobs, the newest first"),
            "job": Lazy("jobs:job", "One job, with its last changes"),
            "stats": Lazy("stats:stats", "Imports of a period by status, by code, by feed and day"),
            "open": Lazy("page:open_", "Open the admin page, or the page of a feed, an import or a job"),
        },
        "Feeds and imports": {
            "preview": Lazy("preview:preview", "Show what an import of a file or URL would publish"),
            "feeds": Lazy("feeds:app", "The registry of feeds; alone, it lists them"),
            "import": Lazy("imports:import_", "Start imports"),
            "replay": Lazy("imports:replay", "Import the snapshot of an earlier run again"),
        },
        "Operations": {
            "redrive": Lazy("redrive:redrive", "Send the dead letters back for another try"),
            "erase": Lazy("erase:erase", "Erase a person's data or a job, and keep it from coming back"),
            "tokens": Lazy("tokens:app", "Who may call the API: list, add, withdraw"),
            "db": Lazy("db:app", "The database itself: build its indexes"),
        },
    }


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    help=f"{__doc__}\n\n{CODES}",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from job_importer import __version__

        typer.echo(f"jobctl {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="The version")
    ] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    options.reset(sys.argv[1:])
    command = options.add_to(typer.main.get_command(app))
    try:
        sys.exit(command.main(prog_name="jobctl", standalone_mode=False))
    except UsageError as error:
        where = error.ctx.command_path if error.ctx else "jobctl"
        _fail(usage(f"{error.format_message().rstrip('.')}. `{where} --help` says what there is."))
    except typer.Abort:
        _fail(JobctlError("Nothing was changed."))
    except JobctlError as error:
        _fail(error)


def _fail(error: JobctlError) -> None:
    from tools.jobctl.output import show_error

    show_error(error)
    sys.exit(error.exit_code)
