"""How long a run waits for its host, and how many runs of a host are worth starting."""

import pytest

from job_importer.feeds.turns import (
    LONGEST_WAIT,
    crowding,
    expected_seconds,
    may_begin,
    slot_seconds,
    stay_away,
    turns_within,
)


def test_a_turn_is_the_fetch_and_the_pause_and_never_less_than_a_second() -> None:
    assert [slot_seconds(*times) for times in ((2.0, 3.0), (0.25, 0.5), (0.5, 0.75))] == [5.0, 1.0, 1.25]


def test_a_fetch_that_hangs_counts_as_twice_the_usual_at_most() -> None:
    assert [expected_seconds(2.0, took) for took in (2.0, 4.0, 5.0, 500.0, 0.0)] == pytest.approx(
        [2, 2.4, 2.6, 2.6, 1.6]
    )


@pytest.mark.parametrize(
    ("ahead", "idle_for", "begins"), [(0, 0.0, True), (1, 0.0, True), (2, 9.9, False), (2, 10.0, True), (7, 10.0, True)]
)
def test_a_free_host_is_for_the_first_two_or_for_anybody_where_these_do_not_come(
    ahead: int, idle_for: float, begins: bool
) -> None:
    assert may_begin(ahead, idle_for, slot=5.0) == begins


@pytest.mark.parametrize(
    ("until_free", "busy_for", "ahead", "jitter", "seconds"),
    [
        (8.0, 0.0, 0, 0.5, 8.0),
        (0.0, 40.0, 0, 0.0, 4.0),  # it should be free: a tenth to three tenths of what the fetch has taken so far
        (-3.0, 40.0, 0, 0.5, 8.0),
        (-3.0, 2.0, 0, 0.5, 1.0),
        (8.0, 0.0, 2, 0.0, 13.5),  # three quarters of what the others are expected to take, and more by chance
        (8.0, 0.0, 2, 0.5, 15.3),
        (-8.0, 0.0, 2, 0.0, 7.5),
        (8.0, 0.0, 900, 0.0, LONGEST_WAIT),
        (0.1, 0.0, 0, 0.0, 1.0),
    ],
)
def test_who_waits_comes_back_when_the_host_should_be_free(
    until_free: float, busy_for: float, ahead: int, jitter: float, seconds: float
) -> None:
    assert stay_away(until_free, busy_for, ahead, 5.0, jitter) == pytest.approx(seconds)


def test_as_many_runs_are_worth_starting_as_have_turns_begun_in_the_time() -> None:
    assert [turns_within(seconds, 5.0) for seconds in (0.0, 5.0, 5.1, 10.0, 60.0)] == [1, 1, 2, 2, 12]


def test_a_host_is_crowded_where_its_feeds_want_more_than_all_of_its_time() -> None:
    assert crowding("h.example", 10.0, [20, 20]) is None
    told = crowding("h.example", 10.0, [20, 20, 40])
    assert told is not None
    assert told.startswith(
        "h.example can be fetched from once in 10 s (a fetch and a pause), which is 360 imports an hour; 3 feeds "
        "would need 450. Each comes 1.2 times later"
    )
