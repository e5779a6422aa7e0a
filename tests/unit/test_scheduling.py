"""Tests of the one deployed stack run in one worker."""

import re
from pathlib import Path

from tests.support.scheduling import TOGETHER, shared_by

ROOT = Path(__file__).parents[2]
TAKES_STACK = re.compile(r"def \w+\([^)]*\bstack: Stack\b")


def test_whatever_takes_the_stack_shares_it() -> None:
    found = [
        str(path.relative_to(ROOT)) for path in ROOT.glob("tests/**/test_*.py") if TAKES_STACK.search(path.read_text())
    ]
    assert len(found) > 5
    assert {shared_by(f"{path}::test_it") for path in found} == {"the deployed stack"}


def test_other_tests_are_on_their_own() -> None:
    assert shared_by("tests/unit/test_mongo.py::test_it") is None


def test_what_shares_something_is_there() -> None:
    assert all((ROOT / place).exists() for places in TOGETHER.values() for place in places)
