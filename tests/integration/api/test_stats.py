"""Counts over a period."""

from datetime import UTC, datetime, timedelta

from job_importer.api.stats import bounded_start
from job_importer.mongo import Db
from job_importer.runs.totals import no_counts
from tests.support.api_client import Client
from tests.support.history import add_run

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def test_imports_are_counted_by_status_by_code_and_by_feed_and_day(db: Db, viewer: Client) -> None:
    counts = no_counts() | {"fetched": 5, "new": 5}
    add_run(db, 0, counts=counts)
    add_run(db, 1, counts=counts)
    add_run(db, 2, status="failed", failure={"code": "feed_timeout", "message": "Slow."})
    add_run(db, 24, feed_id="other", status="processing")
    add_run(db, 24 * 60)
    stats = viewer.get("/stats?from=2026-10-01&to=2026-10-10").json
    assert (stats["from"], stats["to"], stats["runs"]) == ("2026-10-01T00:00:00Z", "2026-10-10T00:00:00Z", 4)
    assert stats["by_status"] == {"succeeded": 2, "failed": 1, "processing": 1}
    assert stats["by_code"] == {"feed_timeout": 1}
    assert [(day["day"], day["feed_id"], day["runs"]) for day in stats["days"]] == [
        ("2026-10-02", "other", 1),
        ("2026-10-01", "acme", 3),
    ]
    acme = stats["days"][1]
    assert (acme["fetched"], acme["new"], acme["failed_runs"], stats["complete"]) == (10, 10, 1, True)


def test_an_empty_period_has_no_counts(viewer: Client) -> None:
    for query in (
        "from=2027-01-02&to=2027-01-01",
        "to=1969-01-01",
        "from=0001-01-01T00:00:00Z&to=0001-01-01T00:00:00Z",
    ):
        assert viewer.get(f"/stats?{query}").json["runs"] == 0


def test_a_period_is_at_most_31_days_long_and_a_week_by_default() -> None:
    assert bounded_start(None, NOW) == datetime(2026, 10, 26, tzinfo=UTC)
    assert bounded_start(NOW - timedelta(days=3), NOW) == NOW - timedelta(days=3)
    assert bounded_start(NOW - timedelta(days=300), NOW) == NOW - timedelta(days=31)
