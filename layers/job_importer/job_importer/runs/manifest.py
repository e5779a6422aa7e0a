"""The manifest of a run: the jobs of a whole feed, with which the feed's next run is compared.

It is on disk, in sqlite3, so that memory does not grow with the feed. Keys and hashes are 16 bytes each. A run has two
manifests open and sorts one: each uses at most CACHE_KIB of memory. Keys are practically random, so a larger cache
would help little.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from job_importer.intake.model import Known
from job_importer.runs.model import Relied, RunDoc

CACHE_KIB = 2 * 1024
BUFFERED = 1_000
KEY_BYTES = 16
_SCHEMA = """CREATE TABLE IF NOT EXISTS items (
    key BLOB PRIMARY KEY, content BLOB, stamp BLOB, name INTEGER, posted INTEGER, mask INTEGER, item BLOB
) WITHOUT ROWID"""
# An item that shares its key with another item counts as unknown: both are published again.
_ADD = """INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET content = NULL"""
_KNOWN = "SELECT key, content, stamp, name, posted, mask FROM items WHERE {} = ? AND content IS NOT NULL"


def relied_on(run: RunDoc) -> Relied | None:
    """The manifest that the attempts of the run have agreed on."""
    return run["reading"].get("relies_on") if run["reading"] else None


class Manifest:
    """Add, then look up."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._buffer: list[tuple[object, ...]] = []
        self._database = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE_KIB}"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute(_SCHEMA)
        self._database.execute("BEGIN")

    def add(self, known: Known, item: bytes | None) -> None:
        """`item` is what identifies such an item, if anything."""
        self._add((*known, item))

    def distrust(self, key: bytes) -> None:
        """The job is listed, but not known to be stored."""
        self._add((key, *[None] * len(Known._fields)))

    def _add(self, row: tuple[object, ...]) -> None:
        self._buffer.append(row)
        if len(self._buffer) == BUFFERED:
            self._flush()

    def lists(self, key: str) -> bool:
        self._flush()
        found = self._database.execute("SELECT 1 FROM items WHERE key = ?", (bytes.fromhex(key),)).fetchone()
        return found is not None

    def by_key(self, key: bytes) -> Known | None:
        return self._find("key", key)

    def by_item(self, known_by: bytes) -> Known | None:
        """Call after `index_items`."""
        return self._find("item", known_by)

    def _find(self, column: str, value: bytes) -> Known | None:
        self._flush()
        found = self._database.execute(_KNOWN.format(column), (value,)).fetchone()
        return Known(*found) if found else None

    def index_items(self) -> None:
        """The index takes as much space again, so it is built only where it is needed."""
        self._flush()
        self._database.execute("CREATE INDEX IF NOT EXISTS by_item ON items (item)")

    def missing_from(self, later: "Manifest") -> Iterator[str]:
        """The keys that `later` does not list, in order."""
        self.complete()
        later.complete()
        self._database.execute("ATTACH ? AS later", (str(later.path),))
        for (key,) in self._database.execute("SELECT key FROM items EXCEPT SELECT key FROM later.items"):
            yield key.hex()

    def _flush(self) -> None:
        if self._buffer:
            self._database.executemany(_ADD, self._buffer)
            self._buffer.clear()

    def complete(self) -> None:
        """Call after the last `add`: writes everything to the file."""
        self._flush()
        if self._database.in_transaction:
            self._database.execute("COMMIT")

    def close(self) -> None:
        self._database.close()
