"""A person's data and whole jobs are erased wherever they are kept, and come back by no import, replay or redrive."""

from dataclasses import replace
from typing import Any

import pytest

from job_importer.api.following import Wanted, read_changes
from job_importer.api.views.job import job_view
from job_importer.delivery.messages import read_chunk
from job_importer.jobs.blocklist import KeyLostError, key_of
from job_importer.jobs.history import Kind
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.erased import blocklist_of
from job_importer.pipeline.rehearsal import rehearse
from job_importer.pipeline.starting import origin_of, start_run
from job_importer.runs.model import Trigger
from job_importer.runs.store import get_run
from tests.support.erasing import EMAIL, contact, everything, feed_of, next_import, objects, pipeline, place, server
from tests.support.feed_server import FeedServer, indeed_feed, indeed_job
from tests.support.importing import numbers
from tests.support.lambdas import received
from tests.support.pipeline import Pipeline
from tests.support.world import FEED
from tools.erasing.erase import TooShortError, erase_feed, erase_job, erase_text
from tools.erasing.place import Place

__all__ = ["pipeline", "place", "server"]


def stored(pipeline: Pipeline, n: int) -> dict[str, Any]:
    return pipeline.ctx.db.jobs.find_one({"url": f"https://bakery.example/jobs/{n}"}) or {}


def test_a_persons_data_is_erased_everywhere_and_the_job_stays(
    pipeline: Pipeline, place: Place, server: FeedServer
) -> None:
    broken = indeed_job(4, title="", description="Ask jane.doe@example.com")
    server.body = indeed_feed(indeed_job(1), contact(2), indeed_job(3), broken)
    first = pipeline.import_now(FEED)
    assert numbers(first) == {"fetched": 4, "new": 3, "failed": 1}
    assert EMAIL in everything(pipeline)
    for expected in ({"jobs": 1, "failures": 1, "snapshots": 1, "manifests": 1}, {}):
        assert dict(erase_text(place, EMAIL)) == expected
        text = everything(pipeline)
        assert "jane" not in text.replace("<b>", "")
        assert EMAIL not in text
        assert "ask <b>***.***</b>@***.***, today" in text
    assert job_view(stored(pipeline, 2), {}).title == "Baker 2"
    assert pipeline.ctx.db.failures.count_documents({}) == 1


def test_the_next_imports_bring_no_word_of_it_and_nothing_that_would_be_new(
    pipeline: Pipeline, place: Place, server: FeedServer
) -> None:
    pipeline.import_now(FEED)
    before = stored(pipeline, 2)
    erase_text(place, EMAIL)
    server.body = server.body.replace(b"</source>", b"") + indeed_feed(contact(9)).partition(b"</publisher>")[2]
    for expected in ({"fetched": 4, "new": 1, "unchanged": 3}, {"fetched": 4, "unchanged": 4}):
        run = next_import(pipeline, server)
        assert numbers(run) == expected
        assert "jane" not in everything(pipeline)
    assert stored(pipeline, 2)["_id"] == before["_id"]
    assert stored(pipeline, 9)["description_text"].endswith("Ask ***.***@***.***, today.")
    assert run["reading_mode"] == "changes"


def test_once_the_source_has_taken_it_out_the_job_is_as_the_source_has_it(
    pipeline: Pipeline, place: Place, server: FeedServer
) -> None:
    pipeline.import_now(FEED)
    erase_text(place, EMAIL)
    server.body = feed_of(1, 2, 3, of_jane=0)
    assert numbers(next_import(pipeline, server)) == {"fetched": 3, "unchanged": 2, "updated": 1}
    assert "***" not in stored(pipeline, 2)["description_text"]


def test_a_person_in_a_title_is_erased_from_what_it_is_searched_by_and_from_its_history(
    pipeline: Pipeline, place: Place, server: FeedServer
) -> None:
    for title in ("Assistant of Jane Doe", "Assistant of Mrs Jane Doe"):
        server.body = indeed_feed(indeed_job(1), indeed_job(2, title=title), indeed_job(3))
        next_import(pipeline, server)
    assert {"doe", "jan"} <= set(stored(pipeline, 2)["beginnings"])
    erase_text(place, "Jane Doe")
    job = stored(pipeline, 2)
    assert "jane" not in str(job).lower()
    assert "doe" not in str(job).lower()
    assert job["words"].startswith(" ")
    before = job["words"]
    next_import(pipeline, server)
    assert stored(pipeline, 2)["words"] == before


def test_an_id_that_names_a_person_becomes_another_and_stays_the_same(
    pipeline: Pipeline, place: Place, server: FeedServer
) -> None:
    server.body = indeed_feed(indeed_job(1), indeed_job(2, referencenumber=EMAIL), indeed_job(3))
    pipeline.import_now(FEED)
    erase_text(place, EMAIL)
    assert stored(pipeline, 2) == {}
    assert numbers(next_import(pipeline, server)) == {"fetched": 3, "new": 1, "unchanged": 2}
    assert stored(pipeline, 2)["external_id"].startswith("erased-")
    assert numbers(next_import(pipeline, server)) == {"fetched": 3, "unchanged": 3}


def test_an_erased_job_is_gone_and_counts_beside_the_books_as_long_as_it_is_listed(
    pipeline: Pipeline, place: Place, server: FeedServer
) -> None:
    pipeline.import_now(FEED)
    key = stored(pipeline, 2)["_id"]
    assert dict(erase_job(place, key)) == {"jobs": 1, "snapshots": 1, "manifests": 1}
    assert objects(pipeline) == {}
    for mode in ("full", "changes"):
        run = next_import(pipeline, server)
        assert (run["reading_mode"], run["status"]) == (mode, "succeeded")
        assert numbers(run) == {"fetched": 2, "unchanged": 2, "inactive": 1}
        assert "Skipped 1 item erased on request." in run["warnings"]
        assert pipeline.ctx.db.jobs.count_documents({}) == 2
        assert not [name for name, body in objects(pipeline).items() if bytes.fromhex(key) in body or b"Bread" in body]
    assert dict(erase_job(place, key)) == {}


def test_an_unchanged_source_is_asked_for_all_after_an_erasure(
    pipeline: Pipeline, place: Place, server: FeedServer
) -> None:
    server.etag = '"v1"'
    pipeline.import_now(FEED)
    erase_job(place, stored(pipeline, 2)["_id"])
    pipeline.wait(hours=1)
    assert numbers(pipeline.import_now(FEED)) == {"fetched": 2, "unchanged": 2, "inactive": 1}
    pipeline.wait(hours=1)
    assert pipeline.import_now(FEED)["status"] == "not_modified"


def test_a_job_is_erased_under_every_id_that_it_is_known_by(
    pipeline: Pipeline, place: Place, server: FeedServer
) -> None:
    pipeline.import_now(FEED)
    numbered = [indeed_job(n, referencenumber=f"other-{n}", description=contact(n)["description"]) for n in (1, 2, 3)]
    server.body = indeed_feed(
        *(job | {"description": indeed_job(n)["description"]} for n, job in enumerate(numbered, 1))
    )
    run = next_import(pipeline, server)
    assert run["counts"]["rekeyed"] == 3
    alias = pipeline.ctx.db.aliases.find_one({"job": stored(pipeline, 2)["_id"]}) or {}
    erase_job(place, alias["_id"])
    assert numbers(next_import(pipeline, server))["inactive"] == 1
    server.body = feed_of(1, 2, 3, of_jane=0)
    next_import(pipeline, server)
    assert stored(pipeline, 2) == {}


def test_what_is_on_its_way_is_not_stored(pipeline: Pipeline, place: Place, server: FeedServer) -> None:
    pipeline.import_now(FEED)
    key = stored(pipeline, 1)["_id"]
    pipeline.wait(hours=1)
    server.body = indeed_feed(
        indeed_job(1, title="Baker one"), contact(2), indeed_job(3, title="Ask Jane.Doe at example.com")
    )
    started = start_run(pipeline.ctx, FEED, Trigger.MANUAL, pipeline.now)
    pipeline._drain(pipeline.ctx.settings.fetch_queue_url, pipeline._import)
    (record,) = received(pipeline.ctx.sqs, pipeline.ctx.settings.job_queue_url)["Records"]
    erase_text(place, "Jane Doe at example.com")
    erase_job(place, key)
    for _ in range(2):
        blocked = blocklist_of(pipeline.ctx)
        store_chunk(pipeline.ctx.db, read_chunk(record["body"]), pipeline.now, blocked=blocked)
        run: Any = get_run(pipeline.ctx.db, str(started.id))
        assert numbers(run) == {"fetched": 3, "failed": 1, "updated": 1, "unchanged": 1}
        (failure,) = pipeline.ctx.db.failures.find()
        assert (failure["code"], failure["title"], failure["excerpt"]) == ("erased", None, None)
        assert stored(pipeline, 3)["title"] == "Ask ***.*** *** ***.***"
        assert stored(pipeline, 1) == {}
    assert numbers(next_import(pipeline, server)) == {"fetched": 2, "unchanged": 2, "inactive": 1}


def test_a_replay_and_its_rehearsal_do_not_bring_it_back(pipeline: Pipeline, place: Place, server: FeedServer) -> None:
    first: Any = pipeline.import_now(FEED)
    kept = pipeline.ctx.s3.get_object(Bucket="snapshots", Key=first["snapshot"]["key"])["Body"].read()
    key = stored(pipeline, 3)["_id"]
    erase_job(place, key)
    erase_text(place, EMAIL)
    pipeline.ctx.s3.put_object(
        Bucket="snapshots",
        Key=first["snapshot"]["key"],
        Body=kept,
        Metadata={"fetched-at": first["fetched_at"].isoformat(), "content-type": ""},
    )  # as a backup of the bucket might
    feed: Any = pipeline.ctx.db.feeds.find_one()
    origin = origin_of(pipeline.ctx.db, first)
    tried = rehearse(pipeline.ctx, origin, first["snapshot"], feed, pipeline.now, lambda: False)
    assert (tried.prediction.new, tried.prediction.unchanged) == (0, 2)
    start_run(pipeline.ctx, FEED, Trigger.REPLAY, pipeline.now, replay_of=first)
    pipeline.deliver()
    assert stored(pipeline, 3) == {}
    assert "jane" not in str(list(pipeline.ctx.db.jobs.find())).lower()


def test_a_replay_of_what_was_removed_says_that_it_is_no_longer_kept(
    pipeline: Pipeline, place: Place, server: FeedServer
) -> None:
    first: Any = pipeline.import_now(FEED)
    erase_text(place, EMAIL)
    started = start_run(pipeline.ctx, FEED, Trigger.REPLAY, pipeline.now, replay_of=first)
    pipeline.deliver()
    run: Any = get_run(pipeline.ctx.db, str(started.id))
    assert "no longer kept" in run["failure"]["message"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "escaped"])
def test_a_snapshot_is_found_however_it_is_written(
    pipeline: Pipeline, place: Place, server: FeedServer, encoding: str
) -> None:
    text = feed_of(1, 2).decode()
    if encoding == "escaped":
        escaped = "".join(f"&#{ord(letter)};" for letter in "Jane.Doe")
        for markup in ("<![CDATA[", "]]>", "<p>", "</p>"):
            text = text.replace(markup, "")
        server.body = text.replace("<b>Jane.Doe</b>", escaped).encode()
    else:
        server.body = text.replace("utf-8", encoding).encode(encoding)
    pipeline.import_now(FEED)
    assert "example.com" in stored(pipeline, 2)["description_text"]
    assert erase_text(place, EMAIL)["snapshots"] == 1


def test_a_rehearsed_erasure_counts_and_changes_nothing(pipeline: Pipeline, place: Place) -> None:
    pipeline.import_now(FEED)
    before = everything(pipeline)
    key = stored(pipeline, 2)["_id"]
    assert erase_text(place, EMAIL, dry=True)["jobs"] == erase_job(place, key, dry=True)["jobs"] == 1
    assert everything(pipeline) == before


def test_the_audit_says_what_was_done_by_whom_and_nothing_of_the_data(pipeline: Pipeline, place: Place) -> None:
    pipeline.import_now(FEED)
    erase_text(place, EMAIL)
    (entry,) = pipeline.ctx.db.audit.find()
    assert (entry["action"], entry["who"]) == ("data.erased", "olga")
    assert entry["changes"]["jobs"] == {"old": 1, "new": 0}
    assert entry["target"].removeprefix("erasures/") in str(pipeline.ctx.db.erasures.find_one())
    assert not [word for word in ("jane", "doe", "example") if word in str([entry, *pipeline.ctx.db.erasures.find()])]


def test_a_removed_feed_leaves_nothing_but_its_numbers_in_the_audit(
    pipeline: Pipeline, place: Place, server: FeedServer
) -> None:
    pipeline.import_now(FEED)
    pipeline.wait(hours=1)
    server.body = feed_of(1, 2, 3, 4)
    start_run(pipeline.ctx, FEED, Trigger.MANUAL, pipeline.now)
    pipeline._drain(pipeline.ctx.settings.fetch_queue_url, pipeline._import)
    (record,) = received(pipeline.ctx.sqs, pipeline.ctx.settings.job_queue_url)["Records"]
    db = pipeline.ctx.db
    db.feeds.delete_one({})
    db.jobs.update_one({"_id": stored(pipeline, 1)["_id"]}, {"$push": {"feed_ids": "other"}})
    pipeline.wait(minutes=1)
    erased = erase_feed(place, FEED)
    assert (erased["jobs"], erased["runs"], erased["snapshots"] > 1) == (2, 2, True)
    store_chunk(db, read_chunk(record["body"]), pipeline.now, blocked=blocklist_of(pipeline.ctx))  # from a dead letter
    assert [job["feed_ids"] for job in db.jobs.find()] == [["other"]]
    assert (db.runs.count_documents({}), objects(pipeline)) == (0, {})
    assert {failure["code"] for failure in db.failures.find()} == {"erased"}


def test_a_lost_key_stops_all_storing_rather_than_bring_back_what_was_erased(
    pipeline: Pipeline, place: Place, server: FeedServer
) -> None:
    pipeline.import_now(FEED)
    erase_text(place, EMAIL)
    ctx = pipeline.ctx
    pipeline.ctx = replace(ctx, settings=ctx.settings.model_copy(update={"erasure_key_secret": ""}))
    with pytest.raises(KeyLostError):
        next_import(pipeline, server)
    with pytest.raises(KeyLostError):
        erase_text(replace(place, key=key_of("other")), EMAIL)
    assert "key" in str((ctx.db.runs.find_one({}, sort=[("_id", -1)]) or {})["last_error"])


def test_a_text_that_is_in_everything_is_refused(place: Place) -> None:
    with pytest.raises(TooShortError):
        erase_text(place, "a.b@c")


def test_what_was_being_stored_as_the_block_list_changed_is_erased_too(
    pipeline: Pipeline, place: Place, server: FeedServer
) -> None:
    server.body = feed_of(1, 3)
    pipeline.import_now(FEED)
    late = stored(pipeline, 1) | {"_id": "late", "title": "Ask jane.doe@example.com"}
    waits: list[float] = []

    def while_it_waits(seconds: float) -> None:
        waits.append(seconds)
        pipeline.ctx.db.jobs.insert_one(late)

    erased = erase_text(replace(place, seconds_to_settle=60.0), EMAIL, sleep=while_it_waits)
    assert (waits, erased["jobs"]) == ([60.0], 1)
    assert EMAIL not in everything(pipeline)


def test_who_follows_the_changes_is_told_without_the_data(pipeline: Pipeline, place: Place) -> None:
    pipeline.import_now(FEED)
    db, ids = pipeline.ctx.db, {n: stored(pipeline, n)["_id"] for n in (2, 3)}
    cursor = read_changes(db, None, Wanted(None, None, 100), pipeline.now).cursor
    read_changes(db, cursor, Wanted(None, None, 100), pipeline.now)
    erase_text(place, EMAIL)
    erase_job(place, ids[3])
    told = read_changes(db, cursor, Wanted(None, None, 100), pipeline.now)
    lines = [(line.kind, line.job.id) for line in told.lines]
    assert (Kind.CLOSED, ids[3]) in lines
    assert any(job_id == ids[2] for _, job_id in lines)
    assert "jane" not in str(told).lower()
