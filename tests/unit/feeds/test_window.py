"""A list of the newest N is known by its history; one that is whole is not taken for it for long."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import comb, log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from job_importer.feeds.window import Listing, Standing, Turnover, _in_order, is_round, judge, tell_apart


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


def without(listed: Listing, *jobs: int) -> Listing:
    return listing(*(job for job in listed.keys if job not in jobs))


FALLEN = Standing(longest=16, has_fallen=True)
WINDOW = Standing(is_window=True, longest=20)


@pytest.mark.parametrize(
    ("standing", "before", "now", "is_window"),
    [
        # one length, its turnover: a list of ten at once, a shorter one from 6 bits on, one that has fallen from 12
        (Standing(longest=8, surprise=2.9), newest(8, 99), newest(8, 100), False),
        (Standing(longest=8, surprise=3.0), newest(8, 99), newest(8, 100), True),
        (replace(FALLEN, surprise=7.9), newest(16, 99), newest(16, 100), False),
        (replace(FALLEN, surprise=8.0), newest(16, 99), newest(16, 100), True),
        (Standing(longest=30), newest(20, 99), newest(20, 100), False),
        # all new: where its length never changed
        (FALLEN, newest(16, 99), newest(16, 150), False),
        (Standing(longest=30), newest(20, 99), newest(20, 150), False),
        # shorter: to a round length, by a fifth at least, and by no chance
        (Standing(longest=200), newest(200, 999), newest(160, 1_003), True),
        (Standing(longest=200), newest(200, 999), newest(159, 1_003), False),
        (Standing(longest=200), newest(200, 999), newest(165, 1_003), False),
        (Standing(longest=10), newest(10, 99), newest(8, 100), False),
        # longer: to a round length of ten at least, longer than ever, of which only the oldest left
        (Standing(longest=9), newest(9, 99), newest(10, 102), True),
        (Standing(longest=7), newest(7, 99), newest(8, 101), False),
        (Standing(longest=18), newest(18, 99), newest(19, 102), False),
        (Standing(longest=20), newest(18, 97), newest(20, 102), False),
        (Standing(longest=18), newest(18, 99), without(newest(21, 103), 95), False),
        # a window may lack a tenth of its length, where new ones came and only the oldest left
        (WINDOW, newest(20, 99), newest(18, 101), True),
        (WINDOW, newest(20, 99), newest(17, 101), False),
        (WINDOW, newest(20, 99), listing(*newest(20, 99).keys[:18]), False),
        (WINDOW, newest(20, 99), without(newest(20, 100), 90), False),
        (WINDOW, newest(20, 99), newest(19, 150), False),
    ],
)
def test_the_length_of_a_list_and_what_left_it_reveal_a_window(
    standing: Standing, before: Listing, now: Listing, is_window: bool
) -> None:
    assert judge(standing, before, now).is_window == is_window


@pytest.mark.parametrize(
    ("standing", "before", "now", "after"),
    [
        (replace(FALLEN, surprise=5.0), newest(16, 99), newest(16, 99), replace(FALLEN, surprise=5.0)),
        (replace(FALLEN, surprise=5.0), newest(14, 99), newest(15, 100), replace(FALLEN, surprise=5.0)),
        (replace(FALLEN, surprise=5.0), newest(16, 99), without(newest(17, 100), 90), FALLEN),
        (Standing(longest=16), newest(16, 99), newest(15, 99), replace(FALLEN, surprise=4.0)),
        (Standing(longest=160), newest(16, 99), newest(16, 101), Standing(False, 160, False, log2(comb(16, 2)))),
        (Standing(longest=200), newest(200, 9), newest(160, 13), Standing(True, 160, False, log2(comb(200, 44)))),
    ],
)
def test_what_is_held_of_a_feed_after_a_listing(
    standing: Standing, before: Listing, now: Listing, after: Standing
) -> None:
    assert judge(standing, before, now) == after


def test_the_turnover_of_a_list_in_the_order_of_its_ages() -> None:
    """Of those that left 4 and 5 are as old as 3, which stayed; of those that came 12 and 13 came in between."""
    before = {1: 0, 2: 1, 3: 2, 4: 2, 5: 2, 6: 3, 7: 0}
    now = {11: 4, 1: 5, 7: 5, 10: 5, 12: 7, 3: 9, 13: 9, 14: 10}
    bits = log2(comb(7, 3)) - log2(comb(4, 3)) - log2(comb(4, 3))
    assert _in_order(before, now) == Turnover(3, 1, 2, 1, 2, surprise=pytest.approx(bits))


def test_dates_tell_the_oldest_although_most_are_the_same_and_a_list_without_them_has_none() -> None:
    before = newest(12, 11)
    now = listing(13, 12, *(job for job in before.keys if job not in (5, 6)))
    moments = tuple(3 if job == 5 else 5 for job in before.keys)
    dated = replace(before, moments=moments), replace(now, moments=(5,) * 12)
    assert judge(Standing(longest=12), *dated).is_window
    assert not judge(Standing(longest=12), dated[0], now).is_window
    assert not judge(Standing(longest=12), before, dated[1]).is_window


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
