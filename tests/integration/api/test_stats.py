"""Counts over a period."""

from datetime import UTC, datetime, timedelta

import pytest

from job_importer.api.stats import read_stats, whole_days
from job_importer.mongo import Db
from job_importer.runs import days
from job_importer.runs.days import roll_up, total_days
from job_importer.runs.totals import no_counts
from tests.support.api_client import Client
from tests.support.history import START, add_run

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def test_imports_are_counted_by_status_by_code_and_by_feed_and_day(db: Db, viewer: Client) -> None:
    counts = no_counts() | {"fetched": 5, "new": 5}
    add_run(db, 0, counts=counts)
    add_run(db, 1, counts=counts)
    add_run(db, 2, status="failed", failure={"code": "feed_timeout", "message": "Slow."})
    add_run(db, 24 * 60)
    roll_up(db, START + timedelta(days=3))
    stats = viewer.get("/stats?from=2026-10-01&to=2026-10-10").json
    assert (stats["from"], stats["to"], stats["runs"]) == ("2026-10-01T00:00:00Z", "2026-10-10T00:00:00Z", 3)
    assert stats["by_status"] == {"succeeded": 2, "failed": 1}
    assert stats["by_code"] == {"feed_timeout": 1}
    assert [(day["day"], day["feed_id"], day["runs"]) for day in stats["days"]] == [
        ("2026-10-01", "acme", 3),
    ]
    acme = stats["days"][0]
    assert (acme["fetched"], acme["new"], acme["failed_runs"], stats["complete"]) == (10, 10, 1, True)


def test_an_empty_period_has_no_counts(viewer: Client) -> None:
    for query in (
        "from=2027-01-02&to=2027-01-01",
        "to=1969-01-01",
        "from=0001-01-01T00:00:00Z&to=0001-01-01T00:00:00Z",
    ):
        assert viewer.get(f"/stats?{query}").json["runs"] == 0


def day(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "until", "rolled"),
    [
        (day(2026, 10, 20), NOW, 0),
        (day(2026, 9, 1), NOW, 30),  # to the first of October, from which on 31 days are left
        (day(2026, 9, 1, 6), day(2026, 9, 4, 6), 2),
        (day(2026, 9, 1), day(2026, 9, 4), 3),
        (day(2026, 9, 1, 6), day(2026, 9, 1, 7), 0),
        (day(2026, 9, 1, 6), day(2026, 9, 2, 6), 0),
        (NOW, day(2026, 9, 1), 0),
    ],
)
def test_whole_days_that_lie_back_are_read_rolled_up(since: datetime, until: datetime, rolled: int) -> None:
    first, end = whole_days(since, until, NOW)
    assert (end - first).days == rolled


@pytest.fixture
def a_year(db: Db, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two feeds with a run each ten days, every fourth of them failed; `roll_up` has seen them all."""
    counts = no_counts() | {"fetched": 3, "new": 2, "unchanged": 1}
    for n in range(0, 300, 10):
        for feed in ("acme", "other"):
            hour = 24 * n + 7 + len(feed)
            if n % 40:
                add_run(db, hour, feed_id=feed, counts=counts)
            else:
                add_run(db, hour, feed_id=feed, status="failed", failure={"code": "feed_timeout", "message": "Slow."})
    monkeypatch.setattr(days, "FIRST", timedelta(days=400))
    roll_up(db, START + timedelta(days=300))


@pytest.mark.parametrize(
    ("since", "until"),
    [(0, 300), (3, 299), (10.5, 200.5), (10.99, 200.01), (100, 101), (150, 310), (255, 300), (0, 20)],
)
@pytest.mark.usefixtures("a_year")
def test_a_period_comes_to_the_same_whether_it_is_rolled_up_or_not(db: Db, since: float, until: float) -> None:
    start, end = START.replace(hour=0) + timedelta(days=since), START.replace(hour=0) + timedelta(days=until)
    now = START + timedelta(days=310)
    rolled = read_stats(db, start, end, now)
    assert rolled == read_stats(db, start, end, start)  # at that time nothing lay back
    assert rolled.runs == sum(day.runs for day in rolled.days) == sum(rolled.by_status.values())


@pytest.mark.usefixtures("a_year")
def test_the_runs_of_days_that_lie_back_are_not_read(db: Db, viewer: Client) -> None:
    now = START + timedelta(days=310)
    before = read_stats(db, START, now, now)
    db.runs.delete_many({"queued_at": {"$gt": START + timedelta(days=1), "$lt": now - timedelta(days=33)}})
    assert read_stats(db, START, now, now) == before
    assert before.runs == 60
    assert before.by_code == {"feed_timeout": 16}


@pytest.mark.usefixtures("a_year")
def test_runs_of_before_the_first_roll_up_are_owned_up_to(db: Db) -> None:
    now = START + timedelta(days=310)
    assert read_stats(db, START - timedelta(days=90), now, now).complete
    db.days.delete_many({"day": {"$lt": "2026-12-01"}})
    assert not read_stats(db, START, now, now).complete
    assert read_stats(db, START + timedelta(days=62), now, now).complete


@pytest.mark.usefixtures("a_year")
def test_a_day_that_is_rolled_up_again_is_the_same(db: Db) -> None:
    before = total_days(db, START.date())
    db.runs.update_many({}, {"$set": {"counted_at": START + timedelta(days=301)}})
    roll_up(db, START + timedelta(days=301))
    assert total_days(db, START.date()) == before
    assert before[0]["statuses"] == {"failed": 2}
