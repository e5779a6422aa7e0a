"""Guards that only a race, a crash or a rare order shows: each test fails when its guard is taken away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from pymongo.errors import BulkWriteError

from job_importer.clock import utc_now
from job_importer.codes import RunFailure
from job_importer.completeness import Completeness
from job_importer.connections import Context
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import put_feed
from job_importer.ids import new_run_id
from job_importer.jobs.closing import _read_in_full, close_vanished
from job_importer.mongo import Db
from job_importer.paging.verdict import Judgement
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.reconciler import reconcile
from job_importer.runs import finish
from job_importer.runs.books import counts_of
from job_importer.runs.feed_update import settle_feed
from job_importer.runs.finish import finish_if_over
from job_importer.runs.ledger import announce, bury, bury_pending
from job_importer.runs.model import Trigger
from job_importer.runs.progress import heartbeat, seal, sealed, take_up
from job_importer.runs.reclosing import close_again
from job_importer.runs.store import new_run, newest_whole
from tests.chaos.faults import Fault, Faulty
from tests.support.crashes import MONGO_WRITES, CrashError, Fuse, Fused
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import begin, chunks_sent, consume, ctx, invocation, numbers, run_feed, run_of, server
from tests.support.world import FEED, NOW, RUN_1, RUN_2, RUN_3, add_feed, begin_run, chunk, job, publish

__all__ = ["ctx", "server"]  # fixtures
LATER = NOW + timedelta(hours=1)
WHOLE = Judgement(Completeness.WHOLE)
RUN_0 = RUN_1[:-1] + "0"


def stored(db: Db, n: int = 1) -> dict[str, Any]:
    return db.jobs.find_one({"external_id": f"A-{n}"}) or {}


def run(db: Db, run_id: str) -> dict[str, Any]:
    return db.runs.find_one({"_id": run_id}) or {}


def whole_run(db: Db, run_id: str, *jobs: dict[str, Any]) -> Any:
    begin_run(db, run_id)
    message = chunk(run_id, 0, list(jobs))
    publish(db, message)
    store_chunk(db, message, NOW)
    return message


class Meanwhile:
    """A database in which somebody else acts just before the first `method` on its jobs."""

    def __init__(self, db: Db, method: str, act: Callable[[], Any]) -> None:
        self._db, self._method, self._act = db, method, act

    def __getattr__(self, name: str) -> Any:
        return _Jobs(self, self._db.jobs) if name == "jobs" else getattr(self._db, name)

    def meet(self, name: str) -> None:
        if name == self._method:
            self._method = ""
            self._act()


class _Jobs:
    def __init__(self, world: Meanwhile, jobs: Any) -> None:
        self._world, self._jobs = world, jobs

    def __getattr__(self, name: str) -> Any:
        def call(*args: Any, **options: Any) -> Any:
            self._world.meet(name)
            return getattr(self._jobs, name)(*args, **options)

        return call


# ---------------------------------------------------------------------------------------- what became of a job


def test_a_run_still_finds_its_own_change_under_that_of_a_newer_run(db: Db) -> None:
    add_feed(db)
    whole_run(db, RUN_1, job(1))
    begin_run(db, RUN_2)
    message = chunk(RUN_2, 0, [job(1, title="Chef")])
    publish(db, message)
    with pytest.raises(CrashError):  # the job is written, the ledger is not
        store_chunk(Fused(db, MONGO_WRITES - {"bulk_write"}, Fuse(0)), message, NOW)
    whole_run(db, RUN_3, job(1, title="Pastry chef"))
    for _ in range(2):
        store_chunk(db, message, NOW)
        assert (run(db, RUN_2)["counts"]["updated"], stored(db)["title"]) == (1, "Pastry chef")


def test_what_one_run_says_of_a_job_last_counts(db: Db) -> None:
    add_feed(db)
    begin_run(db, RUN_1)
    first, second = chunk(RUN_1, 0, [job(1)]), chunk(RUN_1, 1, [job(1, title="Chef")])
    publish(db, first, second)
    for message in (first, second):
        store_chunk(db, message, NOW)
    assert stored(db)["title"] == "Chef"


def test_a_run_that_lists_a_job_after_all_takes_back_that_it_found_it_gone(db: Db) -> None:
    add_feed(db)
    whole_run(db, RUN_1, job(1), job(2))
    whole_run(db, RUN_2, job(1))
    for _ in range(2):
        close_vanished(db, FEED, RUN_2, NOW)
        assert stored(db, 2)["closed_at"] is not None
    late = chunk(RUN_2, 1, [job(2)])
    announce(db, [late.header])
    for _ in range(2):
        store_chunk(db, late, NOW)
        assert (stored(db, 2)["closed_at"], stored(db, 2)["seen"]) == (None, {FEED: RUN_2})


def test_a_job_that_is_closed_while_its_chunk_is_stored_opens_again(db: Db) -> None:
    add_feed(db)
    whole_run(db, RUN_1, job(1))
    whole_run(db, RUN_2)
    begin_run(db, RUN_3)
    message = chunk(RUN_3, 0, [job(1)])
    publish(db, message)
    meanwhile: Any = Meanwhile(db, "update_many", lambda: close_vanished(db, FEED, RUN_2, NOW))
    store_chunk(meanwhile, message, NOW)
    assert (stored(db)["closed_at"], stored(db)["seen"]) == (None, {FEED: RUN_3})
    assert run(db, RUN_3)["counts"]["reopened"] == 1


def test_a_late_run_does_not_list_what_a_newer_run_finds_gone_while_its_chunk_is_stored(db: Db) -> None:
    """Another feed of the source still lists the job, so it stays open."""
    add_feed(db)
    add_feed(db, "other", source="jobs.example.com")
    whole_run(db, RUN_1, job(1))
    begin_run(db, RUN_0, "other")
    elsewhere = chunk(RUN_0, 0, [job(1)], feed_id="other")
    publish(db, elsewhere)
    store_chunk(db, elsewhere, NOW)
    begin_run(db, RUN_2)
    late = chunk(RUN_2, 0, [job(1)])
    publish(db, late)
    whole_run(db, RUN_3)
    meanwhile: Any = Meanwhile(db, "update_many", lambda: close_vanished(db, FEED, RUN_3, NOW))
    store_chunk(meanwhile, late, NOW)
    assert list(stored(db)["seen"]) == ["other"]
    assert stored(db)["closed_at"] is None


@pytest.mark.parametrize(("dropped", "reads_in_full"), [(1, False), (2, True)])
def test_a_neighbour_reads_in_full_where_a_feed_drops_a_job_whose_words_are_its_own(
    db: Db, dropped: int, reads_in_full: bool
) -> None:
    add_feed(db)
    add_feed(db, "other", source="jobs.example.com")
    whole_run(db, RUN_1, job(1), job(2))
    begin_run(db, RUN_2, "other")
    elsewhere = chunk(RUN_2, 0, [job(1, title="Chef"), job(2)], feed_id="other")
    publish(db, elsewhere)
    store_chunk(db, elsewhere, NOW)
    whole_run(db, RUN_3, job(3 - dropped))
    for _ in range(2):
        close_vanished(db, FEED, RUN_3, NOW)
        after = {feed["_id"]: feed.get("full_after") for feed in db.feeds.find()}
        assert after == {FEED: None, "other": RUN_3 if reads_in_full else None}


def test_a_write_that_no_majority_has_confirmed_is_not_taken_for_stored(db: Db) -> None:
    add_feed(db)
    begin_run(db, RUN_1)
    message = chunk(RUN_1, 0, [job(1)])
    publish(db, message)

    unconfirmed = {"failCommands": ["insert"], "writeConcernError": {"code": 64, "errmsg": "waiting for replication"}}
    db.client.admin.command({"configureFailPoint": "failCommand", "mode": {"times": 1}, "data": unconfirmed})
    with pytest.raises(BulkWriteError):
        store_chunk(db, message, NOW)
    assert run(db, RUN_1)["counts"] is None
    for _ in range(2):
        store_chunk(db, message, NOW)
        assert run(db, RUN_1)["counts"]["new"] == 1


# ---------------------------------------------------------------------------------------------- the end of a run


def test_totals_that_were_read_before_a_redrive_do_not_overwrite_those_read_after_it(
    db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_feed(db)
    begin_run(db, RUN_1)
    message = chunk(RUN_1, 0, [job(1)])
    publish(db, message)
    doc: Any = db.chunks.find_one()
    bury(db, FEED, doc, "Lost.", NOW)

    def read_and_overtaken(db: Db, run_ids: list[str]) -> Any:
        monkeypatch.setattr(finish, "counts_of", counts_of)
        stale = counts_of(db, run_ids)
        store_chunk(db, message, NOW)
        return stale

    monkeypatch.setattr(finish, "counts_of", read_and_overtaken)
    finish_if_over(db, RUN_1, NOW)
    ended = run(db, RUN_1)
    assert (ended["status"], ended["counts"]["new"], ended["counts"]["failed"]) == ("succeeded", 1, 0)


def test_a_run_does_not_end_before_its_last_chunk_was_sent(db: Db) -> None:
    """The consumer's clock may be behind the importer's."""
    add_feed(db)
    begin_run(db, RUN_1)
    message = chunk(RUN_1, 0, [job(1)])
    publish(db, message)  # at NOW
    store_chunk(db, message, NOW - timedelta(seconds=3))
    assert run(db, RUN_1)["finished_at"] == run(db, RUN_1)["published_at"] == NOW


@pytest.mark.parametrize(
    ("code", "closes"),
    [("validation_error", True), ("job_too_large", True), ("database_error", False), ("unexpected_error", False)],
)
def test_a_run_with_a_job_that_was_not_seen_closes_nothing(db: Db, code: str, closes: bool) -> None:
    add_feed(db)
    begin_run(db, RUN_1)
    db.failures.insert_one({"_id": f"{RUN_1}:000009:00000001", "run_id": RUN_1, "feed_id": FEED, "code": code})
    message = chunk(RUN_1, 0, [job(1), job(2, title=None)])
    publish(db, message)
    store_chunk(db, message, NOW)
    assert (run(db, RUN_1)["closing"] is not None) == closes


def test_a_run_with_a_chunk_that_was_not_stored_closes_nothing(db: Db) -> None:
    add_feed(db)
    begin_run(db, RUN_1)
    messages = [chunk(RUN_1, n, [job(n)]) for n in range(2)]
    publish(db, *messages)
    bury_pending(db, RUN_1, "It died.", NOW)
    store_chunk(db, messages[0], NOW)
    assert (run(db, RUN_1)["status"], run(db, RUN_1)["closing"]) == ("partial", None)


def test_a_run_is_sealed_once_and_only_while_it_goes_on(db: Db) -> None:
    add_feed(db)
    begin_run(db, RUN_1)
    first, other = ({"chunks": n, "fetched": 0, "duplicates": 0} for n in (0, 7))
    seal(db, RUN_1, sealed(first, ["first"], WHOLE, NOW))
    seal(db, RUN_1, sealed(other, ["second"], WHOLE, LATER))
    assert (run(db, RUN_1)["seal"], run(db, RUN_1)["published_at"]) == (first, NOW)
    db.runs.insert_one({**run(db, RUN_1), "_id": RUN_2, "status": "failed", "seal": None})
    seal(db, RUN_2, sealed(other, [], WHOLE, LATER))
    assert run(db, RUN_2)["seal"] is None


def test_a_sign_of_life_tells_whether_the_run_goes_on(db: Db) -> None:
    begin_run(db, RUN_1)
    assert [heartbeat(db, run_id, LATER) for run_id in (RUN_1, RUN_2)] == [True, False]
    finish.end_failed(db, RUN_1, RunFailure.INTERNAL_ERROR, "It died.", NOW)
    assert not heartbeat(db, RUN_1, NOW)
    assert run(db, RUN_1)["heartbeat_at"] == LATER


def test_the_attempts_of_a_run_never_become_fewer(db: Db) -> None:
    doc = new_run(RUN_1, feed_id=FEED, feed_url="", source="", trigger=Trigger.MANUAL, now=NOW)
    db.runs.insert_one(dict(doc))
    taken_up = [take_up(db, RUN_1, from_chunk, NOW) for from_chunk in (0, 0, 0, 20)]  # the last carries the run on
    assert [run["attempts"] for run in taken_up if run] == [1, 2, 3, 3]


def test_a_chunk_that_was_stored_is_a_sign_of_life(ctx: Context) -> None:
    db, long_ago = ctx.db, NOW - timedelta(seconds=ctx.settings.stuck_after_seconds)
    begin_run(db, RUN_1)
    first, second = chunk(RUN_1, 0, [job(1)]), chunk(RUN_1, 1, [job(2)])
    publish(db, first, second)
    db.runs.update_one({"_id": RUN_1}, {"$set": {"heartbeat_at": long_ago}})
    store_chunk(db, first, NOW)
    reconcile(ctx, NOW + timedelta(seconds=1))
    assert run(db, RUN_1)["status"] == "processing"
    store_chunk(db, second, NOW)
    assert run(db, RUN_1)["status"] == "succeeded"


# ----------------------------------------------------------------------------------------------------- the importer


def test_the_jobs_that_a_run_updated_are_unchanged_where_the_source_has_not_moved(
    ctx: Context, server: FeedServer
) -> None:
    run_feed(ctx)
    server.body = indeed_feed(*(indeed_job(n, title="Chef" if n < 2 else f"Baker {n}") for n in range(6)))
    changed = run_feed(ctx)
    assert changed["counts"]["updated"] > 0
    for _ in range(2):
        again = run_feed(ctx)
        assert (again["status"], numbers(again)) == ("not_modified", {"fetched": 6, "unchanged": 6})


def test_whoever_accepts_a_collapse_reads_what_the_source_has_again(ctx: Context, server: FeedServer) -> None:
    server.etag = '"one"'
    run_feed(ctx)
    again = run_feed(ctx, accept_collapse=True)
    assert "if-none-match" not in server.requests[-1]
    assert (again["status"], numbers(again)) == ("succeeded", {"fetched": 5, "unchanged": 5})
    server.etag = None
    assert run_feed(ctx, accept_collapse=True)["status"] == "succeeded"


def test_a_replay_of_a_small_feed_is_no_collapse(ctx: Context, server: FeedServer) -> None:
    server.body = indeed_feed(indeed_job(0))
    small = run_feed(ctx)
    for _ in range(3):
        server.body = indeed_feed(*(indeed_job(n, title=f"Chef {len(server.requests)}") for n in range(40)))
        assert run_feed(ctx)["status"] == "succeeded"
    replayed = run_feed(ctx, replay_of=small)
    assert (replayed["status"], replayed["counts"]["fetched"]) == ("succeeded", 1)


def test_an_empty_feed_does_not_make_the_ids_forgotten(ctx: Context, server: FeedServer) -> None:
    ctx.db.feeds.update_one({"_id": FEED}, {"$set": {"allow_empty": True}})
    run_feed(ctx)
    server.body = indeed_feed()
    assert run_feed(ctx)["status"] == "succeeded"
    feed: Any = ctx.db.feeds.find_one({"_id": FEED})
    assert feed["known_identity"] == "referencenumber"


def test_a_run_that_failed_after_it_had_published_makes_the_source_send_all_again(
    ctx: Context, server: FeedServer
) -> None:
    server.etag = '"one"'
    run_feed(ctx)
    server.etag, server.body = '"two"', indeed_feed(*(indeed_job(n, title="Chef") for n in range(5)))
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    sent = chunks_sent(ctx)
    store_chunk(ctx.db, sent[0], NOW)
    finish.end_failed(ctx.db, message.run_id, RunFailure.INTERNAL_ERROR, "It died.", NOW)
    server.etag, server.body = '"one"', indeed_feed(*(indeed_job(n) for n in range(5)))
    healed = run_feed(ctx)
    assert "if-none-match" not in server.requests[-1]
    assert healed["status"] == "succeeded"
    assert ctx.db.jobs.count_documents({"title": "Chef"}) == 0


def test_a_chunk_beyond_the_end_of_the_feed_ends_the_run_and_one_of_another_run_does_not(
    ctx: Context, server: FeedServer
) -> None:
    """An earlier attempt, of another version, has cut the feed into more chunks."""
    message = begin(ctx)
    neighbour = message.run_id[:-1] + ("Z" if message.run_id[-1] != "Z" else "Y")
    announce(ctx.db, [chunk(neighbour, 3, [job(1)]).header, chunk("0", 99, [job(1)]).header])
    import_feed(ctx, message, invocation())
    assert run_of(ctx, message)["seal"]["chunks"] == 3
    consume(ctx)
    for beyond in (3, 200):
        message = begin(ctx, accept_collapse=True)
        announce(ctx.db, [chunk(message.run_id, beyond, [job(1)]).header])
        import_feed(ctx, message, invocation())
        assert run_of(ctx, message)["failure"]["code"] == "internal_error"


def test_a_chunk_that_is_stored_already_is_not_sent_again(ctx: Context, server: FeedServer) -> None:
    message = begin(ctx)
    with pytest.raises(CrashError):  # all chunks are sent; the run is not sealed
        import_feed(Unsealed.of(ctx), message, invocation())
    sent = sorted(chunks_sent(ctx), key=lambda one: one.header.n)
    store_chunk(ctx.db, sent[0], NOW)
    import_feed(ctx, message, invocation())
    assert sorted(one.header.n for one in chunks_sent(ctx)) == [one.header.n for one in sent[1:]]
    for one in sent[1:]:
        store_chunk(ctx.db, one, NOW)
    assert numbers(run_of(ctx, message)) == {"fetched": 5, "new": 5}


class Unsealed:
    """Connections over which everything goes through but the seal."""

    @staticmethod
    def of(ctx: Context) -> Context:
        class Runs:
            def __getattr__(self, name: str) -> Any:
                return getattr(ctx.db.runs, name)

            def update_one(self, where: Any, change: Any, **options: Any) -> Any:
                if "seal" in where:
                    raise CrashError
                return ctx.db.runs.update_one(where, change, **options)

            def find_one_and_update(self, where: Any, change: Any, **options: Any) -> Any:
                if "seal" in where:
                    raise CrashError
                return ctx.db.runs.find_one_and_update(where, change, **options)

        class Database:
            def __getattr__(self, name: str) -> Any:
                return Runs() if name == "runs" else getattr(ctx.db, name)

        database: Any = Database()
        return replace(ctx, open_db=lambda: database)


def test_a_feed_is_not_told_that_it_has_read_what_a_neighbour_leaves_to_it_at_this_very_moment(ctx: Context) -> None:
    db, read_by = ctx.db, run_feed(ctx)["_id"]
    db.feeds.update_one({"_id": FEED}, {"$set": {"lease": {"run_id": read_by, "expires_at": LATER}}})
    newer = new_run_id(utc_now() + timedelta(hours=1))
    neighbour = Fault(0, "meanwhile", lambda: _read_in_full(db, [FEED], newer))
    settle_feed(cast(Db, Faulty(db, neighbour)), read_by, NOW)
    settle_feed(db, read_by, NOW)
    feed: Any = db.feeds.find_one({"_id": FEED})
    assert (feed["lease"], feed["full_after"]) == (None, newer)


def test_a_feed_whose_interval_changes_at_this_very_moment_is_due_by_the_new_one(ctx: Context) -> None:
    db, read_by = ctx.db, run_feed(ctx)["_id"]
    db.feeds.update_one({"_id": FEED}, {"$set": {"lease": {"run_id": read_by, "expires_at": LATER}}})
    sooner = FeedSettings(url=run(db, read_by)["feed_url"], interval_seconds=300)
    settle_feed(cast(Db, Faulty(db, Fault(0, "meanwhile", lambda: put_feed(db, FEED, sooner, LATER)))), read_by, NOW)
    feed: Any = db.feeds.find_one({"_id": FEED})
    assert (feed["lease"], feed["next_due_at"] <= NOW + timedelta(seconds=600)) == (None, True)


@pytest.mark.parametrize("meanwhile", ["sealed", "failed"])
def test_a_run_that_has_sent_nothing_is_not_ended_at_once_where_another_attempt_was_faster(
    db: Db, meanwhile: str
) -> None:
    add_feed(db)
    begin_run(db, RUN_1)
    as_read, feed = run(db, RUN_1), db.feeds.find_one({"_id": FEED})
    if meanwhile == "sealed":
        publish(db, chunk(RUN_1, 0, [job(1)]))
    else:
        finish.end_failed(db, RUN_1, RunFailure.INTERNAL_ERROR, "It died.", NOW)
    before = run(db, RUN_1)
    nothing = sealed({"chunks": 0, "fetched": 0, "inactive": 0, "duplicates": 0}, [], WHOLE, NOW)
    assert not finish.end_at_once(db, cast(Any, as_read), cast(Any, feed), nothing, LATER)
    assert run(db, RUN_1) == before


def test_a_run_that_sends_nothing_is_not_ended_over_a_chunk_that_another_attempt_has_announced(
    ctx: Context, server: FeedServer
) -> None:
    run_feed(ctx)
    server.body += b"<!-- the same jobs in other bytes -->"
    message = begin(ctx)
    with pytest.raises(CrashError):  # all chunks are announced; the run is not sealed
        import_feed(Unsealed.of(ctx), message, invocation())
    announce(ctx.db, [chunk(message.run_id, 99, [job(1)]).header])
    import_feed(ctx, message, invocation())
    assert chunks_sent(ctx) == []
    ended = run_of(ctx, message)
    assert (ended["reading_mode"], ended["status"], ended["counts"]["pending"]) == (None, "failed", 0)


def leased(db: Db, run_id: str) -> None:
    db.feeds.update_one({"_id": FEED}, {"$set": {"lease": {"run_id": run_id, "expires_at": LATER}}})


def test_a_feed_keeps_a_judgement_that_is_written_as_its_run_ends(ctx: Context) -> None:
    db, read_by = ctx.db, run_feed(ctx)["_id"]
    leased(db, read_by)
    judged = Fault(0, "meanwhile", lambda: db.feeds.update_one({"_id": FEED}, {"$set": {"judgement.revision": 70}}))
    settle_feed(cast(Db, Faulty(db, judged)), read_by, NOW)
    feed: Any = db.feeds.find_one({"_id": FEED})
    assert (feed["lease"], feed["judgement"]["revision"]) == (None, 71)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_run_that_has_lost_its_feed_teaches_it_nothing(ctx: Context, is_known: bool) -> None:
    db, read_by = ctx.db, run_feed(ctx)["_id"]
    leased(db, read_by)
    before: Any = db.feeds.find_one({"_id": FEED})
    taken = {**before, "lease": {"run_id": RUN_2, "expires_at": LATER}}
    meanwhile = Fault(0, "meanwhile", lambda: leased(db, RUN_2))
    known = before if is_known else None
    for faulty in (Faulty(db, meanwhile), db):  # it is lost as the run ends, and was lost before
        settle_feed(cast(Db, faulty), read_by, LATER, known=known)
        assert db.feeds.find_one({"_id": FEED}) == taken


# ------------------------------------------------------------------------------- which run has said what is not listed


def ids(*numbers: int) -> list[str]:
    return [f"{RUN_1[:-2]}{n:02d}" for n in numbers]


def ended_runs(db: Db, **others: dict[str, Any]) -> None:
    """Runs 1 to 5 of the feed, each of which has read it in full and has closed what it did not list; and `others`."""
    doc = new_run("", feed_id=FEED, feed_url="", source="", trigger=Trigger.MANUAL, now=NOW)
    whole = {**doc, "status": "succeeded", "completeness": "whole", "reading_mode": "full", "closing": "done"}
    runs = {**{name: {} for name in ids(*range(1, 6))}, **others}
    db.runs.insert_many([{**whole, "_id": name, **changes} for name, changes in runs.items()])


SAW_LESS: dict[str, dict[str, Any]] = {
    "a part": {"completeness": "part"},
    "a window": {"completeness": "window"},
    "not all stored": {"closing": None},
    "of another feed": {"feed_id": "other"},
}


def test_the_newest_run_that_saw_all_of_a_feed_overtakes_the_replays_of_older_ones(db: Db) -> None:
    ended_runs(db, **dict(zip(ids(6, 7, 8, 9), SAW_LESS.values(), strict=True)))
    assert newest_whole(db, FEED, RUN_1) == newest_whole(db, FEED, *ids(4)) == ids(5)[0]
    assert newest_whole(db, FEED, *ids(5)) is None
    db.runs.update_one({"_id": RUN_3}, {"$unset": {"completeness": ""}, "$set": {"closing": "pending"}})
    assert newest_whole(db, FEED, *ids(2)) == ids(5)[0]
    db.runs.delete_many({"_id": {"$in": ids(4, 5)}})
    assert newest_whole(db, FEED, *ids(2)) == RUN_3


@pytest.mark.parametrize(
    ("lease", "closes_again"), [(None, True), ({"run_id": RUN_3}, True), ({"run_id": ids(2)[0]}, False)]
)
def test_after_a_late_write_the_newest_run_that_read_in_full_closes_again(
    db: Db, lease: dict[str, Any] | None, closes_again: bool
) -> None:
    add_feed(db)
    db.feeds.update_one({"_id": FEED}, {"$set": {"lease": lease}})
    changes = {"reading_mode": "changes"}
    ended_runs(db, **dict(zip(ids(6, 7, 8, 9, 10), [*SAW_LESS.values(), changes], strict=True)))
    for late, newest in ((2, 5), (5, None)):
        db.runs.update_many({"closing": "pending"}, {"$set": {"closing": "done"}})
        close_again(db, cast(Any, run(db, *ids(late))), NOW)
        found = [one["_id"] for one in db.runs.find({"closing": "pending"})]
        assert found == (ids(newest) if newest and closes_again else [])
