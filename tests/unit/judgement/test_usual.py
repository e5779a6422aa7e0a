"""What is usual, in numbers that can be worked out by hand."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import exp, sqrt
from typing import Any

import pytest

from job_importer.feeds.judged import Usual
from job_importer.runs.judgement.day import DayDoc, day_of
from job_importer.runs.judgement.usual import DAYS_KEPT, usual_of

TODAY = date(2026, 11, 2)  # a Monday
MIDNIGHT = "T00:00:00+00:00"


def a_day(day: date, **changes: Any) -> DayDoc:
    return {**day_of("acme", day, []), **changes}  # type: ignore[typeddict-item]


def a_reading(size: int | None = 100, failed: int = 0, titles: int = 100, of: int = 100) -> dict[str, Any]:
    return {"size": size, "fetched": 100, "failed": failed, "fill": {"title": titles}, "filled_of": of}


def usual(readings: Sequence[dict[str, Any] | None], odd: Any = None, **changes: Sequence[int]) -> Usual:
    """Of days until yesterday with these readings, and with these numbers of them."""
    days = [
        a_day(
            TODAY - timedelta(days=len(readings) - n),
            reading=found,
            **{name: numbers[n] for name, numbers in changes.items()},
        )
        for n, found in enumerate(readings)
    ]
    return usual_of(days, odd or {}, TODAY)


def sizes(*numbers: int | None) -> Usual:
    return usual([a_reading(number) for number in numbers])


def band(low: float, usual: float, high: float) -> dict[str, Any]:
    return {"usual": pytest.approx(usual), "low": pytest.approx(low), "high": pytest.approx(high)}


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([400] * 4, None),
        ([400] * 5, band(280, 400, 520)),  # three tenths, while the feed is young
        ([400] * 13, band(280, 400, 520)),
        ([400] * 14, band(320, 400, 480)),  # a fifth
        ([100] * 14, band(70, 100, 130)),  # three times the root of few jobs
        ([None, *[400] * 5], band(280, 400, 520)),
        ([300, 500] * 8, band(0, 400, 400 + 4 * 148.26)),  # four times the spread
        ([*[400] * 18, 100, 100], band(80, 400, 480)),  # what comes on one day of twenty, and a twentieth beyond
        ([*[400] * 18, 900, 900], band(320, 400, 920)),
    ],
)
def test_the_usual_size(numbers: list[int | None], expected: Any) -> None:
    assert sizes(*numbers)["size"] == expected


def share(usual: float, jobs: int = 100) -> float:
    """Four times what chance does to a share of so many jobs, three of which are alike."""
    return 4 * sqrt(3 * usual * (1 - usual) / jobs + (1 / (jobs + 2)) ** 2)


@pytest.mark.parametrize(
    ("titles", "of", "expected"),
    [
        ([50] * 4, 100, None),
        ([50] * 5, 100, band(0.5 - share(0.5), 0.5, 0.5 + share(0.5))),
        ([100] * 13, 100, band(0.85, 1.0, 1.0)),  # three twentieths, while the feed is young
        ([100] * 14, 100, band(0.95, 1.0, 1.0)),
        ([0] * 14, 100, band(0.0, 0.0, 0.05)),
        ([*[100] * 18, 90, 90], 100, band(0.88, 1.0, 1.0)),
        ([50] * 14, 0, None),
    ],
)
def test_the_usual_share_of_jobs_with_a_field(titles: list[int], of: int, expected: Any) -> None:
    assert usual([a_reading(titles=number, of=of) for number in titles])["fill"].get("title") == expected


def test_the_usual_share_of_jobs_that_fail() -> None:
    assert usual([a_reading(failed=2)] * 20)["failed"] == band(0.0, 0.02, 0.02 + share(0.02))
    assert usual([{**a_reading(), "fetched": 0}] * 20)["failed"] is None


def test_new_jobs_are_counted_from_the_second_day_to_the_last_that_had_any() -> None:
    found = usual([a_reading()] * 13, new=[900, *range(1, 12), 0])
    assert found["new"] == band(2, 6, 10)
    assert usual([a_reading()] * 6, new=[900, 1, 1, 1, 1, 0])["new"] is None
    assert usual([a_reading()] * 6, new=[900, 1, 1, 1, 1, 1])["new"] == band(1, 1, 1)
    assert usual([a_reading(), *[None] * 9, *[a_reading()] * 4], new=[1] * 14)["new"] is None


def test_a_silence_is_as_likely_as_its_weekday_makes_it() -> None:
    """Three weeks in which every Monday had none; the first day does not count, which is a Monday."""
    new = [0 if n % 7 == 0 else 2 for n in range(21)]
    silence = usual([a_reading()] * 21, new=new)["silence"]
    all_days = (18 + 0.5) / (20 + 1)
    monday, others = 1 - 2 * all_days / (2 + 2), exp(-2)
    assert silence == pytest.approx([monday, *[others] * 6])
    assert 1 - (3 + 2 * all_days) / (3 + 2) < others
    seldom = usual([a_reading()] * 21, new=[1 if n % 7 else 0 for n in range(21)])["silence"]
    assert seldom == pytest.approx([monday, *[exp(-1)] * 6])
    assert usual([a_reading()] * 5, new=[1] * 5)["silence"] is None


def test_a_run_fails_as_often_as_runs_of_days_on_which_it_was_read() -> None:
    found = usual([a_reading()] * 4 + [None], runs=[24] * 5, failed_runs=[1, 0, 0, 2, 24])
    assert found["failing"] == pytest.approx(3.5 / 106)
    assert usual([a_reading()] * 4, runs=[24] * 4, failed_runs=[20] * 4)["failing"] == 0.5
    assert usual([])["failing"] == pytest.approx(0.05)


def test_the_median_day_is_known_after_five() -> None:
    numbers = {"runs": [24] * 5, "new": [1, 2, 3, 4, 90], "updated": [5] * 5, "closed": [6] * 5, "failed": [7] * 5}
    sums = {"imports": 24, "new": 3, "updated": 5, "closed": 6, "failed": 7}
    assert usual([None] * 5, **numbers)["sums"] == sums
    assert usual([None] * 4, **{name: some[:4] for name, some in numbers.items()})["sums"] is None


def fallen(*numbers: int) -> list[Any]:
    return sizes(*numbers)["falls"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([*[1_000] * 7, *[799] * 7], (1_000, 799, 7)),  # a fifth less over a week
        ([*[1_000] * 7, *[800] * 7], None),
        ([*[1_000] * 6, *[700] * 7], None),  # not known for two weeks
        ([*[1_000] * 11, *[699] * 3], (1_000, 699, 3)),  # three tenths less over three days
        ([*[1_000] * 11, *[700] * 3], None),
        ([*[100] * 7, *[69] * 7], (100, 69, 7)),  # of few jobs, three times the root
        ([*[100] * 7, *[70] * 7], None),
        ([*[500] * 14, *[1_000] * 14, *[900] * 14, *[700] * 7], (1_000, 700, 7)),  # against the best fortnight
    ],
)
def test_a_size_has_fallen_slowly(numbers: list[int], expected: tuple[int, int, int] | None) -> None:
    falls = fallen(*numbers[-DAYS_KEPT:])
    if expected is None:
        assert falls == []
    else:
        (fall,), (before, now, days) = falls, expected
        assert (fall["field"], fall["before"], fall["now"]) == (None, before, now)
        assert fall["since"].isoformat() == (TODAY - timedelta(days=days)).isoformat() + MIDNIGHT


@pytest.mark.parametrize(
    ("before", "now", "days", "falls"),
    [
        (100, 84, 7, True),
        (100, 85, 7, False),
        (100, 74, 3, True),
        (100, 75, 3, False),
        (50, 15, 7, True),
        (50, 16, 7, False),
    ],
)
def test_a_share_has_fallen_slowly(before: int, now: int, days: int, falls: bool) -> None:
    """By so many points, and by more than chance does to it."""
    titles = [*[before] * (14 - days), *[now] * days]
    found = [fall for fall in usual([a_reading(titles=number) for number in titles])["falls"] if fall["field"]]
    expected = [("title", before / 100, now / 100, (TODAY - timedelta(days=days)).isoformat() + MIDNIGHT)]
    told = [(fall["field"], fall["before"], fall["now"], fall["since"].isoformat()) for fall in found]
    assert told == (expected if falls else [])


def test_only_the_last_days_are_looked_at_and_none_from_which_on_it_is_odd() -> None:
    assert sizes(*[900] * 30, *[100] * DAYS_KEPT)["size"] == band(70, 100, 130)
    since: Any = {"shrinking": {"since": a_day(TODAY - timedelta(days=6))["at"], "is_held": True}}
    found = usual([*[a_reading(400)] * 14, *[a_reading(1)] * 6], odd=since)
    assert found["size"] == band(320, 400, 480)
    assert found["day"] == "2026-11-02"
