"""jobctl over HTTP against the real API."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from job_importer.codes import RunFailure
from job_importer.connections import Context
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from job_importer.runs.finish import end_failed
from job_importer.runs.snapshots import store
from tests.conftest import Aws
from tests.support.api_client import OPERATOR, VIEWER
from tests.support.feed_server import indeed_feed, indeed_job
from tests.support.history import START, add_failure, add_run
from tests.support.jobctl import Shell
from tests.support.world import NOW, RUN_1, RUN_2, add_feed, begin_run, chunk, job, publish
from tools.jobctl import watching
from tools.jobctl.config import read_stack

URL = "https://www.example.com/feed.xml"


def test_a_feed_is_added_listed_shown_disabled_enabled_and_removed(db: Db, jobctl: Shell) -> None:
    assert jobctl("feeds", "add", URL, "--interval", "15m", "--header", "X-Key: s3cret").exit_code == 0
    (feed,) = jobctl("feeds", "list", "--json").json["items"]
    assert (feed["id"], feed["interval_seconds"], feed["headers"]) == ("example-com-feed", 900, {"X-Key": "***"})
    assert "example-com-feed" in jobctl("feeds", "list").out
    assert "s3cret" not in jobctl("feeds", "show", "example-com-feed").out
    jobctl("feeds", "disable", "example-com-feed")
    assert jobctl("feeds", "show", "example-com-feed", "--json").json["enabled"] is False
    jobctl("feeds", "enable", "example-com-feed")
    stored: Any = db.feeds.find_one({})
    assert (stored["enabled"], stored["headers"]) == (True, {"X-Key": "s3cret"})
    assert jobctl("feeds", "remove", "example-com-feed", "--yes").exit_code == 0
    assert jobctl("feeds", "list", "--json").json["items"] == []


def test_adding_a_feed_that_is_there_asks_for_consent(db: Db, jobctl: Shell) -> None:
    add_feed(db)
    refused = jobctl("feeds", "add", URL, "--id", "acme")
    assert (refused.exit_code, "--replace" in refused.err) == (2, True)
    assert jobctl("feeds", "add", URL, "--id", "acme", "--replace").exit_code == 0


def test_a_file_of_feeds_is_applied_after_showing_what_it_changes(db: Db, jobctl: Shell, tmp_path: Path) -> None:
    add_feed(db, "kept")
    add_feed(db, "changed")
    add_feed(db, "gone")
    url = "https://jobs.example.com/feed.xml"
    file = tmp_path / "feeds.yaml"
    file.write_text(
        f"feeds:\n  kept: {{url: '{url}'}}\n  changed: {{url: '{url}', interval: 2h}}\n  added: {{url: '{URL}'}}\n"
    )
    shown = jobctl("feeds", "apply", str(file), "--dry-run", "--prune").out
    assert "interval_seconds: 3600 → 7200" in shown
    assert ("+ added" in shown, "- gone" in shown, "kept" in shown) == (True, True, False)
    assert db.feeds.count_documents({}) == 3
    jobctl("feeds", "apply", str(file), "--yes")
    assert {feed["_id"]: feed["interval_seconds"] for feed in db.feeds.find()} == {
        "kept": 3_600,
        "changed": 7_200,
        "gone": 3_600,
        "added": 3_600,
    }
    assert "Nothing to change." in jobctl("feeds", "apply", str(file), "--yes").out
    jobctl("feeds", "apply", str(file), "--yes", "--prune")
    assert db.feeds.count_documents({}) == 3


def test_imports_are_started(db: Db, jobctl: Shell) -> None:
    add_feed(db)
    (started,) = jobctl("import", "acme", "--accept-collapse", "--yes", "--full", "--json").json["imports"]
    run: Any = db.runs.find_one({"_id": started["id"]})
    assert (run["feed_id"], run["accept_collapse"], run["full"]) == ("acme", True, True)
    assert "already running" in jobctl("import", "--all").out


def test_waiting_shows_how_the_import_ends(db: Db, jobctl: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    add_feed(db)
    (started,) = jobctl("import", "acme", "--json").json["imports"]
    jobs = chunk(started["id"], 0, [job(1), job(2, title=None)], seen_at=NOW)

    def work_on() -> None:
        publish(db, jobs)
        store_chunk(db, jobs, NOW)

    monkeypatch.setattr(watching, "pause", work_on)
    done = jobctl("import", "acme", "--wait", "--json")
    assert done.exit_code == 4
    (run,) = done.json["runs"]
    assert (run["status"], run["counts"]["new"], run["counts"]["failed"]) == ("partial", 1, 1)


def test_waiting_for_an_import_that_fails_ends_with_3(db: Db, jobctl: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    add_feed(db)
    (started,) = jobctl("import", "acme", "--json").json["imports"]

    def fail() -> None:
        end_failed(db, started["id"], RunFailure.FEED_TIMEOUT, "Too slow.", datetime.now(UTC))

    monkeypatch.setattr(watching, "pause", fail)
    done = jobctl("import", "acme", "--wait")
    assert done.exit_code == 3
    assert "feed_timeout" in done.out


def test_the_history_is_filtered_and_a_run_adds_up(db: Db, jobctl: Shell) -> None:
    failure = {"code": "feed_timeout", "message": "The feed took [too] long."}
    failed = add_run(db, 0, status="failed", failure=failure)
    for n in range(1, 130):
        add_run(db, n)
    assert [run["id"] for run in jobctl("runs", "--code", "feed_timeout", "--json").json["items"]] == [failed]
    assert len(jobctl("runs", "--limit", "120", "--json").json["items"]) == 120
    assert failed in jobctl("runs", "--status", "failed").out
    shown = jobctl("run", failed).out
    assert "0 fetched = 0 new + 0 updated + 0 unchanged + 0 duplicate + 0 failed + 0 pending" in shown
    assert "The feed took [too] long." in shown


def test_the_failures_of_a_run_are_listed(db: Db, jobctl: Shell) -> None:
    run = add_run(db, 0, status="partial")
    add_failure(db, run, 7)
    add_failure(db, run, 8, code="database_error")
    assert "<img src=x onerror=alert(1)>" in jobctl("failures", run).out
    (item,) = jobctl("failures", run, "--code", "database_error", "--json").json["items"]
    assert item["index"] == 8
    assert "validation_error" in jobctl("run", run).out


def test_a_run_is_replayed(db: Db, jobctl: Shell) -> None:
    add_feed(db)
    run = add_run(db, 0, snapshot={"key": "acme/1", "fetched_at": START, "content_type": None})
    (started,) = jobctl("replay", run, "--json").json["imports"]
    assert (db.runs.find_one({"_id": started["id"]}) or {})["replay_of"] == run


def test_a_replay_is_tried_without_starting_it(db: Db, jobctl: Shell, connections: Context, tmp_path: Path) -> None:
    add_feed(db)
    body = tmp_path / "feed"
    body.write_bytes(indeed_feed(*(indeed_job(n) for n in range(3))))
    run = add_run(db, 0, snapshot=store(connections.s3, "snapshots", "acme/1", body, START, "text/xml"))
    assert "3 fetched = 3 new + 0 updated" in jobctl("replay", run, "--dry-run").out
    assert jobctl("replay", run, "--dry-run", "--json").json["new"] == 3
    assert db.runs.count_documents({}) == 1


def test_what_a_source_sent_is_shown_around_a_place_and_item_by_item(
    db: Db, jobctl: Shell, connections: Context, tmp_path: Path
) -> None:
    add_feed(db)
    body = tmp_path / "feed"
    body.write_bytes(indeed_feed(*(indeed_job(n) for n in range(3))))
    run = add_run(db, 0, snapshot=store(connections.s3, "snapshots", "acme/1", body, START, "text/xml"))
    assert "<source" in jobctl("snapshot", run, "--around", "1:1").out
    assert jobctl("snapshot", "--last", "--item", "1", "--json").json["item"] == 1
    assert "http" in jobctl("snapshot", run, "--download").out
    assert jobctl("snapshot", run).exit_code == 2


def test_why_imports_and_jobs_failed_is_told_by_reason(db: Db, jobctl: Shell) -> None:
    add_feed(db)
    run = add_run(db, 0, status="partial")
    add_failure(db, run, 7)
    add_failure(db, run, 8, code="database_error")
    found = jobctl("failures", "--from", "2026-09-30", "--json").json["items"]
    assert {reason["code"] for reason in found} == {"validation_error", "database_error"}
    (one,) = jobctl("failures", "--from", "2026-09-30", "--code", "database_error", "--json").json["items"]
    assert one["feeds"] == ["acme"]
    assert "acme" in jobctl("failures", "--from", "2026-09-30").out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("feeds", "show", "nobody"), "There is no feed 'nobody'"),
        (("import", "nobody"), "There is no feed 'nobody'"),
        (("run", "a/b?c"), "There is no feed"),
        (("runs", "--status", "fine"), "status"),
        (("import",), "--all"),
        (("feeds", "add", "ftp://example.com/x"), "url"),
        (("feeds", "add", URL, "--interval", "soon"), "not an interval"),
    ],
)
def test_a_mistake_is_answered_in_a_sentence(jobctl: Shell, arguments: tuple[str, ...], says: str) -> None:
    answer = jobctl(*arguments)
    assert (answer.exit_code, answer.out) == (2, "")
    assert says in answer.err
    assert "Traceback" not in answer.err


def test_a_wrong_token_is_named(jobctl: Shell) -> None:
    jobctl.monkeypatch.setenv("JOB_IMPORTER_TOKEN", "wrong")
    answer = jobctl("runs")
    assert (answer.exit_code, "rejected the token" in answer.err) == (1, True)


def test_a_viewers_token_reads_and_starts_nothing(db: Db, jobctl: Shell) -> None:
    add_feed(db)
    jobctl.monkeypatch.setenv("JOB_IMPORTER_TOKEN", VIEWER)
    assert jobctl("runs").exit_code == 0
    answer = jobctl("import", "acme")
    assert (answer.exit_code, "operator role" in answer.err) == (1, True)


def test_a_stack_that_is_down_is_said_to_be(shell: Shell, tmp_path: Path) -> None:
    shell.monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    missing = shell("runs")
    assert (missing.exit_code, "make up" in missing.err) == (1, True)
    home = tmp_path / "home"
    home.mkdir()
    (home / "stack.json").write_text(json.dumps({"api_url": "http://127.0.0.1:9", "operator_token": "t"}))
    down = shell("runs")
    assert (down.exit_code, "No answer from the API" in down.err, "make up" in down.err) == (1, True, True)


def test_the_state_file_of_the_local_stack_is_enough(jobctl: Shell, tmp_path: Path) -> None:
    import os

    url = os.environ["JOB_IMPORTER_API"]
    for name in ("JOB_IMPORTER_API", "JOB_IMPORTER_TOKEN"):
        jobctl.monkeypatch.delenv(name)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "stack.json").write_text(json.dumps({"api_url": url, "operator_token": OPERATOR}))
    assert jobctl("runs", "--json").json == {"items": []}


def test_without_a_state_file_the_stack_itself_is_asked(jobctl: Shell, aws: Aws) -> None:
    for name in ("JOB_IMPORTER_API", "JOB_IMPORTER_TOKEN"):
        jobctl.monkeypatch.delenv(name)
    names = {"ApiId": "a", "SiteBucketName": "s", "ViewerTokenSecretId": "viewer", "OperatorTokenSecretId": "operator"}
    values = names | dict.fromkeys(("JobQueueUrl", "JobDlqUrl", "FetchQueueUrl", "FetchDlqUrl"), "u")
    template = {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {name: {"Value": value} for name, value in values.items()},
    }
    aws.client("cloudformation").create_stack(StackName="job-importer-local", TemplateBody=json.dumps(template))
    stack = read_stack()
    assert (stack["operator_token"], stack["job_dlq_url"], stack["endpoint_url"]) == (OPERATOR, "u", aws.endpoint)
    assert stack["api_url"].endswith("/a/local")


def test_another_server_is_not_taken_for_the_api(shell: Shell) -> None:
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404)
            self.end_headers()
            self.wfile.write(b'{"message": "Not Found"}')

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Other) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        shell.monkeypatch.setenv("JOB_IMPORTER_API", f"http://127.0.0.1:{server.server_port}")
        shell.monkeypatch.setenv("JOB_IMPORTER_TOKEN", "t")
        answer = shell("runs")
        thread.join()
    assert (answer.exit_code, "a Job Importer API" in answer.err) == (1, True)


def test_what_an_import_has_changed_is_told_with_old_and_new_values(db: Db, jobctl: Shell) -> None:
    add_feed(db)
    for run, title in ((RUN_1, "Baker"), (RUN_2, "Head baker")):
        begin_run(db, run)
        jobs = chunk(run, 0, [job(1, title=title)], seen_at=NOW)
        publish(db, jobs)
        store_chunk(db, jobs, NOW)
    assert "title: Baker → Head baker" in jobctl("changes", RUN_2).out
    assert [item["kind"] for item in jobctl("changes", RUN_1, "--kind", "new", "--json").json["items"]] == ["new"]
