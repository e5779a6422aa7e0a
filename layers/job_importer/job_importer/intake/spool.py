"""Values put aside on disk in order, to be read back as often as wanted: memory does not grow with their number."""

import pickle
from collections.abc import Iterator
from itertools import count
from tempfile import TemporaryFile
from typing import Any, Self

BUFFER = 256 * 1024
_HEAD = 4  # bytes of the length before each value


class Spool:
    """Put all values, then read them. The file has no name, so that nothing outlives the process."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=BUFFER)  # noqa: SIM115 (closed by `close`)

    def restart(self) -> Self:
        """Forget what was put."""
        self._file.seek(0)
        self._file.truncate()
        return self

    def put(self, value: Any) -> None:
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._file.write(len(data).to_bytes(_HEAD, "little"))
        self._file.write(data)

    def read(self, start: int = 0) -> Iterator[Any]:
        """The values in the order of `put`, but for the first `start`, which then cost next to nothing."""
        position = 0
        for index in count():
            self._file.seek(position)
            head = self._file.read(_HEAD)
            if not head:
                return
            length = int.from_bytes(head, "little")
            position += _HEAD + length
            if index >= start:
                yield pickle.loads(self._file.read(length))  # noqa: S301 (nobody else can have written it)

    def close(self) -> None:
        self._file.close()
