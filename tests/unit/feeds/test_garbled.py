"""When a feed is told to be garbled: as never before, and for the worse."""

from typing import Any

import pytest

from job_importer.feeds.garbled import Comparison, garbled_reason
from job_importer.feeds.model import Yield
from job_importer.intake.model import Item
from job_importer.pipeline.garbling import refuse_garbled
from tests.support.feed_docs import feed_doc
from tests.support.world import job


def yields(*changed: float | None) -> list[Yield]:
    return [{"run_id": str(n), "items": 10, "filled": 1.0, "changed": share} for n, share in enumerate(changed)]


OLD: list[Yield] = [{"run_id": "0", "items": 10, "filled": 1.0}]  # from before the shares were kept


@pytest.mark.parametrize(
    ("history", "known", "changed", "worse", "garbled"),
    [
        (yields(None), 10, 10, 10, True),
        (OLD, 10, 10, 10, True),
        ([], 10, 10, 10, False),  # no history, no comparison
        (yields(0.0), 0, 0, 0, False),
        (yields(0.0), 10, 10, 4, False),  # most of the new texts are as good
        (yields(0.0), 10, 10, 5, True),
        (yields(0.0), 10, 2, 2, False),  # here and there
        (yields(0.0), 20, 4, 4, False),
        (yields(0.0), 20, 5, 5, True),
        (yields(0.0), 10, 3, 2, False),  # of two jobs
        (yields(0.0), 2, 2, 2, True),  # but all that there are
        (yields(0.0), 1, 1, 1, True),
        (yields(0.0, 0.0, 0.9), 10, 10, 10, True),  # one odd day is not what is usual
        (yields(0.3, 0.3), 10, 6, 6, False),  # texts change a lot here
        (yields(0.3, 0.3), 10, 7, 7, True),
        (yields(0.8), 10, 9, 9, False),
        (yields(0.8), 20, 19, 19, True),
        (yields(1.0), 10, 10, 10, False),
    ],
)
def test_a_feed_is_garbled(history: list[Yield], known: int, changed: int, worse: int, garbled: bool) -> None:
    assert bool(garbled_reason(history, Comparison(known, changed, worse))) is garbled


def test_the_sentence_gives_the_numbers() -> None:
    reason = garbled_reason(yields(0.1), Comparison(40, 38, 37)) or ""
    assert "38 of 40 known jobs would change (about 10% is usual), 37 of them for the worse" in reason


@pytest.mark.parametrize(
    ("history", "title"), [([], "D\\xc3\\xa9veloppeur"), (yields(0.0), "Baker")], ids=["no history", "no damage"]
)
def test_stored_jobs_are_read_only_where_a_feed_with_a_history_is_damaged(history: list[Yield], title: str) -> None:
    no_database: Any = None
    refuse_garbled(no_database, feed_doc(yields=history), [Item(n, job(n, title=title)) for n in range(9)])
