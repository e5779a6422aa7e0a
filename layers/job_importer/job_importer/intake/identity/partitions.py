"""Many small records on disk, partitioned by hash, so that each partition fits in memory."""

from array import array
from collections.abc import Iterator
from struct import Struct
from tempfile import TemporaryFile
from typing import Any, Self

PARTS = 512
FLUSH_BYTES = 2_048


class Partitions:
    """Write all records, then read them back part by part: records with the same `hash % PARTS` come together."""

    def __init__(self, record: Struct) -> None:
        self._record = record
        self._file = TemporaryFile()  # noqa: SIM115 (closed by `close`)
        self.restart()

    def restart(self) -> Self:
        """Discards all records."""
        self._buffers = [bytearray() for _ in range(PARTS)]
        self._chunks: list[array[int]] = [array("Q") for _ in range(PARTS)]  # offset, length, offset, length …
        self._end = 0
        return self

    def write(self, hash_: int, *values: int) -> None:
        part = hash_ % PARTS
        buffer = self._buffers[part]
        buffer += self._record.pack(*values)
        if len(buffer) >= FLUSH_BYTES:
            self._flush(part)

    def part(self, number: int) -> Iterator[tuple[Any, ...]]:
        """The records of one part in the order of writing. Repeatable."""
        chunks = self._chunks[number]
        for offset, length in zip(chunks[::2], chunks[1::2], strict=True):
            self._file.seek(offset)
            yield from self._record.iter_unpack(self._file.read(length))
        yield from self._record.iter_unpack(bytes(self._buffers[number]))

    def _flush(self, part: int) -> None:
        buffer = self._buffers[part]
        self._file.seek(self._end)
        self._file.write(buffer)
        self._chunks[part].extend((self._end, len(buffer)))
        self._end += len(buffer)
        buffer.clear()

    def close(self) -> None:
        self._file.close()
