"""The plain values of the objects or elements around the items of a document."""

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
"""Names of objects and elements in which feeds describe their pages; everything else beside the items is ignored."""
DEEPEST = 3  # of these within one another


def plain(name: str) -> str:
    """`@odata.nextLink`, `odata:next-link` and `next_link` alike: without the prefix, in lower case, letters and
    digits only.
    """
    return "".join(char for char in name.rpartition(":")[2].lower() if char.isalnum())


@dataclass(frozen=True, slots=True)
class Record:
    """The plain values (text, number, bool or None) of one object, or of one element and its childless children.

    `path` is the plain names that lead to it, without lists; `values` has the names as the document writes them.
    """

    path: Path
    values: dict[str, Any] = field(default_factory=dict)

    def note(self, name: str, value: Any) -> None:
        if len(self.values) < MAX_VALUES and not (isinstance(value, str) and len(value) > MAX_TEXT):
            self.values.setdefault(name, value)


class Beside:
    """The records near the items at `items`: those of the enclosing objects or elements, and of the containers
    there.
    """

    def __init__(self, items: Iterable[Path]) -> None:
        self.records: list[Record] = []
        self._kept: Counter[Path] = Counter()
        self._around = {path[:length] for path in items for length in range(len(path))}

    def open(self, path: Path) -> Record:
        """A new record for values; kept only if it is near the items."""
        record = Record(path)
        has_room = self._kept[path] < MAX_RECORDS if path in self._kept else len(self._kept) < MAX_PATHS
        if has_room and self._is_near(path):
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
