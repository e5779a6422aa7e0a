"""Heads that break the rules of HTTP without harm are read, but for what says where the body ends."""

from collections.abc import Callable
from pathlib import Path

import pytest

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.model import Fetched
from tests.support.sick_server import FEED, SickServer, Visit

Get = Callable[..., Fetched]
Fail = Callable[..., FeedError]


def answering(*lines: bytes, end: bytes = b"\r\n", body: bytes = FEED) -> Callable[[Visit], None]:
    head = [b"HTTP/1.1 200 OK", *lines, b"Content-Length: %d" % len(FEED), b"ETag: v1", b"", b""]
    return lambda visit: visit.send(end.join(head) + body)


@pytest.mark.parametrize(
    "lines",
    [
        [b"Content-Type : text/xml"],
        [b"P3P CP: x"],
        [b"Transfer-Encoding: identity"],
        [b"no colon at all"],
        [b": nameless"],
        [b"X-Zero: a\x00b"],
        [b"X-Bell: \x0b"],
        [b"<b>Warning</b>: in a script", b"  on line 4"],
        [b"K\xc3\xb6ln: 1"],
        [b" continues nothing"],
        [b"X-Folded: a", b"\tb"],
    ],
)
@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_an_illegal_line_does_not_lose_the_answer(
    server: SickServer, get: Get, body: Path, lines: list[bytes], end: bytes
) -> None:
    fetched = get(server.on("odd", answering(*lines, end=end)))
    assert (fetched.etag, body.read_bytes()) == ("v1", FEED)


def test_a_space_before_the_colon_is_no_part_of_the_name(server: SickServer, get: Get) -> None:
    assert get(server.on("odd", answering(b"Content-Type : text/xml"))).content_type == "text/xml"


def test_every_interim_head_is_mended_and_a_head_may_come_in_pieces(server: SickServer, get: Get, body: Path) -> None:
    def dripping(visit: Visit) -> None:
        head = b"HTTP/1.1 103 Hints\r\nP3P CP: x\r\n\r\nHTTP/1.1 200 OK\r\nP3P CP: x\r\nContent-Length: %d\r\n\r\n"
        for byte in head % len(FEED) + FEED[:5]:
            visit.send(bytes([byte]))
        visit.send(FEED[5:])

    get(server.on("dripping", dripping))
    assert body.read_bytes() == FEED


@pytest.mark.parametrize(
    "line",
    [
        b"Content-Length : 5",
        b"Content Length: 5",
        b"Content-Length: 5",
        b"Content-Length: five",
        b"Transfer-Encoding : chunked",
        b"Transfer-Encoding: gzip",
        b"Transfer-Encoding: \x0bchunked",
        b"Transfer-Encoding: identity, chunked",
    ],
)
def test_two_readings_of_where_the_body_ends_are_refused(server: SickServer, failure: Fail, line: bytes) -> None:
    assert failure(server.on("smuggled", answering(line))).code == RunFailure.FEED_HTTP_ERROR


def test_a_body_behind_a_length_of_nothing_is_too_long(server: SickServer, failure: Fail) -> None:
    url = server.on("long", lambda visit: visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" + FEED))
    assert failure(url).code == RunFailure.FEED_HTTP_ERROR
