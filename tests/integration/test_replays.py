"""A replay speaks for the time of the run whose snapshot it reads: what newer runs have said since stays as it is."""

from datetime import timedelta
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.codes import RunFailure
from job_importer.connections import Context
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.runs.books import counts_of
from job_importer.runs.finish import end_failed
from tests.support.crashes import MONGO_WRITES, Fused, crash_points
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import begin, chunks_sent, consume, ctx, invocation, numbers, run_of, server
from tests.support.replaying import (
    companies,
    content,
    half_stored,
    imported,
    jobs,
    nameless,
    open_jobs,
    replayed,
    run_of_id,
    set_company,
)
from tests.support.world import FEED, RUN_1, add_feed, chunk, job

__all__ = ["ctx", "server"]  # fixtures


def test_a_replay_of_an_older_run_reverts_reopens_and_closes_nothing(ctx: Context, server: FeedServer) -> None:
    first = imported(ctx, server, *(indeed_job(n) for n in range(5)))
    imported(
        ctx, server, indeed_job(0, title="Head baker"), indeed_job(1, date="2026-11-01"), indeed_job(2), indeed_job(5)
    )
    before = content(ctx.db)
    run = replayed(ctx, first)
    assert (run["status"], numbers(run)) == ("succeeded", {"fetched": 5, "unchanged": 5})
    assert content(ctx.db) == before


def test_a_replay_mends_what_its_run_wrote_and_nobody_has_written_since(ctx: Context, server: FeedServer) -> None:
    set_company(ctx, server, "Wrong")
    first = imported(ctx, server, *(nameless(n) for n in range(4)))
    imported(ctx, server, nameless(0, title="Head baker"), nameless(1), nameless(2, date="2026-11-02"))
    set_company(ctx, server, "Bakery")
    run = replayed(ctx, first)
    assert numbers(run) == {"fetched": 4, "updated": 2, "unchanged": 2}
    assert companies(ctx.db) == {"B-0": "Wrong", "B-1": "Bakery", "B-2": "Wrong", "B-3": "Bakery"}
    assert open_jobs(ctx.db) == {"B-0", "B-1", "B-2"}
    set_company(ctx, server, "Boulangerie")
    assert numbers(replayed(ctx, first)) == {"fetched": 4, "updated": 2, "unchanged": 2}
    assert companies(ctx.db) == {"B-0": "Wrong", "B-1": "Boulangerie", "B-2": "Wrong", "B-3": "Boulangerie"}


def test_jobs_stored_by_a_version_that_did_not_note_whose_content_it_is_are_mended_likewise(
    ctx: Context, server: FeedServer
) -> None:
    set_company(ctx, server, "Wrong")
    first = imported(ctx, server, *(nameless(n) for n in range(3)))
    imported(ctx, server, nameless(0, title="Head baker"), nameless(1, date="2026-11-02"), nameless(2))
    ctx.db.jobs.update_many({}, {"$unset": {"content_run_id": ""}})
    set_company(ctx, server, "Bakery")
    replayed(ctx, first)
    assert companies(ctx.db) == {"B-0": "Wrong", "B-1": "Wrong", "B-2": "Bakery"}


def test_a_replay_of_the_newest_run_mends_all_of_it_and_reopens_what_that_run_had_missed(
    ctx: Context, server: FeedServer
) -> None:
    set_company(ctx, server, "Wrong")
    imported(ctx, server, *(nameless(n) for n in range(3)))
    newest = imported(ctx, server, *(nameless(n) for n in range(2)))
    assert open_jobs(ctx.db) == {"B-0", "B-1"}
    ctx.db.jobs.update_one(
        {"external_id": "B-1"},
        {
            "$set": {
                "closed_at": utc_now(),
                "closed_run_id": newest["_id"],
                "closed_reason": "not_listed",
                "seen": {},
                f"gone.{FEED}": newest["_id"],
            }
        },
    )
    set_company(ctx, server, "Bakery")
    run = replayed(ctx, newest)
    assert numbers(run) == {"fetched": 2, "updated": 2, "reopened": 1}
    assert companies(ctx.db) == {"B-0": "Bakery", "B-1": "Bakery", "B-2": "Wrong"}
    assert open_jobs(ctx.db) == {"B-0", "B-1"}


def test_a_replay_closes_nothing_though_it_reads_none_of_the_jobs_that_its_feed_has(
    ctx: Context, server: FeedServer
) -> None:
    newest = imported(ctx, server, *(indeed_job(n) for n in range(5)))
    add_feed(ctx.db, url=server.url, source="bakery")  # read so, they are other jobs
    run = replayed(ctx, newest)
    assert (numbers(run), run["closing"]) == ({"fetched": 5, "new": 5}, None)
    assert ctx.db.jobs.count_documents({"closed_at": None}) == 10


def test_a_job_that_was_never_stored_is_added_closed_where_a_newer_run_has_read_the_whole_feed(
    ctx: Context, server: FeedServer
) -> None:
    first = half_stored(ctx, server, *(indeed_job(n) for n in range(4)))
    newer = imported(ctx, server, indeed_job(0), indeed_job(1))
    run = replayed(ctx, first)
    assert (numbers(run), run["overtaken_by"]) == ({"fetched": 4, "new": 2, "unchanged": 2}, newer["_id"])
    assert open_jobs(ctx.db) == {"B-0", "B-1"}
    added = jobs(ctx.db)["B-3"]
    assert (added["closed_reason"], added["closed_run_id"], added["seen"]) == ("not_listed", newer["_id"], {})
    assert numbers(run_of_id(ctx.db, newer["_id"])) == numbers(newer)
    imported(ctx, server, *(indeed_job(n) for n in range(4)))
    assert open_jobs(ctx.db) == {"B-0", "B-1", "B-2", "B-3"}


def test_a_job_that_was_never_stored_is_added_open_where_no_newer_run_has_read_the_whole_feed(
    ctx: Context, server: FeedServer
) -> None:
    first = half_stored(ctx, server, *(indeed_job(n) for n in range(4)))
    half_stored(ctx, server, *(indeed_job(n) for n in range(3)))
    run = replayed(ctx, first)
    assert (numbers(run), run["overtaken_by"]) == ({"fetched": 4, "new": 2, "unchanged": 2}, None)
    assert open_jobs(ctx.db) == {"B-0", "B-1", "B-2", "B-3"}
    imported(ctx, server, *(indeed_job(n) for n in range(3)))
    assert open_jobs(ctx.db) == {"B-0", "B-1", "B-2"}


def test_what_a_newer_run_has_closed_stays_closed_although_it_did_not_read_the_whole_feed(
    ctx: Context, server: FeedServer
) -> None:
    first = imported(ctx, server, *(indeed_job(n) for n in range(3)))
    newer = half_stored(ctx, server, *(indeed_job(n, date="2026-11-02") for n in range(3)))
    ctx.db.jobs.update_one(
        {"external_id": "B-2"},
        {"$set": {"closed_at": utc_now(), "closed_run_id": newer["_id"], "closed_reason": "marked_closed"}},
    )
    run = replayed(ctx, first)
    assert (numbers(run), open_jobs(ctx.db)) == ({"fetched": 3, "unchanged": 3}, {"B-0", "B-1"})


def test_a_job_that_an_older_run_dropped_stays_closed_where_a_newer_one_does_not_list_it_either(
    ctx: Context, server: FeedServer
) -> None:
    """The run between the two listed it, and was not stored."""
    imported(ctx, server, *(indeed_job(n) for n in range(5)))
    imported(ctx, server, *(indeed_job(n) for n in range(4)))
    between = half_stored(ctx, server, *(indeed_job(n) for n in range(5)))
    imported(ctx, server, *(indeed_job(n) for n in range(4)))
    before = jobs(ctx.db)["B-4"]
    assert numbers(replayed(ctx, between)) == {"fetched": 5, "unchanged": 5}
    left = ("seen", "gone", "closed_at", "closed_run_id", "closed_reason")
    assert {name: jobs(ctx.db)["B-4"][name] for name in left} == {name: before[name] for name in left}


def test_an_item_that_does_not_validate_does_not_list_its_job_for_a_run_that_was_overtaken(
    ctx: Context, server: FeedServer
) -> None:
    first = imported(ctx, server, *(indeed_job(n, title="" if n == 3 else f"Baker {n}") for n in range(4)))
    imported(ctx, server, *(indeed_job(n) for n in range(3)))
    store_chunk(ctx.db, chunk(RUN_1, 0, [job(3, source="127.0.0.1", external_id="B-3")], feed_id="two"), utc_now())
    replayed(ctx, first)
    assert jobs(ctx.db)["B-3"]["seen"] == {"two": RUN_1}


@pytest.mark.parametrize(("expires", "is_open"), [("2026-10-31", False), ("2030-01-01", True)])
def test_a_date_that_was_read_wrongly_is_mended_and_the_job_is_open_by_it(
    ctx: Context, server: FeedServer, expires: str, is_open: bool
) -> None:
    newest = imported(ctx, server, *(indeed_job(n, expirationdate=expires) for n in range(2)))
    lapsed = utc_now() - timedelta(days=9)
    closed = {"closed_at": lapsed, "closed_reason": "expired", "expires_at": lapsed, "stamp_hash": "as it was read"}
    ctx.db.jobs.update_one({"external_id": "B-1"}, {"$set": closed})
    run = replayed(ctx, newest)
    assert (run["counts"]["reopened"], "B-1" in open_jobs(ctx.db)) == (int(is_open), is_open)


def test_a_late_message_of_the_run_itself_does_not_undo_its_replay(ctx: Context, server: FeedServer) -> None:
    set_company(ctx, server, "Wrong")
    server.body = indeed_feed(*(nameless(n) for n in range(4)))
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    early, late = chunks_sent(ctx)
    store_chunk(ctx.db, early, utc_now())
    end_failed(ctx.db, message.run_id, RunFailure.INTERNAL_ERROR, "Given up.", utc_now())
    set_company(ctx, server, "Bakery")
    assert numbers(replayed(ctx, run_of(ctx, message))) == {"fetched": 4, "new": 2, "updated": 2}
    before = content(ctx.db)
    for again in (late, early, late):
        store_chunk(ctx.db, again, utc_now())
    assert content(ctx.db) == before
    assert counts_of(ctx.db, [message.run_id])[message.run_id]["pending"] == 0


def test_a_replay_of_a_replay_reads_for_the_same_time(ctx: Context, server: FeedServer) -> None:
    first = imported(ctx, server, indeed_job(0), indeed_job(1))
    imported(ctx, server, indeed_job(0, title="Head baker"))
    before = content(ctx.db)
    again = replayed(ctx, replayed(ctx, first))
    assert again["replay_of"] == first["_id"]
    assert content(ctx.db) == before


@pytest.mark.parametrize("overtaken", [True, False])
def test_a_replay_that_crashes_between_any_two_writes_comes_to_the_same(
    ctx: Context, server: FeedServer, overtaken: bool
) -> None:
    """Its only chunk holds a job to mend, one to leave, one to reopen or not, and one to add."""

    def prepared() -> tuple[Any, Any]:
        for name in ("feeds", "runs", "chunks", "failures", "jobs"):
            ctx.db[name].delete_many({})
        set_company(ctx, server, "Wrong")
        first = half_stored(ctx, server, *(nameless(n) for n in range(4)))
        if overtaken:
            imported(ctx, server, nameless(0), nameless(1, title="Head baker"))
        set_company(ctx, server, "Bakery")
        message = begin(ctx, replay_of=first)
        import_feed(ctx, message, invocation())
        return message, chunks_sent(ctx)

    ends = []

    def work(fuse: Any) -> None:
        message, sent = prepared()
        for one in sent:
            try:
                store_chunk(Fused(ctx.db, MONGO_WRITES, fuse), one, utc_now())
            finally:
                store_chunk(ctx.db, one, utc_now())
        ends.append((companies(ctx.db), open_jobs(ctx.db), numbers(run_of(ctx, message))))

    for _ in crash_points(work):
        run = ctx.db.runs.find_one({"trigger": "replay"}) or {}
        consume(ctx)
        ends.append((companies(ctx.db), open_jobs(ctx.db), numbers(run) if run["counts"] else None))
    complete = [end for end in ends if end[2]]
    assert complete
    assert complete[0][2] == (
        {"fetched": 4, "new": 2, "updated": 1, "unchanged": 1} if overtaken else {"fetched": 4, "new": 2, "updated": 2}
    )
