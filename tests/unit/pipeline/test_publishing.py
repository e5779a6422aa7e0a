"""What a message says of the import that it belongs to."""

from typing import Any

import pytest

from job_importer.delivery.packing import Chunk
from job_importer.pipeline import full_reading
from job_importer.pipeline.publishing import _header
from job_importer.runs.model import Trigger
from job_importer.runs.store import new_run
from tests.support.feed_docs import NOW


@pytest.mark.parametrize(
    ("reading", "is_first"),
    [
        ({"full_reason": full_reading.FIRST}, True),
        ({"full_reason": full_reading.ASKED}, False),
        ({}, False),
        (None, False),
    ],
)
def test_the_jobs_of_a_feeds_first_import_are_likely_new(reading: Any, is_first: bool) -> None:
    run = new_run("R", feed_id="acme", feed_url="", source="", trigger=Trigger.MANUAL, now=NOW)
    assert _header({**run, "reading": reading}, Chunk(n=0), NOW).is_first == is_first
