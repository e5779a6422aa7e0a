"""Whether two cuts of a feed are the same."""

import pytest

from job_importer.delivery.messages import ChunkHeader
from job_importer.jobs.outcome import OutcomeCounts
from job_importer.runs.ledger import chunk_doc, is_cut_alike
from job_importer.runs.model import ChunkState
from tests.support.world import NOW, RUN_1

HEADER = ChunkHeader(run_id=RUN_1, feed_id="acme", n=3, items=9, duplicates=2, rejected=1, seen_at=NOW)
CHUNK = chunk_doc(HEADER, ChunkState.PENDING, OutcomeCounts())


def test_the_same_cut_is_alike() -> None:
    assert is_cut_alike(CHUNK, HEADER)


@pytest.mark.parametrize("name", ["items", "duplicates", "rejected"])
def test_a_cut_that_differs_in_one_number_is_another(name: str) -> None:
    assert not is_cut_alike(CHUNK, HEADER.model_copy(update={name: getattr(HEADER, name) + 1}))
