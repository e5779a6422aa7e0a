"""The jobs that are stored."""

from typing import Annotated, Literal

import typer

from job_importer.codes import CloseReason
from tools.jobctl import output, show
from tools.jobctl.client import Client, api, segment
from tools.jobctl.errors import JobctlError, usage
from tools.jobctl.find import find_feed, find_run
from tools.jobctl.output import Json
from tools.jobctl.runs import FromOption, LimitOption, ToOption

DateOfJob = Literal["first_seen", "last_changed", "closed"]


def jobs(
    words: Annotated[list[str] | None, typer.Argument(help="Words in the title, company or place")] = None,
    feed: Annotated[str | None, typer.Option(help="Only of this feed")] = None,
    source: Annotated[str | None, typer.Option(help="Only of this source")] = None,
    company: Annotated[str | None, typer.Option(help="Words in the company")] = None,
    place: Annotated[str | None, typer.Option(help="Words in the place")] = None,
    status: Annotated[Literal["open", "closed"] | None, typer.Option(help="Only open or only closed jobs")] = None,
    reason: Annotated[CloseReason | None, typer.Option(help="Only jobs closed for this reason")] = None,
    run: Annotated[str | None, typer.Option(help="Only jobs that this import added or changed")] = None,
    closed_by: Annotated[str | None, typer.Option(help="Only jobs that this import closed")] = None,
    since: FromOption = None,
    until: ToOption = None,
    date: Annotated[DateOfJob, typer.Option(help="The date that --from and --to refer to")] = "first_seen",
    limit: LimitOption = 20,
) -> None:
    with api() as client:
        filters = {
            "q": " ".join(words or ()) or None,
            "feed": find_feed(client, feed)["id"] if feed else None,
            "run": find_run(client, run) if run else None,
            "closed_run": find_run(client, closed_by) if closed_by else None,
            "closed_reason": reason,
            **{"source": source, "company": company, "place": place, "status": status, "from": since, "to": until},
            "date": date if since or until else None,
        }
        items = list(client.items("/jobs", limit, **filters))
    output.emit({"items": items}, lambda: show.table(show.JOBS, items))


def job(
    id: Annotated[str, typer.Argument(metavar="JOB", help="The job's id, or the id that its source gives it")],
) -> None:
    with api() as client:
        found = _job(client, id)
    output.emit(found, lambda: show.show_fields(found))


def _job(client: Client, text: str) -> Json:
    try:
        return client.get(f"/jobs/{segment(text)}")
    except JobctlError as error:
        if error.code != "not_found":
            raise
    found = list(client.items("/jobs", 2, external_id=text))
    if len(found) == 1:
        return found[0]
    raise usage(
        f"More than one job has the id {text!r}: {found[0]['id']}, …" if found else f"There is no job {text!r}."
    )
