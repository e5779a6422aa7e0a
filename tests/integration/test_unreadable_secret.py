"""Every function says so, in one line, when it cannot read its secret or its settings; a message comes back later."""

import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from aws_lambda_powertools.utilities import parameters

import job_importer.connections
from functions.api import app as api
from functions.consumer import app as consumer
from functions.importer import app as importer
from functions.reconciler import app as reconciler
from functions.scheduler import app as scheduler
from job_importer.observability import logger
from job_importer.settings import settings
from tests.conftest import Aws
from tests.support.api_client import rest_event
from tests.support.lambdas import LambdaContext, received

SECRET = "job-importer/mongo"
BODY = json.dumps({"run_id": "01KHA7ZS000000000000000000", "feed_id": "acme"})


@pytest.fixture
def queue_url(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The environment of the functions, in which the secrets are named and do not exist."""
    url = aws.client("sqs").create_queue(QueueName="queue")["QueueUrl"]
    urls = dict.fromkeys(("FETCH_QUEUE_URL", "FETCH_DLQ_URL", "JOB_QUEUE_URL", "JOB_DLQ_URL"), url)
    names = {"MONGO_SECRET": SECRET, "VIEWER_TOKEN_SECRET": "viewer", "OPERATOR_TOKEN_SECRET": "operator"}
    for name, value in {**urls, **names, "SNAPSHOT_BUCKET": "snapshots"}.items():
        monkeypatch.setenv(name, value)
    _forget()
    yield url
    _forget()


def _forget() -> None:
    for made_once in (settings, job_importer.connections.connections):
        made_once.cache_clear()
    parameters.clear_caches()


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the functions log, as CloudWatch would have it."""
    lines: list[dict[str, Any]] = []
    handler = logger.registered_handler
    monkeypatch.setattr(handler, "emit", lambda record: lines.append(json.loads(handler.format(record))))
    return lines


@pytest.mark.parametrize("app", [importer, consumer])
def test_a_message_comes_back_after_a_backoff(
    app: ModuleType,
    aws: Aws,
    queue_url: str,
    lines: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("random.random", lambda: 0.0)  # the shortest backoff: it is back at once
    sqs = aws.client("sqs")
    sqs.send_message(QueueUrl=queue_url, MessageBody=BODY)
    for _ in range(2):
        lines.clear()
        event = received(sqs, queue_url)
        message = event["Records"][0]["messageId"]
        assert app.handler(event, LambdaContext()) == {"batchItemFailures": [{"itemIdentifier": message}]}
        (line,) = lines
        assert (line["level"], line["error"].split(":")[0]) == ("WARNING", "UnreadableSecretError")
        assert SECRET in line["error"]
        assert "Traceback" in line["exception"]
        metrics = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert (metrics["Deliveries"], metrics["DeliveriesFailed"]) == ([1.0], [1.0])


@pytest.mark.parametrize("app", [scheduler, reconciler])
def test_a_scheduled_function_logs_the_failure_and_fails(
    app: ModuleType, queue_url: str, lines: list[dict[str, Any]]
) -> None:
    for _ in range(2):
        lines.clear()
        with pytest.raises(Exception, match=SECRET):
            app.handler({}, LambdaContext())
        (line,) = lines
        assert (line["level"], SECRET in line["exception"]) == ("ERROR", True)


def test_the_api_answers_that_it_is_not_available(queue_url: str, lines: list[dict[str, Any]]) -> None:
    for _ in range(2):
        lines.clear()
        answer = api.handler(rest_event("GET", "/feeds", {"Authorization": "Bearer x"}), LambdaContext())
        assert (answer["statusCode"], answer["headers"]["Access-Control-Allow-Origin"]) == (503, "*")
        assert any("viewer" in line.get("exception", "") for line in lines)


@pytest.mark.parametrize("app", [importer, consumer])
def test_a_wrong_environment_is_one_clear_line(
    app: ModuleType, aws: Aws, queue_url: str, lines: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MONGO_SECRET")
    monkeypatch.setenv("CHUNK_MAX_JOBS", "many")
    sqs = aws.client("sqs")
    sqs.send_message(QueueUrl=queue_url, MessageBody=BODY)
    event = received(sqs, queue_url)
    answer = app.handler(event, LambdaContext())
    assert [failure["itemIdentifier"] for failure in answer["batchItemFailures"]] == [event["Records"][0]["messageId"]]
    (line,) = lines
    assert line["error"] == (
        "ConfigurationError: The function's environment is wrong. MONGO_SECRET: Field required;"
        " CHUNK_MAX_JOBS: Input should be a valid integer, unable to parse string as an integer."
    )


def test_the_api_answers_in_a_wrong_environment_too(
    queue_url: str, lines: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MONGO_SECRET")
    answer = api.handler(rest_event("GET", "/feeds"), LambdaContext())
    assert (answer["statusCode"], json.loads(answer["body"])["error"]["code"]) == (500, "internal_error")
    assert any("MONGO_SECRET: Field required" in line.get("exception", "") for line in lines)
