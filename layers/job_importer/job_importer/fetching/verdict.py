"""What a response's status means for the fetch. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.faults import TransientFeedError
from job_importer.plural import plural

REDIRECTS = frozenset({301, 302, 303, 307, 308})
BODIES = frozenset({200, 203})
MAX_RETRY_AFTER_SECONDS = 7 * 86_400.0  # a longer request is cut to a week


def refusal(status: int, headers: Mapping[str, str], host: str, now: datetime) -> FeedError:
    """The failure for a response without a body to import. `now` (aware) is used if Date is absent."""
    sent_at = _http_date(headers.get("date", "")) or now  # a Retry-After date goes by the same clock
    retry_after = parse_retry_after(headers.get("retry-after", ""), sent_at)
    if status == HTTPStatus.TOO_MANY_REQUESTS or (status == HTTPStatus.SERVICE_UNAVAILABLE and retry_after is not None):
        when = "later" if retry_after is None else f"after {plural(round(retry_after), 'second')}"
        message = (
            f"{host} limits requests (HTTP {status}): it can be fetched again {when}. Give the feed a longer interval."
        )
        return FeedError(RunFailure.FEED_RATE_LIMITED, message, retry_after)
    kind = TransientFeedError if status >= HTTPStatus.INTERNAL_SERVER_ERROR else FeedError
    return kind(RunFailure.FEED_HTTP_ERROR, f"{host} answered HTTP {status}{_phrase(status)}. {_advice(status)}")


def parse_retry_after(value: str, now: datetime) -> float | None:
    """Seconds from `now`, 0 or more; both forms of RFC 9110, section 10.2.3. None if it is invalid."""
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return min(float(value[:12]), MAX_RETRY_AFTER_SECONDS)
    date = _http_date(value)
    return None if date is None else min(max((date - now).total_seconds(), 0.0), MAX_RETRY_AFTER_SECONDS)


def _http_date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase})"
    except ValueError:
        return ""


def _advice(status: int) -> str:
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return "Check the feed's credentials, or ask the source to allow the importer."
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return "The feed has moved or is gone: correct its URL."
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "The source has a problem: try again later, or ask the source."
    return "Check the feed's URL in a browser, or ask the source."
