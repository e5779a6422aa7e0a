"""What an import changed, job by job."""

from typing import Annotated, Literal

import typer

from tools.jobctl import output, show
from tools.jobctl.client import api
from tools.jobctl.find import Last, RunArgument, find_run
from tools.jobctl.output import Json
from tools.jobctl.runs import LimitOption
from tools.jobctl.table import Column

Kind = Literal["new", "updated", "closed", "reopened", "restamped", "rekeyed"]


def changes(
    run: RunArgument = None,
    last: Last = False,
    kind: Annotated[Kind | None, typer.Option(help="Only these kinds; default: all that change content")] = None,
    limit: LimitOption = 50,
) -> None:
    with api() as client:
        items = list(client.items(f"/imports/{find_run(client, run, last)}/changes", limit, kind=kind))
    output.emit({"items": items}, lambda: show.table(COLUMNS, items))


def _values(change: Json) -> str:
    """Old and new value of each field; for a long text the removed and added words."""
    told = (f"{name}: {_value(pair)}" for name, pair in change["changes"].items())
    return show.text("; ".join(told) or change["reason"])


def _value(pair: Json) -> str:
    if "new_digest" in pair:
        return pair["diff"] or "changed text"
    return f"{show.plain(pair['old'])} → {show.plain(pair['new'])}"


COLUMNS = (
    Column("kind", lambda change: show.text(change["kind"])),
    show.field("job.id", "job", extra=1),
    show.field("job.title", "title", is_text=True),
    show.field("job.company", "company", extra=2, is_text=True),
    Column("what", _values, is_text=True),
)
