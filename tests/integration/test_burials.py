"""The failures list stands for just the jobs that the books call failed, wherever a delivery or a burial dies."""

from contextlib import suppress
from typing import Any

import pytest

from job_importer.delivery.messages import ChunkMessage
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from job_importer.runs.finish import finish_if_over
from job_importer.runs.ledger import bury_pending
from tests.support.crashes import MONGO_WRITES, CrashError, Fuse, Fused
from tests.support.world import FEED, NOW, RUN_1, add_feed, begin_run, chunk, job, publish

LOST = "Nothing was heard of it."


@pytest.fixture
def message(db: Db) -> ChunkMessage:
    """Of two jobs, the second without a title."""
    add_feed(db, FEED)
    begin_run(db, RUN_1)
    sent = chunk(RUN_1, 0, [job(1), job(2, title="")])
    publish(db, sent)
    return sent


def die_after(db: Db, writes: int, message: ChunkMessage) -> None:
    fused: Any = Fused(db, MONGO_WRITES, Fuse(writes))
    with suppress(CrashError):
        store_chunk(fused, message, NOW)


def bury(db: Db) -> None:
    bury_pending(db, RUN_1, LOST, NOW)
    finish_if_over(db, RUN_1, NOW)


def books_and_reasons(db: Db) -> tuple[int, int]:
    run: Any = db.runs.find_one({"_id": RUN_1})
    return run["counts"]["failed"], sum(failure["jobs"] for failure in db.failures.find())


@pytest.mark.parametrize("writes", range(4))
def test_a_burial_stands_for_the_jobs_that_have_no_failure_of_their_own(
    db: Db, message: ChunkMessage, writes: int
) -> None:
    die_after(db, writes, message)
    for _ in range(2):
        bury(db)
        assert books_and_reasons(db) == (2, 2)


@pytest.mark.parametrize("writes", range(5))
def test_a_late_delivery_that_dies_leaves_a_dead_chunk_its_reason(db: Db, message: ChunkMessage, writes: int) -> None:
    bury(db)
    die_after(db, writes, message)
    failed, reasons = books_and_reasons(db)
    assert reasons >= failed
    for _ in range(2):
        store_chunk(db, message, NOW)
        assert books_and_reasons(db) == (1, 1)


@pytest.mark.parametrize("writes", range(4))
def test_a_chunk_whose_burial_dies_and_that_is_delivered_for_the_first_time_after_all_is_told_of_no_more(
    db: Db, message: ChunkMessage, writes: int
) -> None:
    fused: Any = Fused(db, MONGO_WRITES, Fuse(writes))
    with suppress(CrashError):
        bury(fused)
    store_chunk(db, message, NOW, receive_count=1)
    finish_if_over(db, RUN_1, NOW)
    assert books_and_reasons(db) == (1, 1)
