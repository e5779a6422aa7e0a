"""The README's tables of time and money are those that the tools compute; and the times fit together."""

from pathlib import Path

import pytest

from tools import cost, timing
from tools.cost import Load, costs
from tools.timing import Timing

README = (Path(__file__).parents[3] / "README.md").read_text()
ENVIRONMENTS = ("local", "dev", "prod")


@pytest.mark.parametrize("table", [cost.table(), timing.table()], ids=["cost", "timing"])
def test_the_table_stands_in_the_readme(table: str) -> None:
    assert table in README


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_times_fit_together(environment: str) -> None:
    times = timing.timing(environment)
    assert list(_misfits(times)) == []


def _misfits(times: Timing) -> list[str]:
    wanted = {
        "a fetch leaves time for its snapshot": times.fetch + 30 < times.importer_timeout,
        "a message is hidden while its function works": times.importer_timeout < times.fetch_visibility
        and times.consumer_timeout < times.job_visibility,
        "a killed importer is tried again before its run is looked for": times.fetch_visibility < times.stuck_after,
        "a killed consumer likewise": times.job_visibility < times.stuck_after,
        "a chunk whose tries go on is not looked for": times.backoff_cap + times.job_visibility < times.stuck_after,
        "a lease outlives that silence": times.stuck_after <= times.lease,
        "one wait for the database fits into the consumer's time": 2 * times.database_wait < times.consumer_timeout,
        "a failover is outlived": times.database_wait >= 20,
        "the tries outlast an outage": times.outlasts > (100 if times.lifetime < 86_400 else 2 * 3_600),
        "a queue keeps a message for all its tries": times.job_tries * times.backoff_cap < times.lifetime,
    }
    return [rule for rule, holds in wanted.items() if not holds]


def test_a_killed_worker_locally_is_made_up_for_within_minutes() -> None:
    local = timing.timing("local")
    assert (local.job_visibility, local.fetch_visibility) < (120, 360)


def test_ten_times_the_feeds_cost_less_than_ten_times_as_much() -> None:
    small, large = (sum(dollars for _, dollars in costs(Load(feeds))) for feeds in (100, 1_000))
    assert small < large < 10 * small
