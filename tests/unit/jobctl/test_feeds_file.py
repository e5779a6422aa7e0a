"""feeds.yaml: what it says, what it changes, and what is wrong with it."""

from pathlib import Path
from typing import Any

import pytest

from tools.jobctl.errors import JobctlError
from tools.jobctl.feeds_file import check_settings, parse_interval, plan, read_feeds, read_setting

URL = "https://jobs.example.com/feed.xml"


def shown(feed_id: str, **changes: Any) -> dict[str, Any]:
    """A feed as the API shows it."""
    return {"id": feed_id, **check_settings(feed_id, {"url": URL}), "source": "jobs.example.com", **changes}


@pytest.mark.parametrize(("text", "seconds"), [("900", 900), (900, 900), ("15m", 900), ("2 h", 7_200), ("1d", 86_400)])
def test_an_interval_is_seconds_or_has_a_unit(text: str | int, seconds: int) -> None:
    assert parse_interval(text) == seconds


def test_what_is_as_the_file_says_is_left_alone() -> None:
    wanted = {"acme": check_settings("acme", {"url": URL, "headers": {"X-Key": "***"}})}
    assert list(plan(wanted, {"acme": shown("acme", headers={"X-Key": "***"})}, prune=True)) == []


def test_each_kind_of_change_is_planned() -> None:
    wanted = {"new": check_settings("new", {"url": URL}), "old": check_settings("old", {"url": URL, "interval": "2h"})}
    current = {"old": shown("old"), "gone": shown("gone")}
    kinds = [(change.kind, change.feed_id, change.fields) for change in plan(wanted, current, prune=True)]
    assert kinds == [
        ("add", "new", ()),
        ("change", "old", (("interval_seconds", 3_600, 7_200),)),
        ("remove", "gone", ()),
    ]
    assert [change.kind for change in plan(wanted, current, prune=False)] == ["add", "change"]


def test_a_header_with_a_value_is_set_and_the_value_is_not_shown() -> None:
    wanted = {"acme": check_settings("acme", {"url": URL, "headers": {"X-Key": "s3cret"}})}
    (change,) = plan(wanted, {"acme": shown("acme", headers={"X-Key": "***"})}, prune=False)
    assert change.settings["headers"] == {"X-Key": "s3cret"}
    assert "s3cret" not in str(change.fields)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("feeds: [1]", "lacks the key `feeds:`"),
        ("- a", "lacks the key `feeds:`"),
        ("feeds: {acme: {url: 'ftp://x'}}", "Feed acme, url"),
        ("feeds: {acme: {}}", "Feed acme, url"),
        ("feeds: {acme: {url: 'https://x.example/f', speed: 9}}", "Feed acme, speed"),
        ("feeds: {'No!': {url: 'https://x.example/f'}}", "not a feed id"),
        ("feeds: {acme: {url: 'https://x.example/f', interval: soon}}", "not an interval"),
        ("feeds: [", "not YAML"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "feeds.yaml"
    file.write_text(text)
    with pytest.raises(JobctlError, match=says):
        read_feeds(file)


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("interval=2h", ("interval_seconds", 7_200)),
        ("default_company=007", ("default_company", "007")),
        ("enabled=false", ("enabled", False)),
        ("collapse_threshold=0.25", ("collapse_threshold", 0.25)),
        ("max_bytes=2048", ("max_bytes", 2_048)),
        ("listing=window", ("listing", "window")),
        ("url_template=https://a.example/?id={id}&x=1", ("url_template", "https://a.example/?id={id}&x=1")),
        ("format=", ("format", None)),
        ("window_days=", ("window_days", 45)),
        ("headers.X-Key=a=b", ("headers.X-Key", "a=b")),
        ("headers.X-Key=", ("headers.X-Key", None)),
    ],
)
def test_a_setting_is_of_the_type_that_it_has(text: str, setting: tuple[str, Any]) -> None:
    assert read_setting(text) == setting


@pytest.mark.parametrize("text", ["enabled", "speed=9", "=x"])
def test_what_is_no_setting_is_answered_with_those_that_there_are(text: str) -> None:
    with pytest.raises(JobctlError, match="interval, url, source"):
        read_setting(text)
