"""The registry of feeds."""

from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Path
from pydantic import BaseModel

from job_importer.api.auth import Role
from job_importer.api.errors import conflict, not_found
from job_importer.api.registry import settings_to_store
from job_importer.api.routing import Request, new_router, request_of
from job_importer.api.views.feed import FeedView, feed_view
from job_importer.feeds.model import FEED_ID, FeedDoc, FeedSettings
from job_importer.feeds.store import delete_feed, get_feed, list_feeds, put_feed

router = new_router()

NewFeedId = Annotated[str, Path(pattern=FEED_ID.pattern, max_length=64)]


class FeedList(BaseModel):
    items: list[FeedView]
    next_cursor: None = None


@router.get("/feeds", summary="All feeds and their health, by id", tags=["feeds"])
def get_feeds() -> FeedList:
    request = request_of(router)
    return FeedList(items=[_view(request, feed) for feed in list_feeds(request.connections.db)])


@router.get("/feeds/<id>", summary="One feed and its health", tags=["feeds"])
def get_one_feed(id: str) -> FeedView:
    request = request_of(router)
    return _view(request, _existing(request, id))


@router.put("/feeds/<id>", summary="Add a feed, or replace its settings", tags=["feeds"])
def put_one_feed(id: NewFeedId, settings: Annotated[FeedSettings, Body()]) -> FeedView:
    """What was learned about the feed stays. A header's value `***` keeps the stored value, on the same site."""
    request = request_of(router)
    db = request.connections.db
    wanted = settings_to_store(settings, get_feed(db, id))
    return _view(request, put_feed(db, id, wanted, request.now))


@router.delete("/feeds/<id>", summary="Remove a feed", tags=["feeds"], status_code=HTTPStatus.NO_CONTENT)
def delete_one_feed(id: str) -> Response[None]:
    """Its history and its jobs stay. A feed whose import is going on is not removed."""
    request = request_of(router)
    _existing(request, id)
    if not delete_feed(request.connections.db, id):
        raise conflict("running", f"An import of {id} is going on; remove the feed when it has ended.")
    return Response(HTTPStatus.NO_CONTENT, None, None)


def _existing(request: Request, feed_id: str) -> FeedDoc:
    feed = get_feed(request.connections.db, feed_id)
    if feed is None:
        raise not_found(f"There is no feed {feed_id[:80]!r}.")
    return feed


def _view(request: Request, feed: FeedDoc) -> FeedView:
    return feed_view(feed, in_full=request.role is Role.OPERATOR)
