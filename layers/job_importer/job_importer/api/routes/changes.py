"""The changes of an import, job by job; and the changes of all jobs, for followers."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field

from job_importer.api.filters import RunChanges
from job_importer.api.following import Wanted, read_changes
from job_importer.api.job_queries import fields_pipeline, run_changes_queries
from job_importer.api.pages import read_page
from job_importer.api.routing import Cursor, FeedParam, Limit, Request, SourceParam, new_router, request_of
from job_importer.api.runs import existing_run
from job_importer.api.views.job import JobChange, changes_in
from job_importer.api.views.page import Page
from job_importer.jobs.history import Kind
from job_importer.mongo import Db
from job_importer.runs.model import RunDoc
from job_importer.types import Document

router = new_router()

KindParam = Literal["new", "updated", "closed", "reopened", "restamped", "rekeyed"]
MAX_LINES = 5_000


class ChangedJob(BaseModel):
    id: str
    title: str
    company: str | None
    location: str | None
    url: str


class RunChange(JobChange):
    kind: KindParam  # type: ignore[assignment]
    job: ChangedJob


class RunChangeList(Page[RunChange]):
    fields: dict[str, int] | None = Field(description="Number of updated jobs by changed field; on the first page only")


@router.get("/imports/<id>/changes", summary="What an import changed", tags=["imports"])
def list_import_changes(
    id: str,
    kind: Annotated[
        KindParam | None, Query(description="Default: all except restamped and rekeyed, which change no content")
    ] = None,
    limit: Limit = None,
    cursor: Cursor = None,
) -> RunChangeList:
    """New jobs first, then the other changes. A job that later imports changed many times may be missing."""
    request = request_of(router)
    run = existing_run(request.db, id)
    wanted = RunChanges(run["_id"], run["feed_id"], kind)
    part = request.part(wanted.scope(), limit, cursor)
    found = read_page(request.db, lambda after: run_changes_queries(wanted, after), part)
    jobs = _jobs_of_aliases(request.db, found.docs) if kind == "rekeyed" else found.docs
    items = [item for job in jobs for item in _items(job, run, kind)]
    fields = _fields(request, wanted) if cursor is None else None
    return RunChangeList(items=items, next_cursor=found.next_cursor, fields=fields)


def _items(job: Document, run: RunDoc, kind: KindParam | None) -> list[RunChange]:
    brief = ChangedJob.model_validate(job | {"id": job["_id"]})
    if kind in ("restamped", "rekeyed"):
        at = run["fetched_at"] or run["queued_at"]
        return [RunChange(kind=kind, job=brief, run_id=run["_id"], at=at)]
    changes = changes_in(job, run["_id"], Kind(kind) if kind else None)
    return [RunChange(**change.model_dump() | {"kind": change.kind.value}, job=brief) for change in changes]


def _jobs_of_aliases(db: Db, aliases: Sequence[Document]) -> list[Document]:
    keys = [alias["job"] for alias in aliases]
    jobs = {job["_id"]: job for job in db.jobs.find({"_id": {"$in": keys}})}
    return [jobs[key] for key in keys if key in jobs]


def _fields(request: Request, wanted: RunChanges) -> dict[str, int]:
    rows: Any = request.db.jobs.aggregate(fields_pipeline(wanted.run))
    return {row["_id"]: row["jobs"] for row in rows}


@router.get(
    "/jobs/changes",
    summary="Jobs that were added, updated, closed or reopened, for clients that keep a copy",
    tags=["jobs"],
    responses={
        200: {
            "description": "One change per line; `X-Next-Cursor` is the cursor to continue with",
            "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
            "headers": {"X-Next-Cursor": {"description": "`since` of the next call", "schema": {"type": "string"}}},
        }
    },
)
def follow_jobs(
    since: Annotated[
        str | None, Query(max_length=200, description="Cursor of the last line that you processed; default: everything")
    ] = None,
    feed: FeedParam = None,
    source: SourceParam = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LINES, description="Maximum number of lines")] = 1_000,
) -> Response[str]:
    """Without `since`, it starts with every open job. Lines come in order and at least once, with each job as it is
    now: store
    it by its id, or remove it if the line says `closed`. If the cursor stays the same, there is nothing more for now.
    """
    request = request_of(router)
    found = read_changes(request.db, since, Wanted(feed, source, limit), request.now)
    body = "".join(f"{line.model_dump_json()}\n" for line in found.lines)
    return Response(200, "application/x-ndjson", body, {"X-Next-Cursor": found.cursor})
