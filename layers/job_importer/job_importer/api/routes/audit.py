"""Who did what."""

from typing import Annotated, cast

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from job_importer.api.export import as_response
from job_importer.api.filters import AuditFilter, Period
from job_importer.api.openapi import listed_as
from job_importer.api.pages import read_page
from job_importer.api.queries import audit_queries
from job_importer.api.routing import Cursor, FeedParam, Limit, Since, Until, new_router, request_of
from job_importer.api.views.audit import AuditView, audit_view
from job_importer.api.views.page import Page
from job_importer.audit import Action, AuditDoc

router = new_router()

COLUMNS = ("id", "at", "who", "role", "action", "target", "feed_id", "changes")


@router.get(
    "/audit", summary="Changes made through the API, newest first", tags=["audit"], responses=listed_as(Page[AuditView])
)
def list_audit(
    feed: FeedParam = None,
    who: Annotated[str | None, Query(min_length=1, max_length=200, description="Name of a token or person")] = None,
    action: Annotated[Action | None, Query()] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    cursor: Cursor = None,
) -> Response[str]:
    """Imports, replays and erasures, and changes of feeds; without secrets."""
    request = request_of(router)
    wanted = AuditFilter(feed, who, action, Period(since, until))
    part = request.part(wanted.scope(), limit, cursor)
    found = read_page(request.db, lambda after: audit_queries(wanted, after), part)
    items = [audit_view(doc) for doc in cast("list[AuditDoc]", found.docs)]
    return as_response(Page[AuditView](items=items, next_cursor=found.next_cursor), request.media, COLUMNS)
