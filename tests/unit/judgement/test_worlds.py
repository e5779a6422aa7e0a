"""Fifty feeds over thirty days, of which twenty go wrong as feeds do: each is found, and no other is. `make judgement`
simulates more of such worlds.
"""

import pytest

from job_importer.codes import FeedState
from tools.worlds.score import Score
from tools.worlds.source import Decay
from tools.worlds.world import DAYS, DECAYING, FEEDS, TRUTH, live, make_world

WORLDS = 8
ENOUGH = 0.95


@pytest.fixture(scope="module")
def score() -> Score:
    score = Score()
    for seed in range(1, WORLDS + 1):
        score.add(live(make_world(seed)))
    return score


def test_a_world_has_feeds_that_go_wrong_in_every_way_and_more_that_do_not() -> None:
    decays = [feed.source.decay for feed in make_world(1).values()]
    assert (len(decays), sum(decay is not Decay.NONE for decay in decays)) == (FEEDS, DECAYING)
    assert set(decays) == set(Decay)
    assert set(TRUTH) == set(Decay) - {Decay.NONE}


@pytest.mark.parametrize("state", [FeedState.HEALTHY, *sorted(set(TRUTH.values()))])
def test_a_state_is_found_within_a_day_and_is_true_where_it_is_found(score: Score, state: FeedState) -> None:
    assert score.true[state] >= WORLDS * DAYS / 4
    assert min(score.precision(state), score.recall(state)) >= ENOUGH, score.wrong


def test_nearly_every_feed_that_goes_wrong_is_found_by_name(score: Score) -> None:
    missed = {(seen.feed_id, seen.decay) for seen in score.wrong if seen.truth is not FeedState.HEALTHY}
    assert len(missed) <= 0.05 * WORLDS * DECAYING
