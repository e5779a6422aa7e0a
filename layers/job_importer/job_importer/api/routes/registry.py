"""Changes several feeds at once."""

from datetime import datetime
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from pydantic import BaseModel, ConfigDict, Field

from job_importer.api.audit_acts import feed_put, feed_removed
from job_importer.api.errors import ApiError, bad_request, conflict
from job_importer.api.feed_settings import settings_to_store
from job_importer.api.routing import new_router, request_of
from job_importer.audit import Act, Action
from job_importer.feeds.model import FeedId, FeedSettings
from job_importer.feeds.store import delete_feed, get_feed, put_feed
from job_importer.mongo import Db, TriedOut, all_or_nothing
from job_importer.runs.judging import judge_again

router = new_router()

Changed = Literal["added", "changed", "removed"]
CHANGED: dict[Action, Changed] = {
    Action.FEED_ADDED: "added",
    Action.FEED_CHANGED: "changed",
    Action.FEED_REMOVED: "removed",
}


class RegistryChanges(BaseModel):
    model_config = ConfigDict(extra="forbid")

    feeds: dict[FeedId, FeedSettings | None] = Field(
        min_length=1, max_length=1_000, description="By feed id: all settings of the feed, or null to remove it"
    )


class FeedChange(BaseModel):
    feed_id: str
    change: Changed


class ChangedFeeds(BaseModel):
    items: list[FeedChange]
    applied: bool = Field(description="False for a dry run")


@router.post("/feeds", summary="Change several feeds at once: all of them or none", tags=["feeds"])
def change_feeds(
    wanted: Annotated[RegistryChanges, Body()],
    dry_run: Annotated[bool, Query(description="Only report what would change")] = False,
) -> ChangedFeeds:
    """If one change is refused, none is made; the error names its feed."""
    request = request_of(router)
    acts: list[Act] = []

    def change_all(db: Db) -> None:
        acts[:] = [_change(db, feed_id, settings, request.now) for feed_id, settings in wanted.feeds.items()]
        if dry_run:
            raise TriedOut

    all_or_nothing(request.db, change_all)
    if not dry_run:
        request.note(*acts)
    items = [
        FeedChange(feed_id=feed_id, change=CHANGED[act.action]) for feed_id, act in zip(wanted.feeds, acts, strict=True)
    ]
    return ChangedFeeds(items=items, applied=not dry_run)


def _change(db: Db, feed_id: str, settings: FeedSettings | None, now: datetime) -> Act:
    """Raises ApiError whose message begins with the feed."""
    stored = get_feed(db, feed_id)
    try:
        if settings is not None:
            written = put_feed(db, feed_id, settings_to_store(settings, stored), now)
            judge_again(db, written, now)
            return feed_put(stored, written)
        if stored is None:
            raise bad_request("It is not registered, so it cannot be removed.")
        if not delete_feed(db, feed_id, now):
            raise conflict("running", "An import is running; remove the feed after it has ended.")
    except ApiError as error:
        raise ApiError(error.status, error.code, f"Feed {feed_id}: {error.message}", error.headers) from error
    return feed_removed(stored)
