"""A source that answers only who brings its cookie back is fetched, and its cookie goes nowhere else."""

from collections.abc import Callable, Iterator

import pytest

from job_importer.codes import FeedError
from job_importer.fetching.cookies import MAX_CHARS, with_cookies
from job_importer.fetching.model import Fetched, FetchRequest
from tests.support.sick_server import SickServer, Visit, healthy

Get = Callable[..., Fetched]
Fail = Callable[..., FeedError]


@pytest.fixture
def other() -> Iterator[SickServer]:
    with SickServer() as running:
        yield running


def wall(visit: Visit) -> None:
    if "seen=1" in visit.headers.get("cookie", ""):
        healthy(visit)
    else:
        visit.send(
            b"HTTP/1.1 302 Found\r\nLocation: /wall\r\nSet-Cookie: seen=1; Expires=Sun, 01 Nov 2037 08:00:00 GMT"
            b"\r\nSet-Cookie: lang=de\r\nContent-Length: 0\r\n\r\n"
        )


def test_a_cookie_is_brought_back_within_a_fetch_and_forgotten_after_it(server: SickServer, get: Get) -> None:
    url = server.on("wall", wall)
    for _ in range(2):
        assert get(url).status == 200
    assert [visit.headers.get("cookie") for visit in server.visits] == [None, "seen=1; lang=de"] * 2


def test_a_cookie_joins_those_of_the_feeds_own_header(server: SickServer, get: Get) -> None:
    get("", FetchRequest(server.on("wall", wall), {"Cookie": "session=a; lang=en"}))
    assert server.visits[1].headers["cookie"] == "session=a; seen=1; lang=de"


def test_no_cookie_goes_to_another_party_or_comes_back_from_it(server: SickServer, other: SickServer, get: Get) -> None:
    back = server.url("healthy")
    away = other.on("away", lambda visit: visit.head(302, Location=back, Set_Cookie="b=2", Content_Length="0"))
    get(server.on("out", lambda visit: visit.head(302, Location=away, Set_Cookie="a=1", Content_Length="0")))
    assert [visit.headers.get("cookie") for visit in (*server.visits, *other.visits)] == [None, None, None]


@pytest.mark.parametrize(
    ("texts", "cookie"),
    [
        (["a=1; Path=/"], "old=0; a=1"),
        (["a=1", "a=2"], "old=0; a=2"),
        (["old=; Max-Age=0"], None),
        (["old=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], None),
        (["old=x; Max-Age=60"], "old=x"),
        (["a=1\r\nX: 2", "=1", "nonsense", 'b="q"; HttpOnly'], 'old=0; b="q"'),
        (["a=" + "x" * MAX_CHARS], "old=0"),
    ],
)
def test_cookies_are_set_replaced_and_taken_back(texts: list[str], cookie: str | None) -> None:
    assert with_cookies({"cookie": "old=0"}, texts).get("cookie") == cookie
