"""An HTTP server that misbehaves in every way that a feed's source has been seen to. Raw sockets, so that it can lie.

`SickServer` answers each path with the behaviour of that name (see BEHAVIOURS), and with what a test adds by `on`.
"""

import contextlib
import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from job_importer.codes import RunFailure

FEED = b"<?xml version='1.0'?><jobs>" + b"<job><id>1</id><title>Baker</title></job>" * 20 + b"</jobs>"
ETAG = '"v1"'
LAST_MODIFIED = "Mon, 02 Nov 2026 08:00:00 GMT"


@dataclass
class Visit:
    """One request, with the connection to answer it on."""

    path: str
    headers: dict[str, str]
    connection: socket.socket = field(repr=False)
    closing: threading.Event = field(repr=False)
    count: int  # how often this path was asked for, this time included

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def answer(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        """A healthy answer; underscores in header names stand for hyphens."""
        self.head(status, Content_Length=str(len(body)), **headers)
        self.send(body)

    def head(self, status: int = 200, **headers: str) -> None:
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.send("\r\n".join([f"HTTP/1.1 {status} Whatever", *lines, "", ""]).encode("utf-8"))

    def reset(self) -> None:
        """Close with RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Behaviour = Callable[[Visit], None]


class SickServer:
    """Listens on `host`, a loopback address, while the context is open. `visits` is what it was asked, in order."""

    def __init__(self, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self._listener = socket.create_server((host, 0))
        self.host = host
        self._tls = tls
        self._closing = threading.Event()
        self._behaviours = dict(BEHAVIOURS)
        self.port: int = self._listener.getsockname()[1]
        self.visits: list[Visit] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> "SickServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept()
        self._listener.close()
        self._thread.join(5)

    def on(self, name: str, behaviour: Behaviour) -> str:
        self._behaviours[name] = behaviour
        return self.url(name)

    def url(self, name: str, host: str | None = None) -> str:
        return f"{'https' if self._tls else 'http'}://{host or self.host}:{self.port}/{name}"

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(connection.close)
            connection.settimeout(30)
            if self._tls:
                connection = stack.enter_context(self._tls.wrap_socket(connection, server_side=True))
            visit = self._read(connection)
            behaviour = self._behaviours.get(visit.path.strip("/").partition("?")[0], not_found)
            behaviour(visit)

    def _read(self, connection: socket.socket) -> Visit:
        data = b""
        while b"\r\n\r\n" not in data:
            chunk = connection.recv(4096)
            if not chunk:
                raise ConnectionError("the client left")
            data += chunk
        request, *lines = data.decode("latin-1").partition("\r\n\r\n")[0].split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        path = request.split(" ")[1]
        count = 1 + sum(1 for visit in self.visits if visit.path == path)
        visit = Visit(path, headers, connection, self._closing, count)
        self.visits.append(visit)
        return visit


def healthy(visit: Visit) -> None:
    visit.answer(200, FEED, Content_Type="application/xml", ETag=ETAG, Last_Modified=LAST_MODIFIED)


def not_modified(visit: Visit) -> None:
    """304 to whoever shows the right validator."""
    if visit.headers.get("if-none-match") == ETAG or visit.headers.get("if-modified-since") == LAST_MODIFIED:
        visit.head(304, ETag=ETAG)
    else:
        healthy(visit)


def always_304(visit: Visit) -> None:
    visit.head(304)


def not_found(visit: Visit) -> None:
    visit.answer(404, b"no such feed")


def forbidden(visit: Visit) -> None:
    visit.answer(403)


def server_error(visit: Visit) -> None:
    visit.answer(500, b"oops")


def recovers(visit: Visit) -> None:
    """Fails twice, then answers."""
    healthy(visit) if visit.count > 2 else server_error(visit)


def silent(visit: Visit) -> None:
    """Accepts the request and never says a word."""
    visit.closing.wait(30)


def stalls(visit: Visit) -> None:
    """Half of the body, then nothing."""
    visit.head(Content_Length=str(len(FEED)))
    visit.send(FEED[: len(FEED) // 2])
    visit.closing.wait(30)


def slow_drip(visit: Visit) -> None:
    """A byte now and then: never idle, never done."""
    visit.head(Content_Length="1000000")
    while not visit.closing.wait(0.05):
        visit.send(b"x")


def slow_header(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nX-Filler: ")
    while not visit.closing.wait(0.05):
        visit.send(b"x")


def endless_body(visit: Visit) -> None:
    visit.head(Transfer_Encoding="chunked")
    while not visit.closing.is_set():
        visit.send(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


def endless_header(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\n")
    while not visit.closing.is_set():
        visit.send(b"X-Filler: " + b"x" * 1000 + b"\r\n")


def endless_interim_answers(visit: Visit) -> None:
    while not visit.closing.is_set():
        visit.send(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)


def gzip_bomb(visit: Visit) -> None:
    """A quarter of a mebibyte that unfolds to 256 MiB."""
    visit.answer(200, _bomb(), Content_Encoding="gzip")


def hidden_gzip_bomb(visit: Visit) -> None:
    visit.answer(200, _bomb(), Content_Type="application/xml")


def _bomb() -> bytes:
    return gzip.compress(bytes(1024 * 1024)) * 256


def truncated_gzip(visit: Visit) -> None:
    visit.answer(200, gzip.compress(FEED)[:-9], Content_Encoding="gzip")


def damaged_gzip(visit: Visit) -> None:
    data = bytearray(gzip.compress(FEED))
    data[-6] ^= 0xFF  # in the checksum
    visit.answer(200, bytes(data), Content_Encoding="gzip")


def unknown_coding(visit: Visit) -> None:
    visit.answer(200, b"\x1f\x9d\x90" + FEED, Content_Encoding="compress")


def too_short(visit: Visit) -> None:
    visit.head(Content_Length=str(len(FEED) + 100))
    visit.send(FEED)


def too_long(visit: Visit) -> None:
    visit.send(f"HTTP/1.1 200 OK\r\nContent-Length: {len(FEED) - 100}\r\n\r\n".encode() + FEED)


def cut_chunks(visit: Visit) -> None:
    visit.head(Transfer_Encoding="chunked")
    visit.send(b"%x\r\n" % len(FEED) + FEED + b"\r\n")  # and no last chunk


def two_lengths(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\n123456789")


def reset_in_the_middle(visit: Visit) -> None:
    visit.head(Content_Length=str(len(FEED)))
    visit.send(FEED[:100])
    time.sleep(0.05)  # let the bytes arrive before the reset discards them
    visit.reset()


def hangs_up(visit: Visit) -> None:
    """Closes without a word."""


def garbage(visit: Visit) -> None:
    visit.send(bytes(range(256)) * 40)


def switches_protocols(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
    visit.closing.wait(30)


def redirect_loop(visit: Visit) -> None:
    visit.head(302, Location="/redirect-loop", Content_Length="0")


def redirect_without_end(visit: Visit) -> None:
    visit.head(302, Location=f"/redirect-without-end?{visit.path.count('x') * 'x' + 'x'}", Content_Length="0")


def rate_limited(visit: Visit) -> None:
    visit.head(429, Retry_After="120", Content_Length="0")


def rate_limited_until(visit: Visit) -> None:
    now = datetime.now(UTC)
    date, until = (format_datetime(at, usegmt=True) for at in (now, now + timedelta(seconds=120)))
    visit.head(429, Date=date, Retry_After=until, Content_Length="0")


def unavailable_for_a_while(visit: Visit) -> None:
    visit.head(503, Retry_After="90", Content_Length="0")


BEHAVIOURS: dict[str, Behaviour] = {
    behaviour.__name__.replace("_", "-"): behaviour
    for behaviour in (
        healthy,
        not_modified,
        always_304,
        not_found,
        forbidden,
        server_error,
        recovers,
        silent,
        stalls,
        slow_drip,
        slow_header,
        endless_body,
        endless_header,
        endless_interim_answers,
        gzip_bomb,
        hidden_gzip_bomb,
        truncated_gzip,
        damaged_gzip,
        unknown_coding,
        too_short,
        too_long,
        cut_chunks,
        two_lengths,
        reset_in_the_middle,
        hangs_up,
        garbage,
        switches_protocols,
        redirect_loop,
        redirect_without_end,
        rate_limited,
        rate_limited_until,
        unavailable_for_a_while,
    )
}


OUTCOMES = {
    "always-304": RunFailure.FEED_HTTP_ERROR,
    "not-found": RunFailure.FEED_HTTP_ERROR,
    "forbidden": RunFailure.FEED_HTTP_ERROR,
    "server-error": RunFailure.FEED_HTTP_ERROR,
    "silent": RunFailure.FEED_TIMEOUT,
    "stalls": RunFailure.FEED_TIMEOUT,
    "slow-drip": RunFailure.FEED_TIMEOUT,
    "slow-header": RunFailure.FEED_TIMEOUT,
    "endless-body": RunFailure.FEED_TOO_LARGE,
    "endless-header": RunFailure.FEED_HTTP_ERROR,
    "endless-interim-answers": RunFailure.FEED_TIMEOUT,
    "gzip-bomb": RunFailure.FEED_TOO_LARGE,
    "hidden-gzip-bomb": RunFailure.FEED_TOO_LARGE,
    "truncated-gzip": RunFailure.FEED_HTTP_ERROR,
    "damaged-gzip": RunFailure.FEED_HTTP_ERROR,
    "unknown-coding": RunFailure.FEED_HTTP_ERROR,
    "too-short": RunFailure.FEED_HTTP_ERROR,
    "too-long": RunFailure.FEED_HTTP_ERROR,
    "cut-chunks": RunFailure.FEED_HTTP_ERROR,
    "two-lengths": RunFailure.FEED_HTTP_ERROR,
    "reset-in-the-middle": RunFailure.FEED_UNREACHABLE,
    "hangs-up": RunFailure.FEED_UNREACHABLE,
    "garbage": RunFailure.FEED_HTTP_ERROR,
    "switches-protocols": RunFailure.FEED_HTTP_ERROR,
    "redirect-loop": RunFailure.FEED_HTTP_ERROR,
    "redirect-without-end": RunFailure.FEED_HTTP_ERROR,
    "rate-limited": RunFailure.FEED_RATE_LIMITED,
    "rate-limited-until": RunFailure.FEED_RATE_LIMITED,
    "unavailable-for-a-while": RunFailure.FEED_RATE_LIMITED,
}
"""With what code an import of each sick behaviour ends."""
