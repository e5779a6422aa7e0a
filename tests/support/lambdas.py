"""Connections and events as the Lambda functions meet them, on the test's own servers."""

from dataclasses import dataclass
from typing import Any

from job_importer.connections import Context
from job_importer.mongo import Db
from job_importer.settings import Settings
from tests.conftest import Aws

QUEUES = ("fetch-queue", "fetch-dlq", "job-queue", "job-dlq")


def make_context(db: Db, aws: Aws, **settings: Any) -> Context:
    """Queues and bucket are created; local addresses may be fetched. `settings` override the defaults."""
    sqs, s3 = aws.client("sqs"), aws.client("s3")
    urls = {name.replace("-", "_") + "_url": sqs.create_queue(QueueName=name)["QueueUrl"] for name in QUEUES}
    s3.create_bucket(Bucket="snapshots")
    values = {
        "mongo_secret": "mongo",
        "viewer_token_secret": "viewer",
        "operator_token_secret": "operator",
        "snapshot_bucket": "snapshots",
        "allowed_networks": "127.0.0.0/8",
        "host_interval_seconds": 0,
        "fetch_attempts": 1,
    }
    return Context(Settings(**(values | urls | settings)), lambda: db, sqs, s3)


@dataclass
class LambdaContext:
    """The part of Lambda's context object that the functions and Powertools read."""

    function_name: str = "function"
    function_version: str = "$LATEST"
    memory_limit_in_mb: int = 256
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:000000000000:function:function"
    aws_request_id: str = "00000000-0000-0000-0000-000000000000"
    remaining_ms: int = 300_000

    def get_remaining_time_in_millis(self) -> int:
        return self.remaining_ms


def received(sqs: Any, queue_url: str) -> dict[str, Any]:
    """Receive what the queue holds (ten messages at most) as the event that Lambda makes of it."""
    answer = sqs.receive_message(
        QueueUrl=queue_url, MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"], VisibilityTimeout=600
    )
    return {
        "Records": [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": message["Attributes"],
                "messageAttributes": {},
                "md5OfBody": message["MD5OfBody"],
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:queue",
                "awsRegion": "us-east-1",
            }
            for message in answer.get("Messages", [])
        ]
    }
