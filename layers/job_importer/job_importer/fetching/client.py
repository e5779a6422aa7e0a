"""Fetches a feed's URL into a file."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.address import LOOPBACK
from job_importer.fetching.backoff import pause
from job_importer.fetching.body import save
from job_importer.fetching.connect import Resolve, system_resolve
from job_importer.fetching.cookies import with_cookies
from job_importer.fetching.deadline import Deadline, start
from job_importer.fetching.exchange import Answer, exchange
from job_importer.fetching.headers import feed_headers, request_headers, without_secrets
from job_importer.fetching.model import Fetched, FetchLimits, FetchRequest, Network
from job_importer.fetching.target import Target, is_same_party, parse_target, redirected
from job_importer.fetching.verdict import BODIES, REDIRECTS, refusal

CONTENT_TYPE_CHARS = 200
_TOTALS = ("x-total-count", "x-total", "x-wp-total")  # sent by the REST APIs of GitLab, WordPress and many others


@dataclass(frozen=True, slots=True)
class _Job:
    request: FetchRequest
    destination: Path
    limits: FetchLimits
    resolve: Resolve
    deadline: Deadline


def fetch(
    request: FetchRequest,
    destination: Path,
    limits: FetchLimits,
    *,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
    jitter: Callable[[], float] = random.random,
    resolve: Resolve = system_resolve,
) -> Fetched:
    """GET the feed and write its decompressed body to `destination`; a 304 writes nothing.

    Raises FeedError, and then leaves no file. Attempts, pauses and redirects share `limits.total_seconds`.
    """
    job = _Job(request, destination, limits, resolve, start(limits.total_seconds, limits.idle_seconds, clock))
    for attempt in range(1, limits.attempts + 1):
        try:
            return _attempt(job, attempt)
        except FeedError as error:
            destination.unlink(missing_ok=True)
            seconds = pause(attempt, error, jitter())
            if attempt == limits.attempts or seconds is None or seconds >= job.deadline.remaining():
                raise
        sleep(seconds)
    raise ValueError("a fetch needs at least one attempt")


def _attempt(job: _Job, attempt: int) -> Fetched:
    with _final_answer(job) as (target, answer):
        try:
            return _fetched(job, target, answer, attempt)
        except FeedError as error:
            error.http_status = answer.status
            raise


def _fetched(job: _Job, target: Target, answer: Answer, attempt: int) -> Fetched:
    not_modified = answer.status == HTTPStatus.NOT_MODIFIED and job.request.conditional
    if not not_modified and answer.status not in BODIES:
        raise refusal(answer.status, answer.headers, target.host, datetime.now(UTC))
    body = None if not_modified else save(answer, job.destination, job.limits, job.deadline)
    return Fetched(
        not_modified=not_modified,
        status=answer.status,
        bytes=body.bytes if body else 0,
        content_type=_content_type(answer),
        etag=answer.headers.get("etag") or (job.request.etag if not_modified else None),
        last_modified=answer.headers.get("last-modified") or (job.request.last_modified if not_modified else None),
        sha256=body.sha256 if body else "",
        final_url=target.url,
        attempts=attempt,
        warnings=body.warnings if body else (),
        link=answer.headers.get("link"),
        total=_total(answer),
    )


def _total(answer: Answer) -> int | None:
    found = (answer.headers.get(name, "") for name in _TOTALS)
    return next((int(text) for text in found if text.isascii() and text.isdecimal() and len(text) < 10), None)


def _content_type(answer: Answer) -> str | None:
    """Shortened to ASCII, because it is stored as object metadata."""
    text = answer.headers.get("content-type")
    return text and text.encode("ascii", "replace").decode()[:CONTENT_TYPE_CHARS]


def _allowed_at(target: Target, limits: FetchLimits) -> tuple[Network, ...]:
    is_own = (target.host, target.port) == limits.own_machine
    return limits.allowed_networks + LOOPBACK if is_own else limits.allowed_networks


@contextmanager
def _final_answer(job: _Job) -> Iterator[tuple[Target, Answer]]:
    """The first answer that is not a redirect. Each hop is a new connection with its own address check."""
    target = parse_target(job.request.url)
    own = feed_headers(job.request, target)
    for _ in range(job.limits.max_redirects + 1):
        headers = request_headers(job.request, target, own)
        with exchange(target, headers, _allowed_at(target, job.limits), job.resolve, job.deadline) as answer:
            location = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or not location:
                yield target, answer
                return
        following = redirected(target, location)
        own = with_cookies(own, answer.cookies) if is_same_party(target, following) else without_secrets(own)
        target = following
    raise FeedError(
        RunFailure.FEED_HTTP_ERROR,
        f"The feed redirects more than {job.limits.max_redirects} times, perhaps in a loop. Correct the feed's URL.",
    )
