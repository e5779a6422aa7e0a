"""`jobctl`: preview feeds, manage the registry, start imports and read their history."""

import sys

import typer
from rich.console import Console

from tools.jobctl import db, feeds, imports
from tools.jobctl.errors import JobctlError
from tools.jobctl.preview import preview
from tools.jobctl.redrive import redrive

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)
app.command()(preview)
app.add_typer(feeds.app, name="feeds")
app.add_typer(db.app, name="db")
app.command("import")(imports.import_)
for command in (imports.runs, imports.run, imports.failures, redrive, imports.replay):
    app.command()(command)


def main() -> None:
    try:
        app(prog_name="jobctl")
    except JobctlError as error:
        Console(stderr=True, highlight=False).print(f"[red]{_escaped(error)}[/red]", soft_wrap=True)
        sys.exit(error.exit_code)


def _escaped(error: JobctlError) -> str:
    return str(error).replace("[", r"\[")
