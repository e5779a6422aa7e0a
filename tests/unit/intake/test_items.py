"""What is put aside on disk comes back as it was."""

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from job_importer.intake.items import BUFFER, Spool

VALUES: list[Any] = [
    {"a": "b" * 100, "n": index, "d": Decimal("1.5"), "l": ["\ud800", None, {}]} for index in range(50)
]


@pytest.fixture
def spool() -> Iterator[Spool]:
    with closing(Spool()) as spool:
        yield spool


@pytest.mark.parametrize("start", [0, 1, 49, 50, 60])
def test_values_come_back_in_order_from_any_start(spool: Spool, start: int) -> None:
    for value in VALUES:
        spool.put(value)
    assert list(spool.read(start)) == VALUES[start:]


def test_readings_and_looks_do_not_disturb_each_other(spool: Spool) -> None:
    positions = [spool.put(value) for value in VALUES]
    seen = []
    for one, following in zip(spool.read(), spool.read(1), strict=False):
        assert spool.at(positions[7]) == VALUES[7]
        seen.append((one, following))
    assert seen == list(pairwise(VALUES))


def test_what_was_put_before_a_restart_is_forgotten(spool: Spool) -> None:
    for value in ("x" * 3 * BUFFER, "y"):
        spool.put(value)
    spool.restart()
    assert list(spool.read()) == []
    assert spool.at(spool.put("z")) == "z"
    assert list(spool.read()) == ["z"]
