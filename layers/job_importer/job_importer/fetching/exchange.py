"""One GET over one connection. h11 parses the response; we own the socket, and so every timeout."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import h11

from job_importer.fetching.connect import Resolve, connect, network_faults
from job_importer.fetching.deadline import Deadline
from job_importer.fetching.faults import garbled, unreachable
from job_importer.fetching.head import end_of_head, mend
from job_importer.fetching.model import Network
from job_importer.fetching.target import Target

_RECEIVE_BYTES = 64 * 1024
_MAX_HEADER_BYTES = 100 * 1024

NextEvent = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` by lower-case name, repeated ones joined by commas; `cookies` are the values of Set-Cookie, which have
    commas of their own. `body` is read once, while the exchange is open."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: Iterator[bytes]


@contextmanager
def exchange(
    target: Target,
    headers: Sequence[tuple[str, str]],
    allowed: tuple[Network, ...],
    resolve: Resolve,
    deadline: Deadline,
) -> Iterator[Answer]:
    """Sends the request and yields the response once its head is complete. Raises FeedError, also for the body."""
    connection = connect(target, allowed, resolve, deadline)
    with connection:
        protocol = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MAX_HEADER_BYTES)
        _send(connection, protocol, target, headers, deadline)
        next_event = _Reader(connection, protocol, target, deadline).next_event
        event = next_event()
        while isinstance(event, h11.InformationalResponse):
            event = next_event()
        if not isinstance(event, h11.Response):
            raise garbled(
                f"{target.host} sent something that is not an HTTP response. Try again later, or ask the source."
            )
        cookies = [value.decode("latin-1") for name, value in event.headers if name == b"set-cookie"]
        yield Answer(event.status_code, _join(event), cookies, _body(protocol, next_event, target))


def _send(
    connection: socket.socket,
    protocol: h11.Connection,
    target: Target,
    headers: Sequence[tuple[str, str]],
    deadline: Deadline,
) -> None:
    request = h11.Request(
        method="GET", target=target.path, headers=[(name.encode(), value.encode("latin-1")) for name, value in headers]
    )
    data = (protocol.send(request) or b"") + (protocol.send(h11.EndOfMessage()) or b"")
    with network_faults(target):
        connection.settimeout(deadline.patience())
        connection.sendall(data)


class _Reader:
    """The events of a response; illegal header lines are repaired before h11 sees them."""

    def __init__(self, connection: socket.socket, protocol: h11.Connection, target: Target, deadline: Deadline) -> None:
        self._connection, self._protocol, self._target, self._deadline = connection, protocol, target, deadline
        self._held = b""  # of an incomplete head, or after it

    def next_event(self) -> object:
        while (event := self._parsed()) is h11.NEED_DATA:
            if end := end_of_head(self._held):
                self._protocol.receive_data(mend(self._held[:end]))
                self._held = self._held[end:]
            elif self._protocol.their_state is h11.SEND_RESPONSE:
                self._receive_head()
            else:
                self._protocol.receive_data(self._receive())
        if isinstance(event, h11.Response):
            self._release()
        return event

    def _receive_head(self) -> None:
        data = self._receive()
        self._held += data
        if not data or (len(self._held) > _MAX_HEADER_BYTES and not end_of_head(self._held)):
            self._release()  # h11 names the fault
            self._parsed()
        if not data:
            raise unreachable(
                f"{self._target.host} closed the connection before the response was complete. Try again later."
            )

    def _receive(self) -> bytes:
        with network_faults(self._target):
            self._connection.settimeout(self._deadline.patience())
            return self._connection.recv(_RECEIVE_BYTES)

    def _release(self) -> None:
        held, self._held = self._held, b""
        if held:
            self._protocol.receive_data(held)

    def _parsed(self) -> object:
        try:
            return self._protocol.next_event()
        except h11.RemoteProtocolError as error:
            raise garbled(f"{self._target.host} violated HTTP: {error}. Try again later, or ask the source.") from None


def _body(protocol: h11.Connection, next_event: NextEvent, target: Target) -> Iterator[bytes]:
    while isinstance(event := next_event(), h11.Data):
        yield bytes(event.data)
    if not isinstance(event, h11.EndOfMessage) or protocol.trailing_data[0]:
        raise garbled(f"{target.host} sent more bytes than its Content-Length; ask the source to correct it.")


def _join(response: h11.Response) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in response.headers:
        key, text = name.decode("ascii"), value.decode("utf-8", "replace")
        joined[key] = f"{joined[key]}, {text}" if key in joined else text
    return joined
