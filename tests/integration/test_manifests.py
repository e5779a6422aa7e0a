"""A run relies on what the run before it left: what is unchanged is neither published nor written."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from job_importer.delivery.messages import ChunkHeader, FetchMessage
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import put_feed
from job_importer.intake.complete import finisher
from job_importer.jobs.key import job_key
from job_importer.mongo import Db
from job_importer.pipeline import full_reading
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation
from job_importer.pipeline.publishing import SECONDS_TO_STOP
from job_importer.pipeline.reconciler import reconcile
from job_importer.pipeline.starting import start_run
from job_importer.runs.ledger import announce
from job_importer.runs.model import Trigger
from tests.conftest import Aws
from tests.support.feed_server import FeedServer, feed_server, indeed_feed, indeed_job
from tests.support.importing import chunks_sent, next_fetch, numbers
from tests.support.lambdas import make_context
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, NOW, add_feed


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as served:
        offer(served, *range(5))
        yield served


@pytest.fixture
def pipeline(db: Db, aws: Aws, server: FeedServer) -> Pipeline:
    add_feed(db, url=server.url, collapse_threshold=0)
    return Pipeline(make_context(db, aws, chunk_max_jobs=2), NOW)


def offer(server: FeedServer, *jobs: int, marker: str = "", **changes: Any) -> None:
    """`marker` makes other bytes of the same jobs; `changes` are of job 0."""
    items = [indeed_job(n, **(changes if n == 0 else {})) for n in jobs]
    server.body = indeed_feed(*items) + f"<!-- {marker} -->".encode()


def again(pipeline: Pipeline, feed: str = FEED, **options: Any) -> dict[str, Any]:
    pipeline.wait(minutes=1)
    started = start_run(pipeline.ctx, feed, Trigger.MANUAL, pipeline.now, **options)
    pipeline.deliver()
    reconcile(pipeline.ctx, pipeline.now)
    return pipeline.ctx.db.runs.find_one({"_id": started.id}) or {}


def sides(run: dict[str, Any]) -> tuple[str, str | None]:
    return run["reading_mode"], run["full_reason"]


def invocation(pipeline: Pipeline, batches: int = 100) -> Invocation:
    """With time enough for so many batches."""
    left = iter([SECONDS_TO_STOP + 1] * batches)
    return Invocation(lambda: pipeline.now, lambda: next(left, SECONDS_TO_STOP - 1))


def test_what_is_unchanged_is_not_written_and_counts_all_the_same(pipeline: Pipeline, server: FeedServer) -> None:
    first = again(pipeline)
    assert (sides(first), numbers(first)) == (("full", full_reading.FIRST), {"fetched": 5, "new": 5})
    before = list(pipeline.ctx.db.jobs.find().sort("_id"))
    offer(server, *range(5), marker="later")
    for _ in range(2):
        run = again(pipeline, full=False)
        if run["status"] == "not_modified":
            continue
        assert (sides(run), numbers(run)) == (("changes", None), {"fetched": 5, "unchanged": 5})
        assert (run["status"], run["closing"], run["vanished"]) == ("succeeded", "done", 0)
    assert list(pipeline.ctx.db.jobs.find().sort("_id")) == before


def test_what_differs_is_published_and_what_is_missing_closed(pipeline: Pipeline, server: FeedServer) -> None:
    again(pipeline)
    offer(server, 0, 1, 2, 7, title="Changed")
    run = again(pipeline)
    assert sides(run) == ("changes", None)
    assert numbers(run) == {"fetched": 4, "new": 1, "updated": 1, "unchanged": 2, "closed": 2}
    open_jobs = {job["external_id"] for job in pipeline.ctx.db.jobs.find({"closed_at": None})}
    assert open_jobs == {"B-0", "B-1", "B-2", "B-7"}
    closed: Any = pipeline.ctx.db.jobs.find_one({"external_id": "B-3"})
    assert (closed["closed_run_id"], closed["closed_reason"]) == (run["_id"], "not_listed")
    offer(server, 0, 1, 2, 3, 7, title="Changed")
    assert numbers(again(pipeline)) == {"fetched": 5, "unchanged": 5, "reopened": 1}


def test_an_item_that_came_just_so_before_is_not_normalised(
    pipeline: Pipeline, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    again(pipeline)
    finished = finished_drafts(monkeypatch)
    offer(server, 0, 1, 2, 3, 7, title="Changed")
    run = again(pipeline)
    assert numbers(run) == {"fetched": 5, "new": 1, "updated": 1, "unchanged": 3, "closed": 1}
    assert sorted(finished) == ["Baker 7", "Changed"]
    assert run["filled"] == pytest.approx(1.0)
    finished.clear()
    offer(server, 0, 1, 2, 3, 7, title="Changed", marker="later")
    assert numbers(again(pipeline)) == {"fetched": 5, "unchanged": 5}
    assert finished == []


def test_an_item_that_is_written_otherwise_and_comes_to_the_same_job_is_not_published(
    pipeline: Pipeline, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    again(pipeline)
    finished = finished_drafts(monkeypatch)
    offer(server, *range(5), shoe_size="44")
    import_feed(pipeline.ctx, start(pipeline), invocation(pipeline))
    assert finished
    assert chunks_sent(pipeline.ctx) == []


def test_an_item_whose_key_depends_on_the_others_is_normalised_in_every_run(
    pipeline: Pipeline, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two jobs of the same title, company, place and address: one keeps the composed key, whichever else is there."""
    composed = FeedSettings(url=server.url, collapse_threshold=0, identity="composed")
    put_feed(pipeline.ctx.db, FEED, composed, NOW)
    same = {"title": "Baker", "url": "https://jobs.example.com/1"}
    twins = [indeed_job(1, **same, description=text) for text in ("By day.", "By night.")]
    server.body = indeed_feed(*twins, indeed_job(3))
    again(pipeline)
    finished = finished_drafts(monkeypatch)
    server.body = indeed_feed(*twins, indeed_job(3)) + b"<!-- later -->"
    assert (again(pipeline)["reading_mode"], len(finished) >= 3) == ("changes", True)
    keys = set()
    for one in twins:
        server.body = indeed_feed(one, indeed_job(3))
        again(pipeline)
        (stored,) = pipeline.ctx.db.jobs.find({"closed_at": None, "title": "Baker"})
        assert stored["description_text"] == one["description"]
        keys.add(stored["_id"])
    assert len(keys) == 1


def test_an_item_is_read_anew_where_the_document_reads_otherwise(pipeline: Pipeline, server: FeedServer) -> None:
    """The same item, whose date means another day: another item has told how the feed writes dates."""
    offer(server, 0, date="03/04/2026")
    again(pipeline)
    offer(server, 0, 1, date="03/04/2026")
    server.body = (
        server.body.replace(b"</source>", b"") + indeed_feed(indeed_job(2, date="25/04/2026")).partition(b"<source>")[2]
    )
    again(pipeline)
    stored: Any = pipeline.ctx.db.jobs.find_one({"external_id": "B-0"})
    assert (stored["posted_at"].day, stored["posted_at"].month) == (3, 4)


def finished_drafts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the drafts that are finished from now on."""
    titles: list[str] = []

    def noting(*args: Any) -> Any:
        finish = finisher(*args)

        def finish_and_note(draft: Any) -> Any:
            titles.append(draft.title)
            return finish(draft)

        return finish_and_note

    monkeypatch.setattr("job_importer.intake.feed.finisher", noting)
    return titles


def test_a_restamped_job_is_stored_and_counted(pipeline: Pipeline, server: FeedServer) -> None:
    again(pipeline)
    offer(server, *range(5), date="2026-10-29")
    assert numbers(again(pipeline)) == {"fetched": 5, "unchanged": 5, "restamped": 1}
    stored: Any = pipeline.ctx.db.jobs.find_one({"external_id": "B-0"})
    assert stored["posted_at"].day == 29


def test_an_invalid_job_fails_in_every_run_and_is_not_taken_for_vanished(
    pipeline: Pipeline, server: FeedServer
) -> None:
    again(pipeline)
    for marker in ("one", "two"):
        offer(server, *range(5), marker=marker, title="")
        run = again(pipeline)
        assert (sides(run), numbers(run)) == (("changes", None), {"fetched": 5, "unchanged": 4, "failed": 1})
    assert pipeline.ctx.db.jobs.count_documents({"closed_at": None}) == 5


def test_a_job_too_large_for_a_message_fails_in_every_run(
    pipeline: Pipeline, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("job_importer.delivery.packing.MAX_JOB_BYTES", 3_000)
    for marker in ("one", "two", "three"):
        offer(server, *range(5), marker=marker, description="word " * 1_000)
        run = again(pipeline)
        assert (run["counts"]["failed"], run["counts"]["fetched"]) == (1, 5)
    assert sides(run) == ("changes", None)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (lambda pipeline: {"full": True}, full_reading.ASKED),
        (lambda pipeline: {"accept_collapse": True}, full_reading.COLLAPSE),
        (lambda pipeline: pipeline.wait(days=8), full_reading.REGULAR),
        (lambda pipeline: change_settings(pipeline), full_reading.SETTINGS),
        (lambda pipeline: learn(pipeline, **{"validators.version": "another"}), full_reading.READER),
        (lambda pipeline: learn(pipeline, full_after="01" + "Z" * 24), full_reading.NEIGHBOUR),
        (lambda pipeline: lose_manifest(pipeline), full_reading.GONE),
    ],
)
def test_a_run_that_may_not_rely_on_a_manifest_reads_in_full_and_says_why(
    pipeline: Pipeline, server: FeedServer, what: Any, reason: str
) -> None:
    again(pipeline)
    options = what(pipeline) or {}
    offer(server, 0, 1, 2, 3, marker="later")
    run = again(pipeline, **options)
    assert sides(run) == ("full", reason)
    assert numbers(run) == {"fetched": 4, "unchanged": 4, "closed": 1}
    assert pipeline.ctx.db.jobs.count_documents({"last_run_id": run["_id"]}) == 4


def test_a_feed_whose_jobs_are_keyed_by_another_field_is_read_in_full(pipeline: Pipeline, server: FeedServer) -> None:
    again(pipeline)
    server.body = server.body.replace(b"referencenumber>", b"shoe_size>")
    run = again(pipeline)
    assert sides(run) == ("full", full_reading.IDENTITY)


def change_settings(pipeline: Pipeline, **settings: Any) -> None:
    feed: Any = pipeline.ctx.db.feeds.find_one({"_id": FEED})
    changed = {"collapse_threshold": 0.0, "default_company": "Somebody"} | settings
    put_feed(pipeline.ctx.db, FEED, FeedSettings(url=feed["url"], **changed), pipeline.now)


def test_settings_that_are_set_as_they_were_cost_nothing_nor_does_another_interval(pipeline: Pipeline) -> None:
    again(pipeline)
    change_settings(pipeline, default_company=None, interval_seconds=7_200, enabled=False)
    assert again(pipeline)["status"] == "not_modified"


def test_settings_that_are_set_back_trust_no_reading_that_a_replay_by_others_has_undone(
    pipeline: Pipeline, server: FeedServer
) -> None:
    offer(server, *range(5), company="")
    first = again(pipeline)
    change_settings(pipeline)
    pipeline.wait(minutes=1)
    start_run(pipeline.ctx, FEED, Trigger.REPLAY, pipeline.now, replay_of=first)
    pipeline.deliver()
    assert pipeline.ctx.db.jobs.count_documents({"company": "Somebody"}) == 1
    change_settings(pipeline, default_company=None)
    assert numbers(again(pipeline)) == {"fetched": 5, "updated": 1, "unchanged": 4}


def learn(pipeline: Pipeline, **values: Any) -> None:
    pipeline.ctx.db.feeds.update_one({"_id": FEED}, {"$set": values})


def lose_manifest(pipeline: Pipeline) -> None:
    feed: Any = pipeline.ctx.db.feeds.find_one({"_id": FEED})
    pipeline.ctx.s3.delete_object(Bucket="snapshots", Key=feed["validators"]["manifest"])


def test_a_full_import_that_was_asked_for_is_sent_all_bytes(pipeline: Pipeline) -> None:
    again(pipeline)
    assert again(pipeline)["status"] == "not_modified"
    run = again(pipeline, full=True)
    assert (run["status"], numbers(run)) == ("succeeded", {"fetched": 5, "unchanged": 5})


def test_a_run_that_published_and_was_not_confirmed_leaves_nothing_to_rely_on(
    pipeline: Pipeline, server: FeedServer
) -> None:
    again(pipeline)
    offer(server, *range(5), title="Changed")
    lost = start(pipeline)
    import_feed(pipeline.ctx, lost, invocation(pipeline))
    assert [len(message.jobs) for message in chunks_sent(pipeline.ctx)] == [1]  # and it is lost
    pipeline.wait(hours=2)
    reconcile(pipeline.ctx, pipeline.now)
    offer(server, *range(5))
    run = again(pipeline)
    assert (sides(run), numbers(run)) == (("full", full_reading.UNCONFIRMED), {"fetched": 5, "unchanged": 5})


def test_a_stalled_run_does_not_publish_once_another_relies_on_what_was_before_it(
    pipeline: Pipeline, server: FeedServer
) -> None:
    ctx = pipeline.ctx
    again(pipeline)
    offer(server, *range(5), title="Changed")
    stalled = start(pipeline)
    ctx.db.feeds.update_one({"_id": FEED}, {"$set": {"lease.expires_at": pipeline.now}})
    pipeline.wait(minutes=1)
    offer(server, 0, 1, 2, 3, marker="later")
    newer = again(pipeline)
    offer(server, *range(6), title="Changed")
    import_feed(ctx, stalled, invocation(pipeline))
    old: Any = ctx.db.runs.find_one({"_id": stalled.run_id})
    assert (old["status"], old["failure"]["code"], chunks_sent(ctx)) == ("failed", "internal_error", [])
    assert (sides(newer), numbers(newer)) == (("changes", None), {"fetched": 4, "unchanged": 4, "closed": 1})


def test_a_run_that_sends_nothing_is_not_carried_on_where_another_attempt_has_announced_more(
    pipeline: Pipeline, server: FeedServer
) -> None:
    again(pipeline)
    offer(server, *range(5), marker="later")
    message = start(pipeline)
    known = ChunkHeader(
        run_id=message.run_id, feed_id=FEED, n=0, items=5, known=5, duplicates=0, rejected=0, seen_at=NOW
    )
    announce(pipeline.ctx.db, [known, known.model_copy(update={"n": 1, "items": 2, "known": 0})])
    import_feed(pipeline.ctx, message, invocation(pipeline))
    run: Any = pipeline.ctx.db.runs.find_one({"_id": message.run_id})
    assert (run["failure"]["code"], run["counts"]["failed"], run["counts"]["pending"]) == ("internal_error", 2, 0)


STALLED: dict[str, tuple[dict[str, Any], list[dict[str, str]]]] = {
    "a job is missing": ({}, [indeed_job(n) for n in range(4)]),
    "nothing is left": ({"full": True}, []),
    "a job is marked": ({}, [*(indeed_job(n) for n in range(5)), indeed_job(9, status="filled")]),
}


@pytest.mark.parametrize("kind", STALLED)
def test_a_stalled_run_closes_nothing_once_another_relies_on_what_was_before_it(
    pipeline: Pipeline, server: FeedServer, kind: str
) -> None:
    """It publishes nothing either: the jobs that it lists are known, or there are none."""
    ctx, (options, listed) = pipeline.ctx, STALLED[kind]
    put_feed(ctx.db, FEED, FeedSettings(url=server.url, collapse_threshold=0, allow_empty=True), NOW)
    again(pipeline)
    stored_late(ctx.db, "B-9")
    stalled = start(pipeline, **options)
    ctx.db.feeds.update_one({"_id": FEED}, {"$set": {"lease.expires_at": pipeline.now}})
    offer(server, *range(5), marker="later")
    assert sides(again(pipeline)) == ("changes", None)
    server.body = indeed_feed(*listed)
    import_feed(ctx, stalled, invocation(pipeline))
    reconcile(ctx, pipeline.now)
    old: Any = ctx.db.runs.find_one({"_id": stalled.run_id})
    assert (old["status"], old["failure"]["code"], old["closing"]) == ("failed", "internal_error", None)
    assert ctx.db.jobs.count_documents({"closed_at": None}) == 6


def stored_late(db: Db, external_id: str) -> None:
    """A job that no manifest lists."""
    one: Any = db.jobs.find_one({"external_id": "B-0"})
    db.jobs.insert_one({**one, "_id": job_key(one["source"], external_id), "external_id": external_id})


def test_a_job_that_a_run_stores_late_is_closed_by_the_last_full_one(pipeline: Pipeline, server: FeedServer) -> None:
    """The run that came after it and relied on a manifest knew nothing of the job."""
    ctx = pipeline.ctx
    again(pipeline)
    offer(server, *range(6))
    late = start(pipeline)
    import_feed(ctx, late, invocation(pipeline))
    (message,) = chunks_sent(ctx)
    pipeline.wait(hours=2)
    reconcile(ctx, pipeline.now)
    offer(server, *range(5))
    full = again(pipeline)
    offer(server, *range(5), marker="later")
    assert sides(again(pipeline)) == ("changes", None)
    for _ in range(2):
        store_chunk(ctx.db, message, pipeline.now)
        reconcile(ctx, pipeline.now)
    stored: Any = ctx.db.jobs.find_one({"external_id": "B-5"})
    assert (stored["first_run_id"], stored["closed_run_id"]) == (late.run_id, full["_id"])


def test_a_job_that_is_listed_twice_is_known_like_the_others(pipeline: Pipeline, server: FeedServer) -> None:
    offer(server, 0, 1, 1, 2)
    again(pipeline)
    offer(server, 0, 1, 1, 2, marker="later")
    import_feed(pipeline.ctx, start(pipeline), invocation(pipeline))
    assert chunks_sent(pipeline.ctx) == []


def test_a_job_that_a_newer_run_lists_again_is_not_closed_for_the_run_that_missed_it(
    pipeline: Pipeline, server: FeedServer
) -> None:
    again(pipeline)
    for jobs in ([0, 1, 2, 4], range(5)):
        offer(server, *jobs, marker="later")
        pipeline.wait(minutes=1)
        start_run(pipeline.ctx, FEED, Trigger.MANUAL, pipeline.now)
        pipeline.deliver()
    for _ in range(2):
        reconcile(pipeline.ctx, pipeline.now)
        assert pipeline.ctx.db.jobs.count_documents({"closed_at": None}) == 5


def start(pipeline: Pipeline, **options: Any) -> FetchMessage:
    pipeline.wait(minutes=1)
    start_run(pipeline.ctx, FEED, Trigger.MANUAL, pipeline.now, **options)
    return next_fetch(pipeline.ctx)


def test_a_feed_that_says_nothing_new_does_not_overwrite_what_another_has_said_since(
    pipeline: Pipeline, server: FeedServer
) -> None:
    db = pipeline.ctx.db
    with feed_server() as neighbour:
        offer(neighbour, 0, title="Said by the neighbour")
        add_feed(db, "other", url=neighbour.url, source="127.0.0.1", collapse_threshold=0, allow_empty=True)
        again(pipeline)
        again(pipeline, "other")
        offer(server, *range(5), marker="later")
        assert numbers(again(pipeline)) == {"fetched": 5, "unchanged": 5}
        assert title_of(db) == "Said by the neighbour"

        neighbour.body = indeed_feed(indeed_job(9))
        pipeline.wait(minutes=1)
        pipeline.import_now("other")
        offer(server, *range(5), marker="later still")
        run = again(pipeline)
        assert (sides(run), run["counts"]["updated"]) == (("full", full_reading.NEIGHBOUR), 1)
        assert title_of(db) != "Said by the neighbour"
        offer(server, *range(5), marker="and later")
        assert sides(again(pipeline)) == ("changes", None)


def title_of(db: Db) -> str:
    stored: Any = db.jobs.find_one({"external_id": "B-0"})
    return stored["title"]


def test_a_job_was_last_seen_when_its_feed_was_and_keeps_that_time_when_it_is_closed(
    pipeline: Pipeline, server: FeedServer
) -> None:
    again(pipeline)
    offer(server, *range(5), marker="later")
    seen = again(pipeline)["fetched_at"]
    offer(server, 1, 2, 3, 4)
    again(pipeline)
    closed: Any = pipeline.ctx.db.jobs.find_one({"external_id": "B-0"})
    assert closed["last_seen_at"] == seen > NOW + timedelta(minutes=1)
    assert closed["closed_at"] > seen


def test_a_run_that_was_continued_leaves_nothing_to_rely_on(pipeline: Pipeline, server: FeedServer) -> None:
    ctx = pipeline.ctx
    offer(server, *range(25))
    message = start(pipeline)
    import_feed(ctx, message, invocation(pipeline, batches=1))
    pipeline.deliver()
    first: Any = ctx.db.runs.find_one({"_id": message.run_id})
    assert (first["status"], numbers(first)) == ("succeeded", {"fetched": 25, "new": 25})
    reconcile(ctx, pipeline.now)
    offer(server, *range(25), marker="later")
    assert sides(again(pipeline)) == ("full", full_reading.CONTINUED)
    assert pipeline.ctx.db.jobs.count_documents({"closed_at": None}) == 25


def test_a_continued_run_that_relies_on_a_manifest_closes_nothing(pipeline: Pipeline, server: FeedServer) -> None:
    ctx = pipeline.ctx
    offer(server, *range(25))
    again(pipeline)
    offer(server, 0, *range(30, 60))
    message = start(pipeline)
    import_feed(ctx, message, invocation(pipeline, batches=1))
    pipeline.deliver()
    reconcile(ctx, pipeline.now)
    run: Any = ctx.db.runs.find_one({"_id": message.run_id})
    assert (sides(run), run["closing"], numbers(run)) == (
        ("changes", None),
        None,
        {"fetched": 31, "new": 30, "unchanged": 1},
    )
    offer(server, 0, *range(30, 60), marker="later")
    after = again(pipeline)
    assert (sides(after), after["completeness"]) == (("full", full_reading.UNCONFIRMED), "window")  # it cannot tell yet
    offer(server, 0, *range(30, 60), marker="and later")
    assert numbers(again(pipeline)) == {"fetched": 31, "unchanged": 31, "closed": 24}


def test_every_step_of_a_feed_comes_to_the_same_numbers_with_and_without_manifests(
    pipeline: Pipeline, server: FeedServer
) -> None:
    """Of two feeds of the same document, each with a source of its own, one is read in full every time."""
    add_feed(pipeline.ctx.db, "always-full", url=server.url, source="other.example", collapse_threshold=0)
    chance, offered = random.Random(5), dict.fromkeys(range(8), 0)
    modes = set()
    for step in range(12):
        for n in chance.sample(range(12), 3):
            offered = {job: v for job, v in offered.items() if job != n} if n in offered else {**offered, n: step}
        offered |= dict.fromkeys(chance.sample(sorted(offered), min(2, len(offered))), step)
        server.body = (
            indeed_feed(*(revised(n, version) for n, version in sorted(offered.items()))) + b"<!-- %d -->" % step
        )
        changes, full = again(pipeline), again(pipeline, feed="always-full", full=True)
        modes.add(changes["reading_mode"])
        assert changes["counts"] == full["counts"], step
    assert modes == {"full", "changes"}
    states = [(job["source"], job["external_id"], job["closed_at"] is None) for job in pipeline.ctx.db.jobs.find()]
    assert len(states) == 2 * len({(key, is_open) for _, key, is_open in states})


def revised(n: int, version: int) -> dict[str, str]:
    """As it was, with another title, another date, or without a title."""
    changes: tuple[dict[str, str], ...] = (
        {},
        {"title": f"Baker {n}, {version}"},
        {"date": f"2026-10-{version + 1:02d}"},
        {"title": ""},
    )
    return indeed_job(n, **changes[version % 4])


def test_a_job_that_is_listed_for_each_of_its_places_is_updated_when_one_comes_or_goes(
    pipeline: Pipeline, server: FeedServer
) -> None:
    def offer_in(*cities: str, marker: str = "") -> dict[str, Any]:
        items = [indeed_job(1), *(indeed_job(7, city=city) for city in cities)]
        server.body = indeed_feed(*items) + f"<!-- {marker} -->".encode()
        return again(pipeline)

    def stored() -> str:
        return str((pipeline.ctx.db.jobs.find_one({"external_id": "B-7"}) or {})["location"])

    assert numbers(offer_in("Lyon", "Nice", "Lille")) == {"fetched": 4, "new": 2, "duplicate": 2}
    assert stored() == "Lille, FR; Lyon, FR; Nice, FR"
    for cities in (("Nice", "Lille", "Lyon"), ("Lille", "Lyon", "Nice")):
        run = offer_in(*cities, marker="turned")
        assert (sides(run)[0], numbers(run)) == ("changes", {"fetched": 4, "unchanged": 2, "duplicate": 2})
    for left in (("Lyon", "Nice"), ("Nice",)):
        counts = numbers(offer_in(*left))
        assert (counts["updated"], counts["unchanged"]) == (1, 1)
        assert stored() == "; ".join(f"{city}, FR" for city in left)
    assert numbers(offer_in("Lille", "Nice"))["updated"] == 1
