"""Failed jobs: of one import, of a feed, of a period."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from job_importer.api.errors import not_found
from job_importer.api.export import as_response, default_limit, wanted_media
from job_importer.api.openapi import listed_as
from job_importer.api.pages import read_page
from job_importer.api.queries import FailureFilter, failures_query
from job_importer.api.routing import Cursor, Limit, Request, new_router, request_of
from job_importer.api.views.failure import FailureView, failure_view
from job_importer.api.views.page import Page
from job_importer.codes import JobFailure
from job_importer.runs.store import get_run

router = new_router()

COLUMNS = (
    *("id", "run_id", "feed_id", "code", "message", "field", "rule", "external_id", "title", "url", "index"),
    *("jobs", "signature", "excerpt", "at"),
)

Code = Annotated[JobFailure | None, Query(description="Why the job failed")]
Signature = Annotated[str | None, Query(max_length=2_000, description="As in the failures and their groups")]


@router.get(
    "/imports/<id>/failures",
    summary="The failed jobs of an import, in the order of the feed",
    tags=["failures"],
    responses=listed_as(Page[FailureView]),
)
def list_import_failures(
    id: str,
    code: Code = None,
    signature: Signature = None,
    limit: Limit = None,
    cursor: Cursor = None,
) -> Response[str]:
    request = request_of(router)
    if get_run(request.connections.db, id) is None:
        raise not_found(f"There is no import {id[:60]!r}.")
    return _listed(request, FailureFilter(run=id, code=code, signature=signature), limit, cursor)


def _listed(request: Request, wanted: FailureFilter, limit: int | None, cursor: str | None) -> Response[str]:
    media = wanted_media(request.accept)
    found = read_page(
        request.connections.db,
        lambda after: [failures_query(wanted, after)],
        limit or default_limit(media),
        cursor,
        wanted.scope(),
        request.cursor_key,
    )
    items = [failure_view(doc) for doc in found.docs]  # type: ignore[arg-type]
    return as_response(Page[FailureView](items=items, next_cursor=found.next_cursor), media, COLUMNS)
