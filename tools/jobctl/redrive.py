"""Sends dead letters back to the queue they came from.

AWS has StartMessageMoveTask for this, which the local emulator has not: this receives, sends and deletes, the same
everywhere. A crash in between sends a message twice, which is harmless: every delivery may be repeated.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError

from job_importer.delivery.packing import batches
from job_importer.delivery.sqs import depth
from job_importer.plural import plural
from tools.jobctl import output
from tools.jobctl.config import chosen_stack, read_stack
from tools.jobctl.errors import JobctlError
from tools.jobctl.stacks import deployed_outputs
from tools.local.config import QUEUE_OUTPUTS

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

BATCH = 10
HIDDEN_SECONDS = 60  # long enough to send a batch on
PATIENCE_SECONDS = 30  # the reconciler hides the letters that it reads for 20 s
QUEUES = (("jobs", "job_dlq_url", "job_queue_url"), ("fetches", "fetch_dlq_url", "fetch_queue_url"))


def redrive() -> None:
    """Uses SQS, not the API."""
    try:
        stack = chosen_stack()
        sqs, urls = _deployed(stack) if stack else _local()
        moved = {name: move(sqs, urls[dlq], urls[queue]) for name, dlq, queue in QUEUES}
    except (BotoCoreError, ClientError) as error:
        raise JobctlError(f"SQS returned an error: {error}") from None
    items = [{"queue": name, "moved": count} for name, count in moved.items()]
    told = "\n".join(f"{name}: {plural(count, 'message')} sent back" for name, count in moved.items())
    output.emit({"items": items}, lambda: typer.echo(told))


def _local() -> tuple["SQSClient", dict[str, str]]:
    found = read_stack()
    sqs = boto3.client(
        "sqs",
        endpoint_url=found["endpoint_url"],
        region_name=found["region"],
        aws_access_key_id="test",  # the emulator takes any
        aws_secret_access_key="test",  # noqa: S106
    )
    return sqs, found


def _deployed(stack: str) -> tuple["SQSClient", dict[str, str]]:
    outputs = deployed_outputs(stack)
    return boto3.client("sqs"), {name: outputs[key] for name, key in QUEUE_OUTPUTS.items()}


def move(sqs: "SQSClient", dlq_url: str, queue_url: str, sleep: Callable[[float], None] = time.sleep) -> int:
    """Moves the messages that were there at the start, so that one that fails again is not moved twice. Returns their
    number.
    """
    there, moved = depth(sqs, dlq_url), 0
    for messages in _received(sqs, dlq_url, sleep) if there else ():
        moved += _send_back(sqs, dlq_url, queue_url, messages)
        if moved >= there:
            break
    return moved


def _received(sqs: "SQSClient", dlq_url: str, sleep: Callable[[float], None]) -> Iterator[list[Any]]:
    """Batches, until the queue is empty; for hidden messages it waits a while."""
    waited = 0
    while waited < PATIENCE_SECONDS:
        answer = sqs.receive_message(
            QueueUrl=dlq_url,
            MaxNumberOfMessages=BATCH,
            VisibilityTimeout=HIDDEN_SECONDS,
            WaitTimeSeconds=1,  # a short poll asks some of the servers alone
            MessageAttributeNames=["All"],
            MessageSystemAttributeNames=["All"],
        )
        if messages := answer.get("Messages"):
            yield messages
        elif depth(sqs, dlq_url):
            sleep(1)
            waited += 1
        else:
            return


@dataclass(frozen=True)
class Letter:
    """A dead letter as received, and as it is sent again: with its attributes, and in its group (fair queues)."""

    handle: str
    entry: dict[str, Any]
    bytes: int


def _letter(message: Any) -> Letter:
    entry = {"MessageBody": message["Body"]}
    if group := message["Attributes"].get("MessageGroupId"):
        entry["MessageGroupId"] = group
    attributes = message.get("MessageAttributes") or {}
    if attributes:
        entry["MessageAttributes"] = attributes
    size = len(message["Body"].encode()) + sum(map(_attribute_bytes, attributes.items()))
    return Letter(message["ReceiptHandle"], entry, size)


def _attribute_bytes(attribute: tuple[str, Any]) -> int:
    """Name, type and value count, all three (SQS's quotas)."""
    name, value = attribute
    texts = (name, value["DataType"], value.get("StringValue", ""))
    return sum(len(text.encode()) for text in texts) + len(value.get("BinaryValue", b""))


def _send_back(sqs: "SQSClient", dlq_url: str, queue_url: str, messages: list[Any]) -> int:
    """Sends in batches, then deletes what SQS accepted: the rest reappears in the queue by itself."""
    moved = 0
    for batch in batches(map(_letter, messages)):
        entries: list[Any] = [{"Id": str(n), **letter.entry} for n, letter in enumerate(batch)]
        answer = sqs.send_message_batch(QueueUrl=queue_url, Entries=entries)
        taken = [batch[int(entry["Id"])] for entry in answer.get("Successful", [])]
        if taken:
            handles: list[Any] = [{"Id": str(n), "ReceiptHandle": letter.handle} for n, letter in enumerate(taken)]
            sqs.delete_message_batch(QueueUrl=dlq_url, Entries=handles)
        moved += len(taken)
    return moved
