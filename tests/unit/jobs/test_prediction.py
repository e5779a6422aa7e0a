"""What storing a job would do, and that what is read of a stored job for it is enough."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from job_importer.jobs.document import GRACE, Incoming, Listing, new_document, prepare
from job_importer.jobs.merge import Merge
from job_importer.jobs.model import Job, check_job
from job_importer.jobs.prediction import PREDICTED_FIELDS, Prediction, predict
from tests.support.world import FEED, NOW, RUN_1, RUN_2, RUN_3, job

RUN_4 = RUN_3[:-1] + "4"


def incoming(item: str | None = None, reader: str | None = None, **changes: Any) -> Incoming:
    values = job(1, **changes)
    checked = check_job(values)
    assert isinstance(checked, Job)
    return prepare(0, values, checked, item, reader)


def listing(run_id: str = RUN_2, **more: Any) -> Listing:
    return Listing(run_id, FEED, NOW, **more)


def replay(of: str, **more: Any) -> Listing:
    return listing(RUN_4, replay_of=of, **more)


def stored(*, by: str = RUN_1, item: str | None = None, **changes: Any) -> dict[str, Any]:
    """As run `by` has stored the job. `changes` are of the document."""
    return {**new_document(incoming(item, "old"), listing(by)), **changes}


def on(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


CLOSED = {"closed_at": NOW, "closed_reason": "not_listed", "closed_run_id": RUN_1}
NEWS = incoming(title="Chef")
DATED = incoming(posted_at="2026-10-31T09:00:00Z")
LATER = incoming(expires_at=on(NOW + timedelta(days=9)))


@pytest.mark.parametrize(
    ("known", "job", "at", "becomes"),
    [
        (None, incoming(), listing(), {"new": 1}),
        (None, incoming(), replay(RUN_1, overtaken_by=RUN_2), {"new": 1, "closed": 1}),
        (stored(), incoming(), listing(), {"unchanged": 1}),
        (stored(), NEWS, listing(), {"updated": 1}),
        (stored(), DATED, listing(), {"unchanged": 1, "restamped": 1}),
        (stored(item="i"), incoming("i", "new", title="Chef"), listing(), {"unchanged": 1, "reread": 1}),
        (stored(item="i"), incoming("j", "new", title="Chef"), listing(), {"updated": 1}),
        (stored(**CLOSED), incoming(), listing(), {"unchanged": 1, "reopened": 1}),
        (stored(by=RUN_3), NEWS, replay(RUN_2), {"unchanged": 1, "left": 1}),
        (stored(by=RUN_3), DATED, replay(RUN_2), {"unchanged": 1, "left": 1}),
        (stored(by=RUN_3), incoming(), replay(RUN_2), {"unchanged": 1}),
        # A replay mends what its own run wrote and newer ones have only seen.
        (stored(by=RUN_2, last_run_id=RUN_3), NEWS, replay(RUN_2), {"updated": 1}),
        (stored(by=RUN_1, content_run_id=RUN_2, last_run_id=RUN_3), NEWS, replay(RUN_2), {"updated": 1}),
        (stored(by=RUN_2, content_run_id=RUN_3, last_run_id=RUN_3), NEWS, replay(RUN_2), {"unchanged": 1, "left": 1}),
        *(
            (stored(by=RUN_2, content_run_id=None, last_run_id=RUN_4, **later), NEWS, replay(RUN_2), becomes)
            for later, becomes in (
                ({}, {"updated": 1}),
                ({"first_run_id": RUN_1}, {"unchanged": 1, "left": 1}),
                ({"first_run_id": RUN_1, "changed_run_id": RUN_2}, {"updated": 1}),
                ({"changed_run_id": RUN_3}, {"unchanged": 1, "left": 1}),
                ({"restamped_run_ids": [RUN_2, RUN_3]}, {"unchanged": 1, "left": 1}),
            )
        ),
        # It reopens what no newer run has closed.
        (stored(**CLOSED), incoming(), replay(RUN_1), {"unchanged": 1, "reopened": 1}),
        (stored(**CLOSED | {"closed_run_id": RUN_3}), incoming(), replay(RUN_2), {"unchanged": 1}),
        (stored(**CLOSED | {"closed_run_id": None}), incoming(), replay(RUN_2), {"unchanged": 1}),
        (stored(**CLOSED), incoming(), replay(RUN_1, overtaken_by=RUN_2), {"unchanged": 1}),
        (stored(**CLOSED, gone={FEED: RUN_3}), incoming(), listing(), {"unchanged": 1}),
        (stored(**CLOSED, gone={FEED: RUN_2}), incoming(), listing(), {"unchanged": 1, "reopened": 1}),
        # What was closed for its date stays so until that moves on.
        *(
            (
                stored(closed_at=NOW, closed_reason="expired", expires_at=before, stamp_hash="another"),
                LATER,
                listing(),
                {"unchanged": 1, "restamped": 1, "reopened": int(reopens)},
            )
            for before, reopens in ((NOW + timedelta(days=9), False), (NOW + timedelta(days=8), True), (None, True))
        ),
    ],
)
def test_what_is_read_of_a_stored_job_tells_what_would_become_of_it(
    known: dict[str, Any] | None, job: Incoming, at: Listing, becomes: dict[str, int]
) -> None:
    read = known and {name: known[name] for name in ("_id", *PREDICTED_FIELDS) if name in known}
    assert predict(read, job, at) == Prediction(**becomes)


@pytest.mark.parametrize(("past", "is_open"), [(GRACE, True), (GRACE + timedelta(seconds=1), False)])
def test_a_job_is_open_until_a_day_after_its_date_be_it_new_or_known(past: timedelta, is_open: bool) -> None:
    dated = incoming(expires_at=on(NOW - past))
    assert (new_document(dated, listing())["closed_reason"] is None) == is_open
    assert predict(None, dated, listing()).closed == (not is_open)
    assert Merge(stored(), dated, listing()).is_open == is_open


def test_predictions_add_up() -> None:
    total = Prediction(new=1, left=2)
    total.add(Prediction(new=3, reopened=1))
    assert total == Prediction(new=4, left=2, reopened=1)
