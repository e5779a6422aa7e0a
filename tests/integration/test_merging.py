"""A stored job is written as it was decided only where nobody has changed it since it was read."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from job_importer.codes import TransientError
from job_importer.jobs.blocklist import BlockList, key_of
from job_importer.jobs.closing import close_vanished
from job_importer.jobs.history import Kind, to_tell
from job_importer.jobs.outbox import number_changes
from job_importer.jobs.store import KEYS_AT_ONCE
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from tests.integration.test_guards import Meanwhile
from tests.support.crashes import MONGO_WRITES, CrashError, Fuse, Fused
from tests.support.world import FEED, NOW, RUN_1, RUN_2, RUN_3, add_feed, begin_run, chunk, job, publish, state
from tools.erasing.documents import Documents

LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def feeds(db: Db) -> None:
    add_feed(db)
    add_feed(db, "other", source="jobs.example.com")


def announced(db: Db, run_id: str, *jobs: dict[str, Any], feed_id: str = FEED) -> Any:
    begin_run(db, run_id, feed_id)
    message = chunk(run_id, 0, list(jobs), feed_id=feed_id, seen_at=NOW + timedelta(hours=int(run_id[-2:])))
    publish(db, message)
    return message


def stored(db: Db, n: int = 1) -> dict[str, Any]:
    return db.jobs.find_one({"external_id": f"A-{n}"}) or {}


def counts(db: Db, run_id: str) -> dict[str, int]:
    run = db.runs.find_one({"_id": run_id}) or {}
    return {name: value for name, value in run["counts"].items() if value}


def store_while(db: Db, message: Any, act: Callable[[], Any]) -> None:
    meanwhile: Any = Meanwhile(db, "bulk_write", act)
    store_chunk(meanwhile, message, NOW)


def test_a_newer_run_that_writes_first_keeps_its_say(db: Db) -> None:
    store_chunk(db, announced(db, RUN_1, job(1)), NOW)
    older = announced(db, RUN_2, job(1, title="Older"), job(2))
    newer = announced(db, RUN_3, job(1, title="Newer"), feed_id="other")
    store_while(db, older, lambda: store_chunk(db, newer, NOW))
    assert (stored(db)["title"], stored(db)["last_run_id"]) == ("Newer", RUN_3)
    assert [entry["run_id"] for entry in stored(db)["history"]] == [RUN_3]
    assert counts(db, RUN_2) == {"fetched": 2, "new": 1, "unchanged": 1}


def test_an_older_run_gives_its_words_to_a_job_whose_own_feed_has_left_it(db: Db) -> None:
    """Nobody would tell its feed to read in full: that was done before it listed the job."""
    mine = announced(db, RUN_1, job(1, title="Mine"))
    store_chunk(db, announced(db, RUN_2, job(1, title="Other"), feed_id="other"), NOW)
    close_vanished(db, "other", RUN_3, NOW)
    for _ in range(2):
        store_chunk(db, mine, NOW)
        assert (stored(db)["title"], stored(db)["closed_at"]) == ("Mine", None)
    assert len(stored(db)["history"]) == 3  # closed, changed, opened again


def test_a_newer_run_that_only_lists_the_job_keeps_its_content_as_it_was(db: Db) -> None:
    store_chunk(db, announced(db, RUN_1, job(1)), NOW)
    store_chunk(db, announced(db, RUN_1[:-2] + "00", job(1), feed_id="other"), NOW)
    older = announced(db, RUN_2, job(1, title="Older"))
    newer = announced(db, RUN_3, job(1), feed_id="other")
    store_while(db, older, lambda: store_chunk(db, newer, NOW))
    assert stored(db)["title"] == job(1)["title"]


def test_a_newer_run_that_no_longer_lists_the_job_is_not_overruled(db: Db) -> None:
    """Another feed lists it, so that nothing tells but the mark that it has gone from this one."""
    store_chunk(db, announced(db, RUN_1, job(1)), NOW)
    store_chunk(db, announced(db, RUN_1[:-2] + "00", job(1), feed_id="other"), NOW)
    older = announced(db, RUN_2, job(1, title="Older"))
    store_while(db, older, lambda: close_vanished(db, FEED, RUN_3, NOW))
    assert (list(stored(db)["seen"]), stored(db)["closed_at"]) == (["other"], None)


def test_the_same_chunk_twice_at_once_leaves_one_entry_in_the_history(db: Db) -> None:
    store_chunk(db, announced(db, RUN_1, job(1), job(2), job(3)), NOW)
    message = announced(db, RUN_2, job(1, title="Nurse"), job(2, posted_at="2026-10-31T09:00:00Z"), job(3))
    store_while(db, message, lambda: store_chunk(db, message, NOW))
    assert len(stored(db)["history"]) == 1
    assert stored(db, 2)["restamped_run_ids"] == [RUN_2]
    before = state(db)
    assert counts(db, RUN_2) == {"fetched": 3, "updated": 1, "unchanged": 2, "restamped": 1}
    store_chunk(db, message, NOW)
    assert state(db) == before


def test_a_job_that_followers_were_told_of_meanwhile_is_no_longer_new_to_them(db: Db) -> None:
    store_chunk(db, announced(db, RUN_1, job(1)), NOW)
    message = announced(db, RUN_2, job(1, title="Nurse"))
    store_while(db, message, lambda: number_changes(db, NOW, 1))
    assert stored(db)["untold"]["kind"] == "updated"


@pytest.mark.parametrize(
    ("was", "happens", "told"),
    [
        ("new", "updated", "new"),
        ("closed", "updated", "updated"),
        (None, "updated", "updated"),
        ("new", "closed", "closed"),
    ],
)
def test_a_change_is_noted_for_followers_where_it_happens(db: Db, was: str | None, happens: str, told: str) -> None:
    untold = {"version": 3, "kind": was, "at": NOW}
    noted = {"untold": untold} if was else {}
    db.jobs.insert_one({"_id": "1", "version": 3, **noted})
    for condition, version in ((False, 4), (True, 5)):
        db.jobs.update_one({}, [{"$set": to_tell(LATER, condition, Kind(happens))}])
        if condition:
            noted = {"untold": {"version": version, "kind": told, "at": LATER}}
        assert db.jobs.find_one() == {"_id": "1", "version": version, **noted}


def test_what_is_erased_meanwhile_does_not_come_back_as_what_the_job_was(db: Db) -> None:
    """Even where the erasing dies between the job and the note to its followers."""
    store_chunk(db, announced(db, RUN_1, job(1, title="Ask jane.doe@example.com")), NOW)
    message = announced(db, RUN_2, job(1, title="Nurse"))
    key = key_of("secret")
    blocked = BlockList([BlockList([], key).text_block("jane.doe@example.com", NOW)], key)

    def erase() -> None:
        fused: Any = Fused(db, MONGO_WRITES, Fuse(1))
        with suppress(CrashError):
            Documents(fused, blocked, NOW, dry=False).erase_passages()

    store_while(db, message, erase)
    assert stored(db)["title"] == "Nurse"
    assert stored(db)["history"][-1]["changes"]["title"]["old"] == "Ask ***.***@***.***"


def test_a_job_that_others_change_each_time_is_left_to_a_later_delivery(
    db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_chunk(db, announced(db, RUN_1, job(1)), NOW)
    message = announced(db, RUN_2, job(1, title="Nurse"))
    never: Any = {"_id": "nobody"}
    with monkeypatch.context() as patch:
        patch.setattr("job_importer.jobs.merge.Merge.as_read", lambda _: never)
        with pytest.raises(TransientError, match="Other writers"):
            store_chunk(db, message, NOW)
    store_chunk(db, message, NOW)
    assert counts(db, RUN_2) == {"fetched": 1, "updated": 1}


def test_more_jobs_than_are_read_at_once_are_all_compared(db: Db) -> None:
    jobs = [job(n) for n in range(2 * KEYS_AT_ONCE + 1)]
    store_chunk(db, announced(db, RUN_1, *jobs), NOW)
    changed = [{**each, "title": f"{each['title']} (m/f/d)"} for each in jobs]
    store_chunk(db, announced(db, RUN_2, *changed), NOW)
    assert counts(db, RUN_2) == {"fetched": len(jobs), "updated": len(jobs)}
