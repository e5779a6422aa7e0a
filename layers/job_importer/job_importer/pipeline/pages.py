"""Fetches a feed with all its pages into one file."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from job_importer.fetching.client import fetch
from job_importer.fetching.model import Fetched, FetchLimits, FetchRequest
from job_importer.fetching.page_request import page_request
from job_importer.paging.container import CONTENT_TYPE, Page, pack
from job_importer.paging.facts import header_next
from job_importer.pipeline.walk import Arrived, WalkLimits, walk
from job_importer.urls.host import default_source


def fetch_pages(
    request: FetchRequest,
    body: Path,
    limits: FetchLimits,
    walk_limits: WalkLimits,
    go_on: Callable[[str], None],
    timer: Callable[[], float] = time.monotonic,
) -> tuple[Fetched, Fetched]:
    """Returns how the fetch of the first page ended, and what is at `body`: that page, or a container of pages.

    `go_on` is called with the host before each further page. All pages share the time of `limits`. Only the request for
    a source of one page is conditional: an unchanged first page says nothing about the others. Raises FeedError.
    """
    started = timer()
    first = fetch(request, body, limits)
    if first.not_modified and header_next(first.link):  # the page is unchanged, but now there is another one
        go_on(default_source(request.url))
        first = fetch(replace(request, etag=None, last_modified=None), body, limits)
    if first.not_modified:
        return first, first

    def fetch_page(url: str, destination: Path, most_bytes: int) -> Fetched:
        go_on(default_source(url))
        left = max(1.0, limits.total_seconds - (timer() - started))
        return fetch(page_request(request, url), destination, replace(limits, total_seconds=left, max_bytes=most_bytes))

    at_first = body.rename(body.with_name("page-1"))
    arrived = Arrived(Page(at_first, first.content_type), request.url, first)
    pages = walk(arrived, fetch_page, walk_limits, lambda: timer() - started)
    if len(pages.pages) == 1 and pages.more is None:
        at_first.rename(body)
        return first, first
    size = sum(page.path.stat().st_size for page in pages.pages)
    pack(pages.pages, pages.more, body)
    return first, replace(
        first, bytes=size, content_type=CONTENT_TYPE, etag=None, last_modified=None, sha256=sha256_of(body)
    )


def sha256_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
