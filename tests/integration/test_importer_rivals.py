"""A run that is ended, or taken up a second time, while it is being imported."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.codes import RunFailure
from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.fetching.client import fetch
from job_importer.pipeline import pages, publishing
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.publishing import HEARTBEAT
from job_importer.runs.finish import end_failed
from job_importer.runs.ledger import announce
from tests.support.crashes import AWS_WRITES, CrashError, Fuse, Fused
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import (
    begin,
    chunks_sent,
    consume,
    ctx,
    invocation,
    numbers,
    run_feed,
    run_of,
    server,
)
from tests.support.world import FEED

__all__ = ["ctx", "server"]  # fixtures


def test_a_rival_that_finds_the_source_unmodified_does_not_end_a_run_that_is_being_published(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.etag, old = '"one"', server.body
    run_feed(ctx)
    message = begin(ctx)

    def meanwhile(*args: Any) -> Any:
        monkeypatch.undo()
        server.etag, server.body = '"two"', indeed_feed(*(indeed_job(n, title="Pastry chef") for n in range(5)))
        import_feed(ctx, message, invocation())
        server.etag, server.body = '"one"', old
        return fetch(*args)

    monkeypatch.setattr(pages, "fetch", meanwhile)
    import_feed(ctx, message, invocation())
    consume(ctx)
    run = run_of(ctx, message)
    assert (run["status"], numbers(run)) == ("succeeded", {"fetched": 5, "updated": 5})
    assert numbers(run_feed(ctx)) == {"fetched": 5, "updated": 5}


@pytest.mark.parametrize(
    ("pace", "chunks"), [(HEARTBEAT, 10), (timedelta(0), 25)], ids=["at the next sign", "at its seal"]
)
def test_a_run_that_is_ended_while_it_is_published_stops_and_has_nothing_pending(
    ctx: Context, server: FeedServer, pace: timedelta, chunks: int
) -> None:
    """It looks at every sign of life that it gives, and last as it seals."""

    def clock() -> datetime:
        times.append(times[-1] + pace)
        return times[-1]

    class Sqs:
        """Somebody ends the run after the first batch."""

        def send_message_batch(self, **arguments: Any) -> Any:
            answer = ctx.sqs.send_message_batch(**arguments)
            end_failed(ctx.db, message.run_id, RunFailure.INTERNAL_ERROR, "A rival gave up.", utc_now())
            return answer

    server.body = indeed_feed(*(indeed_job(n) for n in range(50)))
    message = begin(ctx)
    sqs: Any = Sqs()
    times = [utc_now()]
    import_feed(replace(ctx, sqs=sqs), message, replace(invocation(), now=clock))
    sent = chunks_sent(ctx)
    assert (len(sent), ctx.db.chunks.count_documents({}), ctx.db.chunks.count_documents({"state": "pending"})) == (
        chunks,
        chunks,
        0,
    )
    jobs = 2 * chunks
    assert numbers(run_of(ctx, message)) == {"fetched": jobs, "failed": jobs}
    for chunk in sent:
        store_chunk(ctx.db, chunk, utc_now())
    assert (run_of(ctx, message)["status"], numbers(run_of(ctx, message))) == ("failed", {"fetched": jobs, "new": jobs})


def after_a_rival_gave_up(ctx: Context, message: FetchMessage) -> Callable[..., Any]:
    def announce_late(*args: Any) -> Any:
        end_failed(ctx.db, message.run_id, RunFailure.INTERNAL_ERROR, "A rival gave up.", utc_now())
        return announce(*args)

    return announce_late


def test_a_run_that_has_failed_while_its_next_chunks_were_announced_has_nothing_pending(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = begin(ctx)
    monkeypatch.setattr(publishing, "announce", after_a_rival_gave_up(ctx, message))
    import_feed(ctx, message, invocation())
    chunks_sent(ctx)  # lost
    run = run_of(ctx, message)
    assert (run["status"], numbers(run)) == ("failed", {"fetched": 5, "failed": 5})
    assert ctx.db.chunks.count_documents({"state": "pending"}) == 0


def test_an_importer_that_died_after_its_run_was_ended_leaves_nothing_pending(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = begin(ctx)
    monkeypatch.setattr(publishing, "announce", after_a_rival_gave_up(ctx, message))
    with pytest.raises(CrashError):
        import_feed(replace(ctx, sqs=Fused(ctx.sqs, AWS_WRITES, Fuse(0))), message, invocation())
    assert ctx.db.chunks.count_documents({"state": "pending"}) == 3
    for _ in range(2):
        import_feed(ctx, message, invocation())
        assert ctx.db.chunks.count_documents({"state": "pending"}) == 0
        assert numbers(run_of(ctx, message)) == {"fetched": 5, "failed": 5}


def test_a_run_that_was_published_goes_on_although_its_feed_is_gone(ctx: Context) -> None:
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    ctx.db.feeds.delete_one({"_id": FEED})
    import_feed(ctx, message, invocation())
    consume(ctx)
    assert (run_of(ctx, message)["status"], numbers(run_of(ctx, message))) == ("succeeded", {"fetched": 5, "new": 5})


def test_a_run_whose_feed_is_gone_ends_at_once(ctx: Context) -> None:
    message = begin(ctx)
    ctx.db.feeds.delete_one({"_id": FEED})
    import_feed(ctx, message, invocation())
    import_feed(ctx, message, invocation())
    run = run_of(ctx, message)
    assert (run["status"], run["failure"]["code"], numbers(run)) == ("failed", "internal_error", {})
    assert "removed" in run["failure"]["message"]
