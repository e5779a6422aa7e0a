"""What holds at the very moment at which something begins or ends, as the database compares it."""

from datetime import timedelta
from typing import Any

import pytest

from job_importer.api.filters import JobFilter, Period
from job_importer.api.job_queries import jobs_queries
from job_importer.api.overview import _news
from job_importer.codes import FeedState
from job_importer.events import sending
from job_importer.feeds.lease import renew_leases, take_leases
from job_importer.feeds.schedule import due_filter, is_due, is_running, patient_filter
from job_importer.feeds.store import get_feed
from job_importer.jobs.closing import close_expired
from job_importer.jobs.document import GRACE, Listing
from job_importer.jobs.touch import touch_filter
from job_importer.locks import take
from job_importer.mongo import Db
from job_importer.runs.days import OVERLAP, roll_up
from job_importer.runs.ledger import announce, covered, goes_beyond, heard_of
from job_importer.runs.store import unseen_before
from tests.support.history import START, add_run
from tests.support.world import FEED, NOW, RUN_1, RUN_2, RUN_3, add_feed, chunk, job

HOUR = timedelta(hours=1)
TICK = timedelta(milliseconds=1)
MOMENTS = [NOW - TICK, NOW, NOW + TICK]


def at(db: Db, **values: Any) -> Any:
    db.feeds.update_one({"_id": FEED}, {"$set": values})
    return get_feed(db, FEED)


def test_a_lock_is_free_when_its_time_is_over(db: Db) -> None:
    assert take(db, "pass", NOW, HOUR)
    assert [take(db, "pass", NOW + HOUR + late, HOUR) for late in (-TICK, timedelta())] == [False, True]


@pytest.mark.parametrize("others", [{}, {"other": RUN_2}], ids=["one", "several"])
def test_a_lease_is_void_when_its_time_is_over(db: Db, others: dict[str, str]) -> None:
    add_feed(db)
    for expires_at in reversed(MOMENTS):
        feed = at(db, lease={"run_id": "before", "expires_at": expires_at})
        taken = take_leases(db, {FEED: RUN_1, **others}, NOW, HOUR, {})
        assert list(taken) == ([] if is_running(feed, NOW) else [FEED])
    assert taken[FEED]["lease"] == {"run_id": RUN_1, "expires_at": NOW + HOUR}


def test_a_lease_is_renewed_for_the_run_that_holds_it(db: Db) -> None:
    for name, run_id in ((FEED, RUN_1), ("lost", "another"), ("unasked", RUN_1)):
        add_feed(db, name)
        db.feeds.update_one({"_id": name}, {"$set": {"lease": {"run_id": run_id, "expires_at": NOW}}})
    for _ in range(2):
        renew_leases(db, {FEED: RUN_1, "lost": RUN_2}, NOW, HOUR)
        assert {feed["_id"]: feed["lease"]["expires_at"] - NOW for feed in db.feeds.find()} == {
            FEED: HOUR,
            "lost": timedelta(),
            "unasked": timedelta(),
        }


def test_a_feed_is_due_as_the_scheduler_reckons(db: Db) -> None:
    add_feed(db)
    for enabled in (True, False):
        for due_at in MOMENTS:
            for not_before in (None, *MOMENTS):
                feed = at(db, enabled=enabled, next_due_at=due_at, not_before=not_before)
                assert (db.feeds.find_one(due_filter(NOW)) is not None) == is_due(feed, NOW)
                patient = not_before is None or not_before <= NOW
                assert (db.feeds.find_one(patient_filter(NOW)) is not None) == patient


def test_a_job_is_closed_when_its_day_of_grace_is_over_and_once(db: Db) -> None:
    dates = [None, *(moment - GRACE for moment in MOMENTS)]
    reasons = [None, "not_listed"]
    db.jobs.insert_many(
        [
            {"_id": f"{n} {why}", "expires_at": date, "closed_reason": why, "history": []}
            for n, date in enumerate(dates)
            for why in reasons
        ]
    )
    assert [close_expired(db, NOW) for _ in range(2)] == [1, 0]
    closed: Any = db.jobs.find_one({"_id": "1 None"})
    assert (closed["closed_at"], closed["closed_reason"], closed["closed_run_id"]) == (NOW, "expired", None)
    assert closed["history"] == [{"run_id": None, "at": NOW, "kind": "closed", "reason": "expired"}]
    assert closed["untold"] == {"version": 1, "kind": "closed", "at": NOW}


def test_jobs_that_were_closed_from_one_moment_on_and_before_another(db: Db) -> None:
    for n, moment in enumerate((NOW - TICK, NOW, NOW + HOUR - TICK, NOW + HOUR)):
        db.jobs.insert_one({"_id": str(n), "closed_at": moment})
    for until, found in ((NOW + HOUR, {"1", "2"}), (None, {"1", "2", "3"})):
        (query,) = jobs_queries(JobFilter(date="closed", period=Period(NOW, until)))
        assert {doc["_id"] for doc in db.jobs.find(query.filter)} == found


def test_a_job_is_touched_that_is_open_or_expired_and_that_no_newer_run_found_gone(db: Db) -> None:
    gone: dict[str, Any] = {"never": {}, "older": {FEED: RUN_1}, "own": {FEED: RUN_2}, "newer": {FEED: RUN_3}}
    jobs = [{"_id": name, "closed_reason": None, "gone": by} for name, by in gone.items()]
    jobs += [{"_id": why, "closed_reason": why, "gone": {}} for why in ("expired", "not_listed")]
    db.jobs.insert_many([*jobs, {"_id": "unasked", "closed_reason": None, "gone": {}}])
    touched = touch_filter([job["_id"] for job in jobs], Listing(RUN_2, FEED, NOW))
    assert {job["_id"] for job in db.jobs.find(touched)} == {"never", "older", "own", "expired"}


def test_an_alert_whose_notifier_has_died_is_claimed_by_another_after_a_while(db: Db) -> None:
    assert sending._claim(db, "a", NOW)
    with pytest.raises(sending.AlertNotTakenError):
        sending._claim(db, "a", NOW + sending.CLAIM - TICK)
    assert sending._claim(db, "a", NOW + sending.CLAIM)
    db.alerts.update_one({"_id": "a"}, {"$set": {"told_at": NOW}})
    assert not sending._claim(db, "a", NOW + HOUR)


def test_feeds_that_need_somebody_are_those_that_stand_worse_than_waiting(db: Db) -> None:
    db.feeds.insert_many([{"_id": state.value, "judgement": {"rank": state.rank}} for state in FeedState])
    urgent = {feed["_id"] for feed in db.feeds.find(sending.URGENT)}
    assert urgent == {state.value for state in FeedState if state.rank < FeedState.WAITING.rank}
    assert FeedState.WAITING.value not in urgent


def test_an_event_that_was_seen_is_no_news(db: Db) -> None:
    db.events.insert_many([{"_id": str(n), "type": kind} for n, kind in enumerate(("feed.broken",) * 3)])
    db.events.insert_one({"_id": "9", "type": "import.finished"})
    assert [event["_id"] for event in db.events.find(_news("1"))] == ["2"]


def test_a_chunk_that_was_settled_since_is_a_sign_of_life(db: Db) -> None:
    db.chunks.insert_many([{"run_id": str(n), "settled_at": moment} for n, moment in enumerate(MOMENTS)])
    assert heard_of(db, ["0", "1", "2"], NOW) == {"2"}
    assert heard_of(db, ["0", "1"], NOW) == heard_of(db, [], NOW) == set()


def test_chunks_are_counted_before_a_number_and_looked_for_from_it_on(db: Db) -> None:
    announce(db, [chunk(RUN_1, n, [job(n)], duplicates=1).header for n in range(3)])
    announce(db, [chunk(RUN_2, 7, [job(7)]).header])
    assert covered(db, RUN_1, 2) == {"chunks": 2, "fetched": 4, "inactive": 0, "duplicates": 2}
    assert covered(db, RUN_1, 0) == {"chunks": 0, "fetched": 0, "inactive": 0, "duplicates": 0}
    assert [goes_beyond(db, RUN_1, chunks) for chunks in (0, 2, 3)] == [True, True, False]


def test_a_day_is_rolled_up_again_for_numbers_that_were_written_a_little_late(db: Db) -> None:
    roll_up(db, NOW)
    for n, moment in enumerate((NOW - OVERLAP - TICK, NOW - OVERLAP)):
        add_run(db, n * 24, feed_id=str(n), counted_at=moment)
    assert {feed for feed, _ in roll_up(db, NOW)} == {"1"}


def test_a_job_is_missed_where_no_run_since_a_moment_has_listed_it(db: Db) -> None:
    """By the last run until then that read in full: those that read the changes alone touch no job."""
    full, _, changes, confirming, newer, _ = (
        add_run(db, 0, reading_mode="full"),
        add_run(db, 1, status="failed"),
        add_run(db, 2, reading_mode="changes"),
        add_run(db, 3, status="not_modified"),
        add_run(db, 4, status="partial"),
        add_run(db, 5, replay_of="another"),
    )
    db.runs.update_one({"_id": confirming}, {"$set": {"confirms": changes}})
    add_run(db, 6, feed_id="other")
    seen = [unseen_before(db, FEED, START + n * HOUR) for n in range(6)]
    assert seen == [full, full, full, full, newer, None]
