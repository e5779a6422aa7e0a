"""What the load test counts, and what it calls a fault."""

from dataclasses import replace

import httpx
import pytest

from tools.load.figures import Figures, durations, faults, percentile, rows, timeouts, wanted_seconds
from tools.load.hosts import serving

PASS = '{{"level":"INFO","message":"Reconciler pass","service":"reconciler","seconds":{}}}'
GOOD = Figures(
    feeds=2,
    jobs=100,
    done=61.4,
    reads=[float(n) for n in range(1, 101)],
    failed_reads=0,
    passes=[0.5, 2.25],
    killed_passes=0,
    ended={"succeeded": 2},
    stored=100,
    unbalanced=0,
)


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert [percentile([3.0, 1.0, 2.0], share) for share in (0.0, 0.5, 0.95, 1.0)] == [1.0, 2.0, 3.0, 3.0]
    assert percentile([], 0.95) == 0.0


def test_how_long_passes_took_and_which_were_killed_is_read_off_its_log() -> None:
    said = [
        "START RequestId: 1",
        PASS.format("1.25"),
        '{"message":"Another pass"}',
        PASS.format("0.08"),
        "Task timed out",
    ]
    assert durations(said) == [1.25, 0.08]
    assert timeouts(said) == 1


def test_the_figures_stand_beside_what_is_wanted() -> None:
    assert faults(GOOD) == []
    assert rows(GOOD)[0][1:] == ("61 s", "300 s")
    assert rows(GOOD)[1][1:] == ("50 / 95 / 100 ms", "p95 300 ms")
    assert rows(GOOD)[2][1:] == ("2.2 s", "10 s")
    assert wanted_seconds(1_000) == 1_500


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"done": None}, "not every import was done in time"),
        ({"ended": {"succeeded": 1, "failed": 1}}, "of 2 imports 1 succeeded"),
        ({"stored": 99}, "99 of 100 jobs are stored"),
        ({"unbalanced": 1}, "imports whose books do not balance: 1"),
        ({"killed_passes": 3}, "passes of the reconciler that were killed: 3"),
        ({"failed_reads": 4}, "reads of the history that failed: 4"),
    ],
)
def test_what_must_not_be_is_a_fault_on_any_machine(wrong: dict[str, object], told: str) -> None:
    assert faults(replace(GOOD, **wrong)) == [told]


def test_each_host_is_an_address_of_its_own() -> None:
    with serving(3, b"<jobs/>") as urls:
        assert len({httpx.URL(url).host for url in urls}) == 3
        assert all(httpx.get(f"{url}/7.xml").content == b"<jobs/>" for url in urls)
