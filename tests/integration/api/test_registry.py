"""Several changes of the registry at once: all of them or none."""

from typing import Any

import pytest

from job_importer.connections import Context
from job_importer.mongo import Db
from tests.support.api_client import OPERATOR, Client
from tests.support.world import add_feed

URL = "https://jobs.example.com/feed.xml"
CHANGES: dict[str, Any] = {"new": {"url": URL}, "old": {"url": URL, "interval_seconds": 900}, "gone": None}


@pytest.fixture
def operator(connections: Context) -> Client:
    return Client(connections, OPERATOR)


@pytest.fixture
def before(db: Db) -> dict[str, Any]:
    add_feed(db, "old")
    add_feed(db, "gone")
    return everything(db)


def everything(db: Db) -> dict[str, Any]:
    return {name: list(db[name].find(sort=[("_id", 1)])) for name in ("feeds", "removed_feeds", "audit")}


def test_all_changes_are_made_and_made_again(db: Db, operator: Client, before: dict[str, Any]) -> None:
    kept = {feed_id: settings for feed_id, settings in CHANGES.items() if settings}
    answer = operator.call("POST", "/feeds", {"feeds": CHANGES})
    changed = [(item["feed_id"], item["change"]) for item in answer.json["items"]]
    assert changed == [("new", "added"), ("old", "changed"), ("gone", "removed")]
    for _ in range(2):
        assert {feed["_id"]: feed["interval_seconds"] for feed in db.feeds.find()} == {"new": 3_600, "old": 900}
        assert operator.call("POST", "/feeds", {"feeds": kept}).status == 200
    assert sorted(db.audit.distinct("action")) == ["feed.added", "feed.changed", "feed.removed"]


def test_a_dry_run_answers_so_and_leaves_everything_as_it_is(db: Db, operator: Client, before: dict[str, Any]) -> None:
    tried = operator.call("POST", "/feeds?dry_run=true", {"feeds": CHANGES}).json
    assert everything(db) == before
    done = operator.call("POST", "/feeds", {"feeds": CHANGES}).json
    assert (tried["items"], tried["applied"], done["applied"]) == (done["items"], False, True)


@pytest.mark.parametrize(
    ("feed_id", "settings", "status", "says"),
    [
        ("zz", {"url": URL, "format": "no-such-format"}, 400, "Feed zz: "),
        ("zz", {"url": URL, "headers": {"X-Key": "***"}}, 400, "Feed zz: "),
        ("zz", {"url": "ftp://x"}, 400, "feeds.zz"),
        ("zz", None, 400, "Feed zz: It is not registered"),
    ],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_where_one_is_refused_none_is_made(
    db: Db,
    operator: Client,
    before: dict[str, Any],
    feed_id: str,
    settings: Any,
    status: int,
    says: str,
    dry_run: bool,
) -> None:
    answer = operator.call("POST", f"/feeds?dry_run={str(dry_run).lower()}", {"feeds": {**CHANGES, feed_id: settings}})
    assert (answer.status, says in answer.json["error"]["message"]) == (status, True)
    assert everything(db) == before
