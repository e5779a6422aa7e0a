"""What happens to feeds, imports and jobs is told: each change under one id, none lost, whatever crashes in between."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import validate

from job_importer.codes import FeedState, RunFailure
from job_importer.connections import Context
from job_importer.events import bus
from job_importer.events.bus import send_events, sender
from job_importer.events.model import EventDoc, EventType, message_of
from job_importer.events.outbox import collect_events
from job_importer.feeds.judged import TRANSITIONS_KEPT, never_judged
from job_importer.mongo import Db, typed
from job_importer.pipeline.consumer import store_chunk
from job_importer.pipeline.reconciler import reconcile
from job_importer.runs.finish import end_failed
from job_importer.runs.judgement.verdict import stored
from tests.chaos.faults import Fault, Faulty
from tests.conftest import Aws
from tests.support.api_client import VIEWER, Client
from tests.support.api_fixtures import connections
from tests.support.crashes import MONGO_WRITES, CrashError, Fuse, Fused
from tests.support.lambdas import make_context
from tests.support.world import NOW, RUN_1, RUN_2, add_feed, begin_run, chunk, job, publish

__all__ = ["connections"]

ROOT = Path(__file__).parents[2]
STATES = [FeedState.BROKEN, FeedState.QUIET, FeedState.DECAYING, FeedState.HEALTHY, FeedState.DISABLED]


def turn(db: Any, feed_id: str, state: FeedState, at: Any) -> None:
    """As a judgement does it: the state and the record of its change in one write."""
    feed = db.feeds.find_one({"_id": feed_id})
    before = feed.get("judgement") or never_judged(at)
    if before["state"] != state:
        judgement = {**before, "n": before["n"] + 1, "state": state.value, "rank": state.rank, "since": at}
        judgement |= {"why": f"Why {state}.", "advice": f"Advice {state}.", "command": "jobctl status"}
        db.feeds.update_one({"_id": feed_id}, {"$set": stored(feed, judgement, at)})


def told_of(states: Sequence[FeedState]) -> list[str]:
    """What is to be told of a feed that has gone through these states."""
    told, was = [], FeedState.WAITING
    for state in states:
        if state != was and state.needs_you:
            told.append(f"feed.{state}")
        elif state == FeedState.HEALTHY and was.needs_you:
            told.append("feed.recovered")
        was = state
    return told


class Bus:
    """Takes events, and dies at times: before it has taken them, or before it has said so."""

    def __init__(self) -> None:
        self.taken: list[EventDoc] = []

    def put(self, fuse: Fuse) -> Callable[[Sequence[EventDoc]], Sequence[EventDoc]]:
        def send(events: Sequence[EventDoc]) -> Sequence[EventDoc]:
            fuse.burn()
            some = events[: len(events) - len(self.taken) % 2] or events  # it may refuse one
            self.taken += some
            fuse.burn()
            return some

        return send


def tell(db: Any, put: Any, at: Any = NOW) -> None:
    collect_events(db)
    send_events(db, put, at)


STEPS = st.one_of(
    st.tuples(st.just("turn"), st.sampled_from(["a", "b"]), st.sampled_from(STATES)),
    st.tuples(st.just("end"), st.booleans(), st.none()),
    st.tuples(st.just("tell"), st.integers(0, 9), st.none()),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=25))
def test_each_change_is_told_under_one_id_and_none_is_lost(db: Db, steps: list[Any]) -> None:
    for name in ("feeds", "runs", "events"):
        db[name].delete_many({})
    for feed_id in "ab":
        add_feed(db, feed_id)
    told, states, imports = Bus(), {"a": [], "b": []}, 0  # type: ignore[var-annotated]
    for n, (step, what, state) in enumerate(steps):
        at = NOW + timedelta(minutes=n)
        match step:
            case "turn":
                turn(db, what, state, at)
                states[what].append(state)
            case "end":
                imports += 1
                run_id = f"{n:026d}"
                begin_run(db, run_id, "of-no-feed")
                end_failed(db, run_id, RunFailure.FEED_COLLAPSED if what else RunFailure.FEED_TIMEOUT, "It is.", at)
            case "tell":
                fuse = Fuse(what)
                try:
                    tell(Fused(db, MONGO_WRITES, fuse), told.put(fuse), at)
                except CrashError:
                    continue
    for _ in range(40):
        tell(db, told.put(Fuse(-1)))
    distinct = {event["_id"]: event for event in told.taken}
    for feed_id, gone_through in states.items():
        of_feed = [event["type"] for _, event in sorted(distinct.items()) if event["_id"].split("-")[-2] == feed_id]
        assert of_feed == told_of(gone_through)
    assert sum(event["type"] == EventType.FINISHED for event in distinct.values()) == imports
    assert {event["_id"] for event in db.events.find()} == distinct.keys()
    assert not db.events.find_one({"unsent": True})
    before = len(told.taken)
    tell(db, told.put(Fuse(-1)))
    assert len(told.taken) == before


def test_a_change_that_comes_while_the_one_before_is_told_is_told_in_its_turn(db: Db) -> None:
    add_feed(db, "a")
    turn(db, "a", FeedState.BROKEN, NOW)
    fault = Fault(1, "meanwhile", lambda: turn(db, "a", FeedState.QUIET, NOW + timedelta(minutes=1)))
    collect_events(cast(Db, Faulty(db, fault)))
    collect_events(db)
    assert [event["type"] for event in db.events.find().sort("_id")] == ["feed.broken", "feed.quiet"]


def test_every_crash_point_of_a_pass_tells_all_under_the_same_ids(db: Db) -> None:
    for writes in range(40):
        db.feeds.delete_many({})
        db.events.delete_many({})
        add_feed(db, "acme")
        turn(db, "acme", FeedState.BROKEN, NOW)
        turn(db, "acme", FeedState.HEALTHY, NOW + timedelta(hours=1))
        told, fuse = Bus(), Fuse(writes)
        try:
            tell(Fused(db, MONGO_WRITES, fuse), told.put(fuse))
        except CrashError:
            for _ in range(2):
                tell(db, told.put(Fuse(-1)))
            assert sorted({event["type"] for event in told.taken}) == ["feed.broken", "feed.recovered"]
            assert len({event["_id"] for event in told.taken}) == 2
        else:
            assert writes > 3
            return
    raise AssertionError("the pass never got through")


def test_what_was_told_is_not_told_again_when_it_is_no_longer_kept(db: Db) -> None:
    add_feed(db, "acme")
    told = Bus()
    for n in range(TRANSITIONS_KEPT + 10):
        turn(db, "acme", (FeedState.BROKEN, FeedState.HEALTHY)[n % 2], NOW + timedelta(hours=n))
        tell(db, told.put(Fuse(-1)))
        db.events.delete_many({"unsent": None})
    assert len(told.taken) == TRANSITIONS_KEPT + 10
    assert len({event["_id"] for event in told.taken}) == TRANSITIONS_KEPT + 10


def test_a_feed_that_is_added_again_is_told_of_anew(db: Db) -> None:
    told = Bus()
    for n in range(2):
        add_feed(db, "acme")
        turn(db, "acme", FeedState.BROKEN, NOW + timedelta(hours=n))
        tell(db, told.put(Fuse(-1)))
        db.feeds.delete_many({})
    assert len({event["_id"] for event in told.taken}) == 2


@pytest.fixture
def on_the_bus(aws: Aws) -> Callable[[], list[dict[str, Any]]]:
    """What a queue behind a rule of the bus `events` has received."""
    events, sqs = aws.client("events"), aws.client("sqs")
    events.create_event_bus(Name="events")
    events.put_rule(Name="all", EventBusName="events", EventPattern=json.dumps({"source": [bus.SOURCE]}))
    url = sqs.create_queue(QueueName="told")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_targets(Rule="all", EventBusName="events", Targets=[{"Id": "told", "Arn": arn}])
    bus._client.cache_clear()

    def received() -> list[dict[str, Any]]:
        found = []
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            found += [json.loads(message["Body"]) for message in messages]
        return found

    return received


def test_a_pass_puts_events_on_the_bus_and_into_the_file_once(
    db: Db, aws: Aws, tmp_path: Path, on_the_bus: Callable[[], list[dict[str, Any]]]
) -> None:
    file = tmp_path / "events.ndjson"
    ctx = make_context(db, aws, event_bus="events", events_file=str(file))
    add_feed(db, "acme")
    for n in range(12):
        begin_run(db, f"{n:026d}", "acme")
        end_failed(db, f"{n:026d}", RunFailure.FEED_TIMEOUT, "Too slow.", NOW)
    for _ in range(2):
        reconcile(ctx, NOW)
    entries = on_the_bus()
    received = [entry["detail"] for entry in entries]
    assert all(entry["detail-type"] == entry["detail"]["type"] for entry in entries)
    assert {entry["time"] for entry in entries} >= {f"{NOW:%Y-%m-%dT%H:%M:%SZ}"}
    written = [json.loads(line) for line in file.read_text().splitlines()]
    kept = [message_of(event) for event in typed(db.events, EventDoc).find(sort=[("_id", 1)])]
    assert sorted(received, key=lambda event: event["id"]) == kept == written
    assert {event["type"] for event in kept} >= {"import.finished"}
    assert len(kept) >= 12


def test_every_event_is_as_the_readme_says(db: Db, connections: Context) -> None:
    add_feed(db, "acme")
    turn(db, "acme", FeedState.BROKEN, NOW)
    for n, code in enumerate((RunFailure.FEED_TIMEOUT, RunFailure.FEED_COLLAPSED)):
        begin_run(db, f"{n:026d}", "of-no-feed")
        end_failed(db, f"{n:026d}", code, "It is.", NOW)
    begin_run(db, f"{9:026d}", "acme")
    jobs = chunk(f"{9:026d}", 0, [job(1), job(2)], seen_at=NOW)
    publish(db, jobs)
    store_chunk(db, jobs, NOW)
    reconcile(connections, NOW)
    (schema,) = re.findall(r"```json\n(\{\"\$schema.*?)```", (ROOT / "docs" / "events.md").read_text(), re.DOTALL)
    told = [message_of(event) for event in typed(db.events, EventDoc).find()]
    assert {event["type"] for event in told} >= {"feed.broken", "import.finished", "import.collapsed", "jobs.changed"}
    for event in told:
        validate(event, json.loads(schema))
    assert json.loads(schema)["properties"]["type"]["enum"] == [kind.value for kind in EventType]


def test_an_import_is_told_with_what_it_has_closed(db: Db, connections: Context) -> None:
    add_feed(db, "acme")
    for run_id, count in ((RUN_1, 3), (RUN_2, 1)):
        begin_run(db, run_id)
        jobs = chunk(run_id, 0, [job(n) for n in range(count)], seen_at=NOW)
        publish(db, jobs)
        store_chunk(db, jobs, NOW)
        for _ in range(2):
            reconcile(connections, NOW)
    changed = [event["detail"] for event in db.events.find({"type": "jobs.changed"}, sort=[("run_id", 1)])]
    assert [(counts["new"], counts["closed"]) for counts in changed] == [(3, 0), (0, 2)]


def test_a_bus_that_refuses_an_entry_is_given_it_again(db: Db, aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    add_feed(db, "acme")
    turn(db, "acme", FeedState.BROKEN, NOW)
    turn(db, "acme", FeedState.QUIET, NOW + timedelta(hours=1))
    calls: list[Any] = []

    class Throttled:
        def put_events(self, Entries: list[Any]) -> Any:
            calls.append([json.loads(entry["Detail"])["id"] for entry in Entries])
            last = (
                {"EventId": "2"} if len(calls) > 1 else {"ErrorCode": "ThrottlingException", "ErrorMessage": "Slower"}
            )
            return {"FailedEntryCount": 1, "Entries": [{"EventId": "1"}, last][-len(Entries) :]}

    monkeypatch.setattr(bus, "_client", Throttled)
    ctx = make_context(db, aws, event_bus="events")
    collect_events(db)
    for _ in range(3):
        send_events(db, sender(ctx.settings), NOW)
    assert [len(call) for call in calls] == [2, 1]
    assert calls[1] == calls[0][1:]


@pytest.mark.parametrize(("refused", "sent"), [(99, [10, 10, 5]), (14, [10, 10])])
def test_events_are_sent_ten_at_once_up_to_the_first_that_is_refused(db: Db, refused: int, sent: list[int]) -> None:
    db.events.insert_many([{"_id": n, "unsent": True} for n in range(25)])
    calls: list[int] = []

    def put(events: Sequence[EventDoc]) -> Sequence[EventDoc]:
        calls.append(len(events))
        return [event for event in events if int(event["_id"]) != refused]

    send_events(db, put, NOW)
    assert calls == sent
    assert db.events.count_documents({"unsent": True}) == (0 if refused == 99 else 6)
    assert db.events.count_documents({"sent_at": NOW}) == (25 if refused == 99 else 19)


def test_events_are_listed_and_counted_until_they_are_seen(db: Db, connections: Context) -> None:
    client = Client(connections, VIEWER)
    add_feed(db, "acme")
    for n, state in enumerate((FeedState.BROKEN, FeedState.HEALTHY)):
        turn(db, "acme", state, NOW + timedelta(hours=n))
    for _ in range(2):
        reconcile(connections, NOW)
    listed = client.get("/events?limit=1").json
    assert [event["title"] for event in listed["items"]] == ["Recovered: acme"]
    rest = client.get(f"/events?limit=1&cursor={listed['next_cursor']}").json["items"]
    assert [event["type"] for event in rest] == ["feed.broken"]
    assert rest[0]["detail"]["why"] == "Why broken."
    assert client.get("/events?type=import.finished").json["items"] == []
    assert client.get(f"/overview?seen={rest[0]['id']}").json["events"] == 1
    assert client.get("/overview?seen=0").json["events"] == 2
