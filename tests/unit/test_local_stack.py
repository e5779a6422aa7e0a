"""The decisions of the local stack: where it lives, what it serves, when it deploys again."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from job_importer.feeds.model import FEED_ID
from tools.jobctl import show
from tools.jobctl.show import PARTS
from tools.local import deploy
from tools.local.config import ROOT, StackConfig, from_environment
from tools.local.emulators import ministack_environment
from tools.local.imports import feed_of
from tools.local.samples import SAMPLES, Sample, write_samples
from tools.local.services import LocalError, services
from tools.naming import feed_id_of, slug


@pytest.fixture
def config(tmp_path: Path) -> StackConfig:
    (tmp_path / "feeds").mkdir()
    return StackConfig(home=tmp_path, aws_port=4566, mongo_port=27117, feeds_port=8095)


def test_a_second_stack_lives_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOB_IMPORTER_HOME", str(tmp_path))
    monkeypatch.setenv("JOB_IMPORTER_AWS_PORT", "5001")
    monkeypatch.setenv("JOB_IMPORTER_MONGO_PORT", "5002")
    monkeypatch.setenv("JOB_IMPORTER_FEEDS_PORT", "5003")
    found = from_environment()
    assert found.home == tmp_path
    assert [service.port for service in services(found)] == [5002, 5001, 5003]
    assert found.endpoint == "http://127.0.0.1:5001"


def test_the_databases_writes_are_journaled(config: StackConfig) -> None:
    assert "journal=true" in config.mongo_uri
    assert "w=majority" in config.mongo_uri


def test_an_aws_of_somebody_elses_is_used_and_not_started(config: StackConfig) -> None:
    foreign = replace(config, foreign_endpoint="http://127.0.0.1:9999")
    assert foreign.endpoint == "http://127.0.0.1:9999"
    assert "ministack" not in {service.name for service in services(foreign)}


def test_ministack_sees_nothing_of_the_callers_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_PROFILE", "the-real-one")
    environment = ministack_environment(4566, tmp_path)
    assert "AWS_PROFILE" not in environment
    assert environment["IOT_MTLS_ENABLED"] == "0"
    assert environment["BIND_HOST"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("My Feed", "my-feed"), ("pmj_indeed_source", "pmj-indeed-source"), ("---", "feed"), ("x" * 80, "x" * 64)],
)
def test_a_feeds_id_is_made_of_its_name(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_url_becomes_a_feed_named_by_host_and_file(config: StackConfig) -> None:
    feed = feed_of(config, "https://www.example.com/jobs.xml")
    assert (feed.feed_id, feed.source) == ("example-com-jobs", None)
    assert feed.settings == {"url": "https://www.example.com/jobs.xml"}


def test_feeds_of_one_site_have_ids_of_their_own() -> None:
    paths = [
        "jobs.xml",
        "a/jobs.xml",
        "b/jobs.xml",
        "?feed=jobs&category=a",
        "?feed=jobs&category=b",
        "x" * 80,
        "x" * 81,
    ]
    ids = [feed_id_of(f"https://example.com/{path}") for path in paths]
    assert len(set(ids)) == len(paths)
    assert all(FEED_ID.fullmatch(id) and len(id) <= 64 for id in ids)


def test_a_url_that_is_none_is_named(config: StackConfig) -> None:
    with pytest.raises(LocalError, match=r"http://\[::1 is not a URL"):
        feed_of(config, "http://[::1")


def test_a_local_file_is_served_from_the_feed_server(config: StackConfig, tmp_path: Path) -> None:
    (tmp_path / "Some Jobs.xml").write_text("<jobs/>")
    feed = feed_of(config, str(tmp_path / "Some Jobs.xml"))
    assert (feed.feed_id, feed.source) == ("some-jobs", "some-jobs")
    assert feed.url == "http://127.0.0.1:8095/some-jobs.xml"
    assert (tmp_path / "feeds" / "some-jobs.xml").read_text() == "<jobs/>"


def test_a_file_that_is_not_there_is_named(config: StackConfig) -> None:
    with pytest.raises(LocalError, match=r"nowhere\.xml is neither a file"):
        feed_of(config, "nowhere.xml")


def test_another_parameter_deploys_again(config: StackConfig) -> None:
    assert deploy.fingerprint(config) == deploy.fingerprint(replace(config))
    assert deploy.fingerprint(config) != deploy.fingerprint(replace(config, scheduler=False))


def test_another_byte_of_code_deploys_again(
    config: StackConfig, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(deploy, "ROOT", tmp_path)
    (tmp_path / "functions").mkdir()
    code = tmp_path / "functions" / "app.py"
    code.write_text("one")
    before = deploy.fingerprint(config)
    code.write_text("two")
    assert deploy.fingerprint(config) != before


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.feed_id)
def test_a_sample_is_well_formed_and_holds_what_it_says(sample: Sample, tmp_path: Path) -> None:
    write_samples(tmp_path)
    root = ElementTree.parse(tmp_path / sample.file_name).getroot()
    assert len(root.findall(".//item") + root.findall(".//job")) == sample.fetched
    assert sample.render() == sample.render()


def test_the_samples_hold_a_script_in_a_title_and_in_an_address() -> None:
    together = "".join(sample.render() for sample in SAMPLES)
    assert "onerror=alert(1)" in together
    assert "javascript:" in together


@pytest.mark.parametrize(("new", "verdict"), [(2, "yes"), (3, "NO")])
def test_the_table_of_runs_says_whether_each_adds_up(new: int, verdict: str) -> None:
    counts = dict.fromkeys((*PARTS, "closed"), 0) | {"fetched": 2, "new": new}
    run = {"id": "R", "feed_id": "acme", "status": "succeeded", "completeness": "whole"}
    run |= dict.fromkeys(("queued_at", "duration_ms", "failure"))
    with show.console.capture() as shown:
        show.table(show.RUNS, [run | {"counts": counts}])
    assert shown.get().splitlines()[-1].split()[-2] == verdict


def test_what_the_stack_stores_is_ignored_by_git() -> None:
    ignored = (ROOT / ".gitignore").read_text().split()
    assert {".local/", ".venv/", ".venv-*/"} <= set(ignored)


def test_an_id_holds_no_secret_of_the_path() -> None:
    token = "3f2504e04f8911d39a0c0305e82c3301"
    ids = [
        feed_id_of(f"https://example.com/{path}") for path in (f"{token}.xml", f"x{token}.xml", f"token/{token[:8]}")
    ]
    assert len(set(ids)) == 3
    assert not [id for id in ids if token[:8] in id]
