"""How many jobs are open is counted now and then, and a count that takes too long does not cost the pass its rest."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo.errors import AutoReconnect, NetworkTimeout

from job_importer.mongo import Db
from job_importer.runs.open_jobs import SHARE, count_open_jobs, open_jobs
from tests.support.crashes import Fused

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


class Failing:
    """Fails instead of counting."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def burn(self) -> None:
        raise self.error


def failing(db: Db, error: Exception) -> Any:
    return Fused(db, {"count_documents"}, Failing(error))


def test_closed_jobs_are_not_counted(db: Db) -> None:
    db.jobs.insert_many([{"_id": "a", "closed_reason": None}, {"_id": "b", "closed_reason": "expired"}])
    for _ in range(2):
        count_open_jobs(db, NOW)
        assert open_jobs(db) == 1


def test_counting_takes_a_small_share_of_the_time(db: Db) -> None:
    db.days.insert_one({"_id": "open jobs", "jobs": 7, "moment": NOW, "seconds": 6.0})
    count_open_jobs(db, NOW + timedelta(seconds=6.0 / SHARE - 1))
    assert open_jobs(db) == 7
    count_open_jobs(db, NOW + timedelta(seconds=6.0 / SHARE + 1))
    assert open_jobs(db) == 0


@pytest.mark.parametrize("known", [0, 1])
def test_a_count_that_takes_too_long_leaves_the_number_that_is_known(db: Db, known: int) -> None:
    if known:
        db.jobs.insert_one({"_id": "a", "closed_reason": None})
        count_open_jobs(db, NOW)
    for _ in range(2):
        count_open_jobs(failing(db, NetworkTimeout("timed out")), LATER)
        assert open_jobs(db) == known


def test_a_database_that_is_away_is_said_to_be(db: Db) -> None:
    with pytest.raises(AutoReconnect):
        count_open_jobs(failing(db, AutoReconnect("connection closed")), NOW)
