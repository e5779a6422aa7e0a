"""What the routes share: the request's connections, and the vocabulary of query parameters."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AwareDatetime, BeforeValidator

from job_importer.api.auth import Role
from job_importer.context import Context
from job_importer.feeds.model import FEED_ID

MAX_LIMIT = 100
DEFAULT_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Request:
    """What the gateway has found out about the request before a route is called."""

    connections: Context
    role: Role | None
    cursor_key: bytes
    accept: str
    now: datetime


def new_router() -> Router:
    return Router()  # type: ignore[no-untyped-call]


def request_of(router: Router) -> Request:
    found: Request = router.context["request"]
    return found


def _midnight(value: Any) -> Any:
    """A date alone is its first moment, UTC."""
    try:
        return f"{datetime.combine(date.fromisoformat(value), time()).isoformat()}Z"
    except (TypeError, ValueError):
        return value


Moment = Annotated[AwareDatetime, BeforeValidator(_midnight)]

Since = Annotated[Moment | None, Query(alias="from", description="Runs queued at or after this: ISO 8601, or a date")]
Until = Annotated[Moment | None, Query(alias="to", description="Runs queued before this: ISO 8601, or a date")]
FeedParam = Annotated[str | None, Query(pattern=FEED_ID.pattern, max_length=64, description="Id of a feed")]
RunParam = Annotated[str | None, Query(pattern="^[0-9A-HJKMNP-TV-Z]{26}$", max_length=26, description="Id of a run")]
Limit = Annotated[int | None, Query(ge=1, le=MAX_LIMIT, description=f"Items of a page; default {DEFAULT_LIMIT}")]
Cursor = Annotated[str | None, Query(max_length=1_000, description="`next_cursor` of the page before")]
