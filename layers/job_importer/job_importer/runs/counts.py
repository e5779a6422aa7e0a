"""The numbers of a run: its books, and those of them that add up over runs."""

from typing import TypedDict


class Sums(TypedDict):
    """The counts that add up over runs: those of an ended run, or of a day."""

    fetched: int
    new: int
    updated: int
    unchanged: int
    duplicate: int
    failed: int
    closed: int
    reopened: int


class Counts(Sums):
    """The books: fetched = new + updated + unchanged + duplicate + failed + pending. The other counts are extra."""

    pending: int
    inactive: int  # items that the feed marks as inactive; not among `fetched`
    restamped: int  # part of `unchanged`: only dates, counters or tracking parameters differ
    reread: int  # part of `unchanged`: read differently by another version of the reader
    rekeyed: int  # known jobs that arrived under a new key
