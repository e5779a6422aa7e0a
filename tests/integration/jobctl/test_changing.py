"""What changes the registry, and the questions before it."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from job_importer.mongo import Db
from tests.support.jobctl import Shell
from tests.support.world import add_feed

URL = "https://www.example.com/feed.xml"
SITE = "https://jobs.example.com/feed.xml"  # of the feeds of the world


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def everything(db: Db) -> dict[str, Any]:
    return {name: list(db[name].find(sort=[("_id", 1)])) for name in ("feeds", "removed_feeds")}


def test_settings_are_changed_and_the_others_stay(db: Db, jobctl: Shell) -> None:
    add_feed(db, headers={"X-Key": "s3cret", "X-Old": "o"}, interval_seconds=900)
    answer = jobctl("feeds", "set", "ac", "format=indeed", "max_bytes=4096", "headers.X-New=n", "headers.X-Old=")
    assert (answer.exit_code, "format is indeed" in answer.out, "s3cret" in answer.out) == (0, True, False)
    stored: Any = db.feeds.find_one({"_id": "acme"})
    assert (stored["format"], stored["max_bytes"], stored["interval_seconds"]) == ("indeed", 4096, 900)
    assert stored["headers"] == {"X-Key": "s3cret", "X-New": "n"}
    assert jobctl("feeds", "set", "acme", "format=").exit_code == 0
    assert (db.feeds.find_one({"_id": "acme"}) or {})["format"] is None


@pytest.mark.parametrize(
    "command",
    [
        ("feeds", "remove", "acme"),
        ("feeds", "set", "acme", "url=https://other.example/jobs.xml"),
        ("feeds", "set", "acme", "source=other"),
        ("import", "acme", "--accept-collapse"),
    ],
    ids=" ".join,
)
def test_what_may_close_jobs_is_asked_about_first(db: Db, jobctl: Shell, command: tuple[str, ...]) -> None:
    add_feed(db)
    before = everything(db)
    alone = jobctl(*command)
    assert (alone.exit_code, "--yes" in alone.err) == (2, True)
    jobctl.monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    refused = jobctl(*command)
    assert (refused.exit_code, "Nothing was changed." in refused.err) == (1, True)
    assert (everything(db), db.runs.count_documents({})) == (before, 0)
    jobctl.monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    assert jobctl(*command).exit_code == 0
    assert everything(db) != before or db.runs.count_documents({}) == 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.yaml"
    path.write_text(
        f"feeds:\n  a-new: {{url: '{URL}'}}\n  changed: {{url: '{SITE}', interval: 2h}}\n"
        f"  refused: {{url: '{URL}', format: no-such-format}}\n"
    )
    return path


@pytest.mark.parametrize("options", [("--dry-run",), ("--yes",), ("--yes", "--prune")], ids=" ".join)
def test_a_file_with_a_feed_that_the_api_refuses_changes_nothing(
    db: Db, jobctl: Shell, file: Path, options: tuple[str, ...]
) -> None:
    add_feed(db, "changed")
    add_feed(db, "gone")
    before = everything(db)
    answer = jobctl("feeds", "apply", str(file), *options)
    assert (answer.exit_code, "Feed refused: " in answer.err) == (2, True)
    assert everything(db) == before


def test_a_feed_that_is_being_imported_keeps_all_from_being_changed(db: Db, jobctl: Shell, tmp_path: Path) -> None:
    add_feed(db, "busy")
    jobctl("import", "busy")
    before = everything(db)
    file = tmp_path / "feeds.yaml"
    file.write_text(f"feeds: {{a-new: {{url: '{URL}'}}}}")
    answer = jobctl("feeds", "apply", str(file), "--prune", "--yes")
    assert (answer.exit_code, "Feed busy: " in answer.err) == (1, True)
    assert everything(db) == before


def test_a_file_is_not_applied_without_an_answer(db: Db, jobctl: Shell, tmp_path: Path) -> None:
    file = tmp_path / "feeds.yaml"
    file.write_text(f"feeds: {{a-new: {{url: '{URL}'}}}}")
    shown = jobctl("feeds", "apply", str(file))
    assert (shown.exit_code, "+ a-new" in shown.out, "--yes" in shown.err) == (2, True, True)
    assert db.feeds.count_documents({}) == 0
    assert jobctl("feeds", "apply", str(file), "--dry-run", "--json").json == {
        "items": [{"feed_id": "a-new", "change": "add"}],
        "applied": False,
    }
    assert db.feeds.count_documents({}) == 0
