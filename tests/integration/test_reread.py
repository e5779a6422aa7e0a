"""What another version of the reader makes of the same item is no update of the feed's."""

from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.intake.complete import finisher
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import begin, chunks_sent, ctx, invocation, numbers, run_feed, run_of, server
from tests.support.replaying import replayed

__all__ = ["ctx", "server"]  # fixtures


def read_anew(monkeypatch: pytest.MonkeyPatch, version: str, title: str = "{}") -> None:
    """From now on another version reads, which makes such titles of the same items."""
    for module in ("pipeline.publishing", "pipeline.download", "pipeline.reading", "pipeline.rehearsal"):
        monkeypatch.setattr(f"job_importer.{module}.reader_version", lambda: version)

    def finisher_anew(*args: Any) -> Any:
        finish = finisher(*args)
        return lambda draft: (job := finish(draft)) | {"title": title.format(job["title"])}

    monkeypatch.setattr("job_importer.intake.feed.finisher", finisher_anew)


def stored(db: Db, number: int) -> dict[str, Any]:
    return db.jobs.find_one({"external_id": f"B-{number}"}) or {}


def test_the_content_is_taken_over_and_counts_as_unchanged(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_feed(ctx)
    version = stored(ctx.db, 1)["version"]
    read_anew(monkeypatch, "mended", "{}, full time")
    server.body = indeed_feed(indeed_job(0, title="Chef"), *(indeed_job(n) for n in range(1, 6)))
    run = run_feed(ctx)
    assert numbers(run) == {"fetched": 6, "new": 1, "updated": 1, "unchanged": 4, "reread": 4}
    job = stored(ctx.db, 1)
    assert (job["title"], job["changed_run_id"], job["history"]) == ("Baker 1, full time", None, [])
    assert (job["content_run_id"], job["version"]) == (run["_id"], version + 1)  # whoever keeps a copy is told
    assert stored(ctx.db, 0)["changed_run_id"] == run["_id"]


def test_a_chunk_that_comes_again_comes_to_the_same_numbers(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_feed(ctx)
    read_anew(monkeypatch, "mended", "{}, full time")
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    for chunk in chunks_sent(ctx):
        first = store_chunk(ctx.db, chunk, utc_now())
        ctx.db.chunks.update_one({"run_id": message.run_id, "n": chunk.header.n}, {"$set": {"state": "pending"}})
        assert store_chunk(ctx.db, chunk, utc_now()) == first
    assert numbers(run_of(ctx, message)) == {"fetched": 5, "unchanged": 5, "reread": 5}


def test_the_same_version_and_an_item_that_has_changed_make_updates(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_feed(ctx)
    server.body = indeed_feed(*(indeed_job(n, company=f"Bakery {n}") for n in range(5)))
    read_anew(monkeypatch, "mended")
    assert numbers(run_feed(ctx)) == {"fetched": 5, "updated": 5}
    read_anew(monkeypatch, "mended", "{}, part time")
    server.body += b"<!-- later -->"
    assert numbers(run_feed(ctx, full=True)) == {"fetched": 5, "updated": 5}


def test_a_job_that_the_same_version_reads_otherwise_than_when_it_was_new_is_updated(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_anew(monkeypatch, "mended")
    run_feed(ctx)
    read_anew(monkeypatch, "mended", "{}, part time")
    assert numbers(run_feed(ctx, full=True)) == {"fetched": 5, "updated": 5}


def test_what_is_read_otherwise_in_its_dates_alone_is_no_restamp(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_feed(ctx)
    read_anew(monkeypatch, "mended")
    monkeypatch.setattr("job_importer.intake.complete.parse_date", lambda *_, **__: "2026-10-01T00:00:00Z")
    assert numbers(run_feed(ctx)) == {"fetched": 5, "unchanged": 5, "reread": 5}


def test_a_replay_by_a_newer_version_mends_what_its_run_wrote(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run_feed(ctx)
    read_anew(monkeypatch, "mended", "{}, full time")
    assert numbers(replayed(ctx, first)) == {"fetched": 5, "unchanged": 5, "reread": 5}
    assert stored(ctx.db, 3)["title"] == "Baker 3, full time"
