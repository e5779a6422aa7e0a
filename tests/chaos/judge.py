"""What must hold whatever happens: after each step, and when everything has come to rest."""

from datetime import timedelta
from typing import Any

from job_importer.runs.books import counts_of
from job_importer.runs.model import ChunkState, RunStatus
from tests.chaos.installation import FETCH, JOBS, STUCK_AFTER, Installation
from tests.chaos.source import FEEDS, MOODS, version

PARTS = ("new", "updated", "unchanged", "duplicate", "failed", "pending")
ENDED = ("succeeded", "partial", "failed", "not_modified")


class Violation(AssertionError):
    """A promise was broken. The message says which, and by what."""


def require(holds: bool, promise: str, *evidence: Any) -> None:
    if not holds:
        raise Violation(f"{promise}: {', '.join(map(str, evidence))}")


class Judge:
    """Remembers what was true before, to tell when something went back."""

    def __init__(self, installation: Installation) -> None:
        self.at = installation
        self.versions: dict[str, int] = {}

    def after_step(self) -> None:
        self._books_balance()
        self._nothing_goes_back()

    def _books_balance(self) -> None:
        runs: list[Any] = list(self.at.db.runs.find())
        derived = counts_of(self.at.db, [run["_id"] for run in runs])
        for run in runs:
            has_ended = RunStatus(run["status"]).ended
            require(has_ended == (run["counts"] is not None), "an ended run has counts, a live one has none", run)
            each: list[Any] = [run["counts"], derived[run["_id"]]]
            for books in each:
                balanced = books is None or books["fetched"] == sum(books[part] for part in PARTS)
                require(balanced, "the books balance", run["_id"], books)
            require(not has_ended or run["counts"]["pending"] == 0, "an ended run has nothing pending", run)

    def _nothing_goes_back(self) -> None:
        """A publisher only ever goes forward in these schedules, so whatever goes back was done by an older run."""
        for job in self.at.db.jobs.find({}, {"title": 1}):
            now, before = version(job["title"]), self.versions.get(job["_id"], 0)
            require(now >= before, "an older run never overwrites a newer one", job["_id"], f"{before} to {now}")
            self.versions[job["_id"]] = now

    def at_rest(self) -> None:
        """After `settle` and one clean import of every feed."""
        self.after_step()
        db = self.at.db
        for run in db.runs.find():
            require(run["status"] in ENDED, "every run ends", run)
            recorded = sum(failure["jobs"] for failure in db.failures.find({"run_id": run["confirms"] or run["_id"]}))
            require(recorded == run["counts"]["failed"], "each failed job has its reason", run["_id"], recorded, run)
        self._jobs_are_those_on_offer()
        self._lives_add_up()

    def _jobs_are_those_on_offer(self) -> None:
        db, publishers = self.at.db, self.at.publishers
        registered = {feed["_id"] for feed in db.feeds.find({}, {"_id": 1})}
        wanted = {(FEEDS[feed], f"B-{job}") for feed in registered for job in publishers.offers[feed]}
        untitled = {(source, f"B-{job}") for source, job in publishers.untitled}
        stored = {(job["source"], job["external_id"]): job for job in db.jobs.find()}
        require(len(stored) == db.jobs.count_documents({}), "a job is stored once", sorted(stored))
        found = {key for key, job in stored.items() if job["closed_at"] is None}
        require(found - wanted == set(), "what no feed lists is closed", found - wanted)
        require(wanted - found <= untitled, "what a feed lists is open", wanted - found - untitled)
        for key in wanted & set(stored) - untitled:
            now = publishers.versions.get((key[0], int(key[1].removeprefix("B-"))), 0)
            require(version(stored[key]["title"]) == now, "a job is current", key, stored[key]["title"], now)

    def _lives_add_up(self) -> None:
        db = self.at.db
        runs = list(db.runs.find())
        totals = {name: sum(run["counts"][name] for run in runs) for name in ("new",)}
        jobs = db.jobs.count_documents({})
        require(totals["new"] <= jobs, "a job is new once", totals["new"], jobs)
        lost = db.chunks.count_documents({"state": ChunkState.DEAD.value})
        require(lost > 0 or totals["new"] == jobs, "a stored job was new in some run", totals["new"], jobs)


def settle(installation: Installation, judge: Judge | None = None) -> None:
    """No more faults: what is queued is delivered, dead letters are redriven, time passes, the reconciler looks."""
    for _ in range(6):
        while installation.deliver(FETCH, 0) or installation.deliver(JOBS, 0):
            if judge:
                judge.after_step()
        installation.now += timedelta(seconds=STUCK_AFTER + 1)
        installation.reconcile()
        if not (installation.redrive() or installation.is_busy()):
            break


def import_all(installation: Installation) -> None:
    """Every publisher is well, and every feed is imported to its end: each run may rely on what was before. A feed may
    have to wait for what its neighbour drops, so it is done twice.
    """
    installation.publishers.moods = dict.fromkeys(FEEDS, MOODS[0])
    for feed in list(installation.db.feeds.find({}, {"_id": 1})) * 2:
        installation.now += timedelta(days=9)  # whatever a source asked for in patience is over
        installation.start(feed["_id"])
        while installation.deliver(FETCH, 0) or installation.deliver(JOBS, 0):
            pass
        for _ in range(2):
            installation.now += timedelta(seconds=1)
            installation.reconcile()
