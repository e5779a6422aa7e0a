"""What is written of a run at each step: all of it, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest

from job_importer.completeness import Completeness
from job_importer.feeds.model import Listed
from job_importer.ids import new_run_id
from job_importer.intake.model import Scan
from job_importer.paging.verdict import Judgement
from job_importer.runs.model import Seal, Snapshot, Trigger
from job_importer.runs.progress import Left, scanned, sealed
from job_importer.runs.store import new_run
from tests.support.feed_docs import NOW

RUN = new_run_id(NOW)
OLDER, NEWER = new_run_id(NOW - timedelta(hours=2)), new_run_id(NOW - timedelta(hours=1))


def test_a_run_that_is_queued_is_known_by_what_has_started_it() -> None:
    snapshot: Snapshot = {"key": "k", "fetched_at": NOW, "content_type": None}
    what: dict[str, Any] = {"feed_id": "acme", "feed_url": "https://acme.example/", "source": "acme.example"}
    how: dict[str, Any] = {"replay_of": OLDER, "overtaken_by": NEWER, "snapshot": snapshot}
    flags = {"accept_collapse": True, "full": True}
    replay = new_run(RUN, **what, trigger=Trigger.REPLAY, now=NOW, **how, **flags)
    queued = {"_id": RUN, **what, "status": "queued", "queued_at": NOW, "heartbeat_at": NOW, "repaired": False}
    queued |= {"http": {"status": None, "bytes": None, "content_type": None}, "warnings": [], "attempts": 0}
    queued |= {"closed": 0, "revision": 0}
    assert known(replay) == queued | {"trigger": "replay"} | how | flags
    manual = new_run(RUN, **what, trigger=Trigger.MANUAL, now=NOW)
    assert known(manual) == queued | {"trigger": "manual"} | dict.fromkeys(flags, False)
    assert {"counts", "seal", "snapshot", "reading", "failure", "finished_at", "vanished"} <= manual.keys()


def known(run: Any) -> dict[str, Any]:
    return {name: value for name, value in run.items() if value is not None}


@pytest.mark.parametrize(("reason", "mode"), [("It was asked for.", "full"), (None, "changes")])
def test_what_the_first_reading_tells_of_a_run(reason: str | None, mode: str) -> None:
    scan = Scan("rss", "utf-8", True, 9, 1, "guid", ("One.",), 99, Completeness.PART, "A page is missing.")
    assert scanned(scan, 8, 0.5, reason, NOW) == {
        "format": "rss",
        "encoding": "utf-8",
        "identity": "guid",
        "repaired": True,
        "completeness": "part",
        "completeness_reason": "A page is missing.",
        "warnings": ["One."],
        "filled": 0.5,
        "reading_mode": mode,
        "full_reason": reason,
        "scanned": {"items": 9, "unique": 8},
        "read_at": NOW,
        "http.bytes": 99,
    }


@pytest.mark.parametrize(
    ("left", "more"),
    [
        (Left(), {"vanished": None}),
        (Left("m", 2, ["a"]), {"vanished": 2, "marked": ["a"], "validators.manifest": "m"}),
    ],
)
def test_what_is_known_of_a_run_once_its_last_chunk_is_sent(left: Left, more: dict[str, Any]) -> None:
    seal: Seal = {"chunks": 1, "fetched": 9, "inactive": 0, "duplicates": 0}
    listed: Listed = {"run_id": RUN, "digest": "d", "is_window": False}
    assert sealed(seal, ("One.",), Judgement(Completeness.PART, "It is long."), NOW, left, listed) == {
        "seal": seal,
        "completeness": "part",
        "completeness_reason": "It is long.",
        "warnings": ["One."],
        "published_at": NOW,
        "heartbeat_at": NOW,
        "listed": listed,
        **more,
    }
