"""What is done about the imports that were going on when the local AWS was killed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.feeds.hosts import ask_host
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.starting import start_run
from job_importer.runs.books import counts_of
from job_importer.runs.model import Trigger
from tests.support.api_client import OPERATOR
from tests.support.api_fixtures import connections
from tests.support.feed_server import feed_server, indeed_feed, indeed_job
from tests.support.http_api import serve_api
from tests.support.importing import begin, consume, invocation, run_feed, run_of
from tests.support.lambdas import received
from tests.support.world import FEED, add_feed
from tools.jobctl.client import Client
from tools.jobctl.config import Access
from tools.jobctl.errors import JobctlError
from tools.local.recovery import recover

__all__ = ["connections"]  # a fixture


@pytest.fixture
def api(connections: Context) -> Iterator[Client]:
    with feed_server() as server, serve_api(connections) as url:
        server.body = indeed_feed(*(indeed_job(n) for n in range(5)))
        add_feed(connections.db, url=server.url)
        with Client(Access(url, OPERATOR)) as client:
            yield client


def fetches(ctx: Context) -> list[FetchMessage]:
    records = received(ctx.sqs, ctx.settings.fetch_queue_url)["Records"]
    return [FetchMessage.model_validate_json(record["body"]) for record in records]


def lose_messages(ctx: Context) -> None:
    for queue in (ctx.settings.fetch_queue_url, ctx.settings.job_queue_url):
        ctx.sqs.purge_queue(QueueUrl=queue)


def test_live_imports_are_ended_with_what_is_known_and_started_again(connections: Context, api: Client) -> None:
    """One had sent its chunks, and was asked for in full; the other has died while it had its host."""
    db, said = connections.db, list[str]()
    add_feed(db, "other", url="http://localhost:1/feed.xml")
    sent, silent = begin(connections, full=True), start_run(connections, "other", Trigger.MANUAL, utc_now())
    import_feed(connections, sent, invocation())
    host = {"hold": timedelta(hours=1), "interval": 0.0, "jitter": 0.0}
    assert ask_host(db, "localhost", str(silent.id), utc_now(), **host) is None
    lose_messages(connections)

    recover(db, api, said.append)

    assert "2 running imports are ended and started again" in said[0]
    for lost in (sent.run_id, str(silent.id)):
        run: Any = db.runs.find_one({"_id": lost})
        assert (run["status"], run["failure"]["code"]) == ("failed", "internal_error")
        assert "The local AWS was killed, and this run's messages were lost with it." in run["failure"]["message"]
        assert run["counts"] == counts_of(db, [lost])[lost]
        assert run["counts"]["pending"] == 0
    assert ask_host(db, "localhost", "another", utc_now(), **host) is None
    message = next(one for one in fetches(connections) if one.feed_id == FEED)
    import_feed(connections, message, invocation())
    consume(connections)
    again = run_of(connections, message)
    assert (again["status"], again["counts"]["fetched"], again["full"]) == ("succeeded", 5, True)
    assert db.jobs.count_documents({"closed_at": None}) == 5


def test_a_replay_is_started_again_as_a_replay(connections: Context, api: Client) -> None:
    first = run_feed(connections)
    begin(connections, replay_of=first)
    lose_messages(connections)
    recover(connections.db, api, lambda _: None)
    again: Any = connections.db.runs.find_one({"status": "queued"})
    assert (again["trigger"], again["replay_of"]) == ("replay", first["_id"])


def test_where_no_import_was_going_on_none_is_started(connections: Context, api: Client) -> None:
    run_feed(connections)
    said = list[str]()
    recover(connections.db, api, said.append)
    assert said == ["• MiniStack was killed, and the messages in its queues are lost; no import was running"]
    assert connections.db.runs.count_documents({}) == 1


def test_an_import_that_begins_though_the_answer_is_lost_is_named_and_begins_once(
    connections: Context, api: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, said, post = connections.db, list[str](), api.post
    lost = begin(connections)
    answers = iter((False, True))

    def slow(*asked: Any) -> Any:
        answer = post(*asked)
        if not next(answers):
            raise JobctlError("No answer from the API.")
        return answer

    monkeypatch.setattr(api, "post", slow)
    recover(db, api, said.append)
    [again] = db.runs.find({"status": "queued"})
    assert said[1:] == [f"  {FEED}: {again['_id']}, after {lost.run_id}"]


def test_a_feed_that_cannot_be_imported_again_is_named_and_the_others_are(connections: Context, api: Client) -> None:
    db, said = connections.db, list[str]()
    add_feed(db, "gone", url="http://127.0.0.1:1/feed.xml")
    start_run(connections, "gone", Trigger.MANUAL, utc_now())
    db.feeds.delete_one({"_id": "gone"})
    start_run(connections, FEED, Trigger.MANUAL, utc_now())
    recover(db, api, said.append)
    assert any(line.startswith("  gone: ") and "not started again" in line for line in said)
    assert db.runs.count_documents({"feed_id": FEED, "status": "queued"}) == 1
