"""The audit log."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from job_importer.api.filters import AuditFilter, Period
from job_importer.api.lists import ListOf
from job_importer.api.openapi import listed_as
from job_importer.api.queries import audit_queries
from job_importer.api.routing import Cursor, FeedParam, Limit, Since, Until, new_router, request_of
from job_importer.api.views.audit import AuditView, audit_view
from job_importer.api.views.page import Page
from job_importer.audit import Action

router = new_router()

AUDIT = ListOf(audit_queries, lambda _, docs: map(audit_view, docs), tuple(AuditView.model_fields))


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
    """Includes imports, replays, erasures and changes of feeds; without secrets."""
    wanted = AuditFilter(feed, who, action, Period(since, until))
    return AUDIT.answer(request_of(router), wanted, limit, cursor)
