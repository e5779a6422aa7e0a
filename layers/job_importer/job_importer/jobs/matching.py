"""Matches the jobs that a feed lists under new keys with those that it listed under other keys before.

They match by address, or by title, company, place and text; each job matches at most one. Everything is in a temporary
file, so memory does not grow with the feed.
"""

import sqlite3
from collections.abc import Iterator, Mapping

MOSTLY = 0.5  # share of changed keys from which the whole feed counts as renumbered
_TABLES = """
PRAGMA cache_size = -4096; -- KiB
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE known (id TEXT PRIMARY KEY, page TEXT, words TEXT, text TEXT) WITHOUT ROWID;
CREATE TABLE listed (id TEXT PRIMARY KEY, own TEXT, page TEXT, words TEXT, text TEXT) WITHOUT ROWID;
CREATE TABLE pairs (key TEXT PRIMARY KEY, job TEXT UNIQUE) WITHOUT ROWID;
CREATE INDEX owned ON listed (own);
CREATE VIEW vanished AS
  SELECT * FROM known
  WHERE id NOT IN (SELECT own FROM listed WHERE own IS NOT NULL) AND id NOT IN (SELECT job FROM pairs);
CREATE VIEW fresh AS SELECT * FROM listed WHERE own IS NULL AND id NOT IN (SELECT key FROM pairs);
"""
# By what, the surest first; and whether it has to be one job's alone. Jobs of one text are told apart by nothing, so
# that any two of them may be a pair.
_PASSES = (("page, words", True), ("text", False), ("words", True), ("page", True))
_PAIR = """
INSERT INTO pairs
  SELECT new.id, old.id
  FROM (SELECT id, {by}, row_number() OVER nth AS n, count(*) OVER every AS all_ FROM fresh
        WINDOW nth AS (PARTITION BY {by} ORDER BY id), every AS (PARTITION BY {by})) new
  JOIN (SELECT id, {by}, row_number() OVER nth AS n, count(*) OVER every AS all_ FROM vanished
        WINDOW nth AS (PARTITION BY {by} ORDER BY id), every AS (PARTITION BY {by})) old
  USING ({by}, n)
  WHERE {alone}
"""


class Matcher:
    """Add every job that the feed listed before and every one that it lists now, then ask for the pairs."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("")  # in a separate temporary file
        self._file.executescript(_TABLES)

    def add_known(self, key: str, prints: Mapping[str, str]) -> None:
        """A stored job that the feed has listed so far, with its `fingerprints`."""
        self._file.execute("INSERT OR IGNORE INTO known VALUES (?, ?, ?, ?)", (key, *_marks(prints)))

    def add_listed(self, key: str, stored_as: str | None, prints: Mapping[str, str]) -> None:
        """An item of the feed, and the key of its stored job, if there is one."""
        self._file.execute("INSERT OR IGNORE INTO listed VALUES (?, ?, ?, ?, ?)", (key, stored_as, *_marks(prints)))

    def match(self) -> int:
        """Finds the pairs; returns their number."""
        for by, alone in _PASSES:
            only = "new.all_ = 1 AND old.all_ = 1" if alone else "TRUE"
            self._file.execute(_PAIR.format(by=by, alone=only))
        return self._number("pairs")

    def is_throughout(self) -> bool:
        """Whether most of the known jobs have vanished and most of the listed ones are new, before matching."""
        many_gone = self._number("vanished") >= MOSTLY * self._number("known")
        return many_gone and self._number("fresh") >= MOSTLY * self._number("listed")

    def explains(self, pairs: int) -> bool:
        """Whether there are enough pairs to conclude that the keys have changed. Call after `match`."""
        return pairs > 0 and pairs >= MOSTLY * (pairs + min(self._number("vanished"), self._number("fresh")))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The new keys, each with the key under which its job is stored."""
        yield from self._file.execute("SELECT key, job FROM pairs ORDER BY key")

    def _number(self, table: str) -> int:
        number: int = self._file.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 a name of ours
        return number

    def close(self) -> None:
        self._file.close()


def _marks(prints: Mapping[str, str]) -> tuple[str | None, str | None, str | None]:
    """Of the address; of title, company, place and text; and that again where there is a text. None tells nothing."""
    text = prints["description_html"]
    words = "|".join((prints["title"], prints["company"], prints["location"], text))
    tells = text or (prints["company"] and prints["location"])
    return prints["url"] or None, words if tells else None, words if text else None
