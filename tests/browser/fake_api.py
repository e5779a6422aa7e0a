"""The API's contract over HTTP, small: the page beside it, as the publisher would put it into a bucket."""

import json
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.browser.fake_world import Json, World
from tools.local.config import HOST, ROOT
from tools.local.page import publish

TOKEN = "viewer-token"
OUTSIDER = "token-without-rights"


@dataclass
class Bucket:
    """What the publisher's S3 client needs to be: objects with their types, by key."""

    objects: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def put_object(self, *, Key: str, Body: bytes, ContentType: str, **_: Any) -> None:
        self.objects[Key] = Body, ContentType


@dataclass
class Refusal(Exception):
    status: int
    code: str
    message: str


@dataclass
class Site:
    """A running server. `trouble` makes every API call fail with a status; `calls` are the API calls it has had."""

    origin: str
    world: World
    bucket: Bucket = field(default_factory=Bucket)
    calls: list[str] = field(default_factory=list)
    trouble: int | None = None

    @property
    def page_url(self) -> str:
        return f"{self.origin}/site/index.html"

    def answer(self, path: str, query: dict[str, str], authorization: str) -> Json:
        self.calls.append(path)
        if self.trouble:
            raise Refusal(self.trouble, "internal_error", "Something went wrong on our side.")
        if authorization == f"Bearer {OUTSIDER}":
            raise Refusal(403, "forbidden", "This token may not read that.")
        if authorization != f"Bearer {TOKEN}":
            raise Refusal(401, "unauthorized", "The token is missing or not known.")
        return route(self.world, [unquote(part) for part in path.split("/")[1:]], query)


def route(world: World, parts: list[str], query: dict[str, str]) -> Json:
    recent = int(query.get("runs", "0"))
    match parts:
        case ["imports"]:
            return paged(world.runs, query, _run_is_wanted, ("feed", "status", "trigger", "code", "from", "to"))
        case ["imports", run_id]:
            return world.run(run_id) or _missing()
        case ["imports", run_id, "failures"]:
            return paged(world.failures_of(run_id), query, _failure_is_wanted, ("code", "signature"))
        case ["feeds"]:
            feeds = [world.feed(feed_id, recent) for feed_id in sorted(world.feeds)]
            return paged(feeds, query, lambda *_: True, ("runs",))
        case ["feeds", feed_id]:
            return world.feed(feed_id, recent) if feed_id in world.feeds else _missing()
        case ["failures"]:
            page = paged(
                world.all_failures(), query, _failure_is_wanted, ("feed", "from", "code", "signature", "grouped")
            )
            groups = [failure for failure in world.all_failures() if _failure_is_wanted(failure, query)]
            return page | {"groups": world.groups(groups) if "grouped" in query else None, "groups_complete": True}
        case ["jobs"]:
            return paged(world.jobs, query, _job_is_wanted, ("feed", "source", "status", "run", "external_id"))
        case ["jobs", job_id]:
            return next((job for job in world.jobs if job["id"] == job_id), None) or _missing()
        case ["stats"]:
            return world.stats(query["from"])
    return _missing()


def _missing() -> Json:
    raise Refusal(404, "not_found", "There is no such thing.")


def paged(items: list[Json], query: dict[str, str], is_wanted: Callable[..., bool], names: tuple[str, ...]) -> Json:
    """A page behind the cursor. As in the real API a cursor is good for its own filters only."""
    scope = {name: query[name] for name in names if name in query}
    if set(query) - set(names) - {"limit", "cursor"}:
        raise Refusal(400, "bad_request", "There is no such filter.")
    _require_moments(query)
    wanted = [item for item in items if is_wanted(item, query)]
    start = 0
    if "cursor" in query:
        start = next((n for n, item in enumerate(wanted) if item["id"] == _position(query["cursor"], scope)), -1) + 1
    end = start + int(query.get("limit", "50"))
    more = end < len(wanted)
    return {"items": wanted[start:end], "next_cursor": _cursor(wanted[end - 1]["id"], scope) if more else None}


def _require_moments(query: dict[str, str]) -> None:
    try:
        for name in {"from", "to"} & set(query):
            datetime.fromisoformat(query[name])
    except ValueError:
        raise Refusal(400, "bad_request", "That is not a moment.") from None


def _cursor(position: str, scope: dict[str, str]) -> str:
    return urlsafe_b64encode(json.dumps([position, scope]).encode()).decode()


def _position(cursor: str, scope: dict[str, str]) -> str:
    try:
        position, made_under = json.loads(urlsafe_b64decode(cursor))
    except ValueError:
        made_under = None
    if made_under != scope:
        raise Refusal(400, "bad_cursor", "The cursor is not one of this list's.")
    return str(position)


def _run_is_wanted(run: Json, query: dict[str, str]) -> bool:
    code = (run["failure"] or {}).get("code")
    is_chosen = all(run[name] == query[key] for key, name in _RUN_FIELDS.items() if key in query)
    is_then = query.get("from", "") <= run["queued_at"] < query.get("to", "9999")
    return is_chosen and is_then and query.get("code", code) == code


_RUN_FIELDS = {"feed": "feed_id", "status": "status", "trigger": "trigger"}


def _failure_is_wanted(failure: Json, query: dict[str, str]) -> bool:
    is_chosen = all(failure[name] == query[key] for key, name in _FAILURE_FIELDS.items() if key in query)
    return is_chosen and query.get("from", "") <= failure["at"]


_FAILURE_FIELDS = {"feed": "feed_id", "code": "code", "signature": "signature"}


def _job_is_wanted(job: Json, query: dict[str, str]) -> bool:
    runs = (job["first_run_id"], job["changed_run_id"])
    return (
        query.get("feed", job["feed_ids"][0]) in job["feed_ids"]
        and query.get("source", job["source"]) == job["source"]
        and query.get("run", runs[0]) in runs
        and query.get("external_id", job["external_id"]) == job["external_id"]
        and {"open": not job["closed_at"], "closed": bool(job["closed_at"])}.get(query.get("status", ""), True)
    )


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A browser that leaves a page hangs up on what it no longer needs."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path.startswith("/site/"):
            return self._file(url.path.removeprefix("/site/"))
        query = dict(parse_qsl(url.query))
        try:
            answer = self.site.answer(url.path.removeprefix("/api"), query, self.headers.get("Authorization", ""))
        except Refusal as refusal:
            error = {"code": refusal.code, "message": refusal.message, "request_id": "req-4711"}
            return self._send(refusal.status, json.dumps({"error": error}).encode(), "application/json")
        if self.headers.get("Accept") == "text/csv":
            rows = "".join(f"{item['id']}\r\n" for item in answer["items"])
            return self._send(200, f"id\r\n{rows}".encode(), "text/csv", answer["next_cursor"])
        return self._send(200, json.dumps(answer).encode(), "application/json")

    def _file(self, key: str) -> None:
        body, media = self.site.bucket.objects.get(key, (b"", ""))
        self._send(200 if media else 404, body, media or "text/plain")

    def _send(self, status: int, body: bytes, media: str, next_cursor: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        if next_cursor:
            self.send_header("X-Next-Cursor", next_cursor)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Tests have their own words."""


@contextmanager
def serve(world: World) -> Iterator[Site]:
    """The page and the API under one origin on loopback, until the block ends."""

    class SiteHandler(Handler):
        pass

    server = Server((HOST, 0), SiteHandler)
    SiteHandler.site = site = Site(f"http://{HOST}:{server.server_port}", world)
    publish(site.bucket, "site", f"{site.origin}/api", ROOT / ".local" / "cache")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
