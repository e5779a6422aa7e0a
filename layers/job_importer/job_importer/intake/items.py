"""A list of values on disk that can be read any number of times: memory does not grow with their number."""

import pickle
from collections.abc import Iterator
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
        self._file.write(len(data).to_bytes(_HEAD, "little") + data)
        position = self._end
        self._end = position + _HEAD + len(data)
        return position

    def at(self, position: int) -> Any:
        return unpacked(self.packed_at(position))

    def packed_at(self, position: int) -> bytes:
        return self._block(position + _HEAD, int.from_bytes(self._block(position, _HEAD), "little"))

    def read(self, start: int = 0) -> Iterator[Any]:
        """The values in the order of `put`, without the first `start`, which are skipped at almost no cost."""
        return map(unpacked, self.packed(start))

    def packed(self, start: int = 0) -> Iterator[bytes]:
        """The same before they are `unpacked`: values that are packed alike are the same."""
        position = index = 0
        block, begin = b"", 0  # of the file, and where it begins
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
    return pickle.loads(data)  # noqa: S301 (nobody else can have written it)
