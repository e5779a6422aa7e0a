"""The API behind a real HTTP server on loopback: each request becomes an API Gateway event, as on AWS."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from job_importer.api.gateway import handle
from job_importer.connections import Context
from tests.support.api_client import rest_event
from tests.support.lambdas import LambdaContext


@contextmanager
def serve_api(connections: Context) -> Iterator[str]:
    """Its base URL. One request at a time, as in one Lambda."""
    one_at_a_time = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode(errors="replace") or None
            event = rest_event(self.command, self.path, dict(self.headers), body)
            with one_at_a_time:
                answer = handle(event, LambdaContext(), lambda: connections)
            data = answer["body"].encode()
            self.send_response(answer["statusCode"])
            for name, value in answer["headers"].items():
                self.send_header(name, value)
            if answer["statusCode"] not in (204, 304):
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = do_HEAD = do_TRACE = do_QUERY = _answer

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
