"""What each function calls, recorded as it works, is what its own role allows: no more and no fewer."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
import zstandard
from aws_lambda_powertools.utilities.parameters import base
from botocore.client import BaseClient
from samcli.yamlhelper import yaml_parse

import functions.api.app as api
import functions.consumer.app as consumer
import functions.importer.app as importer
import functions.notifier.app as notifier
import functions.reconciler.app as reconciler
import functions.scheduler.app as scheduler
from job_importer.clock import utc_now
from job_importer.connections import connections
from job_importer.feeds.model import FeedSettings
from job_importer.feeds.store import put_feed
from job_importer.jobs.blocklist import BlockList, key_of
from job_importer.mongo import Db
from job_importer.runs.snapshots import snapshot_key
from job_importer.settings import settings
from tests.conftest import Aws
from tests.support import template as rules
from tests.support.api_client import rest_event
from tests.support.feed_server import feed_server, indeed_feed, indeed_job
from tests.support.lambdas import LambdaContext, received

ROOT = Path(__file__).parents[2]
TEMPLATE = yaml_parse((ROOT / "template.yaml").read_text())
QUEUES = ("FetchQueue", "FetchDLQ", "JobQueue", "JobDLQ", "AlertQueue")
SECRETS = ("MongoSecret", "ViewerToken", "OperatorToken", "NamedTokens", "ErasureKey", "AlertWebhookSecret")
BUCKET = "snapshotbucket"

ACTIONS = {
    "SendMessage": "sqs:SendMessage",
    "SendMessageBatch": "sqs:SendMessage",
    "ReceiveMessage": "sqs:ReceiveMessage",
    "ChangeMessageVisibility": "sqs:ChangeMessageVisibility",
    "GetQueueAttributes": "sqs:GetQueueAttributes",
    "PutObject": "s3:PutObject",
    "GetObject": "s3:GetObject",
    "HeadObject": "s3:GetObject",
    "DeleteObject": "s3:DeleteObject",
    "GetSecretValue": "secretsmanager:GetSecretValue",
    "PutEvents": "events:PutEvents",
    "Publish": "sns:Publish",
}
"""What IAM calls the calls (Service Authorization Reference)."""

BY_LAMBDA = {("sqs:ReceiveMessage"), ("sqs:DeleteMessage"), ("sqs:GetQueueAttributes")}
"""What a poller does in the function's name on the queue that it reads."""


class Recorder:
    def __init__(self) -> None:
        self.calls: dict[str, set[tuple[str, str]]] = {}
        self.function = ""

    def note(self, operation: str, params: dict[str, Any]) -> None:
        if not self.function:
            return
        place = params.get("QueueUrl", params.get("SecretId", params.get("TopicArn", "").replace(":", "/"))).rsplit(
            "/", 1
        )[-1]
        known = {"PutEvents": "EventBus"} | ({operation: "SnapshotBucket"} if params.get("Bucket") == BUCKET else {})
        resource = known.get(operation, place)
        self.calls.setdefault(self.function, set()).add((ACTIONS[operation], resource))


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder, client = Recorder(), cast(Any, BaseClient)
    call = client._make_api_call

    def recorded(self: Any, operation: str, params: dict[str, Any]) -> Any:
        recorder.note(operation, params)
        return call(self, operation, params)

    monkeypatch.setattr(client, "_make_api_call", recorded)
    return recorder


@pytest.fixture
def deployed(aws: Aws, db: Db, secantus: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The functions' environment as the template sets it, its resources named as in the template."""
    sqs, secrets = aws.client("sqs"), aws.client("secretsmanager")
    aws.client("s3").create_bucket(Bucket=BUCKET)
    urls = {name: sqs.create_queue(QueueName=name)["QueueUrl"] for name in QUEUES}
    strings = {
        "MongoSecret": secantus,
        "NamedTokens": "{}",
        "AlertWebhookSecret": '{"url": "http://127.0.0.1:9/", "key": "k"}',
    }
    for name in SECRETS:
        secrets.create_secret(Name=name, SecretString=strings.get(name, f"{name}-of-the-test"))
    values = {
        "MONGO_SECRET": "MongoSecret",
        "MONGO_DATABASE": db.name,
        "VIEWER_TOKEN_SECRET": "ViewerToken",
        "OPERATOR_TOKEN_SECRET": "OperatorToken",
        "NAMED_TOKENS_SECRET": "NamedTokens",
        "ERASURE_KEY_SECRET": "ErasureKey",
        "FETCH_QUEUE_URL": urls["FetchQueue"],
        "FETCH_DLQ_URL": urls["FetchDLQ"],
        "JOB_QUEUE_URL": urls["JobQueue"],
        "JOB_DLQ_URL": urls["JobDLQ"],
        "SNAPSHOT_BUCKET": BUCKET,
        "EVENT_BUS": "default",
        "ALERT_QUEUE_URL": urls["AlertQueue"],
        "ALERT_TOPIC": aws.client("sns").create_topic(Name="AlertTopic")["TopicArn"],
        "ALERT_WEBHOOK_SECRET": "AlertWebhookSecret",
        "ALLOWED_NETWORKS": "127.0.0.0/8",
        "HOST_INTERVAL_SECONDS": "0",
        "CHUNK_MAX_JOBS": "1",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield urls
    _new_container()
    settings.cache_clear()


def _new_container() -> None:
    if connections.cache_info().currsize:
        connections().db.client.close()
    connections.cache_clear()
    cast(Any, base).DEFAULT_PROVIDERS.clear()  # what Powertools keeps of secrets


def test_each_function_calls_what_its_role_allows_and_all_of_it(
    recorder: Recorder, deployed: dict[str, str], db: Db, aws: Aws
) -> None:
    sqs = aws.client("sqs")

    def run(app: ModuleType, event: dict[str, Any], seconds_left: float = 300) -> Any:
        _new_container()
        recorder.function = f"{app.__name__.split('.')[1].capitalize()}Function"
        try:
            return app.handler(event, LambdaContext(remaining_ms=int(seconds_left * 1000)))
        finally:
            recorder.function = ""

    def deliver(app: ModuleType, queue: str, **options: float) -> None:
        run(app, received(sqs, deployed[queue]), **options)

    with feed_server() as server:
        server.body = indeed_feed(*(indeed_job(n) for n in range(12)))
        put_feed(db, "acme", FeedSettings(url=server.url), utc_now())
        db.erasures.insert_one(BlockList([], key_of("ErasureKey-of-the-test")).text_block("Baker 11", utc_now()))
        run(scheduler, {})
        deliver(importer, "FetchQueue", seconds_left=10)  # the rest goes into a message
        deliver(importer, "FetchQueue")
        deliver(consumer, "JobQueue")
        for app, queue in ((importer, "FetchQueue"), (consumer, "JobQueue")):
            sqs.send_message(QueueUrl=deployed[queue], MessageBody="no message of ours")
            deliver(app, queue)
        headers = {"Authorization": "Bearer OperatorToken-of-the-test"}
        run_id = (db.runs.find_one() or {})["_id"]
        assert run(api, rest_event("POST", "/imports", headers, '{"feed_ids": ["acme"]}'))["statusCode"] in (202, 409)
        kept = zstandard.compress(server.body)  # the run has removed its own, in which there is what was erased
        aws.client("s3").put_object(Bucket=BUCKET, Key=snapshot_key("acme", run_id), Body=kept)
        run(api, rest_event("POST", f"/imports/{run_id}/replay?dry_run=true", headers))
    for queue in ("FetchDLQ", "JobDLQ"):
        sqs.send_message(QueueUrl=deployed[queue], MessageBody="no message of ours")
    db.runs.update_many({"finished_at": None}, {"$set": {"heartbeat_at": utc_now() - timedelta(hours=9)}})
    relied = {"key": "manifest", "confirmed_at": utc_now()}
    noted = {"reading_mode": "changes", "closing": "pending", "reading.relies_on": relied}  # it has noted what vanished
    db.runs.update_one({"_id": run_id}, {"$set": noted})
    run(reconciler, {})
    alert = json.loads((ROOT / "events" / "notifier.json").read_text())["Records"][0]["body"]
    sqs.send_message(QueueUrl=deployed["AlertQueue"], MessageBody=alert)
    deliver(notifier, "AlertQueue")  # the webhook cannot be reached
    for name in rules.functions(TEMPLATE):
        assert needed(name, recorder.calls[name]) == rules.allowed(TEMPLATE, name), name


def needed(function: str, called: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """With what Lambda's poller does, and ListBucket, without which S3 says 403 of an object that is not there."""
    own = {queue for name, _, queue in rules.sqs_events(TEMPLATE) if name == function}
    polled = {(action, queue) for action in BY_LAMBDA for queue in own}
    reads = {("s3:ListBucket", "SnapshotBucket")} if ("s3:GetObject", "SnapshotBucket") in called else set()
    return called | polled | reads
