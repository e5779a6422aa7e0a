"""Turns at a host, in the database."""

import random
from datetime import timedelta

import pytest

from job_importer.feeds.hosts import Wait, ask_host, read_hosts, release_host
from job_importer.feeds.turns import USUAL_SECONDS
from job_importer.mongo import Db
from tests.support.day import Host
from tests.support.world import NOW

HOST = "jobs.example.com"
HOLD = timedelta(seconds=270)


def ask(db: Db, run_id: str, seconds: float, jitter: float = 0.5) -> Wait | None:
    return ask_host(db, HOST, run_id, NOW + timedelta(seconds=seconds), hold=HOLD, interval=1.0, jitter=jitter)


def release(db: Db, run_id: str, took: float, seconds: float) -> None:
    release_host(db, HOST, run_id, took, NOW + timedelta(seconds=seconds), timedelta(seconds=1))


def test_turns_are_taken_first_come_first_served_one_at_a_time_and_after_a_pause(db: Db) -> None:
    assert ask(db, "a", 0) is None
    waits = [ask(db, run_id, 0) for run_id in ("b", "c", "d")]
    assert [wait.turn_at - NOW for wait in waits if wait] == [timedelta(seconds=3 * n) for n in (1, 2, 3)]
    release(db, "a", 2, seconds=2)
    assert ask(db, "b", 2.5) is not None  # the host rests
    assert ask(db, "d", 3) is not None  # and others are before it
    assert ask(db, "b", 3) is None
    assert ask(db, "c", 3) is not None


def test_what_is_known_of_a_host_follows_who_holds_it_and_who_waits(db: Db) -> None:
    def known() -> dict[str, object]:
        return dict(read_hosts(db, [HOST])[HOST])

    assert ask(db, "a", 0) is None
    held = {"_id": HOST, "run_id": "a", "begun_at": NOW, "free_at": NOW + HOLD, "seconds": USUAL_SECONDS, "waiting": []}
    assert known() == held
    assert ask(db, "b", 1) is not None
    assert known() == held | {"waiting": ["b"]}
    release(db, "b", 9, seconds=2)  # it does not hold it
    assert known() == held | {"waiting": ["b"]}
    release(db, "a", 4, seconds=4)
    took = pytest.approx(0.8 * USUAL_SECONDS + 0.2 * 4)
    rests = {"run_id": None, "free_at": NOW + timedelta(seconds=5), "seconds": took, "waiting": ["b"]}
    assert known() == held | rests
    assert ask(db, "b", 5) is None
    later = NOW + timedelta(seconds=5)
    assert known() == held | {"run_id": "b", "begun_at": later, "free_at": later + HOLD, "seconds": took}
    assert ask(db, "c", 5 + HOLD.total_seconds()) is None  # its holder has died


def test_a_run_that_asks_again_holds_its_host_and_its_place(db: Db) -> None:
    assert ask(db, "a", 0) is None
    assert ask(db, "a", 1) is None  # delivered twice, or after a crash
    for _ in range(2):
        ask(db, "b", 1)
    assert read_hosts(db, [HOST])[HOST]["waiting"] == ["b"]


def test_who_does_not_come_holds_nobody_up(db: Db) -> None:
    assert ask(db, "a", 0) is None
    for run_id in ("dead", "gone", "alive"):
        ask(db, run_id, 0)
    release(db, "a", 2, seconds=2)
    assert ask(db, "alive", 4) is not None
    assert ask(db, "alive", 9.1) is None
    assert read_hosts(db, [HOST])[HOST]["waiting"] == []
    assert ask(db, "late", 9.1 + HOLD.total_seconds()) is None  # its holder died


def test_the_simulated_host_does_as_the_stored_one(db: Db) -> None:
    rng, simulated = random.Random(3), Host(interval=1.0)
    held: dict[int, float] = {}
    for step in range(120):
        now, run, jitter = step * 1.0, rng.randrange(8), rng.random()
        if held and rng.random() < 0.4:
            run, begun = held.popitem()
            release(db, str(run), now - begun, now)
            simulated.release(now - begun, now)
            continue
        if run in held:
            continue
        wait = ask(db, str(run), now, jitter)
        expected = simulated.ask(run, now, jitter)
        assert (wait.seconds if wait else 0.0) == pytest.approx(expected, abs=0.01), step  # the database rounds
        if wait is None:
            held = {run: now}
