"""Random schedules of the five functions, with crashes, losses and races: the promises hold. `make chaos` runs more."""

from collections.abc import Iterator

import pytest

from job_importer.mongo import Db
from tests.chaos.campaign import failure, run, script, shrink
from tests.chaos.judge import Violation
from tests.chaos.schedule import random_schedule
from tests.chaos.source import Publishers, publishing
from tests.chaos.worker import in_memory

BATCHES, EACH = 8, 13
ON_THE_SERVER = range(1_000, 1_006)


@pytest.fixture(scope="module")
def publishers() -> Iterator[Publishers]:
    with publishing() as served:
        yield served


@pytest.fixture
def quick() -> Db:
    """As most of the campaign has it."""
    return in_memory()


@pytest.mark.parametrize("batch", range(BATCHES))
def test_whatever_happens_the_promises_hold(quick: Db, publishers: Publishers, batch: int) -> None:
    try_all(quick, publishers, range(batch * EACH, (batch + 1) * EACH))


@pytest.mark.parametrize("seed", ON_THE_SERVER)
def test_the_server_with_indexes_and_a_journal_comes_to_the_same(
    db: Db, quick: Db, publishers: Publishers, seed: int
) -> None:
    steps = random_schedule(seed)
    assert run(db, publishers, steps) == run(quick, publishers, steps)


def try_all(db: Db, publishers: Publishers, seeds: range) -> None:
    for seed in seeds:
        steps = random_schedule(seed)
        if failure(db, publishers, steps):
            few = shrink(steps, lambda trial: failure(db, publishers, trial) is not None)
            pytest.fail(f"seed {seed}: {failure(db, publishers, few)}\n{script(few)}")


def test_the_judge_sees_a_job_that_goes_back(db: Db, publishers: Publishers, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older run that is stored after a newer one, by an importer that does not mind."""
    steps = [
        *[("start", "north", False), ("import", 0, None), ("time", 400_000), ("reconcile", None)],
        *[
            ("revise", "north", 1),
            ("start", "north", False),
            ("import", 0, None),
            ("consume", 2, None),
            ("consume", 2, None),
        ],
        *[("consume", 0, None), ("consume", 0, None)],
    ]
    run(db, publishers, steps)
    monkeypatch.setattr("job_importer.jobs.merge.Merge.is_fresh", True)
    with pytest.raises(Violation, match="an older run never overwrites a newer one"):
        run(db, publishers, steps)


def test_an_older_run_of_a_feed_that_has_dropped_a_job_leaves_the_words_to_the_other(
    quick: Db, publishers: Publishers
) -> None:
    """The other relies on its manifest, so its runs leave no mark on the job."""
    steps = [
        *[("whole", "north", 0), ("whole", "south", 0), ("spoil", "north", 0), ("start", "north", False)],
        *[("whole", "south", 1), ("whole", "north", 3), ("replay", 2)],
    ]
    run(quick, publishers, steps)


def test_the_judge_sees_words_of_a_feed_that_no_longer_lists_the_job(
    quick: Db, publishers: Publishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The neighbour that spoke last drops it, and nobody tells the feed that still lists it."""
    steps = [
        *[("start", "north", False), ("import", 0, None), ("consume", 0, None), ("consume", 0, None)],
        *[("time", 60), ("start", "south", False), ("import", 0, None), ("consume", 0, None), ("consume", 0, None)],
        *[("reconcile", None), ("toggle", "south", 1)],
    ]
    run(quick, publishers, steps)
    monkeypatch.setattr("job_importer.jobs.closing._read_in_full", lambda *_: None)
    with pytest.raises(Violation, match="a job has the words of a feed that lists it"):
        run(quick, publishers, steps)


def test_the_judge_sees_settings_that_are_not_applied(
    quick: Db, publishers: Publishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host that sets them has looked at its clock before the import began, and writes after it."""
    steps = [("start", "mill", False), ("import", 0, None), ("settings", "mill", 600)]
    run(quick, publishers, steps)
    monkeypatch.setattr(
        "job_importer.pipeline.full_reading.settings_digest", lambda feed: feed["validators"]["settings"]
    )
    with pytest.raises(Violation, match="a job is read by its feed's settings"):
        run(quick, publishers, steps)
