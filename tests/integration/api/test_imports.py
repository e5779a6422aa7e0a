"""The history of imports over HTTP."""

import csv
import io
import json
from itertools import chain
from typing import Any, cast

import pytest

from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.delivery.sqs import depth
from job_importer.mongo import Db
from job_importer.runs.ledger import bury
from job_importer.runs.model import ChunkDoc
from tests.support.api_client import Client
from tests.support.feed_docs import feed_doc
from tests.support.history import START, add_failure, add_run
from tests.support.lambdas import received
from tests.support.world import add_feed, begin_run, chunk, job, publish

BOOKS = ("new", "updated", "unchanged", "duplicate", "failed", "pending")


def pages(client: Client, url: str) -> list[list[str]]:
    """The ids of each page, following the cursors."""
    found, cursor = [], ""
    while True:
        answer = client.get(f"{url}&cursor={cursor}" if cursor else url)
        assert answer.status == 200, answer.text
        found.append([item["id"] for item in answer.json["items"]])
        cursor = answer.json["next_cursor"]
        if not cursor:
            return found


def test_paging_shows_every_import_once_and_the_newest_first(db: Db, viewer: Client) -> None:
    ids = [add_run(db, n) for n in range(25)]
    found = pages(viewer, "/imports?limit=10")
    assert [len(page) for page in found] == [10, 10, 5]
    assert list(chain(*found)) == ids[::-1]


def test_an_import_that_starts_meanwhile_shifts_no_page(db: Db, viewer: Client) -> None:
    ids = [add_run(db, n) for n in range(20)]
    first = viewer.get("/imports?limit=10").json
    add_run(db, 50)
    second = viewer.get(f"/imports?limit=10&cursor={first['next_cursor']}").json
    assert [run["id"] for run in second["items"]] == ids[9::-1]


def test_filters_combine(db: Db, viewer: Client) -> None:
    failure = {"code": "feed_timeout", "message": "Too slow."}
    ids = [
        add_run(db, 0),
        add_run(db, 1, status="failed", failure=failure),
        add_run(db, 2, status="failed", failure=failure, trigger="manual"),
        add_run(db, 3, feed_id="other", status="failed", failure=failure | {"code": "xml_malformed"}),
    ]

    def found(query: str) -> list[int]:
        return [ids.index(run["id"]) for run in viewer.get(f"/imports?{query}").json["items"]]

    assert found("feed=acme") == [2, 1, 0]
    assert found("status=failed") == [3, 2, 1]
    assert found("code=feed_timeout") == [2, 1]
    assert found("code=feed_timeout&status=failed&trigger=manual&feed=acme") == [2]
    assert found("code=feed_timeout&status=succeeded") == []
    assert found(f"from={START:%Y-%m-%dT%H:%M:%S}Z&to=2026-10-01T08:00:00Z") == [1, 0]
    assert found("from=2026-10-01T08:00:00%2B00:00") == [3, 2]
    assert found("to=2026-10-01") == []
    assert found("from=2027-01-01&to=2026-01-01") == []


@pytest.mark.parametrize("tampered", ["x{0}", "{0}x", "A{0}", "{0}AAAA"])
def test_a_tampered_cursor_is_refused(db: Db, viewer: Client, tampered: str) -> None:
    for n in range(3):
        add_run(db, n)
    cursor = viewer.get("/imports?limit=1").json["next_cursor"]
    answer = viewer.get(f"/imports?limit=1&cursor={tampered.format(cursor)}")
    assert (answer.status, answer.json["error"]["code"]) == (400, "invalid_cursor")


def test_a_cursor_of_another_filter_or_list_is_refused(db: Db, viewer: Client) -> None:
    for n in range(3):
        add_run(db, n)
    cursor = viewer.get("/imports?limit=1").json["next_cursor"]
    for url in ("/imports?feed=acme", "/failures?limit=1", "/jobs?limit=1", "/feeds?limit=1"):
        assert viewer.get(f"{url}&cursor={cursor}").json["error"]["code"] == "invalid_cursor"


def test_an_import_tells_all_that_the_contract_promises(db: Db, viewer: Client) -> None:
    run_id = add_run(
        db, 0, status="partial", warnings=["No company."], http={"status": 200, "bytes": 9, "content_type": "a"}
    )
    run = viewer.get(f"/imports/{run_id}").json
    promised = {
        *("id", "feed_id", "feed_url", "trigger", "status", "started_at", "finished_at", "duration_ms", "format"),
        *("http", "counts", "failure", "warnings", "attempts"),
    }
    assert promised <= set(run)
    beside = {"inactive", "restamped", "closed", "reopened", "rekeyed", "reread"}
    assert set(run["counts"]) == {"fetched", *BOOKS, *beside}
    assert (run["started_at"], run["duration_ms"]) == ("2026-10-01T06:00:01Z", 2_000)
    assert (run["failure"], run["http"]["bytes"], run["failure_groups"]) == (None, 9, [])


def test_the_books_of_a_running_import_are_read_from_the_ledger(db: Db, viewer: Client) -> None:
    add_feed(db)
    run_id = add_run(db, 0)
    live = run_id[:-1] + "9"
    begin_run(db, live)
    publish(db, chunk(live, 0, [job(1), job(2)], duplicates=1))
    for run in (viewer.get(f"/imports/{live}").json, viewer.get("/imports?status=processing").json["items"][0]):
        assert run["counts"]["fetched"] == 3 == sum(run["counts"][name] for name in BOOKS)
        assert (run["counts"]["pending"], run["counts"]["duplicate"], run["finished_at"]) == (2, 1, None)


@pytest.mark.parametrize("url", ["/imports/01K8YB2M000000000000000000", "/imports/nonsense", "/imports/x/failures"])
def test_an_unknown_import_is_a_404(viewer: Client, url: str) -> None:
    answer = viewer.get(url)
    assert (answer.status, answer.json["error"]["code"]) == (404, "not_found")


def test_starting_imports_answers_at_once_and_sends_a_message(connections: Context, db: Db, operator: Client) -> None:
    add_feed(db)
    answer = operator.call("POST", "/imports", {"feed_ids": ["acme"]})
    assert answer.status == 202
    (started,) = answer.json["imports"]
    assert (started["feed_id"], started["status"], started["reason"]) == ("acme", "queued", None)
    (record,) = received(connections.sqs, connections.settings.fetch_queue_url)["Records"]
    assert FetchMessage.model_validate_json(record["body"]).run_id == started["id"]


def test_no_feed_named_means_every_enabled_one(db: Db, operator: Client) -> None:
    add_feed(db, "one")
    add_feed(db, "two")
    add_feed(db, "off", enabled=False)
    started = operator.call("POST", "/imports", {}).json["imports"]
    assert sorted(one["feed_id"] for one in started) == ["one", "two"]


def test_a_feed_that_is_running_answers_with_its_run(db: Db, operator: Client) -> None:
    add_feed(db)
    first = operator.call("POST", "/imports", {"feed_ids": ["acme"]}).json["imports"][0]
    second = operator.call("POST", "/imports", {"feed_ids": ["acme", "acme"]}).json["imports"]
    assert [one["id"] for one in second] == [first["id"]]
    assert "already" in second[0]["reason"]
    assert db.runs.count_documents({}) == 1


def test_a_source_that_asked_for_patience_is_answered_with_the_time(db: Db, operator: Client) -> None:
    add_feed(db)
    later = START.replace(year=2999)
    db.feeds.update_one({"_id": "acme"}, {"$set": {"not_before": later}})
    answer = operator.call("POST", "/imports", {"feed_ids": ["acme"]})
    assert (answer.status, answer.json["error"]["code"]) == (429, "rate_limited")
    assert int(answer.headers["Retry-After"]) > 1_000_000
    assert "2999" in answer.json["error"]["message"]
    add_feed(db, "other")
    both = operator.call("POST", "/imports", {"feed_ids": ["acme", "other"]})
    assert both.status == 202
    assert [(one["id"] is None, one["retry_at"] is None) for one in both.json["imports"]] == [
        (True, False),
        (False, True),
    ]


def test_an_operator_can_accept_a_collapse(db: Db, operator: Client) -> None:
    add_feed(db)
    run_id = operator.call("POST", "/imports", {"feed_ids": ["acme"], "accept_collapse": True}).json["imports"][0]["id"]
    assert operator.get(f"/imports/{run_id}").json["accept_collapse"] is True


def test_an_operator_can_have_a_feed_read_in_full_and_is_told_how_a_run_was_read(db: Db, operator: Client) -> None:
    add_feed(db)
    run_id = operator.call("POST", "/imports", {"feed_ids": ["acme"], "full": True}).json["imports"][0]["id"]
    run: Any = db.runs.find_one({"_id": run_id})
    assert run["full"] is True
    db.runs.update_one({"_id": run_id}, {"$set": {"reading_mode": "full", "full_reason": "It was asked for."}})
    shown = operator.get(f"/imports/{run_id}").json
    assert (shown["reading_mode"], shown["full_reason"]) == ("full", "It was asked for.")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        '"acme"',
        "null",
        {"feed_ids": "acme"},
        {"feed_ids": []},
        {"feed_ids": ["No!"]},
        {"feeds": ["acme"]},
        {"feed_ids": ["acme"], "full": "yes"},
        {"feed_ids": ["acme"], "accept_collapse": 1},
    ],
)
def test_a_body_that_is_not_understood_starts_nothing(db: Db, operator: Client, body: object) -> None:
    add_feed(db)
    answer = operator.call("POST", "/imports", body)
    assert (answer.status, answer.json["error"]["code"]) == (400, "invalid_request")
    assert db.runs.count_documents({}) == 0


def test_one_unknown_feed_starts_nothing(db: Db, operator: Client) -> None:
    add_feed(db)
    answer = operator.call("POST", "/imports", {"feed_ids": ["acme", "nobody"]})
    assert answer.status == 404
    assert "nobody" in answer.json["error"]["message"]
    assert db.runs.count_documents({}) == 0


def test_without_an_enabled_feed_there_is_nothing_to_start(operator: Client) -> None:
    assert operator.call("POST", "/imports", {}).status == 409


def test_a_run_can_be_replayed_as_a_run_of_its_own(db: Db, operator: Client) -> None:
    add_feed(db)
    snapshot = {"key": "acme/1", "fetched_at": START, "content_type": "text/xml"}
    run_id = add_run(db, 0, snapshot=snapshot)
    answer = operator.call("POST", f"/imports/{run_id}/replay")
    assert answer.status == 202
    replay = operator.get(f"/imports/{answer.json['imports'][0]['id']}").json
    assert (replay["trigger"], replay["replay_of"]) == ("replay", run_id)
    assert operator.call("POST", f"/imports/{run_id}/replay").json["error"]["code"] == "already_running"


def test_a_run_without_a_snapshot_cannot_be_replayed(db: Db, operator: Client) -> None:
    add_feed(db)
    answer = operator.call("POST", f"/imports/{add_run(db, 0)}/replay")
    assert (answer.status, answer.json["error"]["code"]) == (409, "no_snapshot")
    assert operator.call("POST", "/imports/unknown/replay").status == 404


def test_the_history_is_exported_as_csv_without_formulas(db: Db, viewer: Client) -> None:
    message = '=cmd|"/C calc"!A0'
    add_run(db, 0, status="failed", failure={"code": "feed_timeout", "message": message})
    add_run(db, 1, feed_id="other")
    answer = viewer.get("/imports?feed=acme", Accept="text/csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["feed_id"], row["counts.new"], row["failure.message"]) == ("acme", "0", f"'{message}")


def test_an_export_is_not_cut_at_a_page_and_says_how_to_go_on(db: Db, viewer: Client) -> None:
    ids = [add_run(db, n) for n in range(120)]
    answer = viewer.get("/imports", Accept="application/x-ndjson")
    assert [json.loads(line)["id"] for line in answer.text.splitlines()] == ids[::-1]
    assert "X-Next-Cursor" not in answer.headers
    part = viewer.get("/imports?limit=100", Accept="application/x-ndjson")
    rest = viewer.get(f"/imports?limit=100&cursor={part.headers['X-Next-Cursor']}", Accept="application/x-ndjson")
    assert (part.text + rest.text) == answer.text


def test_failures_of_an_import_are_listed_and_grouped(db: Db, viewer: Client) -> None:
    run_id = add_run(db, 0, status="partial")
    for index in range(30):
        add_failure(db, run_id, index, f"Job {index} has no title.")
    add_failure(db, run_id, 99, "The database said no.", code="database_error", jobs=40)
    groups = viewer.get(f"/imports/{run_id}").json["failure_groups"]
    assert [(group["code"], group["signature"], group["count"]) for group in groups] == [
        ("database_error", "The database said no.", 40),
        ("validation_error", "Job <n> has no title.", 30),
    ]
    assert (groups[1]["first_at"], groups[1]["last_at"]) == ("2026-10-01T06:00:00Z", "2026-10-01T06:29:00Z")
    assert groups[1]["example"]["title"] == "<img src=x onerror=alert(1)>"
    listed = list(chain(*pages(viewer, f"/imports/{run_id}/failures?limit=7&code=validation_error")))
    assert listed == [f"{run_id}:{index // 50:06d}:{index:08d}" for index in range(30)]
    of_kind = viewer.get(f"/imports/{run_id}/failures?signature=Job%20%3Cn%3E%20has%20no%20title.&limit=100").json
    assert len(of_kind["items"]) == 30
    wanted = {"code", "message", "signature", "field", "rule", "external_id", "title", "url", "excerpt", "index", "at"}
    assert wanted <= set(of_kind["items"][0])


def test_a_failure_of_a_whole_chunk_is_at_no_place_in_the_feed(db: Db, viewer: Client) -> None:
    add_feed(db)
    run_id = "01M000000000000000000000AA"
    begin_run(db, run_id)
    publish(db, chunk(run_id, 0, [job(1), job(2)]))
    pending = db.chunks.find_one({"run_id": run_id})
    bury(db, "acme", cast(ChunkDoc, pending), "Its message was delivered twelve times.", START)
    (failure,) = viewer.get(f"/imports/{run_id}/failures").json["items"]
    assert (failure["code"], failure["jobs"], failure["index"]) == ("delivery_exhausted", 2, None)


def test_a_run_that_found_nothing_modified_shows_the_failures_of_the_run_that_it_confirms(
    db: Db, viewer: Client
) -> None:
    imported = add_run(db, 1, status="partial")
    add_failure(db, imported, 0)
    confirming = add_run(db, 2, status="not_modified", confirms=imported)
    detail = viewer.get(f"/imports/{confirming}").json
    assert (detail["confirms"], [group["count"] for group in detail["failure_groups"]]) == (imported, [1])
    assert [len(page) for page in pages(viewer, f"/imports/{confirming}/failures?limit=5")] == [1]


def test_failures_of_a_feed_and_a_period_are_listed_and_grouped(db: Db, viewer: Client) -> None:
    for n, feed_id in enumerate(["acme", "acme", "other"]):
        run_id = add_run(db, n * 24, feed_id=feed_id, status="partial")
        for index in range(3):
            add_failure(db, run_id, index, feed_id=feed_id)
    assert [len(page) for page in pages(viewer, "/failures?limit=4")] == [4, 4, 1]
    found = viewer.get("/failures?feed=acme&from=2026-10-02&grouped=true").json
    assert {item["feed_id"] for item in found["items"]} == {"acme"}
    assert [group["count"] for group in found["groups"]] == [3]
    assert viewer.get("/failures?feed=acme").json["groups"] is None
    rows = list(csv.DictReader(io.StringIO(viewer.get("/failures?code=validation_error", Accept="text/csv").text)))
    assert len(rows) == 9


def test_all_of_hundreds_of_feeds_are_started_by_one_call_that_names_each_run(
    connections: Context, db: Db, operator: Client
) -> None:
    feeds: list[Any] = [dict(feed_doc(f"feed-{n:03d}", f"https://boards.example/{n}")) for n in range(205)]
    db.feeds.insert_many(feeds)
    answer = operator.call("POST", "/imports", {})
    assert answer.status == 202
    started = answer.json["imports"]
    assert {one["feed_id"] for one in started} == {feed["_id"] for feed in feeds}
    assert len({one["id"] for one in started}) == 205
    assert depth(connections.sqs, connections.settings.fetch_queue_url) == 205
    again = operator.call("POST", "/imports", {})
    assert [one["id"] for one in again.json["imports"]] == [one["id"] for one in started]
    assert depth(connections.sqs, connections.settings.fetch_queue_url) == 205
