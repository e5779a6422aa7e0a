"""A feed's day as it is shown."""

from typing import Any

import pytest

from job_importer.api.feed_history import _shown
from job_importer.runs.judgement.day import day_of
from tests.support.feed_docs import NOW

READING: dict[str, Any] = {"size": 8, "fetched": 9, "failed": 0, "fill": {"title": 3, "salary": 1}, "filled_of": 4}


@pytest.mark.parametrize(
    ("reading", "size", "fill"),
    [
        (READING, 8, {"title": 0.75, "salary": 0.25}),
        (READING | {"filled_of": 0}, 8, {}),  # not counted
        (None, None, {}),
    ],
)
def test_a_day_shows_the_size_of_its_reading_and_the_shares_of_its_fields(
    reading: Any, size: int | None, fill: dict[str, float]
) -> None:
    shown = _shown({**day_of("acme", NOW.date(), []), "reading": reading})
    assert (shown["size"], shown["fill"]) == (size, fill)
