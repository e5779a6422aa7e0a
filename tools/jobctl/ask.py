"""Asks for confirmation before something is closed or removed."""

import sys
from typing import Annotated

import typer

from tools.jobctl.errors import usage
from tools.jobctl.options import Format, format_

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation")]


def confirm(question: str, yes: bool) -> None:
    """Raises typer.Abort if the user declines, JobctlError if nobody can be asked."""
    if yes:
        return
    if not sys.stdin.isatty() or format_.get() is not Format.TEXT:
        raise usage(f"{question} This terminal cannot answer; repeat the command with --yes.")
    typer.confirm(question, abort=True, err=True)
