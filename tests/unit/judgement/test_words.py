"""The numbers in the sentences about a feed."""

from typing import Any

import pytest

from job_importer.runs.judgement.words import _percent, losing, quiet
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
