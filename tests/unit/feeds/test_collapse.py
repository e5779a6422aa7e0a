import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from job_importer.codes import FeedError, RunFailure
from job_importer.feeds.collapse import YIELDS_KEPT, collapse_reason, refuse_collapse, remember
from job_importer.feeds.model import Yield
from tests.support.feed_docs import feed_doc


def history(*items: int, filled: float = 0.9) -> list[Yield]:
    return [Yield(run_id=f"R{n}", items=count, filled=filled) for n, count in enumerate(items)]


@pytest.mark.parametrize(
    ("usual", "items"),
    [(250, 124), (250, 1), (100, 49), (1_000_000, 499_999), (40, 5), (20, 3), (10, 1), (250, 0)],
)
def test_far_fewer_items_than_usual_are_a_collapse(usual: int, items: int) -> None:
    assert collapse_reason(history(usual, usual, usual), 0.5, items, 0.9)


@pytest.mark.parametrize(
    ("usual", "items"), [(250, 125), (250, 9_000), (10, 4), (4, 1), (3, 0), (1, 0), (0, 0), (0, 5)]
)
def test_an_ordinary_week_is_no_collapse_and_the_smaller_the_feed_the_more_is_ordinary(usual: int, items: int) -> None:
    assert collapse_reason(history(usual, usual, usual), 0.5, items, 0.9) is None


def test_a_feed_without_history_cannot_collapse() -> None:
    assert collapse_reason([], 0.5, 0, 0.0) is None


def test_one_good_run_is_history_enough() -> None:
    assert collapse_reason(history(500), 0.5, 10, 0.9)


def test_one_odd_day_does_not_make_the_usual_days_a_collapse() -> None:
    assert collapse_reason(history(100, 100, 100, 900), 0.5, 100, 0.9) is None


def test_items_that_lost_most_of_their_fields_are_a_collapse_however_many_they_are() -> None:
    assert "40% of the expected fields" in (collapse_reason(history(100, 100), 0.5, 100, 0.4) or "")
    assert collapse_reason(history(100, 100), 0.5, 100, 0.5) is None


@settings(deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 1), st.lists(st.integers(0, 10**6), max_size=10))
def test_threshold_zero_switches_the_guard_off(items: int, filled: float, before: list[int]) -> None:
    assert collapse_reason(history(*before), 0.0, items, filled) is None


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=10), st.floats(0, 1), st.data())
def test_more_items_are_never_more_suspicious(before: list[int], threshold: float, data: st.DataObject) -> None:
    items = data.draw(st.integers(0, 10**6))
    if collapse_reason(history(*before), threshold, items, 0.9) is None:
        assert collapse_reason(history(*before), threshold, items + data.draw(st.integers(0, 1000)), 0.9) is None


def test_a_refusal_tells_the_operator_what_is_usual_and_how_to_accept_it() -> None:
    feed = feed_doc("acme", yields=history(250, 250))
    with pytest.raises(FeedError, match="12 items; about 250 are usual") as caught:
        refuse_collapse(feed, 12, 0.9)
    assert caught.value.code == RunFailure.FEED_COLLAPSED
    assert "jobctl import acme --accept-collapse" in caught.value.message
    refuse_collapse(feed, 240, 0.9)


def test_the_memory_holds_the_newest_runs() -> None:
    yields: list[Yield] = []
    for y in history(*range(100, 130)):
        yields = remember(yields, 0.5, y)
    assert [y["items"] for y in yields] == list(range(130 - YIELDS_KEPT, 130))


def test_remembering_a_run_twice_changes_nothing() -> None:
    once = remember(history(100), 0.5, Yield(run_id="R9", items=90, filled=0.9))
    assert remember(once, 0.5, Yield(run_id="R9", items=90, filled=0.9)) == once


def test_an_accepted_collapse_is_the_new_usual_from_then_on() -> None:
    accepted = Yield(run_id="R99", items=20, filled=0.9)
    yields = remember(history(*[500] * 10), 0.5, accepted)
    assert yields == [accepted]
    assert collapse_reason(yields, 0.5, 19, 0.9) is None


def test_a_month_with_a_collapse_and_a_return_refuses_the_collapsed_days_alone() -> None:
    weather, yields, refused = random.Random(7), list[Yield](), []
    for day in range(30):
        items = 250 + weather.randint(-15, 15) if day not in (11, 12, 13) else 9
        if collapse_reason(yields, 0.5, items, 0.9):
            refused.append(day)
        else:
            yields = remember(yields, 0.5, Yield(run_id=f"R{day}", items=items, filled=0.9))
    assert refused == [11, 12, 13]


def test_a_small_feed_in_which_jobs_come_and_go_is_left_in_peace() -> None:
    days = [2, 2, 2, 2, 4, 5, 3, 4, 1, 10, 8, 10, 1, 2, 14, 28, 32, 29, 32, 30, 22, 22, 22, 16]
    yields: list[Yield] = []
    for day, items in enumerate(days):
        assert collapse_reason(yields, 0.5, items, 0.9) is None, day
        yields = remember(yields, 0.5, Yield(run_id=f"R{day}", items=items, filled=0.9))
