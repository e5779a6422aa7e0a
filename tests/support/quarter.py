"""Ten sources of jobs, each with a habit of its own, and what is really open at each of them on any day."""

import json
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.feed_server import indeed_feed, rss_feed
from tests.support.listening import Answer, answering

DAY = timedelta(days=1)
TEXT = "Élaborer la pâte à l'aube, façonner, cuire ; très bonnes conditions de travail, équipe soudée n° {n}."


@dataclass
class Posting:
    n: int
    expires: datetime | None = None
    filled: bool = False


@dataclass
class Source:
    """Postings come and go by chance, the newest first. `now` is set by the test, day by day."""

    name: str
    now: datetime
    chance: random.Random
    postings: list[Posting] = field(default_factory=list)
    day: int = 0
    quiet: frozenset[int] = frozenset()  # days on which nothing comes or goes
    next: int = 0

    def begin(self, number: int) -> None:
        self.postings = [self.make() for _ in range(number)][::-1]

    def make(self) -> Posting:
        self.next += 1
        return Posting(self.next)

    def pass_a_day(self, now: datetime) -> None:
        self.now, self.day = now, self.day + 1
        if self.day not in self.quiet:
            self.change()

    def change(self) -> None:
        for _ in range(self.chance.randint(0, 2)):
            if len(self.postings) > 8:
                self.postings.remove(self.chance.choice(self.postings))
        for _ in range(self.chance.randint(0, 2)):
            self.postings.insert(0, self.make())

    def open(self) -> set[int]:
        return {posting.n for posting in self.postings}

    def answer(self, query: dict[str, str], headers: Any) -> tuple[int, bytes, dict[str, str]]:
        return 200, self.document(), {}

    def document(self) -> bytes:
        return indeed_feed(*map(self.item, self.postings))

    def item(self, posting: Posting) -> dict[str, str]:
        n = posting.n
        return {
            "title": f"Baker {n}",
            "date": "2026-10-30",
            "referencenumber": f"B-{n}",
            "url": f"https://{self.name}.example/jobs/{n}",
            "company": "Bakery",
            "city": f"Lyon {n}",
            "country": "FR",
            "description": f"<p>{TEXT.format(n=n)}</p>",
        }


class Paged(Source):
    def answer(self, query: dict[str, str], headers: Any) -> tuple[int, bytes, dict[str, str]]:
        page = int(query.get("page", 1))
        shown = self.postings[(page - 1) * 5 : page * 5]
        listing: dict[str, Any] = {"jobs": [{"id": p.n, **self.item(p)} for p in shown]}
        if page * 5 < len(self.postings):
            listing["next"] = f"/{self.name}?page={page + 1}"
        return 200, json.dumps(listing).encode(), {}


class Window(Source):
    """Of a board that has many more: the newest ten. A job is open for three weeks, and says so."""

    def change(self) -> None:
        for _ in range(self.chance.randint(1, 3)):
            self.postings.insert(0, self.make())

    def make(self) -> Posting:
        self.next += 1
        return Posting(self.next, expires=self.now + 21 * DAY)

    def open(self) -> set[int]:
        return {p.n for p in self.postings if p.expires and p.expires + DAY >= self.now}

    def document(self) -> bytes:
        return indeed_feed(
            *({**self.item(p), "expirationdate": f"{p.expires:%Y-%m-%dT%H:%M:%SZ}"} for p in self.postings[:10])
        )


class Marked(Source):
    """What is filled is listed as such for a while, and may be open again."""

    def change(self) -> None:
        super().change()
        for posting in self.postings:
            if self.chance.random() < 0.08:
                posting.filled = not posting.filled

    def open(self) -> set[int]:
        return {p.n for p in self.postings if not p.filled}

    def item(self, posting: Posting) -> dict[str, str]:
        return super().item(posting) | {"status": "filled" if posting.filled else "open"}


class Renumbered(Source):
    def item(self, posting: Posting) -> dict[str, str]:
        return super().item(posting) | ({"referencenumber": f"N-{7_000 + posting.n}"} if self.day >= 6 else {})


class Rekeyed(Source):
    """Keyed by its numbers, until it gives none any more, so that the addresses are left."""

    def item(self, posting: Posting) -> dict[str, str]:
        item = super().item(posting)
        if self.day >= 5:
            del item["referencenumber"]
        return item


class Garbled(Source):
    def item(self, posting: Posting) -> dict[str, str]:
        item = super().item(posting)
        if self.day == 8:
            for name in ("title", "description", "city"):
                item[name] = repr(f"{item[name]} é".encode())[2:-1]
        return item


class Collapsed(Source):
    def document(self) -> bytes:
        return indeed_feed(*map(self.item, self.postings[:2] if self.day == 7 else self.postings))


class Stuck(Source):
    """304 to every conditional request, whatever has changed."""

    def answer(self, query: dict[str, str], headers: Any) -> tuple[int, bytes, dict[str, str]]:
        if headers.get("If-None-Match"):
            return 304, b"", {"ETag": '"stuck"'}
        return 200, self.document(), {"ETag": '"stuck"'}


class Expiring(Source):
    """Lists its jobs long after their dates, and moves some of these on."""

    def make(self) -> Posting:
        self.next += 1
        return Posting(self.next, expires=self.now + self.chance.randint(2, 12) * DAY)

    def change(self) -> None:
        super().change()
        for posting in self.postings:
            if posting.expires and self.chance.random() < 0.05:
                posting.expires = None if self.chance.random() < 0.2 else self.now + 5 * DAY

    def open(self) -> set[int]:
        return {p.n for p in self.postings if p.expires is None or p.expires + DAY >= self.now}

    def item(self, posting: Posting) -> dict[str, str]:
        date = {"expirationdate": f"{posting.expires:%Y-%m-%dT%H:%M:%SZ}"} if posting.expires else {}
        return super().item(posting) | date


class Rss(Source):
    """Whole, in the plainest form."""

    def document(self) -> bytes:
        return rss_feed(*(p.n for p in self.postings))


KINDS: dict[str, tuple[type[Source], int, frozenset[int]]] = {
    "whole": (Rss, 23, frozenset()),
    "paged": (Paged, 13, frozenset()),
    "window": (Window, 10, frozenset()),
    "marked": (Marked, 24, frozenset()),
    "renumbered": (Renumbered, 22, frozenset({6})),
    "rekeyed": (Rekeyed, 22, frozenset({5})),
    "garbled": (Garbled, 22, frozenset({8})),
    "collapsed": (Collapsed, 24, frozenset({7})),
    "stuck": (Stuck, 18, frozenset()),
    "expiring": (Expiring, 22, frozenset()),
}


def make_sources(now: datetime, seed: int) -> dict[str, Source]:
    sources = {}
    for name, (kind, jobs, quiet) in KINDS.items():
        source = kind(name, now, random.Random(f"{name} {seed}"), quiet=quiet)
        source.begin(jobs)
        sources[name] = source
    return sources


@contextmanager
def serving(sources: dict[str, Source]) -> Iterator[str]:
    """Each at its name under the address."""

    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        asked = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        status, body, more = sources[asked.path.strip("/")].answer(query, headers)
        return Answer(body, status, more)

    with answering(answer) as port:
        yield f"http://127.0.0.1:{port}"
