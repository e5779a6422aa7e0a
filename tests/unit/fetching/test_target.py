"""How URLs and redirects are read."""

from collections.abc import Callable
from ipaddress import ip_address

import pytest

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.model import Fetched
from job_importer.fetching.target import parse_target, redirected
from tests.support.sick_server import SickServer, Visit, healthy

Get = Callable[..., Fetched]
Fail = Callable[..., FeedError]


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTP://Feeds.Example.COM", "http://feeds.example.com/"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:443/a", "http://example.com:443/a"),
        ("https://example.com./a?b=c#d", "https://example.com/a?b=c"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://example.com/jobs in köln?q=a b&x=%20", "https://example.com/jobs%20in%20k%C3%B6ln?q=a%20b&x=%20"),
        ("https://job_feeds.example.com/a", "https://job_feeds.example.com/a"),
        ("https://[2A00:0::1]:8443/a", "https://[2a00::1]:8443/a"),
        ("http://0x08080808/", "http://8.8.8.8/"),
        ("https://example.com/\ud800", "https://example.com/?"),
        ("https://example.com?a=1", "https://example.com/?a=1"),
    ],
)
def test_a_url_is_read_in_one_way(url: str, normal: str) -> None:
    assert parse_target(url).url == normal


@pytest.mark.parametrize("url", ["", "example.com", "https://", "http://a..b/", "http://a b/", "http://h:99999/"])
def test_what_is_no_url_of_a_feed_is_refused(url: str) -> None:
    with pytest.raises(FeedError) as caught:
        parse_target(url)
    assert caught.value.code == RunFailure.FEED_FORBIDDEN_ADDRESS


def test_an_address_needs_no_look_up() -> None:
    assert parse_target("http://[::1]/").address == ip_address("::1")
    assert parse_target("http://0177.1/").address == ip_address("127.0.0.1")
    assert parse_target("http://example.com/").address is None


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://example.com/b"),
        ("b?x=1", "https://example.com/feeds/b?x=1"),
        ("?page=2", "https://example.com/feeds/a?page=2"),
        ("//cdn.example.com/b", "https://cdn.example.com/b"),
        (" http://other.example.com/b#c ", "http://other.example.com/b"),
    ],
)
def test_a_redirect_is_read_against_the_url_that_gave_it(location: str, url: str) -> None:
    assert redirected(parse_target("https://example.com/feeds/a?old=1"), location).url == url


def countdown(visit: Visit) -> None:
    left = int(visit.path.partition("?")[2])
    visit.head(302, Location=f"/countdown?{left - 1}") if left else healthy(visit)


def test_five_redirects_are_followed_and_a_sixth_is_not(server: SickServer, get: Get, failure: Fail) -> None:
    fetched = get(server.on("countdown", countdown) + "?5")
    assert fetched.final_url == server.url("countdown?0")
    error = failure(server.url("countdown?6"))
    assert error.code == RunFailure.FEED_HTTP_ERROR
    assert "more than 5 times" in error.message


def test_a_redirect_to_nowhere_is_an_error(server: SickServer, failure: Fail) -> None:
    error = failure(server.on("nowhere", lambda visit: visit.head(302)))
    assert error.code == RunFailure.FEED_HTTP_ERROR
    assert "HTTP 302" in error.message


def test_redirects_share_the_time_of_the_fetch(server: SickServer, failure: Fail) -> None:
    def dawdles(visit: Visit) -> None:
        visit.closing.wait(0.25)
        visit.head(302, Location="/dawdles")

    error = failure(server.on("dawdles", dawdles), total_seconds=0.6, idle_seconds=0.5)
    assert error.code == RunFailure.FEED_TIMEOUT
    assert len(server.visits) <= 3
