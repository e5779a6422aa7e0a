"""What a feed's settings hold in confidence goes to the feed's own host, and nowhere else: no other host, no log."""

import logging
import traceback
from collections.abc import Callable, Iterator
from ipaddress import ip_address

import pytest

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.model import Fetched, FetchRequest
from tests.support.sick_server import BEHAVIOURS, SickServer

Get = Callable[..., Fetched]
Fail = Callable[..., FeedError]

SECRETS = {"Authorization": "Bearer s3cret", "Cookie": "session=s3cret", "X-Api-Key": "s3cret", "X-Partner": "s3cret"}


@pytest.fixture
def other() -> Iterator[SickServer]:
    """Another origin: the same host's other port counts as one."""
    with SickServer() as running:
        yield running


def loopback(host: str, port: int) -> list:
    return [ip_address("127.0.0.1")]


def test_a_feeds_headers_reach_its_host(server: SickServer, get: Get) -> None:
    get("", FetchRequest(server.url("healthy"), SECRETS))
    assert {name: server.visits[0].headers[name.lower()] for name in SECRETS} == SECRETS


def test_a_feeds_headers_follow_a_redirect_within_its_host(server: SickServer, get: Get) -> None:
    server.on("moved", lambda visit: visit.head(302, Location="/healthy"))
    get("", FetchRequest(server.url("moved"), SECRETS))
    assert server.visits[1].headers["x-api-key"] == "s3cret"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_secret_follows_a_redirect_to_another_origin(
    status: int, server: SickServer, other: SickServer, get: Get
) -> None:
    server.on("moved", lambda visit: visit.head(status, Location=other.url("healthy")))
    get("", FetchRequest(server.url("moved"), SECRETS))
    assert "s3cret" not in str(other.visits[0].headers)


def test_no_secret_follows_a_redirect_to_another_name_of_the_same_address(server: SickServer, get: Get) -> None:
    server.on("moved", lambda visit: visit.head(302, Location=server.url("healthy", host="evil.example.org")))
    get("", FetchRequest(server.url("moved", host="feeds.example.com"), SECRETS), resolve=loopback)
    assert "s3cret" not in str(server.visits[1].headers)


def test_a_secret_that_was_dropped_does_not_come_back_with_the_way_back(
    server: SickServer, other: SickServer, get: Get
) -> None:
    server.on("moved", lambda visit: visit.head(302, Location=other.url("back")))
    other.on("back", lambda visit: visit.head(302, Location=server.url("healthy")))
    get("", FetchRequest(server.url("moved"), SECRETS))
    assert "s3cret" not in str(server.visits[1].headers)


def test_what_a_feed_accepts_is_no_secret_and_follows(server: SickServer, other: SickServer, get: Get) -> None:
    server.on("moved", lambda visit: visit.head(302, Location=other.url("healthy")))
    get("", FetchRequest(server.url("moved"), {"User-Agent": "Board/2", "Accept-Language": "de"}))
    assert (other.visits[0].headers["user-agent"], other.visits[0].headers["accept-language"]) == ("Board/2", "de")


def test_a_userinfo_in_the_feeds_url_is_sent_as_basic_authentication_to_its_host_alone(
    server: SickServer, other: SickServer, get: Get
) -> None:
    server.on("moved", lambda visit: visit.head(302, Location=other.url("healthy")))
    fetched = get(server.url("moved", host="user:s%40cret@127.0.0.1"))
    assert server.visits[0].headers["authorization"] == "Basic dXNlcjpzQGNyZXQ="
    assert "authorization" not in other.visits[0].headers
    assert "cret" not in fetched.final_url


def test_a_userinfo_in_a_redirect_is_not_used(server: SickServer, get: Get) -> None:
    server.on("moved", lambda visit: visit.head(302, Location=server.url("healthy", host="user:pw@127.0.0.1")))
    get(server.url("moved"))
    assert "authorization" not in server.visits[1].headers


@pytest.mark.parametrize(
    ("name", "value"),
    [("X-Api-Key", "s3cret\r\nX-Injected: 1"), ("X-Api-Key", "s3cret\x00"), ("X Key", "s3cret"), ("X-Key", "s3cret→")],
)
def test_a_header_that_http_does_not_allow_is_refused_without_showing_it(
    name: str, value: str, server: SickServer, failure: Fail
) -> None:
    error = failure("", FetchRequest(server.url("healthy"), {name: value}))
    assert error.code == RunFailure.FEED_HTTP_ERROR
    assert "s3cret" not in "".join(traceback.format_exception(error))
    assert server.visits == []


@pytest.mark.parametrize("name", ["Host", "Content-Length", "transfer-encoding", "Connection", "If-None-Match"])
def test_a_header_that_steers_the_connection_is_not_the_feeds_to_set(
    name: str, server: SickServer, failure: Fail
) -> None:
    assert name in failure("", FetchRequest(server.url("healthy"), {name: "s3cret"})).message
    assert server.visits == []


@pytest.mark.parametrize("name", sorted(set(BEHAVIOURS) - {"healthy", "not-modified", "recovers"}))
def test_no_failure_and_no_log_shows_a_secret(
    name: str, server: SickServer, failure: Fail, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    url = server.url(f"{name}?api_key=s3cret", host="user:s3cret@127.0.0.1")
    error = failure("", FetchRequest(url, {"X-Api-Key": "s3cret"}), total_seconds=0.5, idle_seconds=0.2)
    assert "s3cret" not in "".join(traceback.format_exception(error))
    assert "s3cret" not in caplog.text


def test_a_refused_address_is_shown_without_its_secrets(failure: Fail) -> None:
    error = failure("ftp://user:s3cret@example.com/feed?token=s3cret")
    assert "s3cret" not in error.message
    assert "example.com/feed" in error.message


def test_a_request_does_not_show_its_secrets() -> None:
    assert "s3cret" not in repr(FetchRequest("https://example.com/?key=s3cret", SECRETS))
