"""Replays of any run, begun and delivered at any time among the runs of two feeds, leave the jobs as these have them.

The parser is the same throughout, so there is nothing to mend.
"""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from job_importer.connections import Context
from job_importer.ids import run_at
from job_importer.runs.store import newest_whole
from tests.integration.test_interleavings import History, allowed, ctx, run_id, runs, steps, stored_version
from tests.support.world import state

__all__ = ["ctx"]  # a fixture

replays = st.lists(
    st.tuples(st.integers(1, 6), st.integers(0, 4)), min_size=1, max_size=3
)  # before which run, of which


class Replayed(History):
    """The runs of `runs`, and replays among them: each of a run that has begun before it."""

    def __init__(self, ctx: Context, runs: list[tuple[str, dict[int, int], bool]], replays: list[tuple[int, int]]):
        self.origins: dict[int, int] = {}
        for place, of in sorted(replays, reverse=True):
            place = min(place, len(runs))
            runs = [*runs[:place], ("", {}, False), *runs[place:]]
            self.origins = {n + (n >= place): origin + (origin >= place) for n, origin in self.origins.items()}
            self.origins[place] = of % place
        for n in sorted(self.origins):
            while self.origins[n] in self.origins:  # a replay of a replay
                self.origins[n] = self.origins[self.origins[n]]
            runs = [*runs[:n], runs[self.origins[n]], *runs[n + 1 :]]
        super().__init__(ctx, runs)

    def begin(self, n: int) -> None:
        for number in range(self.begun, n + 1):
            if number in self.origins:
                origin = run_id(self.origins[number])
                marks = {"replay_of": origin, "overtaken_by": newest_whole(self.ctx.db, self.runs[number][0], origin)}
                self.messages[number] = [
                    message.model_copy(update={"header": message.header.model_copy(update=marks)})
                    for message in self.messages[number]
                ]
            super().begin(number)
            if number in self.origins:
                self.ctx.db.runs.update_one({"_id": run_id(number)}, {"$set": {"trigger": "replay", **marks}})

    def require_jobs(self) -> None:
        """As without the replays."""
        seen = [(n, run) for n, run in enumerate(self.runs) if n not in self.origins]
        newest = {feed_id: (run_id(n), listing) for n, (feed_id, listing, _) in seen}
        versions = {job: (n, (of, which)) for n, (of, listing, _) in seen for job, which in listing.items()}
        stored = {int(doc["external_id"][2:]): doc for doc in self.ctx.db.jobs.find()}
        assert set(stored) == set(versions)
        for job, doc in stored.items():
            listed = {feed_id: last for feed_id, (last, listing) in newest.items() if job in listing}
            assert {feed_id: rank[: len(run_id(0))] for feed_id, rank in doc["seen"].items()} == listed
            assert (doc["closed_at"] is None) == bool(listed)
            n, version = versions[job]
            assert stored_version(doc) in allowed(version, [listing.get(job) for _, listing in newest.values()], doc)
            assert run_at(doc["last_run_id"]) >= run_id(n)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs, replays, steps)
def test_replays_leave_what_the_runs_have_said(
    ctx: Context,
    runs: list[tuple[str, dict[int, int], bool]],
    replays: list[tuple[int, int]],
    steps: list[tuple[Any, ...]],
) -> None:
    history = Replayed(ctx, runs, replays)
    for step in steps:
        history.step(*step)
        history.require_balance()
    history.complete()
    history.require_balance()
    history.require_jobs()
    assert {run["closing"] for run in ctx.db.runs.find({"trigger": "replay"})} == {None}
    before = state(ctx.db)
    history.complete()
    assert state(ctx.db) == before
