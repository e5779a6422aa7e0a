"""A list of values on disk that can be read any number of times: memory does not grow with their number."""

import pickle
from collections.abc import Iterator
from itertools import count
from tempfile import TemporaryFile
from typing import Any, Self

BUFFER = 64 * 1024
_HEAD = 4  # bytes of the length before each value


class DiskList:
    """Put all values, then read them. The file has no name, so nothing outlives the process."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=BUFFER)  # noqa: SIM115 (closed by `close`)
        self._end = 0

    def restart(self) -> Self:
        """Forget what was put."""
        self._file.seek(0)
        self._file.truncate()
        self._end = 0
        return self

    def put(self, value: Any) -> int:
        """Returns the position for `at`. Must not be called after the first read."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._file.write(len(data).to_bytes(_HEAD, "little"))
        self._file.write(data)
        position = self._end
        self._end = position + _HEAD + len(data)
        return position

    def at(self, position: int) -> Any:
        return unpacked(self._file.read(self._length(position)))

    def read(self, start: int = 0) -> Iterator[Any]:
        """The values in the order of `put`, without the first `start`, which are skipped at almost no cost."""
        return map(unpacked, self.packed(start))

    def packed(self, start: int = 0) -> Iterator[bytes]:
        """The same before they are `unpacked`: values that are packed alike are the same."""
        position = 0
        for index in count():
            if position == self._end:
                return
            length = self._length(position)
            position += _HEAD + length
            if index >= start:
                yield self._file.read(length)

    def _length(self, position: int) -> int:
        self._file.seek(position)
        return int.from_bytes(self._file.read(_HEAD), "little")

    def close(self) -> None:
        self._file.close()


def unpacked(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301 (nobody else can have written it)
