"""The options of every command, before or after its name: --json, --csv and --stack."""

from contextvars import ContextVar
from enum import StrEnum
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    CSV = "csv"


format_: ContextVar[Format] = ContextVar("format", default=Format.TEXT)
stack: ContextVar[str | None] = ContextVar("stack", default=None)


def reset(arguments: list[str]) -> None:
    """The format is known before the arguments are parsed, so that their errors have it too."""
    words = arguments[: arguments.index("--")] if "--" in arguments else arguments
    format_.set(next((found for found in (Format.JSON, Format.CSV) if f"--{found}" in words), Format.TEXT))
    stack.set(None)


def add_to(command: Any) -> Any:
    """Adds the common options to the command and those below it."""
    if isinstance(command, TyperCommand | TyperGroup):
        command.params += typer.main.get_command(_app).params
    for below in getattr(command, "commands", {}).values():
        add_to(below)
    return command


def _choose_json(chosen: bool) -> None:
    if chosen:
        format_.set(Format.JSON)


def _choose_csv(chosen: bool) -> None:
    if chosen:
        format_.set(Format.CSV)


def _choose_stack(name: str | None) -> None:
    if name:
        stack.set(name)


_app = typer.Typer(add_completion=False)


@_app.command()
def _common(
    json: Annotated[
        bool, typer.Option("--json", expose_value=False, callback=_choose_json, help="Print JSON, errors too")
    ] = False,
    csv: Annotated[
        bool, typer.Option("--csv", expose_value=False, callback=_choose_csv, help="Print CSV, errors too")
    ] = False,
    stack: Annotated[
        str | None,
        typer.Option(expose_value=False, callback=_choose_stack, help="A stack on AWS: its name, or dev or prod"),
    ] = None,
) -> None:
    """Never called: it only declares the options."""
