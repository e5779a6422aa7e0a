"""Counts over a period."""

from job_importer.plural import plural
from tools.jobctl import output, show
from tools.jobctl.client import api
from tools.jobctl.output import Json
from tools.jobctl.runs import FromOption, ToOption


def stats(since: FromOption = None, until: ToOption = None) -> None:
    """Covers the last seven days by default."""
    with api() as client:
        found = client.get("/stats", **{"from": since, "to": until})
    output.emit(found, lambda: _tell(found), rows=found["days"])


def _tell(found: Json) -> None:
    show.console.print(f"{plural(found['runs'], 'import')} since {show.moment(found['from'])} UTC", soft_wrap=True)
    for title, counts in (("by status", found["by_status"]), ("by code", found["by_code"])):
        if counts:
            parts = ", ".join(f"{count} {name}" for name, count in counts.items())
            show.console.print(f"  {title}: {show.text(parts)}", soft_wrap=True)
    show.table(show.DAYS, found["days"])
