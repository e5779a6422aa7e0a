"""A small world to run the pipeline in: a feed, its runs, jobs as intake makes them, and the state to compare."""

import json
from datetime import UTC, datetime
from typing import Any

from job_importer.completeness import Completeness
from job_importer.delivery.messages import ChunkHeader, ChunkMessage
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import put_feed
from job_importer.mongo import Db
from job_importer.paging.verdict import Judgement
from job_importer.runs.ledger import announce
from job_importer.runs.model import Trigger
from job_importer.runs.progress import seal, sealed
from job_importer.runs.store import new_run

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
FEED = "acme"
RUN_1, RUN_2, RUN_3 = (f"01M000000000000000000000{n:02d}" for n in (1, 2, 3))
URL = "https://jobs.example.com/feed.xml"


def job(n: int, **changes: Any) -> dict[str, Any]:
    """A valid normalised job; `changes` replace fields."""
    return {
        "source": "jobs.example.com",
        "external_id": f"A-{n}",
        "title": f"Engineer {n}",
        "company": "Acme",
        "location": "Berlin",
        "country": "DE",
        "remote": None,
        "employment_type": "full_time",
        "employment_type_text": "Full time",
        "category": None,
        "url": f"https://jobs.example.com/{n}",
        "description_html": f"<p>Build thing {n}.</p>",
        "description_text": f"Build thing {n}.",
        "salary": None,
        "posted_at": "2026-10-30T09:00:00Z",
        "expires_at": None,
        "language": "en",
        "tags": ["build", "things"],
    } | changes


def add_feed(db: Db, feed_id: str = FEED, **settings: Any) -> None:
    put_feed(db, feed_id, FeedSettings(**({"url": URL} | settings)), NOW)


def begin_run(db: Db, run_id: str, feed_id: str = FEED) -> None:
    """A run that is being processed and holds its feed's lease, as after pass 1."""
    run = new_run(run_id, feed_id=feed_id, feed_url=URL, source="jobs.example.com", trigger=Trigger.MANUAL, now=NOW)
    db.runs.insert_one({**run, "status": "processing", "filled": 1.0, "identity": "referencenumber"})
    db.feeds.update_one({"_id": feed_id}, {"$set": {"lease": {"run_id": run_id, "expires_at": NOW}}})


def chunk(
    run_id: str,
    n: int,
    jobs: list[dict[str, Any]],
    *,
    feed_id: str = FEED,
    duplicates: int = 0,
    seen_at: datetime = NOW,
) -> ChunkMessage:
    header = ChunkHeader(
        run_id=run_id,
        feed_id=feed_id,
        n=n,
        items=len(jobs) + duplicates,
        duplicates=duplicates,
        rejected=0,
        seen_at=seen_at,
    )
    indexes = tuple(n * 100 + i for i in range(len(jobs)))
    return ChunkMessage(header=header, indexes=indexes, jobs=tuple(json.loads(json.dumps(jobs))))


def publish(db: Db, *messages: ChunkMessage, completeness: Completeness = Completeness.WHOLE) -> None:
    """Announce the chunks of one run and seal it, as the importer does."""
    announce(db, [message.header for message in messages])
    totals = {
        "chunks": len(messages),
        "fetched": sum(m.header.items for m in messages),
        "duplicates": sum(m.header.duplicates for m in messages),
    }
    seal(db, messages[0].header.run_id, sealed(totals, [], Judgement(completeness), NOW))


VOLATILE = {"revision", "settled_at", "heartbeat_at", "finished_at", "at", "attempts"}


def state(db: Db) -> dict[str, Any]:
    """Everything that is stored, but for the times of the writing itself."""
    return {
        name: [_steady(doc) for doc in db[name].find().sort("_id", 1)]
        for name in ("feeds", "runs", "chunks", "failures", "jobs", "aliases")
    }


def _steady(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _steady(item) for key, item in value.items() if key not in VOLATILE}
    return [_steady(item) for item in value] if isinstance(value, list) else value


def forget_everything(db: Db) -> None:
    for name in db.list_collection_names():
        db[name].delete_many({})
