"""Reads the elements outside the items: `<link rel="next" href="…"/>`, `<jobs total="357">`, `<pages>9</pages>`."""

from collections.abc import Iterable

from job_importer.paging.beside import Beside, Path, Record, plain


class Outside:
    """Follows the elements outside the items, whose paths are given in our names."""

    def __init__(self, items: Iterable[Path]) -> None:
        self._beside = Beside([tuple(map(plain, path)) for path in items])
        self._open: list[tuple[Path, Record]] = []
        self._is_leaf = False  # whether the element that was opened last is still open

    @property
    def records(self) -> list[Record]:
        return self._beside.records

    def start(self, raw: str, attributes: list[str]) -> None:
        path = (*(self._open[-1][0] if self._open else ()), plain(raw))
        record = self._beside.open(path)
        for name, value in zip(attributes[::2], attributes[1::2], strict=True):
            record.note(name, value)
        self._open.append((path, record))
        self._is_leaf = True

    def end(self, raw: str, text: str) -> None:
        self._open.pop()
        if self._is_leaf and self._open:
            self._open[-1][1].note(raw.rpartition(":")[2], text.strip() or None)
        self._is_leaf = False
