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

from job_importer.explanations import explanations
from tests.browser.described import document, operation, parameters
from tests.browser.fake_jobs import changes_of, sums_by_field
from tests.browser.fake_judgement import audit, by_order, events, history, overview, today
from tests.browser.fake_runs import excerpt, failure_groups, stats
from tests.browser.fake_types import Json, iso
from tests.browser.fake_world import World
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
        if operation(path) and (unknown := set(query) - parameters(path)):
            raise Refusal(400, "bad_request", f"The API has no parameter {sorted(unknown)[0]!r} here.")
        return route(self.world, [unquote(part) for part in path.split("/")[1:]], query)


def route(world: World, parts: list[str], query: dict[str, str]) -> Json:
    match parts:
        case ["imports", *rest]:
            return _imports(world, rest, query)
        case ["feeds", *rest]:
            return _feeds(world, rest, query)
        case ["failures", "groups"]:
            _require_moments(query)
            chosen = [run for run in world.runs if _run_is_wanted(run, query | {"code": ""})]
            failures = [one for one in world.all_failures() if _failure_is_wanted(one, query)]
            return failure_groups(chosen, failures)
        case ["failures"]:
            page = paged(world.all_failures(), query, _failure_is_wanted, ("feed", "from", "to", "code", "signature"))
            return page | {"groups": None, "groups_complete": True}
        case ["jobs"]:
            return paged(world.jobs, query, _job_is_wanted, _JOB_FILTERS)
        case ["jobs", job_id]:
            return next((job for job in world.jobs if job["id"] == job_id), None) or _missing()
        case ["stats"]:
            return stats(world.runs, query["from"], iso(world.now))
        case ["overview"]:
            return overview(world)
        case ["today"]:
            return today(world, query["sort"], int(query["limit"]))
        case ["codes"]:
            words = {
                kind: {code: one.model_dump() for code, one in codes.items()} for kind, codes in explanations().items()
            }
            return dict(words)
        case ["events"]:
            return paged(events(world, query.get("feed")), query, lambda *_: True, ("feed",))
        case ["audit"]:
            return paged(audit(world), query, _entry_is_wanted, ("feed", "who", "action", "from", "to"))
    return _missing()


def _imports(world: World, parts: list[str], query: dict[str, str]) -> Json:
    if not parts:
        return paged(world.runs, query, _run_is_wanted, ("feed", "status", "trigger", "code", "from", "to"))
    run = world.run(parts[0]) or _missing()
    match parts[1:]:
        case []:
            return run
        case ["failures"]:
            return paged(world.failures_of(run["id"]), query, _failure_is_wanted, ("code", "signature"))
        case ["changes"]:
            changes = changes_of(world, run, query.get("kind"))
            page = paged(changes, query, lambda *_: True, ("kind",))
            items = [{name: value for name, value in one.items() if name != "id"} for one in page["items"]]
            return page | {"items": items, "fields": None if "cursor" in query else sums_by_field(changes)}
        case ["snapshot"]:
            return excerpt(query)
    return _missing()


def _feeds(world: World, parts: list[str], query: dict[str, str]) -> Json:
    if not parts:
        feeds = by_order([world.feed(feed_id) for feed_id in world.feeds], query.get("sort", "attention"))
        return paged(feeds, query, _feed_is_wanted, ("q", "state", "sort", "enabled"))
    if parts[0] not in world.feeds:
        return _missing()
    return history(world, parts[0], int(query["days"])) if parts[1:] == ["history"] else world.feed(parts[0])


def _feed_is_wanted(feed: Json, query: dict[str, str]) -> bool:
    text = f"{feed['id']} {feed['url']} {feed['source']}".lower()
    return query.get("q", "").lower() in text and query.get("state", feed["state"]) == feed["state"]


def _entry_is_wanted(entry: Json, query: dict[str, str]) -> bool:
    is_of = query.get("feed") is None or entry["target"] == f"feeds/{query['feed']}"
    return (
        is_of
        and query.get("who", entry["who"]) == entry["who"]
        and query.get("action", entry["action"]) == entry["action"]
    )


def _missing() -> Json:
    raise Refusal(404, "not_found", "Not found.")


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
        raise Refusal(400, "bad_cursor", "The cursor does not belong to this list.")
    return str(position)


def _run_is_wanted(run: Json, query: dict[str, str]) -> bool:
    code = (run["failure"] or {}).get("code")
    is_chosen = all(run[name] == query[key] for key, name in _RUN_FIELDS.items() if key in query)
    is_then = query.get("from", "") <= run["queued_at"] < query.get("to", "9999")
    return is_chosen and is_then and (not query.get("code") or query["code"] == code)


_RUN_FIELDS = {"feed": "feed_id", "status": "status", "trigger": "trigger"}


def _failure_is_wanted(failure: Json, query: dict[str, str]) -> bool:
    is_chosen = all(failure[name] == query[key] for key, name in _FAILURE_FIELDS.items() if key in query)
    return is_chosen and query.get("from", "") <= failure["at"] < query.get("to", "9999")


_FAILURE_FIELDS = {"feed": "feed_id", "code": "code", "signature": "signature"}


_JOB_FILTERS = (
    *("feed", "source", "status", "run", "external_id", "q", "company", "place"),
    *("from", "to", "date", "closed_run", "closed_reason"),
)
_DATES = {"first_seen": "first_seen_at", "last_changed": "last_seen_at", "closed": "closed_at"}


def _job_is_wanted(job: Json, query: dict[str, str]) -> bool:
    runs = (job["first_run_id"], job["changed_run_id"])
    texts = {
        "company": job["company"],
        "place": job["location"],
        "q": " ".join(map(str, (job["title"], job["company"], job["location"]))),
    }
    at = job[_DATES[query.get("date", "first_seen")]] or ""
    return (
        all(query[name].lower() in (text or "").lower() for name, text in texts.items() if name in query)
        and query.get("from", "") <= at < query.get("to", "9999")
        and query.get("feed", job["feed_ids"][0]) in job["feed_ids"]
        and query.get("source", job["source"]) == job["source"]
        and query.get("run", runs[0]) in runs
        and query.get("closed_run", job["closed_run_id"]) == job["closed_run_id"]
        and query.get("closed_reason", job["closed_reason"]) == job["closed_reason"]
        and query.get("external_id", job["external_id"]) == job["external_id"]
        and {"open": not job["closed_at"], "closed": bool(job["closed_at"])}.get(query.get("status", ""), True)
    )


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A browser that leaves a page hangs up on what it no longer needs."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each body waits 40 ms for the client to confirm the headers
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
def serve(world: World, make: Callable[[str, World], Site] = Site) -> Iterator[Site]:
    """The page and the API under one origin on loopback, until the block ends."""

    class SiteHandler(Handler):
        pass

    document()  # once, before threads ask for it: the first two calls come together
    server = Server((HOST, 0), SiteHandler)
    SiteHandler.site = site = make(f"http://{HOST}:{server.server_port}", world)
    publish(site.bucket, "site", f"{site.origin}/api", ROOT / ".local" / "cache")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
