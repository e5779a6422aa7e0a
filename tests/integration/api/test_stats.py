"""Counts over a period."""

from datetime import UTC, date, datetime, timedelta

import bson
import pytest
from pymongo import monitoring

from job_importer.api.stats import first_day, read_stats
from job_importer.mongo import Db, connect
from job_importer.runs.days import roll_up
from job_importer.runs.judgement.day import SUMMED
from job_importer.runs.totals import no_counts
from tests.support.api_client import Client
from tests.support.history import add_run
from tools.bench.counting import Commands

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def history(db: Db) -> Db:
    """From the first of October on: three runs of acme on that day, one of another feed on the next, one at its end."""
    counts = no_counts() | {"fetched": 5, "new": 4, "failed": 1}
    add_run(db, 0, counts=counts)
    add_run(db, 1, counts=counts)
    add_run(db, 2, status="failed", failure={"code": "feed_timeout", "message": "Slow."})
    add_run(db, 24, feed_id="other", counts=counts)
    add_run(db, 25, feed_id="other", status="processing")
    add_run(db, 24 * 20)
    for day in (2, 3, 21):  # a first pass looks back some days alone
        db.days.delete_one({"_id": "until"})
        roll_up(db, datetime(2026, 10, day, tzinfo=UTC))
    return db


@pytest.mark.usefixtures("history")
class TestStats:
    def test_count_imports_by_status_by_code_and_by_feed_and_day(self, viewer: Client) -> None:
        stats = viewer.get("/stats?from=2026-10-01&to=2026-10-10").json
        assert (stats["from"], stats["to"], stats["runs"]) == ("2026-10-01T00:00:00Z", "2026-10-10T00:00:00Z", 4)
        assert stats["by_status"] == {"succeeded": 3, "failed": 1}
        assert stats["by_code"] == {"feed_timeout": 1}
        assert [(day["day"], day["feed_id"], day["runs"]) for day in stats["days"]] == [
            ("2026-10-02", "other", 1),
            ("2026-10-01", "acme", 3),
        ]
        acme = stats["days"][1]
        assert (acme["fetched"], acme["new"], acme["failed_runs"], stats["complete"]) == (10, 8, 1, True)

    def test_add_up_the_days_over_all_feeds_with_zeros_where_nothing_has_ended(self, viewer: Client) -> None:
        stats = viewer.get("/stats?from=2026-10-01T09:00:00Z&to=2026-10-04").json
        assert [(day["day"], day["runs"], day["new"]) for day in stats["by_day"]] == [
            ("2026-10-01", 3, 8),
            ("2026-10-02", 1, 4),
            ("2026-10-03", 0, 0),
        ]
        assert (stats["totals"]["runs"], stats["totals"]["failed_runs"], stats["totals"]["failed"]) == (4, 1, 3)

    def test_show_each_feed_day_by_day_those_that_failed_most_first(self, viewer: Client) -> None:
        acme, other = viewer.get("/stats?from=2026-10-01&to=2026-10-03").json["by_feed"]
        assert (acme["feed_id"], acme["runs"], acme["failed_runs"], acme["cells"][1]) == ("acme", 3, 1, None)
        assert other["cells"][0] is None
        assert (other["feed_id"], other["cells"][1]["failed"]) == ("other", 1)

    def test_reach_as_far_back_as_runs_are_kept(self, viewer: Client) -> None:
        assert viewer.get("/stats?from=2026-01-01&to=2026-11-01").json["runs"] == 5


def test_more_feeds_and_days_than_are_listed_are_in_the_sums_and_in_the_rows_of_their_feeds(
    viewer: Client, history: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = viewer.get("/stats?from=2026-10-01&to=2026-10-31").json
    monkeypatch.setattr("job_importer.api.stats.MAX_ROWS", 1)
    cut = viewer.get("/stats?from=2026-10-01&to=2026-10-31").json
    assert (cut["days"], cut["complete"]) == (listed["days"][:1], False)
    assert cut | {"days": listed["days"], "complete": True} == listed


def test_one_document_holds_the_sums_alone_however_many_the_days(db: Db, secantus: str) -> None:
    """MongoDB puts all facets into one document of at most 16 MB, which a year of many feeds would burst."""
    names = dict.fromkeys(("runs", "failed_runs", *SUMMED), 1)
    db.days.insert_many(
        {"at": NOW - timedelta(days=day), "day": f"{NOW - timedelta(days=day):%F}", "feed_id": f"feed-{n}", **names}
        for day in range(1, 41)
        for n in range(60)
    )
    largest = Largest()
    watched = connect(secantus, db.name, event_listeners=[largest])
    stats = read_stats(watched, NOW - timedelta(days=40), None, NOW)
    watched.client.close()
    assert (stats.runs, len(stats.days), len(stats.by_feed)) == (2_400, 2_400, 50)
    assert largest.of_aggregates < (40 + 50 + 2) * (len(bson.encode(names)) + 50)


class Largest(Commands):
    """The bytes of the largest document that an aggregation has answered with."""

    of_aggregates = 0

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        super().succeeded(event)
        if event.command_name == "aggregate":
            sizes = [len(bson.encode(document)) for document in event.reply["cursor"]["firstBatch"]]
            self.of_aggregates = max(self.of_aggregates, *sizes)


def test_an_empty_period_has_no_counts(viewer: Client) -> None:
    for query in (
        "from=2027-01-02&to=2027-01-01",
        "to=1969-01-01",
        "from=0001-01-01T00:00:00Z&to=0001-01-01T00:00:00Z",
        "from=9999-12-31T00:00:00Z&to=9999-12-31T23:59:59Z",
    ):
        assert viewer.get(f"/stats?{query}").json["runs"] == 0


def test_a_period_is_at_most_400_days_long_and_a_week_by_default() -> None:
    assert first_day(None, NOW) == date(2026, 10, 26)
    assert first_day(NOW - timedelta(days=3), NOW) == date(2026, 10, 29)
    assert first_day(NOW - timedelta(days=3_000), NOW) == date(2025, 9, 27)
