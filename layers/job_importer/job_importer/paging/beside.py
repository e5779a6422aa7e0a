"""What stands beside the items of a document: the plain values of the objects or elements around them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

MAX_RECORDS = 100  # of one path
MAX_PATHS = 200
MAX_VALUES = 200  # of one record
MAX_TEXT = 4_000  # characters of one value

Path = tuple[str, ...]

CONTAINERS = frozenset(
    (
        *("link", "links", "paging", "pagination", "pager", "page", "pages", "pageinfo", "paginginfo", "pagedata"),
        *("meta", "metadata", "info", "header", "head", "cursor", "cursors", "navigation", "nav", "view", "next"),
        *("total", "response", "responseheader", "summary", "userarea", "searchresult"),
    )
)
"""Objects and elements in which feeds tell of their pages; whatever else stands beside the items is another matter."""
DEEPEST = 3  # of these within one another


def plain(name: str) -> str:
    """`@odata.nextLink`, `odata:next-link` and `next_link` alike: behind the prefix, lower case, letters and digits."""
    return "".join(char for char in name.rpartition(":")[2].lower() if char.isalnum())


@dataclass(frozen=True, slots=True)
class Record:
    """The plain values (text, number, bool or None) of one object, or of one element and its childless children.

    `path` leads to it in plain names, lists left out; `values` has the names as the document writes them.
    """

    path: Path
    values: dict[str, Any] = field(default_factory=dict)

    def note(self, name: str, value: Any) -> None:
        if len(self.values) < MAX_VALUES and not (isinstance(value, str) and len(value) > MAX_TEXT):
            self.values.setdefault(name, value)


class Beside:
    """The records near the items at `items`: those of what the items stand in, and of the containers there."""

    def __init__(self, items: Iterable[Path]) -> None:
        self.records: list[Record] = []
        self._kept: Counter[Path] = Counter()
        self._around = {path[:length] for path in items for length in range(len(path))}

    def open(self, path: Path) -> Record:
        """A record to note values in; kept only if it is near."""
        record = Record(path)
        if self._is_near(path) and self._kept[path] < MAX_RECORDS and len(self._kept) <= MAX_PATHS:
            self._kept[path] += 1
            self.records.append(record)
        return record

    def _is_near(self, path: Path) -> bool:
        for length in range(len(path), max(-1, len(path) - DEEPEST - 1), -1):
            if path[:length] in self._around:
                return True
            if length == 0 or path[length - 1] not in CONTAINERS:
                return False
        return False
