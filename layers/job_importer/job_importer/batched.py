"""`itertools.batched`, for Python below 3.12."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in order, `size` at a time; fewer in the last batch."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
