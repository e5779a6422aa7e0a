"""Events."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from job_importer.api.filters import EventFilter, Period
from job_importer.api.lists import ListOf
from job_importer.api.openapi import listed_as
from job_importer.api.queries import events_queries
from job_importer.api.routing import Cursor, FeedParam, Limit, Since, Until, new_router, request_of
from job_importer.api.views.event import EventView, event_view
from job_importer.api.views.page import Page
from job_importer.events.model import EventType

router = new_router()

EVENTS = ListOf(events_queries, lambda _, docs: map(event_view, docs), tuple(EventView.model_fields))


@router.get("/events", summary="Events, newest first", tags=["events"], responses=listed_as(Page[EventView]))
def list_events(
    feed: FeedParam = None,
    type: Annotated[EventType | None, Query()] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    cursor: Cursor = None,
) -> Response[str]:
    """An event appears here and on the bus within a minute."""
    wanted = EventFilter(feed, type, Period(since, until))
    return EVENTS.answer(request_of(router), wanted, limit, cursor)
