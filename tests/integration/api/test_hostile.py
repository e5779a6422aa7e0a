"""Requests that mean harm or make no sense: each has an answer of its own, and none is a fault of ours."""

import json
from typing import Any

import pytest

from job_importer.mongo import Db
from tests.support.api_client import Client
from tests.support.history import add_failure, add_job, add_run
from tests.support.world import add_feed

URL = "https://feeds.example.com/jobs.xml"
LISTS = ("/imports", "/failures", "/feeds", "/jobs")


def refusal(answer: Any) -> tuple[int, str]:
    """Status and code, of an error as clients know it."""
    error = answer.json["error"]
    assert set(error) == {"code", "message", "request_id"}
    assert error["message"][0].isupper()
    assert error["message"].endswith(".")
    return answer.status, error["code"]


@pytest.mark.parametrize("path", ["/imports", "/failures", "/stats"])
@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00%2B14:00"])
def test_a_moment_that_no_calendar_has_in_utc_is_a_400(viewer: Client, path: str, moment: str) -> None:
    for name in ("from", "to"):
        assert refusal(viewer.get(f"{path}?{name}={moment}")) == (400, "invalid_request")


def test_the_same_moment_in_another_zone_is_the_same_list(db: Db, viewer: Client) -> None:
    for n in range(3):
        add_run(db, n)
    page = viewer.get("/imports?limit=1&from=2026-10-01T06:00:00Z").json
    rest = viewer.get(f"/imports?from=2026-10-01T11:30:00%2B05:30&cursor={page['next_cursor']}")
    assert (rest.status, len(rest.json["items"])) == (200, 2)


@pytest.mark.parametrize(("method", "path"), [("POST", "/imports"), ("PUT", "/feeds/acme")])
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{", (400, "invalid_request")),
        ("[" * 20_000, (400, "invalid_request")),
        ('{"a":' * 20_000, (400, "invalid_request")),
        ("[]", (400, "invalid_request")),
        ('{"interval_seconds": %s}' % ("9" * 4_301), (400, "invalid_request")),
        ('{"surprise": 1}', (400, "invalid_request")),
        (json.dumps({"url": URL, "headers": {"X": "x" * 1_000_001}}), (413, "body_too_large")),
    ],
    ids=["cut off", "deep list", "deep object", "no object", "long number", "unknown key", "large"],
)
def test_a_body_that_cannot_be_read_is_refused(
    operator: Client, method: str, path: str, body: str, expected: tuple[int, str]
) -> None:
    assert refusal(operator.call(method, path, body)) == expected


@pytest.mark.parametrize("bytes_", [2**63, 10**30])
def test_a_number_that_the_database_cannot_hold_is_a_400(operator: Client, bytes_: int) -> None:
    answer = operator.call("PUT", "/feeds/acme", {"url": URL, "max_bytes": bytes_})
    assert refusal(answer) == (400, "invalid_request")


def test_a_format_that_nobody_reads_is_refused_when_it_is_set(operator: Client) -> None:
    answer = operator.call("PUT", "/feeds/acme", {"url": URL, "format": "indead"})
    assert refusal(answer) == (400, "invalid_request")
    assert "indeed" in answer.json["error"]["message"]
    assert operator.call("PUT", "/feeds/acme", {"url": URL, "format": "indeed"}).status == 200


def test_what_is_wrong_is_said_of_the_feed_and_in_plain_words(operator: Client) -> None:
    message = operator.call("PUT", "/feeds/acme", {"url": "ftp://example.com/x"}).json["error"]["message"]
    assert message == "The request is not valid: body.url: it must be an absolute http or https address."


def test_a_parameter_where_none_is_known_is_refused_in_a_whole_sentence(viewer: Client) -> None:
    answer = viewer.get("/openapi.json?x=1")
    assert refusal(answer) == (400, "invalid_request")
    assert answer.json["error"]["message"] == "Unknown parameter 'x'; this route has no parameters."


def test_a_cursor_is_good_for_no_other_list_and_no_other_filter(db: Db, viewer: Client) -> None:
    runs = [add_run(db, n, status="partial") for n in range(2)]
    for n, feed_id in enumerate(("acme", "other")):
        add_feed(db, feed_id)
        add_job(db, n, runs[0])
        add_failure(db, runs[0], n)
    lists = (*LISTS, f"/imports/{runs[0]}/failures", f"/imports/{runs[1]}/failures")
    for path in lists[:-1]:
        cursor = viewer.get(f"{path}?limit=1").json["next_cursor"]
        assert viewer.get(f"{path}?cursor={cursor}").status == 200
        for other in lists:
            if other != path:
                assert refusal(viewer.get(f"{other}?cursor={cursor}")) == (400, "invalid_cursor")
        if path in ("/imports", "/failures", "/jobs"):
            assert refusal(viewer.get(f"{path}?feed=acme&cursor={cursor}")) == (400, "invalid_cursor")


def test_a_list_that_grows_while_it_is_paged_shows_each_of_its_items_once(db: Db, viewer: Client) -> None:
    there = [add_run(db, n) for n in range(0, 40, 2)]
    seen: list[str] = []
    cursor = ""
    for n in range(100, 200):
        page = viewer.get(f"/imports?limit=3{cursor}").json
        seen += [run["id"] for run in page["items"]]
        add_run(db, n)
        if not page["next_cursor"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == there[::-1]


@pytest.mark.parametrize("method", ["HEAD", "TRACE", "BREW"])
def test_a_method_that_is_not_known_is_a_405_and_names_those_that_are(operator: Client, method: str) -> None:
    answer = operator.call(method, "/feeds/acme")
    assert refusal(answer) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "DELETE, GET, PATCH, PUT"


@pytest.mark.parametrize("name", ["a%2Fb", "%00", "..%2F", "$where", "é", "x" * 3_000, "%zz"])
@pytest.mark.parametrize("section", ["imports", "feeds", "jobs"])
def test_an_id_that_cannot_be_is_a_404_and_is_not_repeated_at_length(viewer: Client, section: str, name: str) -> None:
    answer = viewer.get(f"/{section}/{name}")
    assert refusal(answer) == (404, "not_found")
    assert len(answer.text) < 300


def test_a_parameter_that_is_given_twice_is_refused_and_named(viewer: Client) -> None:
    assert viewer.get("/imports?feed=acme&limit=1").status == 200
    for query in ("feed=a&feed=a", "feed=a&limit=1&feed=b", "feed=a&feed=b&feed=c", "feed=a&feed=b&from=2026-01-01"):
        answer = viewer.get(f"/imports?{query}")
        message = "The request is not valid: query.feed: it is given more than once."
        assert (answer.status, answer.json["error"]["message"]) == (400, message)
