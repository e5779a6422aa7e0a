"""A source of several pages over HTTP: a test says what each address answers, and sees what was asked."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.support.listening import Answer, answering


@dataclass
class PagedServer:
    """`answer` is given a request's parameters. `url` is the address of the first page, `base` that of the host."""

    answer: Callable[[dict[str, str]], Answer] = lambda query: Answer(b"")
    base: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.base}/jobs"


@contextmanager
def paged_server() -> Iterator[PagedServer]:
    served = PagedServer()

    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        query = dict(parse_qsl(urlsplit(path).query))
        served.asked.append(query)
        served.headers.append({name.lower(): value for name, value in headers.items()})
        return served.answer(query)

    with answering(answer) as port:
        served.base = f"http://127.0.0.1:{port}"
        yield served


def posting(n: int) -> dict[str, str]:
    return {"id": str(n), "title": f"Tiler {n}", "company": "Acme", "url": f"https://acme.example/jobs/{n}"}


def listing(numbers: Any, **beside: Any) -> bytes:
    return json.dumps({"jobs": [posting(n) for n in numbers], **beside}).encode()


def by_offset(numbers: list[int], size: int) -> Callable[[dict[str, str]], Answer]:
    """`?offset=`, with the number of all."""

    def answer(query: dict[str, str]) -> Answer:
        offset = int(query.get("offset", 0))
        return Answer(listing(numbers[offset : offset + size], offset=offset, limit=size, totalFound=len(numbers)))

    return answer


def by_skip(numbers: list[int], pages: list[int]) -> Callable[[dict[str, str]], Answer]:
    """A bare list that is silent about others; `pages` are the numbers at which they end."""

    def answer(query: dict[str, str]) -> Answer:
        skip = int(query.get("skip", 0))
        end = next((end for end in pages if end > skip), skip)
        return Answer(json.dumps([posting(n) for n in numbers[skip:end]]).encode())

    return answer


Split = list[list[int]]


def page_of(query: dict[str, str]) -> int:
    return int(query.get("page", 1))


def by_next_url(pages: Split) -> Callable[[dict[str, str]], Answer]:
    """The address of the next page, relative and behind the items."""

    def answer(query: dict[str, str]) -> Answer:
        n = page_of(query)
        return Answer(listing(pages[n - 1], next_url=f"jobs?page={n + 1}" if n < len(pages) else None))

    return answer


def by_link_header(pages: Split) -> Callable[[dict[str, str]], Answer]:
    def answer(query: dict[str, str]) -> Answer:
        n = page_of(query)
        headers = {"Link": f'</jobs?page=1>; rel="first", </jobs?page={n + 1}>; rel="next"'} if n < len(pages) else {}
        return Answer(json.dumps([posting(one) for one in pages[n - 1]]).encode(), headers=headers)

    return answer


def by_page_number(pages: Split) -> Callable[[dict[str, str]], Answer]:
    def answer(query: dict[str, str]) -> Answer:
        n = page_of(query)
        return Answer(listing(pages[n - 1], meta={"page": n, "total_pages": len(pages)}))

    return answer


def by_atom_link(pages: Split) -> Callable[[dict[str, str]], Answer]:
    def answer(query: dict[str, str]) -> Answer:
        n = page_of(query)
        link = f"<link rel='next' href='?page={n + 1}'/>" if n < len(pages) else ""
        entries = "".join(
            f"<entry><id>urn:job:{one}</id><title>Tiler {one}</title><link href='https://acme.example/jobs/{one}'/>"
            f"<updated>2026-11-02T08:00:00Z</updated><summary>Apply now for this job.</summary></entry>"
            for one in pages[n - 1]
        )
        feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Jobs</title>{entries}{link}</feed>"
        return Answer(feed.encode(), headers={"Content-Type": "application/atom+xml"})

    return answer
