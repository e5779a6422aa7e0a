"""Values come back from disk unchanged."""

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from job_importer.intake.items import BUFFER, DiskList

VALUES: list[Any] = [
    {"a": "b" * 100, "n": index, "d": Decimal("1.5"), "l": ["\ud800", None, {}]} for index in range(50)
]


@pytest.fixture
def kept() -> Iterator[DiskList]:
    with closing(DiskList()) as kept:
        yield kept


@pytest.mark.parametrize("start", [0, 1, 49, 50, 60])
def test_values_come_back_in_order_from_any_start(kept: DiskList, start: int) -> None:
    for value in VALUES:
        kept.put(value)
    assert list(kept.read(start)) == VALUES[start:]


def test_reading_in_order_and_by_position_do_not_disturb_each_other(kept: DiskList) -> None:
    positions = [kept.put(value) for value in VALUES]
    seen = []
    for one, following in zip(kept.read(), kept.read(1), strict=False):
        assert kept.at(positions[7]) == VALUES[7]
        seen.append((one, following))
    assert seen == list(pairwise(VALUES))


def test_a_restart_discards_all_values(kept: DiskList) -> None:
    for value in ("x" * 3 * BUFFER, "y"):
        kept.put(value)
    kept.restart()
    assert list(kept.read()) == []
    assert kept.at(kept.put("z")) == "z"
    assert list(kept.read()) == ["z"]
