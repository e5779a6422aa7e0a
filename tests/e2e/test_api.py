"""The deployed API from outside: who gets in, and how a mistake is answered."""

from typing import Any

import httpx
import pytest

from tests.support.stack import Stack

pytestmark = pytest.mark.e2e


def code_of(answer: httpx.Response) -> str:
    error: dict[str, Any] = answer.json()["error"]
    assert error["message"].endswith(".")
    assert error["request_id"]
    return str(error["code"])


def test_anyone_may_ask_for_the_health_and_learns_nothing_else(stack: Stack) -> None:
    with stack.http(token="") as api:
        assert set(api.get("/health").json()) == {"status", "version"}


@pytest.mark.parametrize("path", ["/imports", "/imports/x", "/feeds", "/jobs", "/stats", "/failures", "/openapi.json"])
@pytest.mark.parametrize("token", ["", "not-a-token"])
def test_without_a_token_nobody_reads(stack: Stack, path: str, token: str) -> None:
    with stack.http(token=token) as api:
        answer = api.get(path)
    assert (answer.status_code, code_of(answer)) == (401, "unauthorized")


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/imports"), ("PUT", "/feeds/a"), ("DELETE", "/feeds/a"), ("POST", "/imports/x/replay")],
)
def test_a_viewer_changes_nothing(stack: Stack, method: str, path: str) -> None:
    with stack.http(token=stack.access.viewer_token) as api:
        answer = api.request(method, path, json={})
    assert (answer.status_code, code_of(answer)) == (403, "forbidden")


@pytest.mark.parametrize(
    "path",
    [
        "/imports?cursor=nonsense",
        "/imports?limit=0",
        "/imports?limit=101",
        "/imports?status=sleeping",
        "/imports?from=yesterday",
        "/imports?sttaus=failed",
        "/jobs?status=ajar",
        "/feeds?cursor=nonsense",
    ],
)
def test_a_bad_cursor_or_filter_is_a_400_that_says_what_is_wrong(stack: Stack, path: str) -> None:
    with stack.http(token=stack.access.viewer_token) as api:
        answer = api.get(path)
    assert answer.status_code == 400
    assert code_of(answer)


@pytest.mark.parametrize("path", ["/imports/01M00000000000000000000001", "/feeds/nobody", "/jobs/nothing"])
def test_what_is_not_there_is_a_404(stack: Stack, path: str) -> None:
    with stack.http(token=stack.access.viewer_token) as api:
        answer = api.get(path)
    assert answer.status_code == 404


def test_a_page_of_another_origin_may_read_answers_and_errors(stack: Stack) -> None:
    with stack.http(token="") as api:
        answers = [
            api.options("/imports", headers={"Origin": "https://page.example", "Access-Control-Request-Method": "GET"}),
            api.get("/health", headers={"Origin": "https://page.example"}),
            api.get("/imports", headers={"Origin": "https://page.example"}),
        ]
    assert [answer.headers["access-control-allow-origin"] for answer in answers] == ["*"] * 3
    assert "Authorization" in answers[0].headers["access-control-allow-headers"]
