"""A feed over HTTP through the importer on real servers: what is published, what is refused, whatever is repeated."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.delivery import packing
from job_importer.feeds.hosts import ask_host, release_host
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import get_feed, put_feed
from job_importer.feeds.turns import LONGEST_WAIT
from job_importer.mongo import Db
from job_importer.pipeline import importer
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.reconciler import reconcile
from job_importer.pipeline.starting import start_run
from job_importer.runs.model import Trigger
from tests.conftest import Aws
from tests.support.crashes import MONGO_WRITES, CrashError, Fuse, Fused, opening
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import begin, chunks_sent, consume, ctx, invocation, numbers, run_feed, run_of, server
from tests.support.lambdas import make_context
from tests.support.previewing import FEEDS
from tests.support.world import FEED, add_feed

__all__ = ["ctx", "server"]  # fixtures


def test_a_feed_is_imported_from_its_url_to_its_jobs(ctx: Context, server: FeedServer) -> None:
    run = run_feed(ctx)
    assert (run["status"], numbers(run)) == ("succeeded", {"fetched": 5, "new": 5})
    assert (run["format"], run["identity"], run["http"]["status"]) == ("indeed", "referencenumber", 200)
    assert run["http"]["bytes"] == len(server.body)
    assert {name: run["seal"][name] for name in ("chunks", "fetched", "inactive", "duplicates")} == {
        "chunks": 3,
        "fetched": 5,
        "inactive": 0,
        "duplicates": 0,
    }
    job = ctx.db.jobs.find_one({"external_id": "B-3"}) or {}
    assert (job["title"], job["country"], job["source"]) == ("Baker 3", "FR", "127.0.0.1")


def test_a_run_says_how_many_jobs_name_no_company(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.body = indeed_feed(*(indeed_job(n, **({} if n else {"company": ""})) for n in range(2)))
    assert "Jobs without a company: 1 of 2." in run_feed(ctx)["warnings"]
    monkeypatch.setattr(importer, "SAMPLE", 2)
    server.body = indeed_feed(*(indeed_job(n, company="") for n in range(5)))
    assert "Jobs without a company: 5 of 5." in run_feed(ctx)["warnings"]


def test_the_feed_learns_from_a_good_run(ctx: Context, server: FeedServer) -> None:
    server.etag = '"one"'
    run = run_feed(ctx)
    feed: Any = get_feed(ctx.db, FEED)
    assert feed["lease"] is None
    assert feed["next_due_at"] > utc_now()
    assert feed["health"]["last_status"] == "succeeded"
    assert feed["known_identity"] == "referencenumber"
    assert [(y["run_id"], y["items"]) for y in feed["yields"]] == [(run["_id"], 5)]
    assert feed["validators"]["etag"] == '"one"'


def test_the_same_feed_again_costs_no_parse_and_no_message(ctx: Context, server: FeedServer) -> None:
    server.etag = '"one"'
    run_feed(ctx)
    run = run_feed(ctx)
    assert (run["status"], run["http"]["status"]) == ("not_modified", 304)
    assert server.requests[-1]["if-none-match"] == '"one"'
    assert chunks_sent(ctx) == []
    feed: Any = get_feed(ctx.db, FEED)
    assert feed["confirmed_at"] == run["fetched_at"]


def test_what_another_version_of_the_reader_has_read_is_read_anew(ctx: Context, server: FeedServer) -> None:
    server.etag = '"one"'
    run_feed(ctx)
    ctx.db.feeds.update_one({"_id": FEED}, {"$set": {"validators.version": "another"}})
    again = run_feed(ctx)
    assert "if-none-match" not in server.requests[-1]
    assert (again["status"], numbers(again)) == ("succeeded", {"fetched": 5, "unchanged": 5})


def test_the_same_bytes_count_every_job_as_unchanged_and_the_bad_ones_as_failed(
    ctx: Context, server: FeedServer
) -> None:
    server.body = indeed_feed(*(indeed_job(n) for n in (1, 2, 2)), {"title": "No url", "referencenumber": "X"})
    first, second = run_feed(ctx), run_feed(ctx)
    assert numbers(first) == {"fetched": 4, "new": 2, "duplicate": 1, "failed": 1}
    assert (second["status"], second["confirms"]) == ("not_modified", first["_id"])
    assert numbers(second) == {"fetched": 4, "unchanged": 2, "duplicate": 1, "failed": 1}
    assert second["format"] == "indeed"


def test_a_changed_title_is_one_updated(ctx: Context, server: FeedServer) -> None:
    run_feed(ctx)
    server.body = indeed_feed(indeed_job(0, title="Pastry chef"), *(indeed_job(n) for n in range(1, 5)))
    assert numbers(run_feed(ctx)) == {"fetched": 5, "updated": 1, "unchanged": 4}


def test_settings_that_change_while_a_run_is_going_on_are_not_hidden_by_what_it_learns(
    ctx: Context, server: FeedServer
) -> None:
    server.etag = '"one"'
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    put_feed(ctx.db, FEED, FeedSettings(url=server.url, source="elsewhere.example"), utc_now())
    consume(ctx)
    assert run_of(ctx, message)["status"] == "succeeded"
    assert numbers(run_feed(ctx)) == {"fetched": 5, "new": 5}
    assert ctx.db.jobs.count_documents({"source": "elsewhere.example"}) == 5


def test_settings_whose_clock_was_read_before_an_import_and_that_are_written_after_it_are_applied(
    ctx: Context, server: FeedServer
) -> None:
    """The bytes stay the same, so that nothing but the settings says that they are to be read again."""
    earlier, message = utc_now(), begin(ctx)
    import_feed(ctx, message, invocation())
    put_feed(ctx.db, FEED, FeedSettings(url=server.url, source="elsewhere.example"), earlier)
    consume(ctx)
    assert numbers(run_feed(ctx)) == {"fetched": 5, "new": 5}


def test_bytes_that_were_asked_for_by_other_settings_than_they_are_read_by_are_asked_for_again(
    ctx: Context, server: FeedServer
) -> None:
    """The settings are changed, and changed back, around an attempt that dies between its fetch and its reading."""
    before = FeedSettings(url=server.url)
    put_feed(ctx.db, FEED, before, utc_now())
    message = begin(ctx)
    with pytest.raises(CrashError):
        import_feed(replace(ctx, open_db=opening(Fused(ctx.db, MONGO_WRITES, Fuse(5)))), message, invocation())
    assert ctx.s3.list_objects_v2(Bucket="snapshots")["KeyCount"] == 1
    put_feed(ctx.db, FEED, FeedSettings(url=server.url, source="elsewhere.example"), utc_now())
    import_feed(ctx, message, invocation())
    consume(ctx)
    put_feed(ctx.db, FEED, before, utc_now())
    assert run_feed(ctx)["status"] == "succeeded"
    assert ctx.db.jobs.count_documents({"source": "127.0.0.1"}) == 5


def test_jobs_that_were_not_stored_come_again_although_the_feed_is_the_same(ctx: Context) -> None:
    message = begin(ctx)
    import_feed(ctx, message, invocation())
    chunks_sent(ctx)  # lost
    reconcile(ctx, utc_now() + timedelta(hours=3))
    assert numbers(run_of(ctx, message)) == {"fetched": 5, "failed": 5}
    assert numbers(run_feed(ctx)) == {"fetched": 5, "new": 5}


def test_a_repeated_item_is_a_duplicate_and_is_sent_once(ctx: Context, server: FeedServer) -> None:
    server.body = indeed_feed(*(indeed_job(n) for n in (1, 2, 1, 3, 1)))
    assert numbers(run_feed(ctx)) == {"fetched": 5, "new": 3, "duplicate": 2}


def test_an_item_too_large_for_a_message_is_a_failed_job_and_not_a_failed_feed(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "MAX_JOB_BYTES", 5_000)
    server.body = indeed_feed(indeed_job(1), indeed_job(2, description="wide " * 2_000), indeed_job(3))
    run = run_feed(ctx)
    assert (run["status"], numbers(run)) == ("partial", {"fetched": 3, "new": 2, "failed": 1})
    (failure,) = ctx.db.failures.find()
    assert (failure["code"], failure["external_id"]) == ("job_too_large", "B-2")


def test_a_job_that_has_become_too_large_is_still_listed(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_feed(ctx)
    monkeypatch.setattr(packing, "MAX_JOB_BYTES", 5_000)
    server.body = indeed_feed(indeed_job(1), indeed_job(2, description="wide " * 2_000), indeed_job(3))
    run_feed(ctx)
    reconcile(ctx, utc_now())
    assert sorted(job["external_id"] for job in ctx.db.jobs.find({"closed_at": None})) == ["B-1", "B-2", "B-3"]


def test_a_feed_of_nothing_but_oversized_items_ends_too(
    ctx: Context, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "MAX_JOB_BYTES", 50)
    run = run_feed(ctx)
    assert (run["status"], numbers(run)) == ("partial", {"fetched": 5, "failed": 5})


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (404, b"gone", "feed_http_error"),
        (500, b"oops", "feed_http_error"),
        (429, b"later", "feed_rate_limited"),
        (200, b"<source><job><title>Baker</title>", "xml_malformed"),
        (200, b'<!DOCTYPE a [<!ENTITY b "c">]><source><job><title>&b;</title></job></source>', "xml_forbidden"),
        (200, b"<!doctype html><html><body><h1>Log in</h1></body></html>", "not_a_job_feed"),
        (200, b"<source><publisher>Empty</publisher></source>", "no_jobs_found"),
        (200, indeed_feed({"title": "", "url": "", "referencenumber": "1"}), "no_valid_jobs"),
    ],
)
def test_a_sick_feed_fails_with_its_code_and_publishes_nothing(
    ctx: Context, server: FeedServer, status: int, body: bytes, code: str
) -> None:
    server.status, server.body = status, body
    run = run_feed(ctx)
    assert (run["status"], run["failure"]["code"], numbers(run)) == ("failed", code, {})
    assert ctx.db.jobs.count_documents({}) == ctx.db.chunks.count_documents({}) == 0
    feed: Any = get_feed(ctx.db, FEED)
    assert (feed["lease"], feed["health"]["failures_in_a_row"]) == (None, 1)
    assert feed["health"]["last_failure"]["code"] == code


def test_an_address_that_is_not_allowed_is_not_fetched(db: Db, aws: Aws, server: FeedServer) -> None:
    context = make_context(db, aws, allowed_networks="")
    add_feed(db, url=server.url)
    assert run_feed(context)["failure"]["code"] == "feed_forbidden_address"
    assert server.requests == []


def test_an_empty_feed_is_a_success_where_the_feed_says_so(ctx: Context, server: FeedServer) -> None:
    add_feed(ctx.db, url=server.url, allow_empty=True)
    run_feed(ctx)
    server.body = indeed_feed()
    run = run_feed(ctx)
    assert (run["status"], numbers(run)) == ("succeeded", {})
    reconcile(ctx, utc_now())
    assert ctx.db.jobs.count_documents({"closed_run_id": run["_id"]}) == 5


def test_a_collapsed_feed_publishes_and_closes_nothing_until_it_is_accepted(ctx: Context, server: FeedServer) -> None:
    server.body = indeed_feed(*(indeed_job(n) for n in range(40)))
    run_feed(ctx)
    server.body = indeed_feed(indeed_job(1))
    run = run_feed(ctx)
    reconcile(ctx, utc_now())
    assert run["failure"]["code"] == "feed_collapsed"
    assert run["failure"]["message"].startswith("The feed has 1 item;")
    assert ctx.db.jobs.count_documents({"closed_at": None}) == 40
    accepted = run_feed(ctx, accept_collapse=True)
    reconcile(ctx, utc_now())
    assert numbers(accepted) == {"fetched": 1, "unchanged": 1}
    assert ctx.db.jobs.count_documents({"closed_at": None}) == 1


def test_retry_after_is_obeyed_and_said(ctx: Context, server: FeedServer) -> None:
    server.status, server.headers = 503, {"Retry-After": "7200"}
    run_feed(ctx)
    refused = start_run(ctx, FEED, Trigger.MANUAL, utc_now())
    assert refused.id is None
    assert refused.retry_at is not None
    assert refused.retry_at > utc_now() + timedelta(minutes=110)
    assert "asked not to be fetched" in (refused.reason or "")


def test_a_second_request_for_a_running_feed_answers_with_the_run_that_is_going_on(ctx: Context) -> None:
    message = begin(ctx)
    second = start_run(ctx, FEED, Trigger.MANUAL, utc_now())
    assert (second.id, second.status) == (message.run_id, "queued")
    assert "already" in (second.reason or "")
    assert ctx.db.runs.count_documents({}) == 1


def busy_host(ctx: Context, seconds: float) -> None:
    """Another run fetches from the feed's host for so long."""
    hold = timedelta(seconds=seconds)
    assert ask_host(ctx.db, "127.0.0.1", "another run", utc_now(), hold=hold, interval=0, jitter=0) is None


def test_a_run_that_must_wait_for_its_host_is_told_until_when(ctx: Context) -> None:
    now = utc_now()
    busy_host(ctx, 90)
    started = start_run(ctx, FEED, Trigger.MANUAL, now)
    assert started.id is not None
    assert started.retry_at is not None
    assert started.retry_at >= now + timedelta(seconds=90)


def test_a_run_waits_for_its_host_without_spending_an_attempt(ctx: Context, server: FeedServer) -> None:
    message = begin(ctx)
    busy_host(ctx, 90)
    for _ in range(2):
        wait = import_feed(ctx, message, invocation())
        assert wait is not None
        assert 0 < wait.seconds < LONGEST_WAIT
    waiting = run_of(ctx, message)
    assert (server.requests, waiting["status"], waiting["attempts"]) == ([], "queued", 0)
    release_host(ctx.db, "127.0.0.1", "another run", 1, utc_now() - timedelta(hours=1), timedelta())
    later = Invocation(lambda: utc_now() + timedelta(minutes=1), lambda: 300)
    assert import_feed(ctx, message, later) is None
    consume(ctx)
    run = run_of(ctx, message)
    assert (run["status"], run["attempts"]) == ("succeeded", 1)


def test_a_run_that_is_ended_as_it_gets_its_turn_does_not_keep_its_host(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = begin(ctx)
    monkeypatch.setattr("job_importer.pipeline.importer.take_up", lambda *_: None)
    import_feed(ctx, message, invocation())
    assert (ctx.db.hosts.find_one() or {})["run_id"] is None


def test_a_host_rests_after_a_fetch_however_long_that_took(ctx: Context) -> None:
    polite = replace(ctx, settings=ctx.settings.model_copy(update={"host_interval_seconds": 60}))
    begun, calls = utc_now(), count()
    message = begin(ctx)
    import_feed(polite, message, Invocation(lambda: begun + timedelta(seconds=10 * next(calls)), lambda: 300))
    fetched_at = run_of(ctx, message)["fetched_at"]
    assert (ctx.db.hosts.find_one() or {})["free_at"] >= fetched_at + timedelta(seconds=10 + 60)


def test_a_replay_imports_the_snapshot_byte_for_byte_and_not_the_source(ctx: Context, server: FeedServer) -> None:
    first = run_feed(ctx)
    server.body = indeed_feed(indeed_job(9))
    requests = len(server.requests)
    run = run_feed(ctx, replay_of=first)
    assert len(server.requests) == requests
    assert (run["trigger"], run["replay_of"]) == ("replay", first["_id"])
    assert numbers(run) == {"fetched": 5, "unchanged": 5}
    assert run["snapshot"]["key"] == first["snapshot"]["key"]


def test_a_replay_of_a_snapshot_that_is_no_longer_kept_fails_at_once_and_says_so(ctx: Context) -> None:
    first = run_feed(ctx)
    ctx.s3.delete_object(Bucket=ctx.settings.snapshot_bucket, Key=first["snapshot"]["key"])
    run = run_feed(ctx, replay_of=first)
    assert (run["status"], run["failure"]["code"]) == ("failed", "internal_error")
    assert "no longer kept" in run["failure"]["message"]
    feed: Any = get_feed(ctx.db, FEED)
    assert (feed["lease"], feed["health"]["failures_in_a_row"]) == (None, 0)


def test_the_source_is_read_anew_after_a_replay_of_what_it_had_before(ctx: Context, server: FeedServer) -> None:
    server.etag = '"one"'
    first = run_feed(ctx)
    server.etag, server.body = '"two"', indeed_feed(*(indeed_job(n, title="Pastry chef") for n in range(4)))
    second = run_feed(ctx)
    run_feed(ctx, replay_of=second)
    assert run_feed(ctx)["status"] == "not_modified"
    reconcile(ctx, utc_now())
    assert ctx.db.jobs.count_documents({"closed_at": None, "title": "Pastry chef"}) == 4
    run_feed(ctx, replay_of=first)
    assert numbers(run_feed(ctx)) == {"fetched": 4, "unchanged": 4}
    reconcile(ctx, utc_now())
    assert ctx.db.jobs.count_documents({"closed_at": None}) == 4


def test_a_relative_link_does_not_carry_on_the_credentials_of_its_feed(ctx: Context, server: FeedServer) -> None:
    server.body = indeed_feed(indeed_job(1, url="/jobs/1?from=feed"))
    add_feed(ctx.db, url=server.url.replace("http://", "http://user:secret@") + "?key=secret")
    run_feed(ctx)
    (job,) = ctx.db.jobs.find()
    assert job["url"] == server.url.replace("/feed.xml", "/jobs/1?from=feed")


def test_what_the_address_of_a_feed_says_of_its_jobs_is_known_to_an_import(ctx: Context, server: FeedServer) -> None:
    server.body = (FEEDS / "personio.xml").read_bytes()
    add_feed(ctx.db, url=server.url.replace("http://", "http://user:secret@") + "?language=de")
    run_feed(ctx)
    jobs = list(ctx.db.jobs.find())
    assert {job["language"] for job in jobs} == {"de"}
    assert not any("secret" in job["url"] for job in jobs)
