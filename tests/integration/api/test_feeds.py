"""The registry of feeds over HTTP: what is shown, what is hidden, what is kept."""

from datetime import timedelta
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.feeds.hosts import ask_host, release_host
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import put_feed
from job_importer.mongo import Db
from tests.support.api_client import Client
from tests.support.world import NOW, add_feed, begin_run

URL = "https://user:pass@feeds.example.com/jobs.xml?token=s3cr3t&page=1"
SETTINGS = {"url": URL, "headers": {"X-Api-Key": "hunter2"}, "interval_seconds": 900}


def stored(db: Db) -> Any:
    return db.feeds.find_one({"_id": "acme"})


def test_a_new_feed_is_due_at_once_and_has_learned_nothing(operator: Client) -> None:
    answer = operator.call("PUT", "/feeds/acme", SETTINGS)
    assert answer.status == 200
    feed = answer.json
    assert (feed["id"], feed["source"], feed["enabled"]) == ("acme", "feeds.example.com", True)
    assert feed["next_due_at"] == feed["created_at"]
    assert (feed["health"]["failures_in_a_row"], feed["yields"], feed["running"]) == (0, [], None)
    assert operator.get("/feeds/acme").json == feed


def test_no_secret_is_shown_to_a_viewer_and_no_header_to_anyone(operator: Client, viewer: Client) -> None:
    operator.call("PUT", "/feeds/acme", SETTINGS)
    for client in (operator, viewer):
        for path in ("/feeds", "/feeds/acme"):
            assert "hunter2" not in client.get(path).text
    assert "s3cr3t" not in viewer.get("/feeds").text
    assert "pass" not in viewer.get("/feeds/acme").json["url"]
    assert operator.get("/feeds/acme").json["url"] == URL
    assert viewer.get("/feeds/acme").json["headers"] == {"X-Api-Key": "***"}


def test_settings_that_are_sent_back_as_they_were_read_change_nothing(db: Db, operator: Client) -> None:
    operator.call("PUT", "/feeds/acme", SETTINGS)
    before = stored(db)
    feed = operator.get("/feeds/acme").json
    operator.call("PUT", "/feeds/acme", {name: feed[name] for name in ("url", "source", "headers", "interval_seconds")})
    assert {**stored(db), "updated_at": None} == {**before, "updated_at": None}


def test_a_hidden_header_is_not_handed_to_another_site(db: Db, operator: Client) -> None:
    operator.call("PUT", "/feeds/acme", SETTINGS)
    for url in ("https://attacker.example/x", "http://feeds.example.com/x", "https://feeds.example.com:8443/x"):
        answer = operator.call("PUT", "/feeds/acme", {"url": url, "headers": {"X-Api-Key": "***"}})
        assert (answer.status, stored(db)["url"]) == (400, URL)
    new = operator.call("PUT", "/feeds/other", {"url": URL, "headers": {"X-Api-Key": "***"}})
    assert new.status == 400


def test_new_settings_leave_what_was_learned(db: Db, operator: Client) -> None:
    operator.call("PUT", "/feeds/acme", SETTINGS)
    learned = {"yields": [{"run_id": "r", "items": 5, "filled": 0.5, "changed": 0.25}], "known_identity": "guid"}
    db.feeds.update_one({"_id": "acme"}, {"$set": learned})
    feed = operator.call("PUT", "/feeds/acme", {"url": URL}).json
    assert (feed["yields"], feed["known_identity"], feed["headers"]) == (learned["yields"], "guid", {})
    assert feed["interval_seconds"] == 3_600


def test_a_feed_that_is_to_come_every_hour_and_not_every_day_is_due_within_the_hour(db: Db, operator: Client) -> None:
    operator.call("PUT", "/feeds/acme", SETTINGS | {"interval_seconds": 86_400})
    tomorrow = utc_now() + timedelta(hours=20)
    db.feeds.update_one({"_id": "acme"}, {"$set": {"next_due_at": tomorrow}})
    same = operator.call("PUT", "/feeds/acme", SETTINGS | {"interval_seconds": 86_400, "default_company": "Acme"})
    assert same.json["next_due_at"][:16] == tomorrow.isoformat()[:16]
    hourly = operator.call("PUT", "/feeds/acme", SETTINGS | {"interval_seconds": 3_600}).json
    assert utc_now() <= stored(db)["next_due_at"] <= utc_now() + timedelta(hours=1)
    assert operator.get("/feeds/acme").json == hourly
    daily = operator.call("PUT", "/feeds/acme", SETTINGS | {"interval_seconds": 86_400}).json
    assert daily["next_due_at"] == hourly["next_due_at"]


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"url": "ftp://example.com/x"},
        {"url": "javascript:alert(1)"},
        {"url": URL, "interval_seconds": 1},
        {"url": URL, "collapse_threshold": 2},
        {"url": URL, "headers": {"X": "a\r\nHost: evil"}},
        {"url": URL, "headers": {"Host": "evil"}},
        {"url": URL, "unknown": 1},
    ],
)
def test_settings_that_cannot_work_are_refused(db: Db, operator: Client, settings: dict[str, Any]) -> None:
    answer = operator.call("PUT", "/feeds/acme", settings)
    assert (answer.status, answer.json["error"]["code"]) == (400, "invalid_request")
    assert stored(db) is None


def test_an_id_must_be_a_slug(operator: Client) -> None:
    assert operator.call("PUT", "/feeds/Not%20Good", SETTINGS).status == 400
    assert operator.call("PUT", "/feeds/x" + "y" * 64, SETTINGS).status == 400


def test_a_feed_is_removed_unless_it_is_running(db: Db, operator: Client) -> None:
    add_feed(db)
    begin_run(db, "01M000000000000000000000AA")
    running = operator.call("DELETE", "/feeds/acme")
    assert (running.status, running.json["error"]["code"]) == (409, "running")
    assert operator.get("/feeds/acme").json["running"] == "01M000000000000000000000AA"
    db.feeds.update_one({}, {"$set": {"lease": None}})
    removed = operator.call("DELETE", "/feeds/acme")
    assert (removed.status, removed.text) == (204, "")
    assert operator.call("DELETE", "/feeds/acme").status == 404


def test_feeds_are_listed_in_pages(db: Db, viewer: Client) -> None:
    for feed_id in ("b", "a", "c"):
        add_feed(db, feed_id)
    first = viewer.get("/feeds?limit=2&sort=id").json
    assert [feed["id"] for feed in first["items"]] == ["a", "b"]
    second = viewer.get(f"/feeds?limit=2&sort=id&cursor={first['next_cursor']}").json
    assert ([feed["id"] for feed in second["items"]], second["next_cursor"]) == (["c"], None)
    assert len(viewer.get("/feeds").json["items"]) == 3


def test_feeds_whose_host_has_no_time_for_all_of_them_are_told_so(db: Db, viewer: Client) -> None:
    for n in range(40):
        put_feed(db, f"board-{n}", FeedSettings(url=f"https://boards.example/{n}", interval_seconds=60), NOW)
    put_feed(db, "alone", FeedSettings(url="https://alone.example/feed.xml", interval_seconds=60), NOW)
    for host in ("boards.example", "alone.example"):
        ask_host(db, host, "run", NOW, hold=timedelta(minutes=1), interval=0, jitter=0)
        release_host(db, host, "run", 14.0, NOW, timedelta())
    crowded = {feed["id"]: feed["crowded"] for feed in viewer.get("/feeds").json["items"]}
    assert crowded["alone"] is None
    sentence = crowded["board-3"]
    assert sentence == viewer.get("/feeds/board-3").json["crowded"]
    assert "40 feeds would need 2400" in sentence
    assert "HOST_INTERVALS" in sentence
