"""The output of a command: tables and sentences for people, JSON or CSV for programs. An error
goes to standard error as a sentence, and for programs also to standard output, in their format.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

import typer

from tools.jobctl.errors import JobctlError
from tools.jobctl.options import Format, format_

Json = dict[str, Any]


def is_for_people() -> bool:
    return format_.get() is Format.TEXT


def emit(document: Json, for_people: Callable[[], None], rows: Sequence[Json] | None = None) -> None:
    """`rows` are the rows of a CSV file: the items of a list, otherwise the document itself."""
    match format_.get():
        case Format.JSON:
            typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
        case Format.CSV:
            _print_csv(document.get("items", [document]) if rows is None else rows)
        case Format.TEXT:
            for_people()


def done(sentence: str, document: Json) -> None:
    """For a command that has done something: what came of it."""
    emit(document, lambda: typer.echo(sentence))


def show_error(error: JobctlError) -> None:
    typer.secho(str(error), err=True, fg=typer.colors.RED)
    found = {"code": error.code, "message": str(error), "request_id": error.request_id, "exit_code": error.exit_code}
    emit({"error": found}, lambda: None)


def _print_csv(rows: Sequence[Json]) -> None:
    from job_importer.api.csv_text import columns_of, to_csv

    typer.echo(to_csv(rows, columns_of(rows)), nl=False)
