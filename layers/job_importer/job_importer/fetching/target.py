"""Parses a URL into what is connected to and requested: once, for both the check and the request."""

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.model import Address
from job_importer.urls.redact import redact_url

_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")
_URL_SAFE = "%/:=&?~#+!$,;'@()*[]|"


@dataclass(frozen=True, slots=True)
class Target:
    """`host` is ASCII, lower case, without brackets or trailing dot; `path` is the request target with its query."""

    scheme: str
    host: str
    port: int
    path: str
    address: Address | None  # if the host is an IP address
    userinfo: str | None = None  # `user:password`, decoded

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host_header}{self.path}"


def parse_target(url: str) -> Target:
    """Raises FeedError (feed_forbidden_address) for anything but a plain http(s) URL."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _refusal(url, "it cannot be read") from None
    if parts.scheme not in _PORTS:
        raise _refusal(url, "only http and https are supported")
    if not host or "\\" in parts.netloc:  # browsers end the host at a backslash, Python does not
        raise _refusal(url, "it names no host")
    host, address = _read_host(host, url)
    path = _quoted(parts.path or "/") + (f"?{_quoted(parts.query)}" if parts.query else "")
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], path, address, _userinfo(parts))


def redirected(target: Target, location: str) -> Target:
    """The target that a redirect from `target` points to."""
    try:
        url = urljoin(target.url, location.strip())
    except ValueError:
        raise _refusal(location, "it cannot be read") from None
    return parse_target(url)


def is_same_party(old: Target, new: Target) -> bool:
    """Whether what was sent to `old` may be sent to `new`: the same origin, or its upgrade from http to https."""
    before, after = ((target.scheme, target.host, target.port) for target in (old, new))
    return before == after or (
        old.host == new.host and before[::2] == ("http", _PORTS["http"]) and after[::2] == ("https", _PORTS["https"])
    )


def _read_host(host: str, url: str) -> tuple[str, Address | None]:
    if ":" in host:
        try:
            address = IPv6Address(host)
        except ValueError:
            raise _refusal(url, "its host is not an address") from None
        return str(address), address
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise _refusal(url, "its host is not a name") from None
    if not _NAME.fullmatch(name):
        raise _refusal(url, "its host is not a name")
    return (name, None) if not _NUMERIC.fullmatch(name) else _read_ipv4(name, url)


def _read_ipv4(host: str, url: str) -> tuple[str, Address]:
    """An IPv4 address in any spelling that resolvers accept: octal, hexadecimal, a single number, short forms."""
    try:
        address = IPv4Address(socket.inet_aton(host))
    except OSError:
        raise _refusal(url, "its host is neither a name nor an address") from None
    return str(address), address


def _quoted(part: str) -> str:
    return quote(part, _URL_SAFE, errors="replace")


def _userinfo(parts: SplitResult) -> str | None:
    if parts.username is None:
        return None
    return f"{unquote(parts.username)}:{unquote(parts.password or '')}"


def _refusal(url: str, reason: str) -> FeedError:
    return FeedError(
        RunFailure.FEED_FORBIDDEN_ADDRESS,
        f"The address {redact_url(url)} is not fetched: {reason}. Correct the feed's URL.",
    )
