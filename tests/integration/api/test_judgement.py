"""How feeds stand, over HTTP: order, filters, search, the overview, a feed's days, the codes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.codes import FeedState
from job_importer.mongo import Db
from job_importer.runs.feed_update import settle_feed
from job_importer.runs.judgement.day import midnight
from job_importer.runs.judging import judge_feeds
from job_importer.runs.open_jobs import count_open_jobs
from job_importer.runs.totals import no_counts
from tests.support.api_client import Client
from tests.support.history import add_run
from tests.support.world import add_feed
from tools.bench.counting import counted

SUMS = dict.fromkeys(("imports", "new", "updated", "closed", "failed"), 0)
FAILURE = {"code": "not_a_job_feed", "message": "It is a login page.", "retry_after": None}


def end_run(db: Db, n: int, feed_id: str, status: str = "succeeded", **counts: int) -> str:
    """A run as the pipeline leaves it, and what the feed learns of it."""
    failure = FAILURE if status == "failed" else None
    books = no_counts() | counts
    now = utc_now()
    changes = {"counts": books, "failure": failure, "filled": 1.0, "counted_at": now}
    run_id = add_run(db, n, feed_id=feed_id, status=status, **changes)
    db.feeds.update_one({"_id": feed_id}, {"$set": {"lease": {"run_id": run_id, "expires_at": now}}})
    settle_feed(db, run_id, now)
    db.feeds.update_one({"_id": feed_id}, {"$set": {"next_due_at": now + timedelta(hours=1)}})
    return run_id


@pytest.fixture
def world(db: Db) -> Db:
    """A large and a small feed that fail, one that loses jobs, one that is well, one new, one switched off."""
    for feed_id in ("big", "small", "losing", "well", "fresh"):
        add_feed(db, feed_id, url=f"https://{feed_id}.example/feed.xml?token=s3cr3t", source=f"{feed_id} jobs")
    add_feed(db, "off", enabled=False)
    db.feeds.update_many({}, {"$set": {"next_due_at": utc_now() + timedelta(hours=1)}})
    judge_feeds(db, utc_now())
    end_run(db, 0, "big", fetched=900, new=900)
    end_run(db, 1, "small", fetched=9, new=9)
    end_run(db, 2, "losing", "partial", fetched=100, new=80, failed=20)
    end_run(db, 3, "well", fetched=10, new=10)
    end_run(db, 4, "big", "failed")
    end_run(db, 5, "small", "failed")
    judge_feeds(db, utc_now())
    return db


def states(answer: Any) -> list[tuple[str, str]]:
    return [(feed["id"], feed["state"]) for feed in answer["items"]]


ORDER = [
    ("big", "new_failure"),
    ("small", "new_failure"),
    ("losing", "losing_jobs"),
    ("fresh", "waiting"),
    ("well", "healthy"),
    ("off", "disabled"),
]


def test_what_needs_somebody_comes_first_and_by_the_jobs_at_stake(world: Db, viewer: Client) -> None:
    assert states(viewer.get("/feeds").json) == ORDER


@pytest.mark.parametrize("sort", ["attention", "id", "jobs", "last_run"])
def test_every_order_can_be_paged_through(world: Db, viewer: Client, sort: str) -> None:
    whole = states(viewer.get(f"/feeds?sort={sort}").json)
    found, cursor = [], ""
    while cursor is not None:
        page = viewer.get(f"/feeds?sort={sort}&limit=1{cursor and '&cursor='}{cursor}").json
        found += states(page)
        cursor = page["next_cursor"]
    assert found == whole
    assert sorted(found) == sorted(ORDER)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("state=new_failure", ["big", "small"]),
        ("state=broken", []),
        ("enabled=false", ["off"]),
        ("q=SMALL", ["small"]),
        ("q=bi+jobs", ["big"]),
        ("q=big+small", []),
        ("q=s3cr3t", []),
        ("q=.*", []),
        ("sort=jobs&limit=2", ["big", "losing"]),
        ("sort=last_run&limit=2", ["small", "big"]),
        ("state=new_failure&q=example&sort=id", ["big", "small"]),
    ],
)
def test_feeds_are_filtered_searched_and_sorted_by_the_server(
    world: Db, viewer: Client, query: str, ids: list[str]
) -> None:
    assert [feed["id"] for feed in viewer.get(f"/feeds?{query}").json["items"]] == ids


def test_a_state_that_there_is_not_is_refused(viewer: Client) -> None:
    assert viewer.get("/feeds?state=unhappy").status == 400


def test_a_feed_says_since_when_why_and_what_to_do(world: Db, viewer: Client) -> None:
    feed = viewer.get("/feeds/big").json
    assert feed["why"].endswith("This is not a job feed: It is a login page.")
    assert (feed["command"], feed["jobs_at_stake"]) == ("jobctl import big --wait", 900)
    assert feed["since"] == feed["health"]["failing_since"]
    assert [(run["status"], run["code"], run["new"]) for run in feed["recent"]] == [
        ("failed", "not_a_job_feed", 0),
        ("succeeded", None, 900),
    ]
    losing = viewer.get("/feeds/losing").json
    assert losing["why"] == "20 of its 100 jobs failed (20%)."
    assert losing["command"] == f"jobctl failures {losing['health']['last_run_id']}"
    assert (losing["quality"], losing["size"]) == (None, {"jobs": 100, "low": None, "high": None})


def test_a_change_of_state_is_recorded_once(world: Db) -> None:
    for _ in range(2):
        judge_feeds(world, utc_now())
    feed: Any = world.feeds.find_one({"_id": "big"})
    assert [(one["n"], one["was"], one["state"]) for one in feed["transitions"]] == [
        (1, "waiting", "healthy"),
        (2, "healthy", "new_failure"),
    ]
    assert feed["judgement"]["n"] == 2


def test_switching_a_feed_off_and_on_is_seen_at_once(world: Db, operator: Client) -> None:
    settings = {"url": "https://well.example/feed.xml"}
    assert operator.call("PUT", "/feeds/well", settings | {"enabled": False}).json["state"] == "disabled"
    assert operator.get("/feeds?state=disabled").json["items"][-1]["id"] == "well"
    assert operator.call("PUT", "/feeds/well", settings).json["state"] == "healthy"


def test_the_overview_counts_feeds_by_state_and_today_against_the_usual(world: Db, viewer: Client) -> None:
    today = utc_now().date()
    for days, new in ((1, 10), (2, 30), (3, 20)):
        day = (today - timedelta(days=days)).isoformat()
        sums = {"runs": 4, "failed_runs": 0, "new": new, "updated": 0, "closed": 1, "failed": 0}
        world.days.insert_one({"_id": f":{day}", "feed_id": None, "day": day} | sums)
    overview = viewer.get("/overview").json
    assert overview["states"] == {"new_failure": 2, "losing_jobs": 1, "waiting": 1, "healthy": 1, "disabled": 1}
    assert (overview["feeds"], overview["oldest_live_run"]) == (6, None)
    assert overview["usual"] == {"imports": 4, "new": 20, "updated": 0, "closed": 1, "failed": 0}


def today(db: Db, feed_id: str | None, **sums: int) -> None:
    day = utc_now().date()
    values = dict.fromkeys(("runs", "failed_runs", "new", "updated", "closed", "failed"), 0) | sums
    ids = {"_id": f"{feed_id or ''}:{day}", "feed_id": feed_id, "day": day.isoformat(), "at": midnight(day)}
    db.days.replace_one({"_id": ids["_id"]}, ids | values, upsert=True)


class TestToday:
    @pytest.fixture(autouse=True)
    def days(self, world: Db) -> None:
        world.days.delete_many({})
        today(world, "big", runs=2, new=5, closed=9)
        today(world, "small", runs=1, new=7, failed=3)
        today(world, "gone", runs=1)
        today(world, None, runs=4, new=12)
        world.feeds.update_one({"_id": "small"}, {"$set": {"usual.sums": SUMS | {"new": 2}}})

    def test_shows_each_feed_beside_its_usual_day(self, viewer: Client) -> None:
        small, big, gone = viewer.get("/today").json["items"]
        assert small == SUMS | {
            "feed_id": "small",
            "state": "new_failure",
            "imports": 1,
            "new": 7,
            "failed": 3,
            "usual": SUMS | {"new": 2},
        }
        assert (big["feed_id"], big["usual"]) == ("big", None)
        assert (gone["feed_id"], gone["state"]) == ("gone", None)

    @pytest.mark.parametrize(
        ("sort", "ids"),
        [
            ("closed", ["big", "gone", "small"]),
            ("failed", ["small", "big", "gone"]),
            ("imports", ["big", "gone", "small"]),
            ("feed", ["big", "gone", "small"]),
        ],
    )
    def test_is_sorted_by_the_server(self, viewer: Client, sort: str, ids: list[str]) -> None:
        answer = viewer.get(f"/today?sort={sort}").json
        assert [feed["feed_id"] for feed in answer["items"]] == ids
        assert answer["complete"]

    def test_says_where_there_are_more(self, viewer: Client) -> None:
        answer = viewer.get("/today?limit=2").json
        assert (len(answer["items"]), answer["complete"]) == (2, False)

    def test_refuses_an_order_that_there_is_not(self, viewer: Client) -> None:
        assert viewer.get("/today?sort=mood").status == 400


def test_a_feed_is_shown_day_by_day(world: Db, viewer: Client) -> None:
    feed: Any = world.feeds.find_one({"_id": "losing"})
    at = feed["recent"][0]["at"]
    days_ago = (utc_now().date() - at.date()).days + 1
    days = viewer.get(f"/feeds/losing/history?days={days_ago}").json["days"]
    assert days == [
        {
            "day": at.date().isoformat(),
            "runs": 1,
            "failed_runs": 0,
            "size": 100,
            "new": 80,
            "updated": 0,
            "closed": 0,
            "failed": 20,
            "fill": {},
        }
    ]
    assert viewer.get("/feeds/losing/history?days=1").json["days"] == []
    assert viewer.get("/feeds/none/history").status == 404


def test_the_codes_are_explained(viewer: Client) -> None:
    codes = viewer.get("/codes").json
    assert set(codes) == {"runs", "jobs", "states", "reasons", "outcomes"}
    assert set(codes["states"]) == set(FeedState)
    assert codes["runs"]["feed_timeout"]["title"] == "The source is too slow"


def test_a_page_of_feeds_and_the_overview_cost_as_many_commands_as_there_are_questions(
    db: Db, viewer: Client, secantus: str
) -> None:
    for n in range(120):
        add_feed(db, f"feed-{n:03d}")
    count_open_jobs(db, utc_now())
    with counted(secantus, db.name) as (counting, commands):
        client = Client(replace(viewer.connections, open_db=lambda: counting), viewer.token)
        assert len(client.get("/feeds").json["items"]) == 50
        assert client.get("/overview").status == 200
    assert commands.sent.total() <= 11, commands.sent  # a ping each among them
