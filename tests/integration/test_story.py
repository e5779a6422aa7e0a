"""The log of a run tells its story, and its metrics are in it."""

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any, cast

import pytest

from functions.consumer import app
from job_importer.codes import RunFailure
from job_importer.connections import Context
from job_importer.mongo import Db
from job_importer.observability import logger
from job_importer.pipeline.reconciler import reconcile
from job_importer.pipeline.scheduler import start_due
from job_importer.runs.finish import end_failed, finish_if_over
from tests.chaos.faults import Fault, Faulty
from tests.conftest import Aws
from tests.support.lambdas import LambdaContext, make_context, received
from tests.support.world import FEED, NOW, RUN_1, add_feed, begin_run, chunk, job, publish


@pytest.fixture
def ctx(db: Db, aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Context:
    context = make_context(db, aws)
    monkeypatch.setattr(app, "connections", lambda: context)
    add_feed(db)
    begin_run(db, RUN_1)
    return context


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is logged, as CloudWatch would have it."""
    lines: list[dict[str, Any]] = []
    handler = logger.registered_handler
    monkeypatch.setattr(handler, "emit", lambda record: lines.append(json.loads(handler.format(record))))
    return lines


def metrics(capsys: pytest.CaptureFixture[str]) -> dict[str, float]:
    """Name to value of all that was written in CloudWatch's embedded format, by service, and code where there is."""
    values = {}
    for line in (json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")):
        for directive in line.get("_aws", {}).get("CloudWatchMetrics", []):
            assert directive["Namespace"] == "JobImporter"
            for metric in directive["Metrics"]:
                place = "/".join(
                    [line.get("service", "function"), *([line["code"]] if "code" in line else []), metric["Name"]]
                )
                values[place] = line[metric["Name"]][0]
    return values


def test_a_run_that_ends_is_told_once_with_its_counts_times_and_metrics(
    ctx: Context, lines: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    message = chunk(RUN_1, 0, [job(1), job(2), job(3, title="")])
    publish(ctx.db, message)
    ctx.sqs.send_message(QueueUrl=ctx.settings.job_queue_url, MessageBody=message.model_dump_json())
    event = received(ctx.sqs, ctx.settings.job_queue_url)
    capsys.readouterr()
    app.handler(event, LambdaContext())
    app.handler(event, LambdaContext())
    finish_if_over(ctx.db, RUN_1, NOW)
    (ended,) = (line for line in lines if line.get("message") == "Run ended")
    assert (ended["run_id"], ended["feed_id"], ended["status"]) == (RUN_1, FEED, "partial")
    assert (ended["counts"]["new"], ended["counts"]["failed"]) == (2, 1)
    assert ended["seconds"] >= 0
    told = metrics(capsys)
    assert (told["runs/RunsPartial"], told["runs/RunsCompleted"], told["runs/JobsNew"]) == (1, 1, 2)
    assert "runs/RunSeconds" in told
    assert {(line["run_id"], line["feed_id"]) for line in lines} == {(RUN_1, FEED)}


def test_a_record_of_another_run_does_not_carry_the_id_of_the_one_before(
    ctx: Context, lines: list[dict[str, Any]]
) -> None:
    message = chunk(RUN_1, 0, [job(1)])
    publish(ctx.db, message)
    for body in (message.model_dump_json(), "no chunk of ours"):
        ctx.sqs.send_message(QueueUrl=ctx.settings.job_queue_url, MessageBody=body)
    event = received(ctx.sqs, ctx.settings.job_queue_url)
    event["Records"].sort(key=lambda record: record["body"], reverse=True)
    app.handler(event, LambdaContext())
    (failed,) = (line for line in lines if line.get("message") == "Delivery failed")
    assert "run_id" not in failed


def test_a_failure_is_counted_by_its_code(ctx: Context, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        end_failed(ctx.db, RUN_1, RunFailure.FEED_TIMEOUT, "The source did not answer.", NOW)
    told = metrics(capsys)
    assert (told["runs/RunsFailed"], told["runs/feed_timeout/RunsFailed"], told["runs/RunsCompleted"]) == (1, 1, 0)


def test_a_feed_that_keeps_changing_as_its_run_ends_is_left_to_the_reconciler_with_a_warning(
    ctx: Context, lines: list[dict[str, Any]]
) -> None:
    moments = (NOW + timedelta(seconds=n) for n in count(1))

    class Changing(Fault):
        def strike(self, write: Callable[..., Any], name: str, args: Any, kwargs: Any) -> Any:
            ctx.db.feeds.update_one({"_id": FEED}, {"$set": {"updated_at": next(moments)}})
            return write(*args, **kwargs)

    end_failed(cast(Db, Faulty(ctx.db, Changing(0, "meanwhile"))), RUN_1, RunFailure.FEED_TIMEOUT, "No answer.", NOW)
    (warning,) = (line for line in lines if line["level"] == "WARNING")
    assert (warning["run_id"], warning["feed_id"]) == (RUN_1, FEED)
    assert "until the reconciler's next pass" in warning["message"]
    assert _holder_and_failures(ctx.db) == (RUN_1, 0)
    reconcile(ctx, NOW)
    assert _holder_and_failures(ctx.db) == (None, 1)


def _holder_and_failures(db: Db) -> tuple[str | None, int]:
    """The run that holds the feed, and how often in a row the feed has failed."""
    feed: Any = db.feeds.find_one({"_id": FEED})
    return feed["lease"] and feed["lease"]["run_id"], feed["health"]["failures_in_a_row"]


def test_the_caretakers_tell_how_all_feeds_and_runs_stand(ctx: Context, capsys: pytest.CaptureFixture[str]) -> None:
    reconcile(ctx, NOW)
    start_due(ctx, NOW)
    told = metrics(capsys)
    assert told["reconciler/LiveRuns"] == 1
    assert {"reconciler/OldestLiveRunSeconds", "scheduler/FeedsFailing", "scheduler/FeedsOverdue"} < set(told)
    assert told["scheduler/FeedsEnabled"] == 1
