"""The hosts of a load test: loopback addresses, each a separate host for the importer's politeness."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@contextmanager
def serving(hosts: int, body: bytes) -> Iterator[list[str]]:
    """Their URLs; whatever the path, each answers with `body`. Raises OSError where the machine lacks the addresses."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    with ExitStack() as opened:
        urls = []
        for n in range(hosts):
            server = ThreadingHTTPServer((f"127.0.{n // 250}.{n % 250 + 2}", 0), Handler)
            opened.callback(server.server_close)
            thread = Thread(target=server.serve_forever, daemon=True)
            thread.start()
            opened.callback(server.shutdown)
            urls.append(f"http://{server.server_address[0]!s}:{server.server_port}")
        yield urls
