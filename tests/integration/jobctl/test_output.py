"""Every command says the same to a person, as JSON and as CSV, and so does every error."""

import csv
import io
import json
from typing import Any

import pytest

from job_importer.mongo import Db
from job_importer.runs.days import roll_up
from tests.support.history import START, add_failure, add_job, add_run
from tests.support.jobctl import Shell
from tests.support.world import add_feed

READING = [
    ("runs",),
    ("run", "--last"),
    ("tail", "--last"),
    ("failures", "--last"),
    ("failures", "--from", "2026-10-01"),
    ("changes", "--last"),
    ("jobs",),
    ("job", "job-1"),
    ("stats", "--from", "2026-10-01", "--to", "2026-10-02"),
    ("feeds",),
    ("feeds", "list"),
    ("feeds", "show", "acme"),
]
CHANGING = [
    ("feeds", "set", "acme", "enabled=false"),
    ("feeds", "disable", "acme"),
    ("feeds", "add", "https://new.example/jobs.xml"),
    ("feeds", "remove", "acme", "--yes"),
    ("import", "acme"),
    ("replay", "--last"),
]


@pytest.fixture
def world(db: Db) -> None:
    add_feed(db)
    run = add_run(db, 0, snapshot={"key": "acme/1", "fetched_at": START, "content_type": None})
    add_failure(db, run, 1)
    add_job(db, 1, run, _id="job-1")  # which it saw first
    db.runs.update_one({"_id": run}, {"$set": {"counted_at": START}})
    roll_up(db, START)


@pytest.mark.parametrize("arguments", [*READING, *CHANGING], ids=" ".join)
@pytest.mark.usefixtures("world")
def test_json_is_one_document(jobctl: Shell, arguments: tuple[str, ...]) -> None:
    answer = jobctl(*arguments, "--json")
    assert (answer.exit_code, answer.err) == (0, "")
    assert isinstance(answer.json, dict)


@pytest.mark.parametrize("arguments", [*READING, *CHANGING], ids=" ".join)
@pytest.mark.usefixtures("world")
def test_csv_is_a_head_and_rows_of_its_width(jobctl: Shell, arguments: tuple[str, ...]) -> None:
    answer = jobctl(*arguments, "--csv")
    assert (answer.exit_code, answer.err) == (0, "")
    head, *rows = csv.reader(io.StringIO(answer.out))
    assert rows
    assert {len(row) for row in rows} == {len(head)}


@pytest.mark.usefixtures("world")
def test_a_csv_file_has_all_that_json_has(jobctl: Shell) -> None:
    (run,) = jobctl("runs", "--json").json["items"]
    (row,) = csv.DictReader(io.StringIO(jobctl("runs", "--csv").out))
    assert (row["id"], row["counts.new"], row["failure"]) == (run["id"], str(run["counts"]["new"]), "")


@pytest.mark.parametrize("before", [True, False])
def test_the_format_may_stand_before_the_command(jobctl: Shell, before: bool) -> None:
    assert jobctl(*(("--json", "feeds") if before else ("feeds", "--json"))).json == {"items": []}


ERRORS: list[tuple[tuple[str, ...], int, str]] = [
    (("run", "0ZZZ"), 2, "usage"),
    (("feeds", "show", "nobody"), 2, "usage"),
    (("runs", "--code", "odd"), 2, "invalid_request"),
    (("import",), 2, "usage"),
]


@pytest.mark.parametrize(("arguments", "exit_code", "code"), ERRORS)
def test_an_error_is_told_in_the_format_and_in_a_sentence(
    jobctl: Shell, arguments: tuple[str, ...], exit_code: int, code: str
) -> None:
    answer = jobctl(*arguments, "--json")
    error: Any = answer.json["error"]
    assert (answer.exit_code, error["exit_code"], error["code"]) == (exit_code, exit_code, code)
    assert answer.err.strip() == error["message"]
    (row,) = csv.DictReader(io.StringIO(jobctl(*arguments, "--csv").out))
    assert (row["error.code"], row["error.message"]) == (code, error["message"])


def test_a_fault_is_not_a_mistake(jobctl: Shell) -> None:
    jobctl.monkeypatch.setenv("JOB_IMPORTER_API", "http://127.0.0.1:9")
    answer = jobctl("runs", "--json")
    assert (answer.exit_code, json.loads(answer.out)["error"]["code"]) == (1, "fault")
