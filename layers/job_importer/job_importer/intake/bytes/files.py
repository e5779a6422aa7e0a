"""Reading a file in blocks."""

from collections.abc import Iterator
from pathlib import Path

BLOCK = 32 * 1024


def beginning(path: Path, size: int, skip: int = 0) -> bytes:
    """The first bytes of a file from offset `skip`, at most `size`."""
    return b"".join(blocks(path, skip, size, size))


def blocks(path: Path, skip: int = 0, limit: int | None = None, size: int = BLOCK) -> Iterator[bytes]:
    """Yields the bytes of a file from offset `skip`, at most `limit` of them."""
    with path.open("rb") as file:
        file.seek(skip)
        left = limit
        while block := file.read(size if left is None else min(size, left)):
            yield block
            left = None if left is None else left - len(block)
