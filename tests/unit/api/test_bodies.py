"""What a body may hold: each value in its own type, within its bounds, and nothing else."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from job_importer.api.routes.imports import StartImports
from job_importer.feeds.model import FeedSettings

URL = "https://jobs.example.com/feed.xml"
FLAGS = [
    (StartImports, "accept_collapse"),
    (StartImports, "full"),
    (FeedSettings, "allow_empty"),
    (FeedSettings, "enabled"),
]
BOUNDS: dict[str, tuple[Any, Any, Any, Any]] = {  # what is too little, the least, the most, what is too much
    "interval_seconds": (59, 60, 31 * 86_400, 31 * 86_400 + 1),
    "max_bytes": (1_023, 1_024, 2**40, 2**40 + 1),
    "collapse_threshold": (-0.01, 0.0, 1.0, 1.01),
    "window_days": (0, 1, 365, 366),
}


def read(model: type[BaseModel], **values: Any) -> BaseModel:
    return model.model_validate(({"url": URL} if model is FeedSettings else {}) | values)


@pytest.mark.parametrize(("model", "name"), FLAGS)
def test_a_flag_is_true_or_false(model: type[BaseModel], name: str) -> None:
    for flag in (True, False):
        assert getattr(read(model, **{name: flag}), name) is flag
    for other in ("true", 1, None):
        with pytest.raises(ValidationError):
            read(model, **{name: other})


@pytest.mark.parametrize("name", BOUNDS)
def test_a_number_is_one_and_within_its_bounds(name: str) -> None:
    little, least, most, much = BOUNDS[name]
    for number in (least, most):
        assert getattr(read(FeedSettings, **{name: number}), name) == number
    for other in (little, much, str(most), True):
        with pytest.raises(ValidationError):
            read(FeedSettings, **{name: other})


@pytest.mark.parametrize("model", [StartImports, FeedSettings])
def test_what_is_not_known_is_refused(model: type[BaseModel]) -> None:
    with pytest.raises(ValidationError):
        read(model, surprise=1)


def test_imports_are_of_some_feeds_but_not_of_none() -> None:
    assert StartImports(feed_ids=["a"] * 100).full is False
    for feeds in ([], ["a"] * 101):
        with pytest.raises(ValidationError):
            StartImports(feed_ids=feeds)
