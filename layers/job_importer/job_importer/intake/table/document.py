"""A CSV table in a file: the first row names the fields, every other row is an item."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from job_importer.intake.bytes.encoding import Encoding
from job_importer.intake.bytes.files import beginning
from job_importer.intake.fields.names import plain
from job_importer.intake.fields.values import put
from job_importer.intake.format import MAX_SAMPLES, Candidate, Collected, Evidence, Fields
from job_importer.intake.model import Caps
from job_importer.intake.table.reader import Rows, delimiter
from job_importer.paging.beside import Record

HEAD = 64 * 1024


class TableDocument:
    """Never repaired. A row with more cells than the header has an unquoted delimiter in its last cell."""

    repaired = False

    def __init__(self, path: Path, encoding: Encoding, caps: Caps) -> None:
        self.encoding = encoding.label
        self.warnings: tuple[str, ...] = ()
        head = beginning(path, HEAD, encoding.skip).decode(encoding.codec, "replace")
        self._delimiter = delimiter(head) or ","
        self._rows = Rows(path, encoding, caps, self._delimiter)
        self._names: list[str] = []
        self._too_long = 0

    def sniff(self) -> Evidence:
        samples = tuple(islice(self._items(), MAX_SAMPLES))
        fields = Counter(name for sample in samples for name in sample)
        return Evidence("table", "table", ("row",), fields or dict.fromkeys(self._names, 0), samples, {})

    def adopt(self, first: object) -> bool:
        return isinstance(first, TableDocument) and first._names == self._names

    def collect(self, start: Callable[[], Collected]) -> Collected:
        collected = start()
        self._too_long = 0
        for item in self._items():
            collected.add(item)
        if self._too_long:
            self.warnings += (
                f"Rows with more cells than the header: {self._too_long}; their extra cells were joined to the last "
                "column.",
            )
        return collected

    def beside(self) -> list[Record]:
        return []

    def spelling(self, candidate: Candidate) -> str:
        return next((name for name in self._names if plain(name) == candidate.field), candidate.name)

    def close(self) -> None:
        pass

    def _items(self) -> Iterator[Fields]:
        rows = iter(self._rows)
        self._names = [name.strip() for name in next(rows, [])]
        width = len(self._names)
        for row in rows:
            if len(row) > width:
                row = [*row[: width - 1], self._delimiter.join(row[width - 1 :])]
                self._too_long += 1
            item: Fields = {}
            for name, cell in zip(self._names, row, strict=False):
                if name and (text := cell.strip()):
                    put(item, name, text)
            yield item
