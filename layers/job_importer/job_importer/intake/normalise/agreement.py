"""Several values for one fact."""

from collections.abc import Iterable
from typing import TypeVar

Value = TypeVar("Value")


def agreed(values: Iterable[Value]) -> Value | None:
    """The value that they all have; None if they differ, or if there are none."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None
