"""Why something failed: the closed vocabulary that runs, failures, the API and the admin page share."""

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
    XML_FORBIDDEN = "xml_forbidden"  # entity declarations, nesting or sizes beyond the caps
    NOT_A_JOB_FEED = "not_a_job_feed"
    NO_JOBS_FOUND = "no_jobs_found"
    NO_VALID_JOBS = "no_valid_jobs"
    FEED_COLLAPSED = "feed_collapsed"
    FEED_GARBLED = "feed_garbled"  # known jobs would turn into worse texts
    INTERNAL_ERROR = "internal_error"


class JobFailure(StrEnum):
    """A job-level failure. Its neighbours are stored all the same."""

    VALIDATION_ERROR = "validation_error"
    JOB_TOO_LARGE = "job_too_large"
    DATABASE_ERROR = "database_error"
    DELIVERY_EXHAUSTED = "delivery_exhausted"
    UNEXPECTED_ERROR = "unexpected_error"
    ERASED = "erased"  # its data was erased while it was on its way


class CloseReason(StrEnum):
    """Why a job is not open."""

    NOT_LISTED = "not_listed"  # its feeds were read whole and do not list it
    EXPIRED = "expired"  # its own `expires_at` has passed
    MARKED_CLOSED = "marked_closed"  # its feed says that it is not open
    UNSEEN = "unseen"  # its feed is a window, and it was not in it for `window_days`


class FeedError(Exception):
    """A feed-level failure with the sentence that an operator can act on.

    `retry_after` is in seconds, where the source asked for patience (429, 503).
    """

    def __init__(self, code: RunFailure, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.retry_after = retry_after


class TransientError(Exception):
    """A fault that time heals (database away, timeout, throttling): deliver the message again later."""
