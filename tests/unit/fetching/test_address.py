"""No request reaches a private address: judged on addresses, and on what the system is asked to connect to."""

import sys
from collections.abc import Callable, Iterator
from ipaddress import ip_address, ip_network

import pytest

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.address import is_permitted
from job_importer.fetching.model import Fetched
from tests.support.sick_server import SickServer

Get = Callable[..., Fetched]
Fail = Callable[..., FeedError]

PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:10.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2a00:1450:4001:80b:0:5efe:192.168.0.1",
    "2620:4f:8000::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2a00:1450:4001:80b::200e%eth0",
    "fec0::1",
    "ff02::1",
]
PUBLIC = ["8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2a00:1450:4001:80b::200e"]
PUBLIC += ["::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2606:4700::1111"]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_not_permitted(address: str) -> None:
    assert not is_permitted(ip_address(address), ())


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_permitted(address: str) -> None:
    assert is_permitted(ip_address(address), ())


@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.0.0.1"])
def test_an_allowed_network_is_permitted_and_no_other(address: str) -> None:
    assert is_permitted(ip_address(address), (ip_network("127.0.0.0/8"),))
    assert not is_permitted(ip_address(address), (ip_network("127.0.0.2/32"), ip_network("10.0.0.0/8")))


SPELLINGS = [
    "http://127.0.0.1/",
    "http://127.0.0.1./",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0x7f.1/",
    "http://0x7f000001/",
    "http://0X7F000001/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://0177.0.0.01/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://00000177.0.0.1/",
    "http://4294967295/",
    "http://127.0.0.1:80/",
    "http://user@127.0.0.1/",
    "http://user:password@127.0.0.1/",
    "http://example.com@127.0.0.1/",
    "http://example.com:80@127.0.0.1/",
    "http://example.com%40@127.0.0.1/",
    "http://127.0.0.1#@example.com/",
    "http://127.0.0.1?@example.com/",
    "http://127.0.0.1\\@example.com/",
    "http://example.com\\@127.0.0.1/",
    "http://127.0.0.1%00.example.com/",
    "http://127.0.0.1%2f.example.com/",
    "http://%31%32%37.0.0.1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://１２７.０.０.１/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://ⓛocalhost/",
    "http://\tlocalhost/",
    " http://127.0.0.1/",
    "http://127.0.0.1 /",
    "HTTP://127.0.0.1/",
    "https://127.0.0.1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[0000:0000:0000:0000:0000:0000:0000:0001]/",
    "http://[::1%25lo]/",
    "http://[::1%lo]/",
    "http://[fe80::1%25eth0]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1]/",
    "http://[ff02::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0xa9fea9fe/",
    "http://2852039166/",
    "http://0251.0376.0251.0376/",
    "http://169.254.43518/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://192.168.0.1/",
    "http://10.0.0.1:8080/",
    "http://172.16.0.1/",
    "http://255.255.255.255/",
    "http://224.0.0.1/",
    "http://[::1/",
    "http://1.2.3.4.5/",
    "http://256.0.0.1/",
    "http://08.0.0.1/",
    "http:///127.0.0.1/",
    "http:127.0.0.1/",
    "//127.0.0.1/",
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1:6379/_INFO",
    "unix:///var/run/docker.sock",
    "data:text/xml,<jobs/>",
    "jar:http://127.0.0.1!/",
]


class Connections:
    """What the operating system was asked to connect to, seen by an audit hook: nothing in Python gets round it."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self._watching = False
        sys.addaudithook(self._hook)

    def _hook(self, event: str, args: tuple[object, ...]) -> None:
        if self._watching and event in ("socket.connect", "socket.sendto"):
            self.addresses.append(str(args[1][0]))  # type: ignore[index]

    def __enter__(self) -> list[str]:
        self.addresses, self._watching = [], True
        return self.addresses

    def __exit__(self, *_: object) -> None:
        self._watching = False


_CONNECTIONS = Connections()  # an audit hook cannot be taken back, so there is one


@pytest.fixture
def connections() -> Iterator[list[str]]:
    with _CONNECTIONS as addresses:
        yield addresses


def test_the_watch_over_connections_sees_one(server: SickServer, get: Get, connections: list[str]) -> None:
    get(server.url("healthy"))
    assert connections == ["127.0.0.1"]


@pytest.mark.parametrize("url", SPELLINGS)
def test_no_spelling_reaches_a_private_address(url: str, failure: Fail, connections: list[str]) -> None:
    assert failure(url, allowed_networks=()).code == RunFailure.FEED_FORBIDDEN_ADDRESS
    assert connections == []


@pytest.mark.parametrize("url", SPELLINGS)
def test_no_redirect_reaches_a_private_address(url: str, failure: Fail, connections: list[str]) -> None:
    with SickServer(host="127.0.0.5") as server:
        server.on("redirect", lambda visit: visit.head(302, Location=url))
        error = failure(server.url("redirect"), allowed_networks=(ip_network("127.0.0.5/32"),))
    is_path = url.startswith(("http:///", "http:127"))  # of the same host, when read against the redirecting URL
    assert error.code == (RunFailure.FEED_HTTP_ERROR if is_path else RunFailure.FEED_FORBIDDEN_ADDRESS)
    assert connections == ["127.0.0.5"] * (2 if is_path else 1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("address", ["127.0.0.2", "169.254.169.254", "10.0.0.1", "[::1]"])
def test_every_kind_of_redirect_is_checked(
    status: int, address: str, server: SickServer, failure: Fail, connections: list[str]
) -> None:
    server.on("redirect", lambda visit: visit.head(status, Location=f"http://{address}/"))
    error = failure(server.url("redirect"), allowed_networks=(ip_network("127.0.0.1/32"),))
    assert error.code == RunFailure.FEED_FORBIDDEN_ADDRESS
    assert connections == ["127.0.0.1"]


def test_the_last_of_several_redirects_is_checked_too(
    server: SickServer, failure: Fail, connections: list[str]
) -> None:
    server.on("third", lambda visit: visit.head(302, Location="http://169.254.169.254/latest/"))
    server.on("second", lambda visit: visit.head(307, Location="third"))
    error = failure(server.on("first", lambda visit: visit.head(301, Location="/second")))
    assert error.code == RunFailure.FEED_FORBIDDEN_ADDRESS
    assert connections == ["127.0.0.1"] * 3


class Rebinding:
    """A resolver that gives another answer each time."""

    def __init__(self, *answers: str) -> None:
        self.answers = [[ip_address(part) for part in answer.split()] for answer in answers]
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list:
        self.asked.append(host)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_to_a_private_address_is_not_connected_to(
    address: str, failure: Fail, connections: list[str]
) -> None:
    error = failure("http://feeds.example.com/", resolve=Rebinding(address), allowed_networks=())
    assert error.code == RunFailure.FEED_FORBIDDEN_ADDRESS
    assert connections == []


def test_a_name_that_is_private_and_then_public_is_refused_at_the_first_answer(
    failure: Fail, connections: list[str]
) -> None:
    resolve = Rebinding("10.0.0.1", "93.184.215.14")
    error = failure("http://feeds.example.com/", resolve=resolve)
    assert error.code == RunFailure.FEED_FORBIDDEN_ADDRESS
    assert (resolve.asked, connections) == (["feeds.example.com"], [])


def test_the_address_that_was_checked_is_the_one_connected_to(
    server: SickServer, get: Get, connections: list[str]
) -> None:
    resolve = Rebinding("127.0.0.1", "10.0.0.1")  # a second look-up would be led astray
    get(server.url("healthy", host="feeds.example.com"), resolve=resolve)
    assert (resolve.asked, connections) == (["feeds.example.com"], ["127.0.0.1"])
    assert server.visits[0].headers["host"] == f"feeds.example.com:{server.port}"


def test_a_name_is_checked_anew_after_a_redirect_to_itself(
    server: SickServer, failure: Fail, connections: list[str]
) -> None:
    server.on("first", lambda visit: visit.head(302, Location="/healthy"))
    error = failure(server.url("first", host="feeds.example.com"), resolve=Rebinding("127.0.0.1", "10.0.0.1"))
    assert error.code == RunFailure.FEED_FORBIDDEN_ADDRESS
    assert connections == ["127.0.0.1"]


@pytest.mark.parametrize("answer", ["127.0.0.1 10.0.0.1", "10.0.0.1 127.0.0.1", "127.0.0.1 fe80::1"])
def test_one_private_address_among_others_spoils_the_name(
    answer: str, server: SickServer, failure: Fail, connections: list[str]
) -> None:
    error = failure(server.url("healthy", host="feeds.example.com"), resolve=Rebinding(answer))
    assert error.code == RunFailure.FEED_FORBIDDEN_ADDRESS
    assert connections == []


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"])
def test_a_proxy_in_the_environment_is_not_used(
    name: str, server: SickServer, failure: Fail, monkeypatch: pytest.MonkeyPatch, connections: list[str]
) -> None:
    monkeypatch.setenv(name, f"http://127.0.0.1:{server.port}")
    monkeypatch.delenv("no_proxy", raising=False)
    error = failure("http://10.0.0.1/feed.xml")
    assert error.code == RunFailure.FEED_FORBIDDEN_ADDRESS
    assert (connections, server.visits) == ([], [])


def test_the_next_address_is_tried_when_one_is_dead(server: SickServer, get: Get, connections: list[str]) -> None:
    fetched = get(server.url("healthy", host="feeds.example.com"), resolve=Rebinding("127.0.0.9 127.0.0.1"))
    assert fetched.status == 200
    assert connections == ["127.0.0.9", "127.0.0.1"]
