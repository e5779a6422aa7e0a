"""Any order of deliveries, crashes, burials and passes of the reconciler comes to the same jobs, and the books hold.

Two feeds share a source and jobs; their runs overlap, as they do when a lease has run out.
"""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from job_importer.connections import Context
from job_importer.mongo import Db
from job_importer.pipeline import reconciler
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.reconciler import reconcile
from job_importer.runs.books import counts_of
from job_importer.runs.model import RunStatus
from tests.conftest import Aws
from tests.support.crashes import MONGO_WRITES, CrashError, Fuse, Fused
from tests.support.lambdas import make_context
from tests.support.world import NOW, add_feed, begin_run, chunk, forget_everything, job, publish, state

FEEDS = ("one", "two")
SOON, MUCH_LATER = NOW + timedelta(minutes=1), NOW + timedelta(hours=3)
PARTS = ("new", "updated", "unchanged", "duplicate", "failed", "pending")
COUNTED = ("new", "updated", "closed", "reopened")

listings = st.dictionaries(st.integers(0, 4), st.integers(0, 2), min_size=1, max_size=4)  # job → which version of it
runs = st.lists(st.tuples(st.sampled_from(FEEDS), listings, st.booleans()), min_size=2, max_size=5)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("deliver"), st.integers(0, 4), st.integers(0, 1), st.none() | st.integers(0, 5)),
        st.tuples(st.just("reconcile"), st.sampled_from((SOON, MUCH_LATER))),
    ),
    max_size=14,
)


@pytest.fixture
def ctx(db: Db, aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Context:
    monkeypatch.setattr(reconciler, "peek", lambda *_: ())
    monkeypatch.setattr(reconciler, "missing_indexes", lambda _: [])
    return make_context(db, aws)


def run_id(n: int) -> str:
    return f"01M000000000000000000000{n:02d}"


def version(n: int, which: int) -> dict[str, Any]:
    """Of job `n`: as it was, with another title, or with another date."""
    changes: tuple[dict[str, Any], ...] = ({}, {"title": f"Senior engineer {n}"}, {"posted_at": "2026-10-31T09:00:00Z"})
    return job(n, **changes[which])


def messages_of(n: int, feed_id: str, listing: dict[int, int], in_two: bool) -> list[Any]:
    jobs = [version(*item) for item in sorted(listing.items())]
    parts = [jobs[::2], jobs[1::2]] if in_two and len(jobs) > 1 else [jobs]
    return [chunk(run_id(n), i, part, feed_id=feed_id) for i, part in enumerate(parts)]


class History:
    """Runs of both feeds begin in the order of their ids; what is delivered of them comes in any."""

    def __init__(self, ctx: Context, runs: list[tuple[str, dict[int, int], bool]]) -> None:
        self.ctx, self.runs = ctx, runs
        self.messages = [messages_of(n, *run) for n, run in enumerate(runs)]
        self.begun = 0
        forget_everything(ctx.db)
        ctx.db.removed_feeds.delete_many({})
        for feed_id in FEEDS:
            add_feed(ctx.db, feed_id)

    def begin(self, n: int) -> None:
        while self.begun <= n:
            begin_run(self.ctx.db, run_id(self.begun), self.runs[self.begun][0])
            publish(self.ctx.db, *self.messages[self.begun])
            self.begun += 1

    def step(self, kind: str, *details: Any) -> None:
        if kind == "reconcile":
            return reconcile(self.ctx, *details)
        n, part, writes = details
        n %= len(self.runs)
        self.begin(n)
        db: Any = self.ctx.db if writes is None else Fused(self.ctx.db, MONGO_WRITES, Fuse(writes))
        with suppress(CrashError):
            store_chunk(db, self.messages[n][part % len(self.messages[n])], NOW)
        return None

    def complete(self) -> None:
        """Whatever was lost or died comes after all, the newest first; and the reconciler has had its time."""
        self.begin(len(self.runs) - 1)
        for messages in reversed(self.messages):
            for message in messages:
                store_chunk(self.ctx.db, message, NOW)
        for _ in range(2):
            reconcile(self.ctx, SOON)

    def require_balance(self) -> None:
        found: Any = list(self.ctx.db.runs.find())
        derived = counts_of(self.ctx.db, [run["_id"] for run in found])
        for run in found:
            each: list[Any] = [run["counts"], derived[run["_id"]]]
            for books in each:
                assert books is None or books["fetched"] == sum(books[part] for part in PARTS), run
            has_ended = RunStatus(run["status"]).ended
            assert has_ended == (run["counts"] is not None)
            assert not has_ended or run["counts"]["pending"] == 0

    def require_lives(self) -> None:
        """A job is new once, updated as often as its history says, and closed as often as reopened, or once more."""
        found: list[dict[str, Any]] = list(self.ctx.db.runs.find())
        totals = {name: sum(run["counts"][name] for run in found) for name in COUNTED}
        kinds = Counter(change["kind"] for doc in self.ctx.db.jobs.find() for change in doc["history"])
        closed = self.ctx.db.jobs.count_documents({"closed_at": {"$ne": None}})
        assert totals["new"] == self.ctx.db.jobs.count_documents({})
        assert totals["updated"] == kinds["updated"]
        assert (totals["closed"], totals["reopened"]) == (kinds["closed"], kinds["reopened"])
        assert totals["closed"] - totals["reopened"] == closed

    def require_jobs(self) -> None:
        """Listed by a feed is what its newest run lists; and a job is as `allowed` says."""
        newest = {feed_id: (run_id(n), listing) for n, (feed_id, listing, _) in enumerate(self.runs)}
        versions = {n: (feed_id, which) for feed_id, listing, _ in self.runs for n, which in listing.items()}
        stored = {int(doc["external_id"][2:]): doc for doc in self.ctx.db.jobs.find()}
        assert set(stored) == set(versions)
        for n, doc in stored.items():
            assert doc["seen"] == {feed_id: last for feed_id, (last, listing) in newest.items() if n in listing}
            assert (doc["closed_at"] is None) == bool(doc["seen"])
            assert stored_version(doc) in allowed(versions[n], [listing.get(n) for _, listing in newest.values()], doc)


def stored_version(doc: dict[str, Any]) -> int:
    return 1 if doc["title"].startswith("Senior") else 2 if doc["posted_at"].day == 31 else 0


def allowed(newest: tuple[str, int], now_listed: list[int | None], doc: dict[str, Any]) -> set[int | None]:
    """As the newest run that lists the job has it; or, where the feed of that one has dropped it since, as one that
    still lists it has it.
    """
    feed_id, version = newest
    return {version} if feed_id in doc["seen"] else {version, *now_listed}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs, steps)
@example(
    [("two", {4: 1}, False), ("one", {4: 0}, False), ("one", {0: 0}, False)],
    [("deliver", 1, 0, None), ("deliver", 2, 0, None), ("reconcile", SOON)],
)  # the job's feed has dropped it by the time that the older run of another feed is stored
def test_whatever_happens_on_the_way_the_books_hold_and_the_jobs_are_those_of_the_newest_runs(
    ctx: Context, runs: list[tuple[str, dict[int, int], bool]], steps: list[tuple[Any, ...]]
) -> None:
    history = History(ctx, runs)
    for step in steps:
        history.step(*step)
        history.require_balance()
    history.complete()
    history.require_balance()
    history.require_jobs()
    history.require_lives()
    assert ctx.db.runs.count_documents({"status": "succeeded"}) == len(runs)
    assert ctx.db.failures.count_documents({}) == 0
    before = state(ctx.db)
    history.complete()
    assert state(ctx.db) == before
