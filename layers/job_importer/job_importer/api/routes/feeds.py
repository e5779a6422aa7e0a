"""The registry of feeds."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from job_importer.api.audit_acts import feed_put, feed_removed
from job_importer.api.errors import conflict, not_found
from job_importer.api.feed_history import FeedHistory, feed_history
from job_importer.api.feed_settings import SomeSettings, changed_settings, settings_to_store
from job_importer.api.filters import FeedFilter
from job_importer.api.lists import ListOf
from job_importer.api.queries import feeds_queries
from job_importer.api.routing import Cursor, Limit, Request, new_router, request_of
from job_importer.api.views.feed import FeedView, feed_view
from job_importer.api.views.page import Page
from job_importer.codes import FeedState
from job_importer.feeds.crowding import crowded
from job_importer.feeds.model import FEED_ID, FeedDoc, FeedSettings
from job_importer.feeds.schedule import host_of
from job_importer.feeds.store import change_feed, delete_feed, get_feed, put_feed
from job_importer.runs.judging import judge_again

router = new_router()

ATTEMPTS = 5  # at a change, while others change the same feed
NewFeedId = Annotated[str, Path(pattern=FEED_ID.pattern, max_length=64)]


StateParam = Annotated[FeedState | None, Query(description="Only feeds in these states")]
SearchParam = Annotated[str | None, Query(max_length=200, description="Words in the id, the URL or the source")]
SortParam = Annotated[
    Literal["attention", "id", "jobs", "last_run"],
    Query(description="attention: most urgent state first, then by jobs at stake"),
]
DaysParam = Annotated[int, Query(ge=1, le=90, description="Number of days, including today")]


def _views(request: Request, feeds: Sequence[FeedDoc]) -> list[FeedView]:
    slow = crowded(request.db, request.connections.settings, {host_of(feed) for feed in feeds})
    return [_view(request, feed, slow.get(host_of(feed))) for feed in feeds]


def _view(request: Request, feed: FeedDoc, crowded: str | None = None) -> FeedView:
    return feed_view(feed, request.now, in_full=request.is_operators, crowded=crowded)


FEEDS = ListOf(feeds_queries, _views)


@router.get("/feeds", summary="Feeds, those that need attention first", tags=["feeds"])
def list_feeds(
    state: StateParam = None,
    q: SearchParam = None,
    sort: SortParam = "attention",
    enabled: Annotated[bool | None, Query()] = None,
    limit: Limit = None,
    cursor: Cursor = None,
) -> Page[FeedView]:
    return FEEDS.page(request_of(router), FeedFilter(state, q, enabled, sort), limit, cursor)


@router.get("/feeds/<id>", summary="One feed and its state", tags=["feeds"])
def get_one_feed(id: str) -> FeedView:
    request = request_of(router)
    [view] = _views(request, [_existing(request, id)])
    return view


@router.get("/feeds/<id>/history", summary="A feed by day, with its usual ranges", tags=["feeds"])
def get_feed_history(id: str, days: DaysParam = 30) -> FeedHistory:
    request = request_of(router)
    return feed_history(request.db, _existing(request, id), days, request.now)


@router.put("/feeds/<id>", summary="Add a feed, or replace its settings", tags=["feeds"])
def put_one_feed(id: NewFeedId, settings: Annotated[FeedSettings, Body()]) -> FeedView:
    """What was learned about the feed is kept. The header value `***` keeps the stored value if the site is the
    same.
    """
    request = request_of(router)
    stored = get_feed(request.db, id)
    written = put_feed(request.db, id, settings_to_store(settings, stored), request.now)
    request.note(feed_put(stored, written))
    return _view(request, judge_again(request.db, written, request.now))


@router.patch("/feeds/<id>", summary="Change some settings of a feed", tags=["feeds"])
def patch_one_feed(id: str, changes: Annotated[SomeSettings, Body()]) -> FeedView:
    """Only the given settings change; `headers` are one setting. Null resets a setting to its default,
    if the default is null.
    """
    request = request_of(router)
    for _ in range(ATTEMPTS):
        stored = _existing(request, id)
        wanted = settings_to_store(changed_settings(stored, changes), stored)
        if written := change_feed(request.db, stored, wanted, request.now):
            request.note(feed_put(stored, written))
            return _view(request, judge_again(request.db, written, request.now))
    raise conflict("changed_meanwhile", f"Somebody else is changing {id}; try again.")


@router.delete("/feeds/<id>", summary="Remove a feed", tags=["feeds"], status_code=HTTPStatus.NO_CONTENT)
def delete_one_feed(id: str) -> Response[None]:
    """Its history is kept; its jobs are closed soon, except those that another feed lists.

    A feed with a running import is not removed.
    """
    request = request_of(router)
    feed = _existing(request, id)
    if not delete_feed(request.db, id, request.now):
        raise conflict("running", f"An import of {id} is running; remove the feed after it has ended.")
    request.note(feed_removed(feed))
    return Response(HTTPStatus.NO_CONTENT, None, None)


def _existing(request: Request, feed_id: str) -> FeedDoc:
    feed = get_feed(request.db, feed_id)
    if feed is None:
        raise not_found(f"There is no feed {feed_id[:80]!r}.")
    return feed
