"""What has happened."""

from typing import Annotated, cast

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from job_importer.api.export import as_response
from job_importer.api.filters import EventFilter, Period
from job_importer.api.openapi import listed_as
from job_importer.api.pages import read_page
from job_importer.api.queries import events_queries
from job_importer.api.routing import Cursor, FeedParam, Limit, Since, Until, new_router, request_of
from job_importer.api.views.event import EventView, event_view
from job_importer.api.views.page import Page
from job_importer.events.model import EventDoc, EventType

router = new_router()

COLUMNS = ("id", "at", "type", "feed_id", "run_id", "title", "detail")


@router.get("/events", summary="Events, newest first", tags=["events"], responses=listed_as(Page[EventView]))
def list_events(
    feed: FeedParam = None,
    type: Annotated[EventType | None, Query()] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    cursor: Cursor = None,
) -> Response[str]:
    """A change is here within a minute, and as soon on the bus."""
    request = request_of(router)
    wanted = EventFilter(feed, type, Period(since, until))
    part = request.part(wanted.scope(), limit, cursor)
    found = read_page(request.db, lambda after: events_queries(wanted, after), part)
    items = [event_view(doc) for doc in cast("list[EventDoc]", found.docs)]
    return as_response(Page[EventView](items=items, next_cursor=found.next_cursor), request.media, COLUMNS)
