"""What must hold whatever happens: after each step, and when everything has come to rest."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from job_importer.runs.books import counts_of
from job_importer.runs.model import ChunkState, RunStatus
from tests.chaos.installation import FETCH, JOBS, STUCK_AFTER, Installation
from tests.chaos.source import FEEDS, MOODS, WINDOW, WINDOW_DAYS, words_of

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
        self.versions: dict[tuple[str, str], int] = {}
        self._companies: dict[str, str | None] = {}  # of jobs that name none, by feed
        self._silent: set[str] = set()  # feeds without an item to store: their runs fail, and so close nothing

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
            feed, now = words_of(job["title"])
            before = self.versions.get((job["_id"], feed), 0)
            require(now >= before, "an older run never overwrites a newer one", job["_id"], f"{before} to {now}")
            self.versions[job["_id"], feed] = now

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
        stored = {(job["source"], int(job["external_id"].removeprefix("B-"))): job for job in self.at.db.jobs.find()}
        require(len(stored) == self.at.db.jobs.count_documents({}), "a job is stored once", sorted(stored))
        listed = self._listed()
        for key in {*stored, *listed}:
            self._job_is_right(key, stored.get(key), listed.get(key, set()))

    def _listed(self) -> dict[tuple[str, int], set[str]]:
        """By which of the feeds that are registered."""
        found: dict[tuple[str, int], set[str]] = defaultdict(set)
        for feed in self.at.db.feeds.find({}, {"default_company": 1}):
            self._companies[feed["_id"]] = feed["default_company"]
            if self.at.publishers.has_nothing_to_store(feed["_id"]):
                self._silent.add(feed["_id"])
            for job in self.at.publishers.offers[feed["_id"]]:
                found[FEEDS[feed["_id"]], job].add(feed["_id"])
        return found

    def _job_is_right(self, key: tuple[str, int], job: Any, feeds: set[str]) -> None:
        publishers = self.at.publishers
        valid = {feed for feed in feeds if (feed, key[1]) not in publishers.untitled}
        is_open = job is not None and job["closed_at"] is None
        if is_open and self._silent.intersection(job["feed_ids"]):
            return
        if not feeds or key in publishers.taken:
            require(not is_open, "what no feed offers is closed", key, job)
        elif key in publishers.past and valid:
            require(job and job["closed_reason"] == "expired", "what has expired is closed", key, job)
        elif valid:
            require(is_open, "what a feed offers is open", key, job)
        if is_open and valid == feeds:
            self._is_current(key, job, feeds)

    def _is_current(self, key: tuple[str, int], job: Any, feeds: set[str]) -> None:
        """The words, and the settings they were read by, are those of a feed that lists the job."""
        feed, now = words_of(job["title"])
        require(feed in feeds, "a job has the words of a feed that lists it", key, job["title"], feeds)
        newest = self.at.publishers.versions.get((feed, key[1]), 0)
        require(now == newest, "a job is current", key, job["title"], newest)
        wanted = "Bakery" if key[1] % 2 else self._companies[feed]
        require(job["company"] == wanted, "a job is read by its feed's settings", key, job["company"], wanted)

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
    """Every publisher is well, and every feed is imported to its end, relying on what was before. A feed may have to
    wait for what its neighbour drops, so it is done twice; a window that stays as it is closes nothing, so it is read
    in full.
    """
    installation.publishers.moods = dict.fromkeys(FEEDS, MOODS[0])
    for _ in range(2):
        installation.now += timedelta(days=2 * WINDOW_DAYS)
        for feed in installation.db.feeds.find({}, {"_id": 1}):
            installation.start(feed["_id"], full=feed["_id"] == WINDOW)
        while installation.deliver(FETCH, 0) or installation.deliver(JOBS, 0):
            pass
        for _ in range(2):
            installation.now += timedelta(seconds=1)
            installation.reconcile()
