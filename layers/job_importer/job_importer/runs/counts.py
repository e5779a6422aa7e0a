"""The numbers of a run: its books, and what of them adds up over runs."""

from typing import TypedDict


class Sums(TypedDict):
    """The counts that add up over runs: of a run that has ended, or of a day's."""

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
    rekeyed: int  # known jobs that came under a new key
