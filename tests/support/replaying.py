"""Runs of the feed of `importing` one after another, and replays of them; what became of the jobs."""

from typing import Any

from job_importer.clock import utc_now
from job_importer.codes import RunFailure
from job_importer.connections import Context
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.reconciler import reconcile
from job_importer.runs.finish import end_failed
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import begin, chunks_sent, invocation, run_feed, run_of
from tests.support.world import add_feed


def nameless(n: int, **changes: str) -> dict[str, str]:
    """A job whose company is the feed's setting: setting it right is what mending the parser is."""
    return {name: value for name, value in indeed_job(n, **changes).items() if name != "company"}


def set_company(ctx: Context, server: FeedServer, company: str) -> None:
    add_feed(ctx.db, url=server.url, default_company=company)


def imported(ctx: Context, server: FeedServer, *jobs: dict[str, str], **options: Any) -> dict[str, Any]:
    """A whole run over these jobs, and the closing of what left."""
    server.body = indeed_feed(*jobs)
    run = run_feed(ctx, **options)
    reconcile(ctx, utc_now())
    return run_of_id(ctx.db, run["_id"])


def replayed(ctx: Context, run: dict[str, Any]) -> dict[str, Any]:
    """Each message is delivered twice."""
    message = begin(ctx, replay_of=run)
    import_feed(ctx, message, invocation())
    sent = chunks_sent(ctx)
    for chunk in [*sent, *reversed(sent)]:
        store_chunk(ctx.db, chunk, utc_now())
    reconcile(ctx, utc_now())
    return run_of(ctx, message)


def run_of_id(db: Db, run_id: str) -> dict[str, Any]:
    return db.runs.find_one({"_id": run_id}) or {}


def jobs(db: Db) -> dict[str, dict[str, Any]]:
    """By their ids at the source."""
    return {doc["external_id"]: doc for doc in db.jobs.find()}


def content(db: Db) -> dict[str, dict[str, Any]]:
    """All that is known of the jobs but for the note that a replay has seen them."""
    return {key: {name: doc[name] for name in doc if name != "last_run_id"} for key, doc in jobs(db).items()}


def companies(db: Db) -> dict[str, Any]:
    return {key: doc["company"] for key, doc in jobs(db).items()}


def open_jobs(db: Db) -> set[str]:
    return {key for key, doc in jobs(db).items() if doc["closed_at"] is None}


def half_stored(ctx: Context, server: FeedServer, *jobs: dict[str, str]) -> dict[str, Any]:
    """A run of which only the first chunk, two jobs, came through."""
    server.body = indeed_feed(*jobs)
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    store_chunk(ctx.db, chunks_sent(ctx)[0], utc_now())
    end_failed(ctx.db, message.run_id, RunFailure.INTERNAL_ERROR, "Given up.", utc_now())
    return run_of(ctx, message)
