"""A well-behaved HTTP server for feeds, whose content a test may change, and which remembers what was asked of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.support.listening import Answer, answering


@dataclass
class FeedServer:
    """`body` and `status` are what every path answers; with `etag`, a matching If-None-Match is answered by 304."""

    url: str = ""
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    requests: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    served = FeedServer()

    def answer(path: str, asked: Mapping[str, str]) -> Answer:
        served.requests.append(dict(asked.items()))
        headers = {**served.headers, "Content-Type": "application/xml"}
        if served.etag:
            headers["ETag"] = served.etag
            if asked.get("If-None-Match") == served.etag:
                return Answer(b"", 304, headers)
        return Answer(served.body, served.status, headers)

    with answering(answer) as port:
        served.url = f"http://127.0.0.1:{port}/feed.xml"
        yield served


def indeed_feed(*jobs: dict[str, str]) -> bytes:
    """An Indeed-style document of these jobs' elements."""
    items = "".join(
        "<job>" + "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in job.items()) + "</job>"
        for job in jobs
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<source><publisher>Test</publisher>{items}</source>'.encode()


def indeed_job(n: int, **changes: str) -> dict[str, str]:
    return {
        "title": f"Baker {n}",
        "date": "2026-10-30",
        "referencenumber": f"B-{n}",
        "url": f"https://bakery.example/jobs/{n}",
        "company": "Bakery",
        "city": "Lyon",
        "country": "FR",
        "description": f"<p>Bread number {n}, baked daily before dawn.</p>",
    } | changes


def rss_feed(*numbers: int) -> bytes:
    """A document of jobs without dates, in this order."""
    items = "".join(
        f"<item><title>Baker {n}</title><link>https://bakery.example/jobs/{n}</link>"
        f"<guid isPermaLink='false'>job-{n}</guid><company>Bakery</company><location>Lyon</location>"
        f"<description>Bread number {n}. Apply now.</description></item>"
        for n in numbers
    )
    head = "<title>Bakery jobs</title><link>https://bakery.example/</link><description>Jobs</description>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()
