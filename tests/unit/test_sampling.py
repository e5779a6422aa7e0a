"""The look at the jobs before anything is sent."""

from collections.abc import Iterator

import pytest

from job_importer.codes import FeedError
from job_importer.intake.model import Item
from job_importer.pipeline.sampling import SAMPLE, check_sample
from tests.support.world import job


def items(*valid: bool) -> Iterator[Item]:
    for n, is_valid in enumerate(valid):
        yield Item(n, job(n) if is_valid else job(n, title=None))


def test_one_job_that_can_be_stored_behind_the_sample_is_enough() -> None:
    assert check_sample(items(*[False] * SAMPLE, True)) == pytest.approx(5 / 6)


def test_without_a_job_that_can_be_stored_there_is_no_import() -> None:
    with pytest.raises(FeedError, match="none of them can be stored"):
        check_sample(items(*[False] * (SAMPLE + 3)))


def test_the_sample_alone_decides_how_much_the_jobs_say() -> None:
    assert check_sample(items(*[True] * SAMPLE, False, False)) == 1.0
