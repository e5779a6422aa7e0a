"""What the routes have in common: the request's connections, and the usual query parameters."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AwareDatetime, BeforeValidator

from job_importer.api.auth import Caller, Role
from job_importer.api.export import Media, wanted_media
from job_importer.api.pages import ListRequest
from job_importer.audit import UNKNOWN, Act, note
from job_importer.connections import Context
from job_importer.feeds.model import FEED_ID
from job_importer.mongo import Db
from job_importer.types import Document

MAX_LIMIT = 100
DEFAULT_LIMIT = 50
EXPORT_LIMIT = 5_000  # a file for a machine or to keep does not need pages of a screen's size


@dataclass(frozen=True, slots=True)
class Request:
    """What the gateway knows about the request before it calls a route."""

    connections: Context
    caller: Caller | None
    cursor_key: bytes
    accept: str
    now: datetime

    @property
    def is_operators(self) -> bool:
        return self.caller is not None and self.caller.role is Role.OPERATOR

    def note(self, *acts: Act) -> None:
        """Records what the caller has done."""
        note(self.db, self.caller.actor if self.caller else UNKNOWN, acts, self.now)

    @property
    def db(self) -> Db:
        return self.connections.db

    @property
    def media(self) -> Media:
        return wanted_media(self.accept)

    def part(self, scope: Document, limit: int | None, cursor: str | None) -> ListRequest:
        """The requested part of a list."""
        usual = DEFAULT_LIMIT if self.media is Media.JSON else EXPORT_LIMIT
        return ListRequest(limit or usual, cursor, scope, self.cursor_key)


def new_router() -> Router:
    return Router()  # type: ignore[no-untyped-call]


def request_of(router: Router) -> Request:
    found: Request = router.context["request"]
    return found


def _read_moment(text: Any) -> Any:
    """Only ISO 8601, not everything that can become a datetime. A date alone is its first moment, UTC.

    Converted to UTC, so that a moment is the same in a cursor's scope whatever its zone.
    """
    if not isinstance(text, str) or "-" not in text[1:]:
        raise ValueError("write it as ISO 8601, 2026-11-01T12:00:00Z or 2026-11-01")
    moment = datetime.fromisoformat(text)
    if len(text) == len("2026-11-01"):
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except OverflowError:
        raise ValueError("it is outside the years 1 to 9999 in UTC") from None


Moment = Annotated[AwareDatetime, BeforeValidator(_read_moment)]

Since = Annotated[Moment | None, Query(alias="from", description="Runs queued at or after this: ISO 8601, or a date")]
Until = Annotated[Moment | None, Query(alias="to", description="Runs queued before this: ISO 8601, or a date")]
FeedParam = Annotated[str | None, Query(pattern=FEED_ID.pattern, max_length=64, description="Id of a feed")]
SourceParam = Annotated[str | None, Query(min_length=1, max_length=200, description="Namespace of the job ids")]
RUN_ID = "^[0-9A-HJKMNP-TV-Z]{26}$"
RunParam = Annotated[str | None, Query(pattern=RUN_ID, description="Id of an import")]
Limit = Annotated[int | None, Query(ge=1, le=MAX_LIMIT, description=f"Items per page; default {DEFAULT_LIMIT}")]
Cursor = Annotated[str | None, Query(max_length=1_000, description="`next_cursor` of the previous page")]
