"""Some settings of a feed are changed, and all others stay as they are."""

from typing import Any

import pytest

from job_importer.api.routes import feeds
from job_importer.feeds.model import FeedSettings
from job_importer.mongo import Db
from tests.support.api_client import Client
from tests.support.world import URL, add_feed


@pytest.fixture
def stored(db: Db) -> dict[str, Any]:
    add_feed(db, interval_seconds=7_200, format="rss", headers={"X-Key": "secret"}, default_company="Acme")
    return db.feeds.find_one({"_id": "acme"}) or {}


def changed(db: Db, stored: dict[str, Any]) -> dict[str, Any]:
    now: Any = db.feeds.find_one({"_id": "acme"})
    return {name: now[name] for name in FeedSettings.model_fields if now[name] != stored[name]}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, {}),
        ({"enabled": False}, {"enabled": False}),
        ({"format": None, "interval_seconds": 60}, {"format": None, "interval_seconds": 60}),
        ({"url": f"{URL}?page=2"}, {"url": f"{URL}?page=2"}),
        ({"headers": {}}, {"headers": {}}),
        ({"headers": {"X-Key": "***", "X-Other": "1"}}, {"headers": {"X-Key": "secret", "X-Other": "1"}}),
    ],
)
def test_only_what_is_named_changes(
    db: Db, operator: Client, stored: dict[str, Any], body: dict[str, Any], found: dict[str, Any]
) -> None:
    for _ in range(2):
        answer = operator.call("PATCH", "/feeds/acme", body)
        assert answer.status == 200, answer.text
        assert changed(db, stored) == found
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"enabled": None}, "enabled"),
        ({"url": None}, "url"),
        ({"interval_seconds": 1}, "interval_seconds"),
        ({"interval_seconds": "60"}, "interval_seconds"),
        ({"timezone": "Mars"}, "time zone"),
        ({"format": "nonsense"}, "Unknown format"),
        ({"colour": "red"}, "colour"),
        ({"url": "https://elsewhere.example/feed.xml"}, "another site"),
        ([], "body"),
    ],
)
def test_what_cannot_be_set_is_refused_and_changes_nothing(
    db: Db, operator: Client, stored: dict[str, Any], body: Any, told: str
) -> None:
    answer = operator.call("PATCH", "/feeds/acme", body)
    assert (answer.status, told in answer.text) == (400, True), answer.text
    assert db.feeds.find_one({"_id": "acme"}) == stored


def test_a_viewer_changes_nothing_and_a_feed_that_is_not_there_is_not_made(
    db: Db, viewer: Client, operator: Client, stored: dict[str, Any]
) -> None:
    assert viewer.call("PATCH", "/feeds/acme", {"enabled": False}).status == 403
    assert operator.call("PATCH", "/feeds/other", {"enabled": False}).status == 404
    assert db.feeds.count_documents({}) == 1


def test_two_that_change_different_settings_both_have_their_way(
    db: Db, operator: Client, stored: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    work: Any = vars(feeds)["changed_settings"]
    left = [{"allow_empty": True}]

    def overtaken(*args: Any) -> Any:
        made = work(*args)
        if left:
            assert operator.call("PATCH", "/feeds/acme", left.pop()).status == 200
        return made

    monkeypatch.setattr(feeds, "changed_settings", overtaken)
    assert operator.call("PATCH", "/feeds/acme", {"window_days": 9}).status == 200
    assert changed(db, stored) == {"allow_empty": True, "window_days": 9}
