"""Connects to a target. The address is checked after DNS and before TCP, and the checked address is the one used.

Nothing here reads a proxy from the environment: a proxy would resolve the name again, unchecked.
"""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from ipaddress import IPv4Address, ip_address

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.address import is_permitted, unmapped
from job_importer.fetching.deadline import Deadline
from job_importer.fetching.faults import timed_out, unreachable
from job_importer.fetching.model import Address, Network
from job_importer.fetching.target import Target

Resolve = Callable[[str, int], Sequence[Address]]
"""Addresses of a host name, best first. Raises OSError where there are none."""

CONNECT_SECONDS = 10.0  # per address, so that a dead one leaves time for the next


def system_resolve(host: str, port: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ip_address(str(sockaddr[0])) for *_, sockaddr in found]


def connect(target: Target, allowed: tuple[Network, ...], resolve: Resolve, deadline: Deadline) -> socket.socket:
    """A TCP connection, with TLS for https. Raises FeedError."""
    addresses = [target.address] if target.address else _look_up(target, resolve, deadline)
    for address in addresses:  # one forbidden address is enough to refuse the name: honest sources have none
        if not is_permitted(address, allowed):
            raise FeedError(
                RunFailure.FEED_FORBIDDEN_ADDRESS,
                f"{target.host} resolves to {address}, which is not a public address; the feed was not fetched. "
                "Correct the feed's URL, or ask the source about its redirects and DNS.",
            )
    connection = _connect_first([unmapped(address) for address in addresses], target, deadline)
    return connection if target.scheme == "http" else _wrap(connection, target, deadline)


def _look_up(target: Target, resolve: Resolve, deadline: Deadline) -> Sequence[Address]:
    """Resolves in a separate thread, because getaddrinfo has no timeout."""
    found: list[Sequence[Address]] = []
    failures: list[OSError] = []

    def look_up() -> None:
        try:
            found.append(resolve(target.host, target.port))
        except (OSError, UnicodeError) as error:
            failures.append(error if isinstance(error, OSError) else OSError("not a host name"))

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(deadline.patience())
    if not found and not failures:
        raise timed_out(f"The DNS lookup of {target.host} timed out. Try again later.")
    if failures or not found[0]:
        reason = failures[0].strerror or failures[0] if failures else "it has no address"
        raise unreachable(f"The DNS lookup of {target.host} failed: {reason}. Check the feed's URL.")
    return found[0]


def _connect_first(addresses: Sequence[Address], target: Target, deadline: Deadline) -> socket.socket:
    failures: list[FeedError] = []
    for address in addresses:
        try:
            return _connect_to(address, target.port, min(CONNECT_SECONDS, deadline.patience()))
        except TimeoutError:
            failures.append(timed_out(f"{target.host} did not accept a connection in time ({address})."))
        except OSError as error:
            reason = error.strerror or error
            failures.append(unreachable(f"The connection to {target.host} ({address}) failed: {reason}."))
    raise failures[-1]


def _connect_to(address: Address, port: int, seconds: float) -> socket.socket:
    family = socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect((str(address), port))
    except OSError:
        connection.close()
        raise
    return connection


def _wrap(connection: socket.socket, target: Target, deadline: Deadline) -> socket.socket:
    try:
        connection.settimeout(deadline.patience())
        return ssl.create_default_context().wrap_socket(connection, server_hostname=target.host)
    except ssl.SSLCertVerificationError as error:
        connection.close()
        raise FeedError(
            RunFailure.FEED_UNREACHABLE,
            f"The certificate of {target.host} is not valid: {error.verify_message}. Ask the source to renew it.",
        ) from None
    except OSError as error:
        connection.close()
        raise network_fault(target, error) from None


def network_fault(target: Target, error: OSError) -> FeedError:
    if isinstance(error, TimeoutError):
        return timed_out(f"{target.host} stopped sending for too long. Try again later, or ask the source.")
    if isinstance(error, ssl.SSLError):
        return unreachable(f"The TLS connection with {target.host} failed: {error.reason or 'broken off'}.")
    return unreachable(f"{target.host} closed the connection: {error.strerror or error}. Try again later.")


@contextlib.contextmanager
def network_faults(target: Target) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise network_fault(target, error) from None
