"""The request, the limits and the result of a fetch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """A feed's URL and what is sent with it. URL and headers may contain secrets, so neither appears in the repr.

    `etag` and `last_modified` are the validators of the known body; they make the GET conditional.
    """

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    etag: str | None = None
    last_modified: str | None = None

    @property
    def conditional(self) -> bool:
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Limits of one fetch, including retries and redirects. `max_bytes` applies to the decompressed body."""

    total_seconds: float
    idle_seconds: float
    max_bytes: int
    max_compressed_bytes: int
    max_redirects: int = 5
    attempts: int = 3
    allowed_networks: tuple[Network, ...] = ()
    own_machine: tuple[str, int] | None = None  # the one host and port at which a loopback address is permitted


@dataclass(frozen=True, slots=True)
class Fetched:
    """The result of a fetch. With `not_modified` there is no file: `bytes` is 0 and `sha256` empty."""

    not_modified: bool
    status: int
    bytes: int
    content_type: str | None
    etag: str | None
    last_modified: str | None
    sha256: str  # hex, of the decompressed body
    final_url: str = field(repr=False)  # after redirects, unredacted
    attempts: int = 1
    warnings: tuple[str, ...] = ()
    link: str | None = field(default=None, repr=False)  # the header, which may name the next page
    total: int | None = None  # number of items on all pages, if a header gives it
