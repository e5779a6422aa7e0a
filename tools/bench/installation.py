"""A large installation: feeds, runs, failures, jobs, events, acts and days, as after a year of imports."""

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from job_importer.clock import utc_now
from job_importer.codes import CloseReason, JobFailure, RunFailure
from job_importer.events.model import EventType
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import put_feed
from job_importer.ids import new_run_id
from job_importer.jobs.document import Listing, new_document, prepare
from job_importer.jobs.history import Kind, change
from job_importer.jobs.key import job_key
from job_importer.jobs.model import Job
from job_importer.mongo import Db
from job_importer.runs.days import roll_up
from job_importer.runs.failures import ChunkPlace, Fault, job_failure, signature
from job_importer.runs.judging import judge_again
from job_importer.runs.model import RunStatus, Trigger
from job_importer.runs.open_jobs import count_open_jobs
from job_importer.runs.store import new_run
from job_importer.runs.totals import no_counts
from tools.bench.generate import CITIES, GRADES, ROLES

NEWEST = utc_now()  # the API looks back from now
EVERY = timedelta(minutes=4)
FEEDS = 200
SOURCE = "jobs.example"
TEXT = "A person who likes to plan, build, test and run services that people depend on every day. " * 12
AT_ONCE = 2_000
FAILURES_A_RUN = 3  # of every tenth run
BURST = 5  # one in so many jobs came with the first run of the largest feed
CODES = (RunFailure.FEED_TIMEOUT, RunFailure.FEED_HTTP_ERROR, RunFailure.XML_MALFORMED, RunFailure.FEED_COLLAPSED)
ACTIONS = ("feed.added", "feed.changed", "import.started")
REASONS = tuple(CloseReason)


def job_id(n: int) -> str:
    return job_key(SOURCE, f"A-{n}")


def failure_signature() -> str:
    return signature("Title 1 is missing in item 1.")


def feed_of(n: int) -> str:
    return f"feed-{n % FEEDS}"


def run_ids(total: int) -> list[str]:
    """Oldest first."""
    return [new_run_id(NEWEST - EVERY * (total - n)) for n in range(total)]


def run(n: int, run_id: str, total: int) -> dict[str, Any]:
    """One in ten has failed, with one of four codes in turn; one in ten has failed jobs."""
    now = NEWEST - EVERY * (total - n)
    trigger = Trigger.SCHEDULE if n % 50 else Trigger.MANUAL if n % 100 else Trigger.REPLAY
    made = new_run(
        run_id, feed_id=feed_of(n), feed_url=f"https://{SOURCE}/{n}.xml", source=SOURCE, trigger=trigger, now=now
    )
    of_feed = n // FEEDS
    failed, partial = of_feed % 10 == 0, of_feed % 10 == 1
    status = RunStatus.FAILED if failed else RunStatus.PARTIAL if partial else RunStatus.SUCCEEDED
    failure = {
        "code": CODES[of_feed // 10 % 4].value,
        "message": f"Attempt {n} failed.",
        "signature": "Attempt # failed.",
    }
    lost = FAILURES_A_RUN if partial else 0
    counts = no_counts() | ({} if failed else {"fetched": 250, "unchanged": 250 - lost, "failed": lost})
    return {
        **made,
        "status": status.value,
        "failure": failure | {"retry_after": None} if failed else None,
        "counts": counts,
        "started_at": now,
        "fetched_at": now,
        "finished_at": now + timedelta(seconds=9),
        "counted_at": now + timedelta(seconds=9),
    }


def failures(n: int, run_id: str, total: int) -> Iterator[dict[str, Any]]:
    if n // FEEDS % 10 != 1:
        return
    for index in range(FAILURES_A_RUN):
        code = JobFailure.VALIDATION_ERROR if index else JobFailure.JOB_TOO_LARGE
        fault = Fault(code, f"Title {index} is missing in item {n}.", "title", "missing")
        place, at = ChunkPlace(run_id, feed_of(n), 0), NEWEST - EVERY * (total - n)
        yield dict(job_failure(place, index, fault, at, values(n)))


def values(n: int) -> dict[str, Any]:
    """A normalised job."""
    chance = random.Random(n)
    return {
        "source": SOURCE, "external_id": f"A-{n}", "title": f"{chance.choice(GRADES)} {chance.choice(ROLES)} {n % 997}",
        "company": f"Company {n % 5_000} & Sons", "location": chance.choice(CITIES), "country": "DE", "remote": None,
        "employment_type": "full_time", "employment_type_text": "Full time", "category": "Engineering",
        "url": f"https://{SOURCE}/jobs/{n}", "description_html": f"<p>{TEXT}</p>", "description_text": TEXT,
        "salary": None, "posted_at": "2026-10-30T09:00:00Z", "language": "en", "tags": [],
        "expires_at": "2027-10-30T09:00:00Z" if n % 4 == 0 else None,
    }  # fmt: skip


def job(n: int, runs: list[str]) -> dict[str, Any]:
    """One in ten is closed, one in five was updated by a later run."""
    first = FEEDS * 5 if n % BURST == 0 else n * 7919 % (len(runs) - FEEDS * 2)
    feed, later = feed_of(first), runs[first + FEEDS]
    item = values(n)
    listing = Listing(runs[first], feed, NEWEST - EVERY * (len(runs) - first))
    made = new_document(prepare(n, item, Job.model_validate(item), "0" * 32, "0" * 16), listing)
    made.pop("untold")
    if n % 5 == 1:
        entry = change(
            Kind.UPDATED, later, NEWEST, fields=["title"], changes={"title": {"old": "Nurse", "new": "Chef"}}
        )
        made |= {"history": [entry], "changed_run_id": later, "changed_fields": ["title"]}
    if n % 10 == 3:
        reason = REASONS[n // 10 % len(REASONS)].value
        entry = change(Kind.CLOSED, later, NEWEST, reason=reason)
        made |= {
            "history": [entry],
            "closed_at": utc_now(),
            "closed_run_id": later,
            "closed_reason": reason,
            "seen": {},
        }
    return made


def event(n: int, run_id: str) -> dict[str, Any]:
    kinds = list(EventType)
    told = {"title": "It happened.", "detail": {}, "at": NEWEST, "feed_id": feed_of(n), "run_id": run_id}
    return {"_id": f"{run_id}-{n}", "type": kinds[n % len(kinds)].value, **told}


def act(n: int, run_id: str) -> dict[str, Any]:
    who = {"who": f"operator-{n % 5}", "role": "operator", "action": ACTIONS[n % 3], "target": f"feeds/{feed_of(n)}"}
    return {"_id": run_id, "at": utc_now(), **who, "feed_id": feed_of(n), "changes": {}}


def fill(db: Db, runs: int, jobs: int) -> list[str]:
    """Returns the ids of the runs, oldest first. Takes half as long if the indexes are built afterwards."""
    ids = run_ids(runs)
    for n in range(FEEDS):
        put_feed(db, feed_of(n), FeedSettings(url=f"https://{SOURCE}/{n}.xml", source=SOURCE), NEWEST)
    _insert(db.runs, (run(n, run_id, runs) for n, run_id in enumerate(ids)))
    _insert(db.failures, (one for n, run_id in enumerate(ids) for one in failures(n, run_id, runs)))
    _insert(db.events, (event(n, run_id) for n, run_id in enumerate(ids) if n % 5 == 0))
    _insert(db.audit, (act(n, run_id) for n, run_id in enumerate(ids) if n % 20 == 0))
    _insert(db.jobs, (job(n, ids) for n in range(jobs)))
    db.changes.insert_one({"_id": 0, "jobs": []})
    return ids


def settle(db: Db) -> None:
    """Computes the days of the last weeks and the states of the feeds. Needs the indexes."""
    roll_up(db, NEWEST)
    for feed in list(db.feeds.find()):
        judge_again(db, feed, NEWEST)  # type: ignore[arg-type]
    count_open_jobs(db, NEWEST)


def _insert(collection: Any, docs: Iterable[dict[str, Any]]) -> None:
    rest = iter(docs)
    while some := list(islice(rest, AT_ONCE)):
        collection.insert_many(some, ordered=False)
