"""The numbers in the sentences about a feed."""

from typing import Any

import pytest

from job_importer.jobs.fill import FIELDS
from job_importer.runs.judgement.words import NAMES, _percent, decaying, fell, losing, quiet, shrunk
from tests.support.feed_docs import NOW


@pytest.mark.parametrize(
    ("share", "told"),
    [(0.0, "0%"), (0.001, "1%"), (0.014, "1%"), (0.5, "50%"), (0.994, "99%"), (0.999, "99%"), (1.0, "100%")],
)
def test_a_share_is_none_or_all_only_where_it_is(share: float, told: str) -> None:
    assert _percent(share) == told


def test_what_is_usual_is_told_where_it_is_known() -> None:
    usual: Any = {"usual": 0.02, "low": 0.0, "high": 0.1}
    assert losing(30, 1_200, None) == "30 of its 1,200 jobs failed (2%)."
    assert losing(30, 1_200, usual) == "30 of its 1,200 jobs failed (2%); about 2% is usual."
    a_day: Any = {"usual": 1, "low": 0, "high": 2}
    assert quiet(NOW, a_day).endswith("since 2026-11-01; usually it has about 1 a day.")
    assert quiet(NOW, {**a_day, "usual": 0.9}).endswith("since 2026-11-01.")


def test_every_field_that_may_go_missing_has_a_name() -> None:
    assert NAMES.keys() == set(FIELDS)


def test_what_became_less_is_told_with_what_was_usual() -> None:
    band: Any = {"usual": 0.9, "low": 0.8, "high": 0.95}
    fall: Any = {"field": "salary", "before": 0.99, "now": 0.6, "since": NOW}
    fewer: Any = {**fall, "before": 1_200.4, "now": 900}
    exact: Any = {**band, "high": 0.8}
    assert decaying([("salary", 0.5, band, None), ("posted_at", 0.5, exact, None)]) == (
        "The pay is present in 50% of its jobs, where 80% to 95% is usual. "
        "The date is present in 50% of its jobs, where 80% is usual."
    )
    assert decaying([("salary", 0.6, band, fall)]) == (
        "The pay is present in 60% of its jobs, fewer week by week: it was 99%."
    )
    assert shrunk(700, {"usual": 1_500, "low": 1_200.4, "high": 1_800}) == (
        "It lists 700 jobs; 1,200 to 1,800 are usual."
    )
    assert fell(fewer) == ("It lists 900 jobs, fewer week by week: it had 1,200.")
