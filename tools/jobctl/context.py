"""What the commands share."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from tools.jobctl.client import Client
from tools.jobctl.config import find_access

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs")]


@contextmanager
def api() -> Iterator[Client]:
    with Client(find_access()) as client:
        yield client


def print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
