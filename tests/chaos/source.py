"""The publishers: what they offer now, in which version, and how sick their servers are; served over HTTP."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.support.feed_server import indeed_feed, indeed_job
from tests.support.listening import listening

FEEDS = {"north": "bakery.example", "south": "bakery.example", "mill": "mill.example"}
"""Feeds and their sources: two share one, so a job of it may be listed by either or both."""
MOODS = ("well", "error", "cut off", "web page", "no jobs")
_LISTED = re.compile(rb"<referencenumber><!\[CDATA\[B-(\d+)")
_VERSION = re.compile(r"version (\d+)$")


@dataclass
class Publishers:
    """`offers` are ids of jobs by feed. A version is of a job, so that both feeds of a source say the same of it."""

    offers: dict[str, set[int]] = field(default_factory=lambda: {feed: {1, 2, 3} for feed in FEEDS})
    versions: dict[tuple[str, int], int] = field(default_factory=dict)  # by source and job
    untitled: set[tuple[str, int]] = field(default_factory=set)  # jobs that do not validate at present
    moods: dict[str, str] = field(default_factory=lambda: dict.fromkeys(FEEDS, "well"))
    port: int = 0

    def start_anew(self) -> None:
        """As at first, at the same address."""
        vars(self).update(vars(Publishers(port=self.port)))

    def url(self, feed: str) -> str:
        return f"http://127.0.0.1:{self.port}/{feed}.xml"

    def toggle(self, feed: str, job: int) -> None:
        self.offers[feed] ^= {job}

    def revise(self, feed: str, job: int) -> None:
        key = FEEDS[feed], job
        self.versions[key] = self.versions.get(key, 0) + 1

    def spoil(self, feed: str, job: int) -> None:
        self.untitled ^= {(FEEDS[feed], job)}

    def answer(self, feed: str) -> tuple[int, bytes]:
        body = self._document(feed)
        match self.moods[feed]:
            case "error":
                return 500, b"sorry"
            case "cut off":
                return 200, body[: len(body) * 2 // 3]
            case "web page":
                return 200, b"<!doctype html><title>Jobs</title>"
            case "no jobs":
                return 200, indeed_feed()
            case _:
                return 200, body

    def _document(self, feed: str) -> bytes:
        return indeed_feed(*(self._job(FEEDS[feed], job) for job in sorted(self.offers[feed])))

    def _job(self, source: str, job: int) -> dict[str, str]:
        title = "" if (source, job) in self.untitled else f"Baker {job}, version {self.versions.get((source, job), 0)}"
        return indeed_job(job, title=title)


def listed(body: bytes) -> set[int]:
    return {int(job) for job in _LISTED.findall(body)}


def version(title: str) -> int:
    """Of a stored job."""
    found = _VERSION.search(title)
    assert found, title
    return int(found[1])


@contextmanager
def publishing() -> Iterator[Publishers]:
    publishers = Publishers()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, body = publishers.answer(self.path.strip("/").removesuffix(".xml"))
            self.send_response(status)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    with listening(Handler) as port:
        publishers.port = port
        yield publishers
