"""jobctl preview: intake alone, from a file or from a source."""

import gzip
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from tests.support.jobctl import Shell
from tests.support.paged_server import by_next_url, listing, paged_server
from tests.support.sick_server import SickServer
from tools.jobctl import preview

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<source><publisher>Example</publisher>
<job><title><![CDATA[Baker]]></title><referencenumber>B-1</referencenumber><url>https://jobs.example.com/1</url>
<company>Acme</company><city>Bern</city><country>CH</country><description>Bake [bread].</description></job>
<job><title><![CDATA[Cook]]></title><referencenumber>B-2</referencenumber><url>https://jobs.example.com/2</url></job>
<job><title><![CDATA[Cook]]></title><referencenumber>B-2</referencenumber><url>https://jobs.example.com/2</url></job>
<job><title></title><referencenumber>B-3</referencenumber><url>https://jobs.example.com/3</url></job>
</source>"""


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.xml"
    path.write_text(FEED)
    return path


def test_a_file_is_previewed_as_one_document(shell: Shell, feed: Path) -> None:
    answer = shell("preview", str(feed), "--feed-url", "https://www.example.com/feed.xml", "--json")
    assert answer.exit_code == 0
    report, jobs = answer.json["report"], answer.json["jobs"]
    assert all("description_text" in job for job in jobs)
    assert (report["outcome"], report["fetched"], report["unique"]) == ("ok", 4, 3)
    assert (report["duplicates"], report["invalid"]) == (1, 1)
    assert [job["external_id"] for job in jobs] == ["B-1", "B-2", "B-3"]
    assert jobs[0]["source"] == "example.com"
    assert [job.get("errors", []) == [] for job in jobs] == [True, True, False]


def test_a_gzip_file_is_unpacked_whatever_its_name(shell: Shell, feed: Path, tmp_path: Path) -> None:
    for name in ("feed.xml.gz", "feed.data"):
        packed = tmp_path / name
        packed.write_bytes(gzip.compress(feed.read_bytes()))
        assert shell("preview", str(packed), "--json").json["report"]["fetched"] == 4


@pytest.mark.parametrize("packed", [False, True])
def test_what_can_be_read_but_once_is_previewed_too(shell: Shell, feed: Path, tmp_path: Path, packed: bool) -> None:
    data = feed.read_bytes()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=[gzip.compress(data) if packed else data])
    writer.start()
    assert shell("preview", str(pipe), "--json").json["report"]["fetched"] == 4
    writer.join()


def test_standard_input_is_previewed(feed: Path) -> None:
    command = [sys.executable, "-c", "from tools.jobctl.app import main; main()", "preview", "-", "--json"]
    done = subprocess.run(command, input=feed.read_bytes(), capture_output=True, check=True)
    assert json.loads(done.stdout)["report"]["fetched"] == 4


def test_a_plain_file_is_read_where_it_lies(shell: Shell, feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "copyfileobj", None)
    assert shell("preview", str(feed), "--json").json["report"]["fetched"] == 4


def test_without_json_there_is_a_table(shell: Shell, feed: Path) -> None:
    answer = shell("preview", str(feed), "--limit", "1")
    assert answer.exit_code == 0
    assert "B-1" in answer.out
    assert "B-2" not in answer.out


def test_a_feed_that_is_not_good_ends_with_2_and_its_code(shell: Shell, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_text(FEED[: len(FEED) // 2])
    answer = shell("preview", str(broken), "--json")
    assert (answer.exit_code, answer.json["report"]["outcome"], answer.json["jobs"]) == (2, "xml_malformed", [])
    assert "xml_malformed" in shell("preview", str(broken)).out


def test_a_url_is_fetched(shell: Shell) -> None:
    with SickServer() as server:
        url = server.on("feed", lambda visit: visit.answer(200, FEED.encode(), Content_Type="application/xml"))
        assert shell("preview", url, "--json").json["report"]["fetched"] == 4


def test_what_is_odd_about_an_answer_is_a_warning(shell: Shell) -> None:
    with SickServer() as server:
        url = server.on("plain", lambda visit: visit.answer(200, FEED.encode(), Content_Encoding="gzip"))
        report = shell("preview", url, "--json").json["report"]
    assert (report["fetched"], "plain text" in report["warnings"][0]) == (4, True)


def test_a_url_that_fails_is_reported_with_its_code(shell: Shell) -> None:
    with SickServer() as server:
        answer = shell("preview", server.url("forbidden"), "--json")
    report = answer.json["report"]
    assert (answer.exit_code, report["outcome"], report["fetched"]) == (2, "feed_http_error", 0)
    private = shell("preview", "http://10.0.0.1/feed.xml", "--json")
    assert private.json["report"]["outcome"] == "feed_forbidden_address"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_fetched_from_where_its_address_was_typed_and_on_no_later_hop(shell: Shell, host: str) -> None:
    with SickServer() as server, SickServer() as other:
        feed = other.on("feed", lambda visit: visit.answer(200, FEED.encode()))
        server.on("feed", lambda visit: visit.answer(200, FEED.encode()))
        server.on("within", lambda visit: visit.answer(302, Location="/feed"))
        server.on("away", lambda visit: visit.answer(302, Location=feed))
        within = shell("preview", server.url("within", host), "--json").json["report"]
        away = shell("preview", server.url("away", host), "--json").json["report"]
        asked_for = shell("preview", server.url("away", host), "--json", "--allow-private").json["report"]
    assert (within["outcome"], away["outcome"], asked_for["outcome"]) == ("ok", "feed_forbidden_address", "ok")
    assert len(other.visits) == 1


def test_the_report_has_the_same_fields_however_it_ends(shell: Shell, feed: Path) -> None:
    good = shell("preview", str(feed), "--json").json["report"]
    bad = shell("preview", "http://10.0.0.1/feed.xml", "--json").json["report"]
    assert set(good) == set(bad)


@pytest.mark.parametrize("name", ["missing.xml", "damaged.gz", "."])
def test_a_file_that_cannot_be_read_is_a_sentence(shell: Shell, tmp_path: Path, name: str) -> None:
    (tmp_path / "damaged.gz").write_bytes(gzip.compress(FEED.encode())[:-20])
    answer = shell("preview", str(tmp_path / name))
    assert (answer.exit_code, answer.out) == (1, "")
    assert "cannot be read" in answer.err


def test_all_pages_of_a_source_are_previewed(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    with paged_server() as server:
        server.answer = by_next_url([[1, 2], [3], [4, 5]])
        answer = shell("preview", server.url, "--json")
    report = answer.json["report"]
    assert (answer.exit_code, report["fetched"], report["completeness"]) == (0, 5, "whole")
    assert len(answer.json["jobs"]) == 5
    assert pauses == [preview.PAUSE_SECONDS] * 2


def test_the_pages_behind_a_file_cannot_be_followed_and_it_says_so(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_bytes(listing([1, 2], next_url="https://acme.example/jobs?page=2"))
    report = shell("preview", str(path), "--json").json["report"]
    assert (report["outcome"], report["completeness"]) == ("ok", "part")
    assert any("https://acme.example/jobs?page=2" in warning for warning in report["warnings"])
