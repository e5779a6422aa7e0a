"""A run as the API shows it, and what happened to it in order."""

from datetime import timedelta
from typing import Any

import pytest

from job_importer.api.views.run import run_detail, run_view
from job_importer.runs.model import RunDoc, Trigger
from job_importer.runs.store import new_run
from job_importer.runs.totals import no_counts
from tests.support.world import FEED, NOW, RUN_1

URL = "https://me:secret@jobs.example.com/feed.xml?api_key=s3cret"


def after(seconds: float) -> Any:
    return NOW + timedelta(seconds=seconds)


def a_run(trigger: Trigger = Trigger.MANUAL, **changes: Any) -> RunDoc:
    run = new_run(RUN_1, feed_id=FEED, feed_url=URL, source="jobs.example.com", trigger=trigger, now=NOW)
    return {**run, **changes}  # type: ignore[typeddict-item]


WHOLE = {
    "status": "partial",
    "waiting_since": after(1),
    "turn_at": after(2),
    "started_at": after(3),
    "attempts": 2,
    "fetched_at": after(5),
    "http": {"status": 200, "bytes": 12_345, "content_type": None},
    "read_at": after(6),
    "scanned": {"items": 1, "unique": 1},
    "format": "rss",
    "published_at": after(7),
    "seal": {"chunks": 2, "fetched": 1, "inactive": 0, "duplicates": 0, "fill": {"title": 1}, "filled_of": 1},
    "finished_at": after(8.25),
    "closed_at": after(9),
    "recounted_at": after(99),
}


def told(run: RunDoc, **counts: int) -> list[tuple[str, str]]:
    detail = run_detail(run, {**no_counts(), **counts}, [], True, ("before", None))  # type: ignore[typeddict-item]
    return [(event.event, event.detail) for event in detail.timeline]


def test_the_timeline_of_a_run_tells_of_each_step() -> None:
    assert told(a_run(**WHOLE), failed=1, closed=2) == [
        ("queued", "By hand"),
        ("waited_for_host", "Waited for another feed of the same host, expected at 12:00:02 UTC"),
        ("fetching", "The importer started; started 2 times"),
        ("fetched", "HTTP 200, 12,345 bytes"),
        ("read", "1 item of rss"),
        ("sealed", "Everything is sent, in 2 chunks"),
        ("ended", "partial, 1 job failed"),
        ("closed", "2 jobs closed"),
        ("redriven", "Jobs were stored after the end; the counts were updated"),
    ]
    detail = run_detail(a_run(**WHOLE), no_counts(), [], True, ("before", None))
    assert [event.seconds for event in detail.timeline] == [None, 1, 2, 2, 1, 1, 1.25, 0.75, 90]
    assert (detail.previous_id, detail.next_id, detail.failure_groups_complete) == ("before", None, True)


@pytest.mark.parametrize(
    ("run", "steps"),
    [
        (a_run(Trigger.SCHEDULE), [("queued", "On schedule")]),
        (
            a_run(Trigger.REPLAY, replay_of="R", fetched_at=after(1), started_at=after(1), attempts=1),
            [("queued", "To import an earlier snapshot again"), ("fetching", "The importer started")],
        ),
        (
            a_run(waiting_since=after(1)),
            [("queued", "By hand"), ("waited_for_host", "Waited for another feed of the same host")],
        ),
        (a_run(fetched_at=after(1)), [("queued", "By hand"), ("fetched", "The source answered")]),
        (a_run(published_at=after(1)), [("queued", "By hand")]),
        (
            a_run(finished_at=after(1), status="failed", failure={"code": "feed_timeout", "message": "Too slow."}),
            [("queued", "By hand"), ("ended", "failed: feed_timeout")],
        ),
        (a_run(finished_at=after(1), status="succeeded"), [("queued", "By hand"), ("ended", "succeeded")]),
        (a_run(read_at=after(1), format="rss"), [("queued", "By hand"), ("read", "0 items of rss")]),
    ],
)
def test_what_has_not_happened_is_not_told(run: RunDoc, steps: list[tuple[str, str]]) -> None:
    assert told(run) == steps


def test_a_run_shows_how_long_it_took_and_no_secret() -> None:
    shown = run_view(a_run(**WHOLE), no_counts())
    assert (shown.id, shown.duration_ms, shown.fill, shown.filled_of) == (RUN_1, 5_250, {"title": 1}, 1)
    assert "s3cret" not in shown.feed_url
    assert "me:secret" not in shown.feed_url
    assert run_view(a_run(**WHOLE | {"started_at": None}), no_counts()).duration_ms == 8_250
    assert run_view(a_run(), no_counts()).duration_ms is None
