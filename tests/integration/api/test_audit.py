"""Who did what is kept, with the settings as they were and are, and without secrets."""

from datetime import timedelta
from typing import Any

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.pipeline.consumer import store_chunk
from job_importer.runs.ledger import bury_pending
from tests.support.api_client import Client
from tests.support.lambdas import received
from tests.support.world import NOW, RUN_1, add_feed, begin_run, chunk, job, publish

SECRET = "https://jobs.example.com/{}/feed.xml?key=s3cret"
TOKEN, OTHER = "aXb3cD9eFg1HiJk2LmNo3pQr", "zXb3cD9eFg1HiJk2LmNo3pQr"


def acts(client: Client, query: str = "") -> list[dict[str, Any]]:
    """The oldest first."""
    items: list[dict[str, Any]] = client.get(f"/audit{query}").json["items"]
    return items[::-1]


def put(operator: Client, **settings: Any) -> None:
    assert operator.call("PUT", "/feeds/acme", settings).status == 200


def test_a_feed_is_added_changed_and_removed_by_somebody(operator: Client, viewer: Client) -> None:
    put(operator, url=SECRET.format(TOKEN), headers={"X-Key": "s3cret"}, timezone="Europe/Berlin")
    put(operator, url=SECRET.format(TOKEN), headers={"X-Key": "***"}, interval_seconds=600)
    operator.call("DELETE", "/feeds/acme")
    added, changed, removed = acts(viewer)
    assert [act["action"] for act in (added, changed, removed)] == ["feed.added", "feed.changed", "feed.removed"]
    assert {(act["who"], act["role"], act["target"]) for act in (added, changed, removed)} == {
        ("operator", "operator", "feeds/acme")
    }
    assert changed["changes"] == {
        "interval_seconds": {"old": 3600, "new": 600},
        "timezone": {"old": "Europe/Berlin", "new": None},
    }
    assert added["changes"]["url"] == {"old": None, "new": "https://jobs.example.com/***/feed.xml?key=***"}
    assert added["changes"]["headers"] == {"old": None, "new": {"X-Key": "***"}}
    assert removed["changes"]["interval_seconds"] == {"old": 600, "new": None}
    text = viewer.get("/audit").text + viewer.get("/audit", Accept="text/csv").text
    assert not [secret for secret in ("s3cret", TOKEN) if secret in text]


def test_a_change_of_a_secret_alone_is_told_and_not_shown(operator: Client) -> None:
    put(operator, url=SECRET.format(TOKEN), headers={"X-Key": "one"})
    put(operator, url=SECRET.format(OTHER), headers={"X-Key": "two"})
    shown = {"X-Key": "***"}
    url = "https://jobs.example.com/***/feed.xml?key=***"
    assert acts(operator)[-1]["changes"] == {
        "headers": {"old": shown, "new": shown},
        "url": {"old": url, "new": url},
    }


def test_what_is_refused_is_nobodys_act(operator: Client, viewer: Client) -> None:
    viewer.call("PUT", "/feeds/acme", {"url": "https://jobs.example.com/"})
    operator.call("PUT", "/feeds/acme", {"url": "ftp://jobs.example.com/"})
    operator.call("POST", "/imports", {"feed_ids": ["none"]})
    operator.call("DELETE", "/feeds/none")
    assert acts(viewer) == []


def test_imports_collapses_and_replays_that_were_started_are_told_once(connections: Context, operator: Client) -> None:
    add_feed(connections.db)
    add_feed(connections.db, "other", url="https://other.example.com/")
    started = operator.call("POST", "/imports", {"feed_ids": ["acme", "other"], "full": True}).json["imports"]
    operator.call("POST", "/imports", {"feed_ids": ["acme"]})  # it is going on already
    connections.db.feeds.update_many({}, {"$set": {"lease": None}})
    (collapse,) = operator.call("POST", "/imports", {"feed_ids": ["acme"], "accept_collapse": True}).json["imports"]
    snapshot = {"key": "x", "fetched_at": NOW, "content_type": None}
    connections.db.runs.update_one({"_id": collapse["id"]}, {"$set": {"snapshot": snapshot}})
    connections.db.feeds.update_many({}, {"$set": {"lease": None}})
    operator.call("POST", f"/imports/{collapse['id']}/replay?dry_run=true")
    (replay,) = operator.call("POST", f"/imports/{collapse['id']}/replay").json["imports"]
    found = [(act["action"], act["target"], act["feed_id"]) for act in acts(operator)]
    assert sorted(found[:2]) == sorted(("import.started", f"imports/{one['id']}", one["feed_id"]) for one in started)
    assert found[2:] == [
        ("collapse.accepted", f"imports/{collapse['id']}", "acme"),
        ("replay.started", f"imports/{replay['id']}", "acme"),
    ]
    assert acts(operator, "?action=import.started")[0]["changes"] == {"full": {"old": False, "new": True}}
    assert acts(operator, "?action=replay.started")[0]["changes"]["replay_of"]["new"] == collapse["id"]


def test_a_redrive_is_told_once_a_run_though_nobody_knows_whose(connections: Context, viewer: Client) -> None:
    db = connections.db
    add_feed(db)
    begin_run(db, RUN_1)
    chunks = [chunk(RUN_1, n, [job(n)]) for n in range(2)]
    publish(db, *chunks)
    bury_pending(db, RUN_1, "Lost.", NOW)
    for message in (*chunks, chunks[0]):
        store_chunk(db, message, NOW)
    assert [(act["action"], act["who"], act["target"]) for act in acts(viewer)] == [
        ("import.redriven", "unknown", f"imports/{RUN_1}")
    ]
    assert not received(connections.sqs, connections.settings.fetch_queue_url)["Records"]


def test_the_list_is_filtered_and_paged(connections: Context, operator: Client) -> None:
    for n in range(5):
        put(operator, url=f"https://jobs.example.com/{n}")
    add_feed(connections.db, "other")
    operator.call("DELETE", "/feeds/other")
    first = operator.get("/audit?limit=4&feed=acme").json
    rest = operator.get(f"/audit?limit=4&feed=acme&cursor={first['next_cursor']}").json
    assert [act["changes"]["url"]["new"][-1] for act in first["items"] + rest["items"]] == list("43210")
    tomorrow = (utc_now() + timedelta(days=1)).date()
    counts = {
        query: len(acts(operator, query))
        for query in (
            "?who=operator",
            "?who=anna",
            "?action=feed.removed",
            "?feed=other",
            f"?from={tomorrow}",
            f"?to={tomorrow}",
        )
    }
    assert list(counts.values()) == [6, 0, 1, 1, 0, 6]
    assert operator.get("/audit?action=magic").status == 400
