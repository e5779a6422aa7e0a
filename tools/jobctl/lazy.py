"""A group of commands whose modules are imported when they are called: `--help` and completion need none of them."""

from dataclasses import dataclass
from importlib import import_module
from inspect import getdoc
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from tools.jobctl.options import add_to


@dataclass(frozen=True)
class Lazy:
    """`target` is `module:name` of a function, or of a Typer with commands of its own."""

    target: str
    summary: str

    def stand_in(self, name: str, panel: str) -> TyperCommand:
        """What help and completion need of it."""
        return TyperCommand(name, help=self.summary, rich_help_panel=panel)

    def command(self, name: str) -> Any:
        module, _, attribute = self.target.partition(":")
        found = getattr(import_module(f"tools.jobctl.{module}"), attribute)
        if isinstance(found, typer.Typer):
            command: Any = typer.main.get_command(found)
            command.help = self.summary
        else:
            app = typer.Typer(add_completion=False)
            app.command(name, help="\n\n".join(filter(None, (self.summary, getdoc(found)))))(found)
            command = typer.main.get_command(app)
        command.name = name
        return add_to(command)


class LazyGroup(TyperGroup):
    """`panels` is set by a subclass: the commands under the headings of the help."""

    panels: dict[str, dict[str, Lazy]]

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._lazy = {name: lazy for commands in self.panels.values() for name, lazy in commands.items()}
        for panel, commands in self.panels.items():
            for name, lazy in commands.items():
                self.add_command(lazy.stand_in(name, panel))

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self._lazy)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, _, rest = super().resolve_command(ctx, args)
        return name, self._lazy[name].command(name) if name else None, rest
