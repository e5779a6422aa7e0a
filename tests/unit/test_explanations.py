"""Every code that the API answers with is explained, and nothing else is."""

from enum import StrEnum
from typing import get_args

import pytest

from job_importer.codes import CloseReason, FeedState, JobFailure, RunFailure
from job_importer.explanations import Explanation, Kind, explain, explanations

CODES: dict[Kind, set[str]] = {
    "runs": set(RunFailure),
    "jobs": set(JobFailure),
    "states": set(FeedState),
    "reasons": set(CloseReason),
    "outcomes": {"new", "updated", "unchanged", "duplicate", "failed", "pending"},
}
EVERY = [(kind, code, words) for kind, codes in explanations().items() for code, words in codes.items()]


def test_every_kind_is_explained() -> None:
    assert set(explanations()) == set(CODES) == set(get_args(Kind))


@pytest.mark.parametrize("kind", CODES)
def test_every_code_has_an_entry_and_every_entry_a_code(kind: Kind) -> None:
    assert set(explanations()[kind]) == {str(code) for code in CODES[kind]}


@pytest.mark.parametrize(("kind", "code", "words"), EVERY, ids=[f"{kind}-{code}" for kind, code, _ in EVERY])
def test_an_entry_is_a_title_and_sentences(kind: Kind, code: str, words: Explanation) -> None:
    assert words.title
    assert not words.title.endswith(".")
    assert words.meaning.endswith(".")
    assert words.advice.endswith(".")
    if words.command:
        assert words.command.startswith("jobctl ")
        assert "{" not in words.command.format(feed="acme", run="01JC")


def test_a_code_of_a_later_version_is_called_by_its_name() -> None:
    assert explain("runs", "feed_on_fire").title == "feed_on_fire"


def test_a_worse_state_comes_first() -> None:
    assert [state.rank for state in FeedState] == list(range(len(FeedState)))
    assert issubclass(FeedState, StrEnum)
