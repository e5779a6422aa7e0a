"""A list of the newest N is known by its history; one that is whole is not taken for it for long."""

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from job_importer.feeds.window import Listing, Standing, is_round, judge, tell_apart


def listing(*jobs: int, moments: Sequence[int] | None = None) -> Listing:
    return Listing(len(jobs), jobs, tuple(moments) if moments else None)


def verdicts(*listings: Listing) -> list[bool]:
    """Of each listing but the first."""
    standing, found = Standing(longest=listings[0].items), []
    for before, now in pairwise(listings):
        standing = judge(standing, before, now)
        found.append(standing.is_window)
    return found


def newest(count: int, last: int) -> Listing:
    """Of the jobs 0 … `last` the newest `count`, newest first."""
    return listing(*range(last, last - count, -1))


@pytest.mark.parametrize("count", [10, 12, 17, 20, 25, 50, 100, 200, 500, 1_000])
@pytest.mark.parametrize("shift", [1, 4])
def test_a_constant_list_whose_oldest_leave_as_new_ones_come_is_a_window_at_its_second_listing(
    count: int, shift: int
) -> None:
    assert verdicts(newest(count, 2_000), newest(count, 2_000 + shift)) == [True]


@pytest.mark.parametrize("count", [10, 50, 100])
def test_a_constant_list_of_which_nothing_is_left_is_a_window(count: int) -> None:
    assert verdicts(newest(count, 1_000), newest(count, 1_000 + count)) == [True]
    assert verdicts(newest(2, 10), newest(2, 12)) == [False]


def test_the_newest_may_stand_last() -> None:
    assert verdicts(listing(*range(10)), listing(*range(3, 13))) == [True]


def test_where_a_document_is_in_no_order_its_dates_tell_the_oldest() -> None:
    before = listing(3, 9, 1, 7, 5, 2, 8, 4, 6, 0, moments=(3, 9, 1, 7, 5, 2, 8, 4, 6, 0))
    now = listing(11, 3, 9, 7, 5, 2, 10, 8, 4, 6, moments=(11, 3, 9, 7, 5, 2, 10, 8, 4, 6))
    assert verdicts(before, now) == [True]


def test_where_the_dates_say_that_others_than_the_oldest_left_a_list_in_no_order_is_whole() -> None:
    before = listing(3, 9, 1, 7, 5, 2, 8, 4, 6, 0, moments=(3, 9, 1, 7, 5, 2, 8, 4, 6, 0))
    now = listing(11, 3, 9, 1, 5, 2, 10, 4, 6, 0, moments=(11, 3, 9, 1, 5, 2, 10, 4, 6, 0))
    assert verdicts(before, now) == [False]


def test_that_nothing_changes_is_no_evidence() -> None:
    assert verdicts(newest(10, 99), newest(10, 99), newest(10, 99)) == [False, False]
    assert verdicts(newest(10, 99), newest(10, 102), newest(10, 102)) == [True, True]


def test_a_list_that_lost_a_job_from_its_middle_is_whole() -> None:
    assert verdicts(listing(*range(10)), listing(99, 0, 1, 2, 4, 5, 6, 7, 8, 9)) == [False]


def test_a_list_that_became_shorter_is_whole_also_where_its_oldest_left() -> None:
    assert verdicts(newest(40, 99), newest(37, 99)) == [False]
    assert verdicts(newest(40, 99), newest(38, 100)) == [False]


def test_a_list_that_became_shorter_once_is_not_taken_for_a_window_by_one_job() -> None:
    assert verdicts(newest(21, 99), newest(20, 99), newest(20, 100)) == [False, False]
    assert verdicts(newest(21, 99), newest(20, 99), newest(20, 104)) == [False, True]


def test_a_list_into_which_jobs_come_in_between_is_whole() -> None:
    assert verdicts(listing(*range(10)), listing(0, 1, 2, 77, *range(3, 9))) == [False]


def test_a_small_list_is_whole_until_its_turnover_can_be_no_chance() -> None:
    assert verdicts(newest(3, 9), newest(3, 10), newest(3, 11)) == [False, False]
    assert verdicts(newest(5, 9), newest(5, 11), newest(5, 13)) == [False, True]


def test_what_was_wrongly_taken_for_a_window_is_whole_when_its_length_changes() -> None:
    slid = newest(10, 100)
    shorter = listing(*(job for job in slid.keys if job not in (93, 95)))
    assert verdicts(newest(10, 99), slid, shorter) == [True, False]
    assert verdicts(newest(10, 99), slid, newest(12, 102)) == [True, False]


def test_a_window_may_lose_jobs_from_its_middle_and_fill_up_with_older_ones() -> None:
    filled = listing(103, *(job for job in newest(10, 102).keys if job not in (97, 99)), 92)
    assert verdicts(newest(10, 99), newest(10, 102), filled) == [True, True]


def test_a_window_that_lacks_one_of_its_newest_for_once_is_still_one() -> None:
    assert verdicts(newest(20, 99), newest(20, 102), newest(19, 104), newest(20, 107)) == [True, True, True]


def test_a_window_that_its_publisher_makes_longer_or_shorter_is_still_one() -> None:
    longer = listing(*range(103, 83, -1))
    assert verdicts(newest(10, 99), newest(10, 102), longer) == [True, True]
    assert verdicts(newest(200, 999), newest(100, 1_003), newest(100, 1_005)) == [True, True]


def test_a_list_that_grows_until_it_is_cut_is_a_window_from_then_on() -> None:
    assert verdicts(newest(98, 97), newest(100, 102), newest(100, 104)) == [True, True]


def test_dates_that_are_all_the_same_or_missing_tell_nothing() -> None:
    assert (tell_apart([5, 5, 5]), tell_apart([5, None, 7]), tell_apart([5, 6, 5])) == (None, None, (5, 6, 5))


def test_round_is_what_people_choose() -> None:
    assert all(map(is_round, (10, 12, 15, 16, 20, 24, 25, 32, 48, 50, 64, 100, 128, 250, 1_000)))
    assert not any(map(is_round, (11, 13, 17, 19, 22, 31, 41, 57, 99, 101)))


class Source:
    """The open jobs of a source, newest first."""

    def __init__(self, jobs: int, seed: int) -> None:
        self.jobs, self.next, self.chance = list(range(jobs)), jobs, random.Random(seed)

    def day(self, most_new: int, most_gone: int, least: int) -> None:
        for _ in range(self.chance.randint(0, most_gone)):
            if len(self.jobs) > least:
                self.jobs.remove(self.chance.choice(self.jobs))
        for _ in range(self.chance.randint(0, most_new)):
            self.jobs.insert(0, self.next)
            self.next += 1


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([10, 20, 25, 50, 100]), st.integers(1, 6), st.integers(0, 2), st.integers(0, 10**6))
def test_an_open_job_is_never_missed_in_a_window_that_is_taken_for_whole(
    size: int, most_new: int, most_gone: int, seed: int
) -> None:
    """Whole is said only where what went from the window went from the source."""
    source = Source(4 * size, seed)
    before, standing = listing(*source.jobs[:size]), Standing(longest=size)
    known = set(before.keys)
    for _ in range(60):
        source.day(most_new, most_gone, size + 1)
        now = listing(*source.jobs[:size])
        standing = judge(standing, before, now)
        if not standing.is_window:
            assert known - set(now.keys) <= known - set(source.jobs)
            known = set()
        known |= set(now.keys)
        before = now


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 60), st.integers(1, 4), st.integers(0, 10**6))
def test_a_whole_list_of_random_comings_and_goings_is_taken_for_a_window_on_few_days_and_never_for_long(
    size: int, most: int, seed: int
) -> None:
    source = Source(size, seed)
    before, standing = listing(*source.jobs), Standing(longest=size)
    mistaken, in_a_row = 0, 0
    for _ in range(90):
        source.day(most, most, 3)
        now = listing(*source.jobs)
        standing = judge(standing, before, now)
        in_a_row = in_a_row + 1 if standing.is_window else 0
        mistaken += standing.is_window
        assert in_a_row <= 20
        before = now
    assert mistaken <= 25
