"""`jobctl tokens`: named API tokens. Only their digests are stored, in a secret."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal

import typer
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import ValidationError

from job_importer.api.auth import digest_of
from job_importer.api.tokens import OWN, NamedToken, NamedTokens
from tools.jobctl import output
from tools.jobctl.ask import Yes, confirm
from tools.jobctl.config import chosen_stack
from tools.jobctl.errors import JobctlError, usage
from tools.jobctl.reach import Clients, reach

app = typer.Typer(add_completion=False, no_args_is_help=True)

OUTPUTS = {"viewer": "ViewerTokenSecretId", "operator": "OperatorTokenSecretId"}
SOON = "within five minutes"
Name = Annotated[str, typer.Argument(metavar="NAME")]
Tokens = dict[str, NamedToken]


@app.command("list")
def list_() -> None:
    """List the named tokens and their roles."""
    with _secrets() as (clients, outputs):
        tokens = _read(clients, outputs)
    items = [{"name": name, "role": name} for name in OWN]
    items += [{"name": name, "role": token.role} for name, token in sorted(tokens.items())]
    output.emit({"items": items}, lambda: typer.echo("\n".join(f"{one['name']:<20} {one['role']}" for one in items)))


@app.command()
def add(
    name: Name, role: Annotated[Literal["viewer", "operator"], typer.Option(help="viewer or operator")] = "viewer"
) -> None:
    """Create a named token. It is shown only once, and works within five minutes."""
    with _secrets() as (clients, outputs):
        tokens = _read(clients, outputs)
        if name in tokens or name in OWN:
            raise usage(f"The token {name} already exists; withdraw it first.")
        token = secrets.token_urlsafe(32)
        added = tokens | {name: NamedToken(role=role, digest=digest_of(token).hex())}
        _write(clients, outputs, added)
    output.done(token, {"name": name, "role": role, "token": token})


@app.command()
def withdraw(name: Name, yes: Yes = False) -> None:
    """Revoke a token within five minutes. The viewer and operator tokens get a new value."""
    with _secrets() as (clients, outputs):
        tokens = _read(clients, outputs)
        if name not in tokens and name not in OWN:
            raise usage(f"There is no token {name}; `jobctl tokens list` shows all tokens.")
        confirm(f"Withdraw the token {name}?", yes)
        if name in OWN:
            new = secrets.token_urlsafe(32)
            clients("secretsmanager").put_secret_value(SecretId=outputs[OUTPUTS[name]], SecretString=new)
        else:
            _write(clients, outputs, {other: token for other, token in tokens.items() if other != name})
    output.done(f"The token {name} stops working {SOON}.", {"name": name, "change": "withdrawn"})


@contextmanager
def _secrets() -> Iterator[tuple[Clients, dict[str, str]]]:
    try:
        yield reach(chosen_stack())
    except KeyError as error:
        raise JobctlError(f"The stack has no output {error}: deploy this version first.") from None
    except (BotoCoreError, ClientError) as error:
        raise JobctlError(f"The tokens' secret cannot be read: {error}") from None


def _read(clients: Clients, outputs: dict[str, str]) -> Tokens:
    secret: Any = clients("secretsmanager").get_secret_value(SecretId=outputs["NamedTokensSecretId"])
    try:
        return NamedTokens.validate_json(secret["SecretString"])
    except ValidationError as error:
        raise JobctlError(f"The secret {outputs['NamedTokensSecretId']} is malformed: {error}") from None


def _write(clients: Clients, outputs: dict[str, str], tokens: Tokens) -> None:
    text = json.dumps({name: token.model_dump() for name, token in tokens.items()}, indent=1)
    clients("secretsmanager").put_secret_value(SecretId=outputs["NamedTokensSecretId"], SecretString=text)
