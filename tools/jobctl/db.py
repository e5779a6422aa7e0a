"""`jobctl db`: the database itself, not through the API."""

import os
from collections.abc import Sequence
from typing import Annotated

import typer
from pydantic import ValidationError
from pymongo.errors import PyMongoError

from tools.database import prepare_database
from tools.jobctl import output
from tools.jobctl.ask import Yes, confirm
from tools.jobctl.config import chosen_stack
from tools.jobctl.errors import JobctlError
from tools.jobctl.stacks import deployed_outputs, read_secret
from tools.local.config import from_environment

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def _group() -> None:
    """A group, though it has one command."""


@app.command()
def prepare(
    drop_others: Annotated[bool, typer.Option(help="Drop indexes that this version does not use")] = False,
    database: Annotated[str, typer.Option(envvar="MONGO_DATABASE")] = "job_importer",
    yes: Yes = False,
) -> None:
    """Create missing indexes, and set how long old documents are kept. Safe to repeat; run it after each update.

    Uses the stack's URI, otherwise MONGO_URI, otherwise the local stack's. The periods are the KEEP_…_DAYS of the
    environment.
    """
    if drop_others:
        confirm("Drop indexes that this version does not use?", yes)
    stack = chosen_stack()
    uri = (
        read_secret(deployed_outputs(stack)["MongoSecretId"])
        if stack
        else os.environ.get("MONGO_URI") or from_environment().mongo_uri
    )
    try:
        done, others = prepare_database(uri, database, drop_others=drop_others)
    except ValidationError as error:
        raise JobctlError("; ".join(e["msg"].removeprefix("Value error, ") for e in error.errors())) from None
    except PyMongoError as error:
        raise JobctlError(f"Preparing the database failed: {error}") from None
    output.emit({"done": done, "others": others, "dropped": drop_others}, lambda: _tell(done, others, drop_others))


def _tell(done: Sequence[str], others: Sequence[str], dropped: bool) -> None:
    for name in done:
        typer.echo(f"• {name}")
    for name in others:
        typer.echo(f"• {name} is {'dropped' if dropped else 'not used by this version; --drop-others drops it'}")
    typer.echo("The database is prepared." if done else "The database was already prepared.")
