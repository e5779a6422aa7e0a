"""Who gets in, and what every answer carries."""

from types import SimpleNamespace

import pytest

from job_importer.api import gateway
from job_importer.connections import Context
from job_importer.observability import logger
from tests.support.api_client import OPERATOR, Client, rest_event
from tests.support.lambdas import LambdaContext

READS = [
    "/imports",
    "/imports/x",
    "/imports/x/failures",
    "/failures",
    "/feeds",
    "/feeds/x",
    "/jobs",
    "/jobs/x",
    "/stats",
    "/audit",
]
WRITES = [("POST", "/imports"), ("POST", "/imports/x/replay"), ("PUT", "/feeds/x"), ("DELETE", "/feeds/x")]


def test_health_is_open_to_anyone(stranger: Client) -> None:
    answer = stranger.get("/health")
    assert (answer.status, answer.json["status"]) == (200, "ok")
    assert set(answer.json) == {"status", "version"}


def test_each_request_is_logged_with_its_answer_and_the_milliseconds_that_it_took(
    viewer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments, logged = iter([5.0, 5.25]), list[object]()
    monkeypatch.setattr(gateway, "time", SimpleNamespace(perf_counter=lambda: next(moments)))
    monkeypatch.setattr(logger, "info", lambda message, **facts: logged.append((message, facts)))
    viewer.get("/feeds?limit=1")
    assert logged[-1] == ("Request", {"method": "GET", "path": "/feeds", "status": 200, "ms": 250})


@pytest.mark.parametrize("path", [*READS, "/openapi.json", "/nowhere"])
def test_nothing_is_read_without_a_token(stranger: Client, path: str) -> None:
    answer = stranger.get(path)
    assert (answer.status, answer.json["error"]["code"]) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_viewer_changes_nothing(viewer: Client, method: str, path: str) -> None:
    answer = viewer.call(method, path, body={})
    assert (answer.status, answer.json["error"]["code"]) == (403, "forbidden")


@pytest.mark.parametrize("given", ["wrong", "", "Bearer", OPERATOR[:-1], OPERATOR + "x"])
def test_a_wrong_token_is_no_token(connections: Context, given: str) -> None:
    answer = Client(connections).get("/imports", Authorization=f"Bearer {given}")
    assert answer.status == 401


def test_the_name_of_the_header_and_of_the_scheme_may_be_in_any_case(connections: Context) -> None:
    assert Client(connections).get("/imports", authorization=f"bearer {OPERATOR}").status == 200


def test_an_operator_may_read(operator: Client) -> None:
    assert operator.get("/imports").status == 200


@pytest.mark.parametrize("path", ["/health", "/nowhere", "/imports?limit=0", "/imports"])
def test_every_answer_can_be_read_across_origins(viewer: Client, stranger: Client, path: str) -> None:
    for client in (viewer, stranger):
        answer = client.get(path)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Request-Id"] == "request-1"


def test_a_preflight_needs_no_token(stranger: Client) -> None:
    answer = stranger.call("OPTIONS", "/feeds/acme")
    assert answer.status == 204
    assert "PUT" in answer.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]


def test_an_unknown_route_and_an_unknown_verb_say_so(viewer: Client, operator: Client) -> None:
    missing = viewer.get("/nowhere")
    assert (missing.status, missing.json["error"]["code"]) == (404, "not_found")
    wrong = operator.call("DELETE", "/imports")
    assert (wrong.status, wrong.json["error"]["code"], wrong.headers["Allow"]) == (
        405,
        "method_not_allowed",
        "GET, POST",
    )
    assert wrong.json["error"]["request_id"] == "request-1"


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=ten",
        "status=excellent",
        "trigger=magic",
        "code=bad_luck",
        "from=yesterday",
        "from=2026-11-01T12:00:00",
        "to=0.5",
        "to=-5",
        "feed=Not%20a%20feed",
        "cursor=abc",
        "cursor=%FF%00",
        "feeds=acme",
        "limit=1&limit=2",
    ],
)
def test_a_bad_filter_or_cursor_is_a_400(viewer: Client, query: str) -> None:
    answer = viewer.get(f"/imports?{query}")
    assert answer.status == 400
    assert query.partition("=")[0] in answer.json["error"]["message"]


def test_an_answer_that_the_client_has_is_not_sent_again(viewer: Client) -> None:
    first = viewer.get("/imports")
    again = viewer.get("/imports", If_None_Match=first.headers["ETag"])
    assert (again.status, again.text) == (304, "")
    assert viewer.get("/imports", If_None_Match='"other"').status == 200


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_body_that_is_not_json_is_refused(operator: Client, kind: str) -> None:
    answer = operator.call("POST", "/imports", {"feed_ids": ["acme"]}, Content_Type=kind)
    assert (answer.status, answer.json["error"]["code"]) == (415, "unsupported_media_type")


def test_a_database_that_is_away_is_a_503_and_not_a_secret(connections: Context, operator: Client) -> None:
    admin = connections.db.client.admin
    admin.command(
        "configureFailPoint", "failCommand", mode={"times": 1}, data={"failCommands": ["find"], "errorCode": 50}
    )
    answer = operator.get("/imports")
    assert (answer.status, answer.json["error"]["code"]) == (503, "unavailable")
    assert operator.get("/imports").status == 200


def test_a_fault_of_ours_is_a_500_without_detail(connections: Context, operator: Client) -> None:
    connections.db.runs.insert_one({"_id": "01M000000000000000000000AA"})
    answer = operator.get("/imports/01M000000000000000000000AA")
    assert (answer.status, answer.json["error"]["code"]) == (500, "internal_error")
    assert "counts" not in answer.text


def test_an_event_through_the_function_itself_is_answered(
    connections: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    from functions.api import app

    monkeypatch.setattr(app, "connections", lambda: connections)
    event = rest_event("GET", "/feeds/?limit=3", {"authorization": f"Bearer {OPERATOR}"})
    answer = app.handler(event, LambdaContext())
    assert (answer["statusCode"], answer["isBase64Encoded"]) == (200, False)
    assert answer["headers"]["Content-Type"] == "application/json"
