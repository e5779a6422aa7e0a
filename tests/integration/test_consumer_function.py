"""The consumer function on events of a real queue: what fails comes back later, and only that."""

from typing import Any

import pytest

from functions.consumer import app
from job_importer.connections import Context
from job_importer.mongo import Db
from tests.conftest import Aws, Hear
from tests.support.lambdas import LambdaContext, make_context, received
from tests.support.world import RUN_1, add_feed, begin_run, chunk, job, publish


@pytest.fixture
def ctx(db: Db, aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Context:
    context = make_context(db, aws, retry_base_seconds=8)
    monkeypatch.setattr(app, "connections", lambda: context)
    monkeypatch.setattr("random.random", lambda: 0.75)
    add_feed(db)
    begin_run(db, RUN_1)
    return context


def send(ctx: Context, *bodies: str) -> dict[str, Any]:
    for body in bodies:
        ctx.sqs.send_message(QueueUrl=ctx.settings.job_queue_url, MessageBody=body)
    return received(ctx.sqs, ctx.settings.job_queue_url)


def failing(db: Db, times: int | None) -> None:
    """Let the server answer writes of jobs as one that is no longer primary: the driver's own retry does not help."""
    mode = {"times": times} if times else "off"
    data = {"failCommands": ["insert", "find"], "errorCode": 8000}
    db.client.admin.command({"configureFailPoint": "failCommand", "mode": mode} | ({"data": data} if times else {}))


def test_a_stored_chunk_is_acknowledged(db: Db, ctx: Context) -> None:
    message = chunk(RUN_1, 0, [job(1)])
    publish(db, message)
    event = send(ctx, message.model_dump_json())
    for _ in range(2):
        assert app.handler(event, LambdaContext()) == {"batchItemFailures": []}
        assert (db.runs.find_one() or {})["counts"]["new"] == 1


def test_a_chunk_that_failed_comes_back_after_a_backoff_and_its_neighbours_do_not(
    db: Db, ctx: Context, hear: Hear
) -> None:
    delays: list[int] = []
    hear(ctx.sqs, "ChangeMessageVisibility", lambda params, **_: delays.append(params["VisibilityTimeout"]))
    good = chunk(RUN_1, 0, [job(1)])
    publish(db, good)
    event = send(ctx, "this is not a chunk", good.model_dump_json())
    bad = next(record for record in event["Records"] if record["body"].startswith("this"))
    answer = app.handler(event, LambdaContext())
    assert answer == {"batchItemFailures": [{"itemIdentifier": bad["messageId"]}]}
    assert (db.runs.find_one() or {})["status"] == "succeeded"

    bad["attributes"]["ApproximateReceiveCount"] = "3"
    app.handler({"Records": [bad]}, LambdaContext())
    assert delays == [6, 24]  # 0.75 of 8, and of 8 * 2 * 2


def test_a_database_that_is_away_loses_nothing_and_its_return_heals(db: Db, ctx: Context) -> None:
    message = chunk(RUN_1, 0, [job(1), job(2)])
    publish(db, message)
    event = send(ctx, message.model_dump_json())
    failing(db, times=100)
    try:
        answer = app.handler(event, LambdaContext())
    finally:
        failing(db, times=None)
    assert [f["itemIdentifier"] for f in answer["batchItemFailures"]] == [event["Records"][0]["messageId"]]
    assert (db.runs.find_one() or {})["status"] == "processing"
    assert app.handler(event, LambdaContext()) == {"batchItemFailures": []}
    assert (db.runs.find_one() or {})["counts"]["new"] == 2
    assert list(db.failures.find()) == []
