"""`jobctl db`: the database itself, not through the API."""

import os
from typing import Annotated

import typer
from pydantic import ValidationError
from pymongo.errors import PyMongoError

from tools.jobctl import show
from tools.jobctl.config import deployed_outputs
from tools.jobctl.errors import JobctlError

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.callback()
def _group() -> None:
    """A group, though it has one command."""


@app.command()
def prepare(
    stack: Annotated[str | None, typer.Option(help="A stack on AWS by its name: its secret holds the URI")] = None,
    drop_others: Annotated[bool, typer.Option(help="Drop the indexes that this version does not declare")] = False,
    database: Annotated[str, typer.Option(envvar="MONGO_DATABASE")] = "job_importer",
) -> None:
    """Build the indexes that are missing, and set how long old documents are kept. Safe to repeat, after each update.

    The URI is that of the stack, else MONGO_URI, else the local stack's. The periods are the KEEP_…_DAYS of the
    environment.
    """
    from tools.database import prepare_database
    from tools.local.config import from_environment

    uri = _secret(stack) if stack else os.environ.get("MONGO_URI") or from_environment().mongo_uri
    try:
        done, others = prepare_database(uri, database, drop_others=drop_others)
    except ValidationError as error:
        raise JobctlError("; ".join(e["msg"].removeprefix("Value error, ") for e in error.errors())) from None
    except PyMongoError as error:
        raise JobctlError(f"The database could not be prepared: {error}") from None
    for name in done:
        show.console.print(f"• {name}")
    for name in others:
        show.console.print(f"• {name} is {'dropped' if drop_others else 'not of this version; --drop-others drops it'}")
    show.console.print("The database is prepared." if done else "The database was prepared already.")


def _secret(stack: str) -> str:
    """The URI that the stack's functions use."""
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        secret = boto3.client("secretsmanager").get_secret_value(SecretId=deployed_outputs(stack)["MongoSecretId"])
    except (BotoCoreError, ClientError) as error:
        raise JobctlError(f"The database of the stack {stack} cannot be found: {error}") from None
    return str(secret["SecretString"])
