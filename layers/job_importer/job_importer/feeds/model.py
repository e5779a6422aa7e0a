"""A feed: what its operator sets, and what the importer has learned about it."""

import re
from datetime import datetime
from typing import Annotated, Literal, NotRequired, TypedDict, cast
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from job_importer.feeds.judged import Judgement, RecentRun, Transition, Usual
from job_importer.urls.template import require_template
from job_importer.urls.web_url import require_web_url

FEED_ID = re.compile(r"^[a-z0-9][a-z0-9-]{0,63}$")

FeedId = Annotated[str, StringConstraints(pattern=FEED_ID.pattern)]
FeedUrl = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(require_web_url)]


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is not a time zone, such as Europe/Berlin")
    return name


TimeZone = Annotated[str, StringConstraints(max_length=100), AfterValidator(_known_zone)]
UrlTemplate = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(require_template)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=200)]


WINDOW_DAYS = 45
ListingKind = Literal["auto", "whole", "window"]


class FeedSettings(BaseModel):
    """What an operator may set; the body of `PUT /feeds/{id}`."""

    model_config = ConfigDict(extra="forbid")

    url: FeedUrl
    source: ShortText | None = Field(None, description="Namespace of the job ids; default: the URL's host without www.")
    interval_seconds: int = Field(3_600, ge=60, le=31 * 86_400, strict=True)
    format: ShortText | None = Field(None, description="Forces a format; default: detected from the content")
    headers: dict[str, SecretStr] = Field({}, max_length=20, description="Sent with each request; never shown again")
    identity: ShortText | None = Field(
        None, description="The field that identifies the jobs, or 'composed'; default: chosen automatically"
    )
    default_company: ShortText | None = None
    timezone: TimeZone | None = Field(
        None, description="Time zone of times without one, such as Europe/Berlin; default: UTC"
    )
    url_template: UrlTemplate | None = Field(
        None, description="Template for the address of jobs that have none: https://acme.example/jobs/{slug}"
    )
    allow_empty: bool = Field(False, strict=True, description="Treat a feed without jobs as a success")
    max_bytes: int | None = Field(
        None, ge=1_024, le=2**40, strict=True, description="Limit on the decompressed body; default: the system's"
    )
    collapse_threshold: float = Field(
        0.5,
        ge=0.0,
        le=1.0,
        strict=True,
        description="Fewer items than this share of the usual number count as a collapse; 0 turns the check off",
    )
    listing: ListingKind = Field(
        "auto", description="What the feed lists: all its jobs (whole) or the newest N (window); auto detects it"
    )
    window_days: int = Field(
        WINDOW_DAYS,
        ge=1,
        le=365,
        strict=True,
        description="Days after which a job that is no longer in the window is closed",
    )
    enabled: bool = Field(True, strict=True)


class Lease(TypedDict):
    """One run of a feed at a time: held by `run_id`, free again when the run ends or `expires_at` has passed."""

    run_id: str
    expires_at: datetime


class LastFailure(TypedDict):
    code: str
    message: str
    at: datetime


class Health(TypedDict):
    last_run_id: str | None
    last_status: str | None
    last_success_at: datetime | None
    last_yield: int | None  # items of the last successful run
    failures_in_a_row: int
    failing_since: NotRequired[datetime | None]  # the first of these failures
    last_failure: LastFailure | None


def healthy() -> Health:
    """The health of a feed that was never imported."""
    return cast(Health, {**dict.fromkeys(Health.__annotations__), "failures_in_a_row": 0})


class Yield(TypedDict):
    """The yield of one successful run, remembered by the collapse guard."""

    run_id: str
    items: int
    filled: float  # mean share of the expected fields that were present, 0 to 1
    changed: NotRequired[float | None]  # share of the known jobs that it updated; None if there were none


class Validators(TypedDict):
    """The data for a conditional request, and the hash that identifies the same bytes."""

    etag: str | None
    last_modified: str | None
    sha256: str | None
    version: str | None  # version of the reader that read these bytes; another version reads them again
    settings: NotRequired[
        str | None
    ]  # `settings_digest` with which it was read; with other settings the validators are invalid
    manifest: NotRequired[str | None]  # key of the manifest of these bytes in the bucket


NO_VALIDATORS = cast(Validators, dict.fromkeys(Validators.__annotations__))


class Listed(TypedDict):
    """A digest of the feed's last listing, to detect without reading it that the next one is the same."""

    run_id: str  # of the run under which it is stored in `listings`
    digest: str
    is_window: bool


class FeedDoc(TypedDict):
    """Collection `feeds`. `_id` is a slug. The settings are FeedSettings' fields, headers unmasked (never served)."""

    _id: str
    url: str
    source: str
    interval_seconds: int
    format: str | None
    headers: dict[str, str]
    identity: str | None
    default_company: str | None
    timezone: NotRequired[str | None]
    url_template: NotRequired[str | None]
    allow_empty: bool
    max_bytes: int | None
    collapse_threshold: float
    listing: NotRequired[ListingKind]  # absent: auto
    window_days: NotRequired[int]
    enabled: bool
    created_at: datetime
    updated_at: datetime
    # learned
    next_due_at: datetime
    not_before: datetime | None  # politeness or Retry-After: no request before this
    lease: Lease | None
    health: Health
    known_identity: str | None
    yields: list[Yield]  # newest last, at most 10
    validators: Validators
    sent_at: datetime | None  # when the source last sent a body, the same as before or another
    confirmed_run_id: str | None  # the run whose jobs the feed still lists; a not_modified run confirms it
    confirmed_at: datetime | None
    listed: NotRequired[Listed | None]  # of the last confirmed run; None: unknown
    full_run_id: NotRequired[str | None]  # the last confirmed run that read in full, and so touched every job
    search: NotRequired[str]  # text that the feed search searches
    judgement: NotRequired[Judgement]  # absent: not judged yet
    usual: NotRequired[Usual | None]  # None: to be computed again
    usual_from: NotRequired[str | None]  # the first day that counts, because an operator accepted a collapse then
    recent: NotRequired[list[RecentRun]]  # newest last, at most RECENT_KEPT
    transitions: NotRequired[list[Transition]]  # oldest first, at most TRANSITIONS_KEPT
    untold: NotRequired[bool]  # its transitions still need events
    told_n: NotRequired[int]  # the last transition that has its event
    full_after: NotRequired[
        str | None
    ]  # a run of another feed that left jobs to this one, so that the next run must read in full
