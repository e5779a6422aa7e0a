"""Failed jobs: of one import, of a feed, of a period."""

from datetime import timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field

from job_importer.api.export import as_response
from job_importer.api.failure_groups import failure_groups
from job_importer.api.failure_reasons import ReasonList, read_reasons
from job_importer.api.filters import FailureFilter, Period
from job_importer.api.lists import ListOf
from job_importer.api.openapi import listed_as
from job_importer.api.queries import failures_queries
from job_importer.api.routing import Cursor, FeedParam, Limit, Since, Until, new_router, request_of
from job_importer.api.runs import existing_run
from job_importer.api.views.failure import FailureGroup, FailureView, failure_view
from job_importer.api.views.page import Page
from job_importer.codes import JobFailure

router = new_router()

USUAL = timedelta(days=7)

FAILURES = ListOf(failures_queries, lambda _, docs: map(failure_view, docs), tuple(FailureView.model_fields))

Code = Annotated[JobFailure | None, Query(description="Why the job failed")]
Signature = Annotated[str | None, Query(max_length=2_000, description="As in the failures and their groups")]


class FailureList(Page[FailureView]):
    groups: list[FailureGroup] | None = Field(description="By reason, most frequent first; only with `grouped`")
    groups_complete: bool | None = Field(description="False if there are more failures than were grouped")


@router.get(
    "/failures", summary="Failed jobs of a feed or a period", tags=["failures"], responses=listed_as(FailureList)
)
def list_failures(
    feed: FeedParam = None,
    code: Code = None,
    signature: Signature = None,
    since: Since = None,
    until: Until = None,
    grouped: Annotated[bool, Query(description="Also group them by reason, with counts, first and last time")] = False,
    limit: Limit = None,
    cursor: Cursor = None,
) -> Response[str]:
    """Failures of the newest import first."""
    request = request_of(router)
    wanted = FailureFilter(feed=feed, code=code, signature=signature, period=Period(since, until))
    page = FAILURES.page(request, wanted, limit, cursor)
    groups, complete = failure_groups(request.db, wanted) if grouped else (None, None)
    answer = FailureList(items=page.items, next_cursor=page.next_cursor, groups=groups, groups_complete=complete)
    return as_response(answer, request.media, FAILURES.columns)


@router.get("/failures/groups", summary="Failed imports and jobs, grouped by reason", tags=["failures"])
def list_reasons(feed: FeedParam = None, since: Since = None, until: Until = None) -> ReasonList:
    """Covers the last seven days by default."""
    request = request_of(router)
    since = since or (until or request.now) - USUAL
    return read_reasons(request.db, feed, Period(since, until))


@router.get(
    "/imports/<id>/failures",
    summary="Failed jobs of an import, in feed order",
    tags=["failures"],
    responses=listed_as(Page[FailureView]),
)
def list_import_failures(
    id: str, code: Code = None, signature: Signature = None, limit: Limit = None, cursor: Cursor = None
) -> Response[str]:
    """For a not_modified run: the failures of the run that imported the same content."""
    request = request_of(router)
    run = existing_run(request.db, id)
    wanted = FailureFilter(run=run["confirms"] or id, code=code, signature=signature)
    return FAILURES.answer(request, wanted, limit, cursor)
