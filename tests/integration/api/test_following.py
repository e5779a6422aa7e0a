"""A follower of the changes ends with exactly the open jobs of the database, whatever happens on either side."""

import json
import re
import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from job_importer.connections import Context
from job_importer.jobs import outbox
from job_importer.jobs.closing import close_expired
from job_importer.jobs.outbox import number_changes
from job_importer.mongo import Db
from job_importer.pipeline import reconciler
from job_importer.pipeline.consumer import store_chunk
from tests.integration.test_interleavings import History, runs, steps
from tests.support.api_client import VIEWER, Client
from tests.support.crashes import MONGO_WRITES, CrashError, Fuse, Fused, opening
from tests.support.http_api import serve_api
from tests.support.world import FEED, NOW, RUN_1, RUN_2, RUN_3, add_feed, begin_run, chunk, job, publish

PAGE = (Path(__file__).parents[3] / "docs" / "events.md").read_text()


class Follower:
    """Keeps a copy; a cursor is kept now and then, after the jobs."""

    def __init__(self, query: str = "") -> None:
        self.query, self.cursor, self.jobs = query, "", dict[str, Any]()

    def look(self, client: Client, limit: int, lines: int | None = None) -> bool:
        """Take in what there is, or so many lines before it dies. Whether there was more than before."""
        since = f"&since={self.cursor}" if self.cursor else ""
        answer = client.get(f"/jobs/changes?limit={limit}{self.query}{since}")
        assert answer.status == 200, answer.text
        told = answer.text.splitlines()
        for text in told[:lines]:
            line = json.loads(text)
            self.take_in(line["kind"], line["job"])
            if lines is not None and sum(map(ord, line["cursor"])) % 2:
                self.cursor = line["cursor"]
        before, self.cursor = self.cursor, self.cursor if lines is not None else answer.headers["X-Next-Cursor"]
        return self.cursor != before

    def take_in(self, kind: str, told: dict[str, Any]) -> None:
        if kind == "closed":
            self.jobs.pop(told["id"], None)
        else:
            self.jobs[told["id"]] = told

    def catch_up(self, client: Client) -> None:
        while self.look(client, 3):
            pass


def require_copy(db: Db, follower: Follower, **among: Any) -> None:
    open_jobs = {job["_id"]: job for job in db.jobs.find({"closed_at": None, **among})}
    assert set(follower.jobs) == set(open_jobs)
    for key, told in follower.jobs.items():
        assert (told["title"], told["content_hash"]) == (open_jobs[key]["title"], open_jobs[key]["content_hash"])


@pytest.fixture
def client(connections: Context, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(reconciler, "peek", lambda *_: ())
    monkeypatch.setattr(reconciler, "missing_indexes", lambda _: [])
    monkeypatch.setattr(outbox, "BATCH", 2)
    return Client(connections, VIEWER)


looks = st.tuples(
    st.just("look"), st.booleans(), st.integers(1, 4), st.none() | st.integers(0, 3), st.none() | st.integers(0, 4)
)
mixed = st.lists(st.one_of(steps.wrapped_strategy.element_strategy, looks), max_size=20)  # type: ignore[attr-defined]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs, mixed)
def test_a_follower_that_dies_and_resumes_at_random_ends_with_the_open_jobs(
    client: Client, runs: list[Any], steps: list[tuple[Any, ...]]
) -> None:
    ctx = client.connections
    history, everything, one_feed = History(ctx, runs), Follower(), Follower("&feed=one")
    for kind, *details in steps:
        if kind != "look":
            history.step(kind, *details)
            continue
        of_one, limit, lines, writes = details
        fused = Fused(ctx.db, MONGO_WRITES, Fuse(writes)) if writes is not None else ctx.db
        with suppress(CrashError):
            (one_feed if of_one else everything).look(
                replace(client, connections=replace(ctx, open_db=opening(fused))), limit, lines
            )
    history.complete()
    for follower in (everything, one_feed):
        follower.catch_up(client)
    require_copy(ctx.db, everything)
    require_copy(ctx.db, one_feed, feed_ids="one")
    assert ctx.db.jobs.count_documents({"untold": {"$exists": True}}) == 0


def store(db: Db, run_id: str, *jobs: dict[str, Any]) -> None:
    begin_run(db, run_id)
    message = chunk(run_id, 0, list(jobs))
    publish(db, message)
    store_chunk(db, message, NOW)


@pytest.fixture
def followed(client: Client) -> tuple[Client, Db, Follower]:
    add_feed(client.connections.db)
    return client, client.connections.db, Follower()


class Meanwhile:
    """`db`, in which `work` happens once between looking for the last number and taking the next."""

    def __init__(self, db: Db, work: Any) -> None:
        self._db, self._work = db, [work]

    def __getattr__(self, name: str) -> Any:
        return self if name == "changes" and self._work else getattr(self._db, name)

    def find_one(self, *args: Any, **kwargs: Any) -> Any:
        found = self._db.changes.find_one(*args, **kwargs)
        self._work.pop()()
        return found


def test_two_that_take_the_same_number_tell_of_all_changes(followed: tuple[Client, Db, Follower]) -> None:
    client, db, follower = followed
    store(db, RUN_1, job(0), job(1), job(2))
    number_changes(Meanwhile(db, lambda: number_changes(db, NOW, 1)), NOW, 1)
    assert [batch["_id"] for batch in db.changes.find({"_id": {"$gt": 0}})] == [1]
    number_changes(db, NOW, 5)
    assert [batch["_id"] for batch in db.changes.find({"_id": {"$gt": 0}}).sort("_id")] == [1, 2]
    follower.catch_up(client)
    require_copy(db, follower)


def test_a_change_that_comes_while_the_one_before_is_numbered_is_told_too(
    followed: tuple[Client, Db, Follower],
) -> None:
    client, db, follower = followed
    store(db, RUN_1, job(0))
    follower.catch_up(client)
    store(db, RUN_2, job(0, title="Second"))

    def change_again() -> None:
        store(db, f"{RUN_2[:-1]}9", job(0, title="Third"))

    number_changes(Meanwhile(db, change_again), NOW, 1)
    assert db.jobs.count_documents({"untold.kind": "updated"}) == 1
    follower.catch_up(client)
    assert [told["title"] for told in follower.jobs.values()] == ["Third"]


def test_what_stays_the_same_is_told_to_nobody(followed: tuple[Client, Db, Follower]) -> None:
    client, db, follower = followed
    store(db, RUN_1, job(0))
    follower.catch_up(client)
    store(db, RUN_2, job(0, posted_at="2026-10-31T09:00:00Z"))
    assert not follower.look(client, 10)
    assert db.changes.count_documents({"_id": {"$gt": 0}}) == 1


def test_nothing_is_numbered_while_nobody_asks(followed: tuple[Client, Db, Follower]) -> None:
    client, db, follower = followed
    store(db, RUN_1, job(0), job(1), job(2))
    reconciler.reconcile(client.connections, NOW)
    assert db.changes.count_documents({}) == 0
    follower.look(client, 2)
    store(db, RUN_2, job(0), job(1))
    reconciler.reconcile(client.connections, NOW)
    assert db.jobs.count_documents({"untold": {"$exists": True}}) == 0
    follower.catch_up(client)
    require_copy(db, follower)


def test_a_job_that_closes_for_its_date_and_one_that_is_removed_leave_the_copy(
    followed: tuple[Client, Db, Follower],
) -> None:
    client, db, follower = followed
    store(db, RUN_1, job(0, expires_at="2026-11-03T00:00:00Z"), job(1), job(2))
    follower.catch_up(client)
    assert len(follower.jobs) == 3
    close_expired(db, NOW + timedelta(days=9))
    store(db, RUN_2, job(1, title="Gone soon"))
    number_changes(db, NOW, 9)
    db.jobs.delete_one({"title": "Gone soon"})
    follower.catch_up(client)
    assert [told["title"] for told in follower.jobs.values()] == ["Engineer 2"]


def test_a_cursor_outlives_the_tokens_and_one_that_is_too_old_says_so(followed: tuple[Client, Db, Follower]) -> None:
    client, db, follower = followed
    assert client.get("/jobs/changes?since=nonsense").json["error"]["code"] == "invalid_cursor"
    store(db, RUN_1, *(job(n) for n in range(7)))
    follower.look(client, 3)
    assert follower.cursor.count(".") == 3
    assert client.get("/jobs/changes?since=9.0").status == 410  # of another database
    for n in (3, 4, 5, 6):
        store(db, f"{RUN_2[:-1]}{n}", *(job(n, title=f"Number {n}") for n in range(7)))
        number_changes(db, NOW, 9)
    kept = [batch["_id"] for batch in db.changes.find({"superseded_at": None})]
    assert kept == [db.changes.count_documents({}) - 1]  # the last one does not expire: it has the last number
    db.changes.delete_many({"superseded_at": {"$ne": None}})
    answer = client.get("/jobs/changes?since=2.1")
    assert (answer.status, answer.json["error"]["code"]) == (410, "cursor_expired")
    assert client.get(f"/jobs/changes?since={kept[0]}.0").status == 200


def test_a_gap_in_the_numbers_is_no_end(followed: tuple[Client, Db, Follower]) -> None:
    client, db, _ = followed
    store(db, RUN_1, *(job(n) for n in range(6)))
    number_changes(db, NOW, 9)
    db.changes.delete_one({"_id": 2})
    answer = client.get("/jobs/changes?since=1.0")
    assert (len(answer.text.splitlines()), answer.headers["X-Next-Cursor"]) == (2, "2.0")
    assert client.get("/jobs/changes?since=2.0").status == 410


def test_lines_say_what_happened_when_and_where_to_go_on(followed: tuple[Client, Db, Follower]) -> None:
    client, db, follower = followed
    follower.catch_up(client)
    store(db, RUN_1, job(0), job(1))
    answer = client.get(f"/jobs/changes?since={follower.cursor}")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert [(line["kind"], line["at"], line["job"]["company"]) for line in lines] == [
        ("new", "2026-11-01T12:00:00Z", "Acme")
    ] * 2
    assert "history" not in lines[0]["job"]
    rest = client.get(f"/jobs/changes?since={lines[0]['cursor']}").text.splitlines()
    assert [json.loads(line)["job"]["id"] for line in rest] == [lines[1]["job"]["id"]]


def test_a_job_is_new_until_followers_were_told_of_it_and_updated_from_then_on(
    followed: tuple[Client, Db, Follower],
) -> None:
    client, db, follower = followed
    store(db, RUN_1, job(0), job(1))
    store(db, RUN_2, job(0, title="Other"), job(1))
    follower.catch_up(client)
    assert kinds_since(client, "") == {"Other": "new", "Engineer 1": "new"}
    store(db, RUN_3, job(0, title="Another"), job(1))
    assert kinds_since(client, follower.cursor) == {"Another": "updated"}


def kinds_since(client: Client, cursor: str) -> dict[str, str]:
    lines = client.get(f"/jobs/changes?since={cursor}" if cursor else "/jobs/changes").text.splitlines()
    return {line["job"]["title"]: line["kind"] for line in map(json.loads, lines)}


class Enough(Exception):
    pass


def test_the_lines_of_the_readme_follow_the_changes(
    followed: tuple[Client, Db, Follower], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, db, follower = followed
    (lines,) = re.findall(r"```python\n(import json.*?)```", PAGE, re.DOTALL)
    assert len([line for line in lines.splitlines() if line]) == 10
    store(db, RUN_1, job(0), job(1), job(2))
    left = [lambda: store(db, RUN_2, job(0, title="Other"), job(1), job(3))]
    pause = time.sleep

    def sleep(seconds: float) -> None:
        if seconds != 60:
            return pause(seconds)
        if not left:
            raise Enough
        left.pop()()
        return reconciler.reconcile(client.connections, NOW)

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setenv("JOB_IMPORTER_TOKEN", VIEWER)
    names: dict[str, Any] = {}
    with serve_api(client.connections) as address, suppress(Enough):
        monkeypatch.setenv("JOB_IMPORTER_API", address)
        exec(compile(lines, "docs/events.md", "exec"), names)
    follower.jobs = {key: told for key, told in names["jobs"].items() if told}
    assert sorted(told["title"] for told in follower.jobs.values()) == ["Engineer 1", "Engineer 3", "Other"]
    require_copy(db, follower)
    assert db.feeds.find_one({"_id": FEED})
