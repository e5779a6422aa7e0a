"""feeds.yaml: what it says, what it changes, and what is wrong with it."""

from pathlib import Path
from typing import Any

import pytest

from tools.jobctl.errors import JobctlError
from tools.jobctl.feeds_file import check_settings, parse_interval, plan, read_feeds

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
