"""The API behind a real HTTP server on loopback: each request becomes an API Gateway event, as on AWS."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from job_importer.api.gateway import handle
from job_importer.connections import Context
from tests.support.api_client import rest_event
from tests.support.lambdas import LambdaContext
from tests.support.listening import Answer, Quiet, listening


@contextmanager
def serve_api(connections: Context) -> Iterator[str]:
    """Its base URL. One request at a time, as in one Lambda."""
    one_at_a_time = threading.Lock()

    class Handler(Quiet):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode(errors="replace") or None
            event = rest_event(self.command, self.path, dict(self.headers), body)
            with one_at_a_time:
                answer = handle(event, LambdaContext(), lambda: connections)
            self.send(Answer(answer["body"].encode(), answer["statusCode"], answer["headers"]))

        do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = do_HEAD = do_TRACE = do_QUERY = _answer

    with listening(Handler) as port:
        yield f"http://127.0.0.1:{port}"
