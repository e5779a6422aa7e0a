"""The publishers: what they offer now, in which version, and how sick their servers are; served over HTTP."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.support.feed_server import indeed_feed, indeed_job
from tests.support.listening import Answer, answering

FEEDS = {"north": "bakery.example", "south": "bakery.example", "mill": "mill.example", "kiosk": "kiosk.example"}
"""Feeds and their sources: two share one, so a job of it may be listed by either or both, each in its own words."""
WINDOW = "kiosk"  # a list of the newest, of which absence says nothing until `WINDOW_DAYS` have passed
WINDOW_DAYS = 3
PAST, FUTURE = "2026-09-01", "2036-09-01"  # dates by which a job expires: long before and long after a schedule
MOODS = ("well", "error", "cut off", "web page", "no jobs")
_LISTED = re.compile(rb"<referencenumber><!\[CDATA\[B-(\d+)")
_WORDS = re.compile(r"of (\w+), version (\d+)$")


@dataclass
class Publishers:
    """`offers` are ids of jobs by feed. Each feed has its own words for a job, but both of a source agree whether its
    date has passed and whether it is taken.
    """

    offers: dict[str, set[int]] = field(default_factory=lambda: {feed: {1, 2, 3} for feed in FEEDS})
    versions: dict[tuple[str, int], int] = field(default_factory=dict)  # by feed and job
    untitled: set[tuple[str, int]] = field(default_factory=set)  # likewise: items that do not validate at present
    past: set[tuple[str, int]] = field(default_factory=set)  # by source and job: those whose date has passed
    taken: set[tuple[str, int]] = field(default_factory=set)  # likewise: marked as no open ones
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
        self.versions[feed, job] = self.versions.get((feed, job), 0) + 1

    def spoil(self, feed: str, job: int) -> None:
        self.untitled ^= {(feed, job)}

    def age(self, feed: str, job: int) -> None:
        self.past ^= {(FEEDS[feed], job)}

    def take(self, feed: str, job: int) -> None:
        self.taken ^= {(FEEDS[feed], job)}

    def has_nothing_to_store(self, feed: str) -> bool:
        return all((feed, job) in self.untitled or (FEEDS[feed], job) in self.taken for job in self.offers[feed])

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
        return indeed_feed(*(self._job(feed, job) for job in sorted(self.offers[feed])))

    def _job(self, feed: str, job: int) -> dict[str, str]:
        """Every other job names no company, so that the feed's setting decides."""
        key, title = (FEEDS[feed], job), f"Baker {job} of {feed}, version {self.versions.get((feed, job), 0)}"
        return indeed_job(
            job,
            title="" if (feed, job) in self.untitled else title,
            company="Bakery" if job % 2 else "",
            expirationdate=PAST if key in self.past else FUTURE,
            **({"status": "closed"} if key in self.taken else {}),
        )


def listed(body: bytes) -> set[int]:
    return {int(job) for job in _LISTED.findall(body)}


def words_of(title: str) -> tuple[str, int]:
    """Whose words a stored job has, and of which version."""
    found = _WORDS.search(title)
    assert found, title
    return found[1], int(found[2])


@contextmanager
def publishing() -> Iterator[Publishers]:
    publishers = Publishers()

    def answer(path: str, _: Mapping[str, str]) -> Answer:
        status, body = publishers.answer(path.strip("/").removesuffix(".xml"))
        return Answer(body, status, {"Content-Type": "application/xml"})

    with answering(answer) as port:
        publishers.port = port
        yield publishers
