"""The codes of failures, shared by runs, failures, the API and the admin page."""

from enum import StrEnum


class RunFailure(StrEnum):
    """A feed-level failure. It ends the run as `failed`; nothing of the feed was published."""

    FEED_TIMEOUT = "feed_timeout"
    FEED_UNREACHABLE = "feed_unreachable"  # DNS, TCP or TLS
    FEED_HTTP_ERROR = "feed_http_error"
    FEED_RATE_LIMITED = "feed_rate_limited"
    FEED_TOO_LARGE = "feed_too_large"
    FEED_FORBIDDEN_ADDRESS = "feed_forbidden_address"
    FEED_EMPTY = "feed_empty"  # no byte came
    XML_MALFORMED = "xml_malformed"
    JSON_MALFORMED = "json_malformed"
    CSV_MALFORMED = "csv_malformed"
    XML_FORBIDDEN = "xml_forbidden"  # entity declarations, nesting or sizes beyond the caps
    NOT_A_JOB_FEED = "not_a_job_feed"
    NO_JOBS_FOUND = "no_jobs_found"
    NO_VALID_JOBS = "no_valid_jobs"
    FEED_COLLAPSED = "feed_collapsed"
    FEED_GARBLED = "feed_garbled"  # known jobs would turn into worse texts
    INTERNAL_ERROR = "internal_error"


class JobFailure(StrEnum):
    """A job-level failure. Other jobs are stored all the same."""

    VALIDATION_ERROR = "validation_error"
    JOB_TOO_LARGE = "job_too_large"
    DATABASE_ERROR = "database_error"
    DELIVERY_EXHAUSTED = "delivery_exhausted"
    UNEXPECTED_ERROR = "unexpected_error"
    ERASED = "erased"  # its data was erased before it was stored


class CloseReason(StrEnum):
    """Why a job is not open."""

    NOT_LISTED = "not_listed"  # its feeds were read whole and do not list it
    EXPIRED = "expired"  # its own `expires_at` has passed
    MARKED_CLOSED = "marked_closed"  # its feed says that it is not open
    UNSEEN = "unseen"  # its feed is a window, and it was not in it for `window_days`


class FeedState(StrEnum):
    """The state of a feed, most urgent first. If several apply, it is the first of them."""

    BROKEN = "broken"  # its imports have failed several times in a row, or for a day
    NEW_FAILURE = "new_failure"  # its last import failed, and chance does not explain that
    LOSING_JOBS = "losing_jobs"  # more of its jobs fail than is usual for it
    SHRINKING = "shrinking"  # it lists fewer jobs than is usual for it
    DECAYING = "decaying"  # a field of its jobs is filled less often than is usual for it
    QUIET = "quiet"  # no new job for longer than is usual for it
    OVERDUE = "overdue"  # it should have been imported by now
    WAITING = "waiting"  # its import is queued
    HEALTHY = "healthy"
    DISABLED = "disabled"

    @property
    def rank(self) -> int:
        return list(FeedState).index(self)

    @property
    def needs_you(self) -> bool:
        """Whether somebody should look at the feed, and is notified."""
        return self.rank < FeedState.WAITING.rank


class FeedError(Exception):
    """A feed-level failure with a sentence that an operator can act on.

    `retry_after` is in seconds, if the source asked for patience (429, 503). `http_status` is that of the response, if
    there was one.
    """

    def __init__(self, code: RunFailure, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.retry_after = retry_after
        self.http_status: int | None = None

    def saying(self, message: str) -> "FeedError":
        """The same failure in other words."""
        error = FeedError(self.code, message, self.retry_after)
        error.http_status = self.http_status
        return error


class TransientError(Exception):
    """A temporary fault (database away, timeout, throttling): deliver the message again later."""
