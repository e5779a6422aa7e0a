"""How the sums over a run's chunks become its books."""

from job_importer.runs.totals import NO_SUMS, balance, no_counts, seen_again

SUMS = {
    **NO_SUMS,
    "items": 100,
    "inactive": 3,
    "duplicates": 5,
    "rejected": 1,
    "known": 30,
    "new": 7,
    "updated": 11,
    "unchanged": 20,
    "failed": 2,
    "pending": 21,
    "restamped": 4,
    "reopened": 6,
    "reread": 8,
    "rekeyed": 9,
}
BOOKS = {
    "fetched": 97,
    "new": 7,
    "updated": 11,
    "unchanged": 50,
    "duplicate": 5,
    "failed": 3,
    "pending": 21,
    "inactive": 3,
    "restamped": 4,
    "reopened": 6,
    "reread": 8,
    "rekeyed": 9,
    "closed": 0,
}


def test_the_books_add_up_and_count_what_was_not_sent() -> None:
    assert balance(SUMS) == BOOKS
    assert BOOKS["fetched"] == 7 + 11 + 50 + 5 + 3 + 21
    assert no_counts() == dict.fromkeys(BOOKS, 0)


def test_what_is_seen_again_is_unchanged_but_for_what_failed_or_was_no_job() -> None:
    again = {"fetched": 97, "unchanged": 68, "duplicate": 5, "failed": 3, "inactive": 3}
    assert seen_again(balance(SUMS)) == no_counts() | again
