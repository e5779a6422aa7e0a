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
        "Overview": {
            "status": Lazy("status:status", "What needs attention: which feeds, since when, why, and what to do"),
            "runs": Lazy("runs:runs", "The history of imports, newest first"),
            "run": Lazy("runs:run", "One import: its counts, and why jobs failed"),
            "tail": Lazy("watching:tail", "Follow an import until it ends"),
            "changes": Lazy(
                "changes:changes", "What an import changed: new, updated and closed jobs, with old and new values"
            ),
            "failures": Lazy(
                "failures:failures", "Why jobs of an import failed; without an import, all failures by reason"
            ),
            "snapshot": Lazy("snapshot:snapshot", "What a source sent: an excerpt, an item, or all of it"),
            "jobs": Lazy("jobs:jobs", "Stored jobs, newest first"),
            "job": Lazy("jobs:job", "One job, with its latest changes"),
            "stats": Lazy("stats:stats", "Imports of a period by status, code, feed and day"),
            "open": Lazy("page:open_", "Open the admin page, or the page of a feed, an import or a job"),
        },
        "Feeds and imports": {
            "preview": Lazy("preview:preview", "Show which jobs intake reads from a file or URL"),
            "feeds": Lazy("feeds:app", "Manage feeds; without a subcommand, list them"),
            "import": Lazy("imports:import_", "Start imports"),
            "replay": Lazy("imports:replay", "Import the snapshot of an earlier run again"),
        },
        "Operations": {
            "redrive": Lazy("redrive:redrive", "Send dead letters back to their queues"),
            "erase": Lazy("erase:erase", "Erase a person's data or a job, and keep it from coming back"),
            "tokens": Lazy("tokens:app", "API tokens: list, add, withdraw"),
            "db": Lazy("db:app", "The database: create its indexes"),
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
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version")
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
        _fail(usage(f"{error.format_message().rstrip('.')}. `{where} --help` lists what exists."))
    except typer.Abort:
        _fail(JobctlError("Nothing was changed."))
    except JobctlError as error:
        _fail(error)


def _fail(error: JobctlError) -> None:
    from tools.jobctl.output import show_error

    show_error(error)
    sys.exit(error.exit_code)
