"""A list of values on disk that can be read any number of times. Its memory does not grow with its length."""

import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any, Self

BUFFER = 64 * 1024
_HEAD = 4  # bytes of the length before each value


class DiskList:
    """Put all values first, then read them. The file has no name, so it does not outlive the process."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=BUFFER)  # noqa: SIM115 (closed by `close`)
        self._end = 0

    def restart(self) -> Self:
        """Discards all values."""
        self._file.seek(0)
        self._file.truncate()
        self._end = 0
        return self

    def put(self, value: Any) -> int:
        """Returns the position for `at`. Must not be called after the first read."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._file.write(len(data).to_bytes(_HEAD, "little") + data)
        position = self._end
        self._end = position + _HEAD + len(data)
        return position

    def at(self, position: int) -> Any:
        return unpacked(self.packed_at(position))

    def packed_at(self, position: int) -> bytes:
        return self._block(position + _HEAD, int.from_bytes(self._block(position, _HEAD), "little"))

    def read(self, start: int = 0) -> Iterator[Any]:
        """Yields the values in order. Skips the first `start` at almost no cost."""
        return map(unpacked, self.packed(start))

    def packed(self, start: int = 0) -> Iterator[bytes]:
        """The same before they are `unpacked`: equal bytes mean equal values."""
        position = index = 0
        block, begin = b"", 0  # part of the file, and where it begins
        while position < self._end:
            if position + _HEAD > begin + len(block):
                block, begin = self._block(position, BUFFER), position
            at = position - begin + _HEAD
            end = at + int.from_bytes(block[at - _HEAD : at], "little")
            if end > len(block) and index >= start:
                block, begin, at, end = self._block(position, BUFFER + end - at), position, _HEAD, _HEAD + end - at
            if index >= start:
                yield block[at:end]
            position, index = begin + end, index + 1

    def _block(self, position: int, size: int) -> bytes:
        self._file.seek(position)
        block: bytes = self._file.read(size)
        return block

    def close(self) -> None:
        self._file.close()


def unpacked(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301 (only this process can write to it)
