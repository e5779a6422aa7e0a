"""Whether two cuts of a feed are the same."""

import pytest

from job_importer.delivery.messages import ChunkHeader
from job_importer.jobs.outcome import OutcomeCounts
from job_importer.runs.ledger import _announced, chunk_doc, is_cut_alike
from job_importer.runs.model import ChunkState
from job_importer.runs.totals import NOT_SENT
from tests.support.world import NOW, RUN_1

HEADER = ChunkHeader(run_id=RUN_1, feed_id="acme", n=3, items=9, duplicates=2, rejected=1, seen_at=NOW)
CHUNK = chunk_doc(HEADER, ChunkState.PENDING, OutcomeCounts())


def test_the_same_cut_is_alike() -> None:
    assert is_cut_alike(CHUNK, HEADER)


@pytest.mark.parametrize("name", ["items", *NOT_SENT])
def test_a_cut_that_differs_in_one_number_is_another(name: str) -> None:
    assert not is_cut_alike(CHUNK, HEADER.model_copy(update={name: getattr(HEADER, name) + 1}))


@pytest.mark.parametrize(
    ("covers", "is_done"),
    [
        ({"items": 9, "inactive": 2, "duplicates": 3, "known": 4, "rejected": 0}, True),
        ({"items": 10, "inactive": 2, "duplicates": 3, "known": 4, "rejected": 0}, False),
        ({"items": 10, "inactive": 2, "duplicates": 3, "known": 4, "rejected": 1}, False),
        ({"items": 0, "inactive": 0, "duplicates": 0, "known": 0, "rejected": 0}, True),
    ],
)
def test_a_chunk_that_has_nothing_to_send_is_done_as_it_is_announced(covers: dict[str, int], is_done: bool) -> None:
    header = HEADER.model_copy(update=covers)
    announced = _announced(header, NOW)
    assert (announced["state"], announced.get("settled_at")) == (("done", NOW) if is_done else ("pending", None))
    assert _announced(header, None)["state"] == "pending"
