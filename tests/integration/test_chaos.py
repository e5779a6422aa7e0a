"""Random schedules of the five functions, with crashes, losses and races: the promises hold. `make chaos` runs more."""

from collections.abc import Iterator

import pytest

from job_importer.mongo import Db
from tests.chaos.campaign import failure, run, script, shrink
from tests.chaos.judge import Violation
from tests.chaos.schedule import random_schedule
from tests.chaos.source import Publishers, publishing

BATCHES, EACH = 8, 8


@pytest.fixture(scope="module")
def publishers() -> Iterator[Publishers]:
    with publishing() as served:
        yield served


@pytest.mark.parametrize("batch", range(BATCHES))
def test_whatever_happens_the_promises_hold(db: Db, publishers: Publishers, batch: int) -> None:
    for seed in range(batch * EACH, (batch + 1) * EACH):
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
    monkeypatch.setattr("job_importer.jobs.document._is_fresh", lambda _: {"$literal": True})
    with pytest.raises(Violation, match="an older run never overwrites a newer one"):
        run(db, publishers, steps)
