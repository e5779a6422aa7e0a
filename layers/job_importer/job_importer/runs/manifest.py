"""A manifest: which jobs a whole run listed, and what they were. The next run of the feed is compared with it.

It lies on disk, in sqlite3, so that memory does not grow with the feed. Keys and hashes are 16 bytes each.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from job_importer.runs.model import Relied, RunDoc

CACHE_KIB = 8 * 1024
BUFFERED = 1_000
KEY_BYTES = 16
_SCHEMA = "CREATE TABLE IF NOT EXISTS jobs (key BLOB PRIMARY KEY, content BLOB, stamp BLOB) WITHOUT ROWID"
# An item whose key another item has, too, is told to be the same as nothing: both are published anew.
_ADD = "INSERT INTO jobs VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET content = NULL, stamp = NULL"


class Hashes(NamedTuple):
    """Of a job that is stored; hex digits, as in the database."""

    content: str
    stamp: str


def relied_on(run: RunDoc) -> Relied | None:
    """The manifest that the attempts of the run have agreed on."""
    return run["reading"].get("relies_on") if run["reading"] else None


class Manifest:
    """Add, then look up. A job without hashes is listed and not known to be stored."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._buffer: list[tuple[bytes, bytes | None, bytes | None]] = []
        self._database = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE_KIB}"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute(_SCHEMA)
        self._database.execute("BEGIN")

    def add(self, key: str, hashes: Hashes | None) -> None:
        content, stamp = map(bytes.fromhex, hashes) if hashes else (None, None)
        self._buffer.append((bytes.fromhex(key), content, stamp))
        if len(self._buffer) == BUFFERED:
            self._flush()

    def lists(self, key: str) -> bool:
        self._flush()
        found = self._database.execute("SELECT 1 FROM jobs WHERE key = ?", (bytes.fromhex(key),)).fetchone()
        return found is not None

    def holds(self, key: str, hashes: Hashes) -> bool:
        """Whether the job was listed, and just so."""
        self._flush()
        found = self._database.execute(
            "SELECT content, stamp FROM jobs WHERE key = ?", (bytes.fromhex(key),)
        ).fetchone()
        return bool(found == (bytes.fromhex(hashes.content), bytes.fromhex(hashes.stamp)))

    def missing_from(self, later: "Manifest") -> Iterator[str]:
        """The keys that `later` does not list, in order."""
        self.complete()
        later.complete()
        self._database.execute("ATTACH ? AS later", (str(later.path),))
        for (key,) in self._database.execute("SELECT key FROM jobs EXCEPT SELECT key FROM later.jobs"):
            yield key.hex()

    def _flush(self) -> None:
        if self._buffer:
            self._database.executemany(_ADD, self._buffer)
            self._buffer.clear()

    def complete(self) -> None:
        """All of it is in the file then, and no more is added."""
        self._flush()
        if self._database.in_transaction:
            self._database.execute("COMMIT")

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
