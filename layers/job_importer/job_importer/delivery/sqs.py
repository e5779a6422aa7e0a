"""The one place that speaks to SQS."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from job_importer.codes import TransientError
from job_importer.delivery.messages import SQS_MAX_BATCH_ENTRIES, FetchMessage

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

SQS_MAX_DELAY_SECONDS = 900
SEND_ATTEMPTS = 4


class BatchRejectedError(TransientError):
    """Entries that SQS did not take after several attempts; `failed` are its own `BatchResultErrorEntry` items."""

    def __init__(self, failed: Sequence[Any]) -> None:
        reasons = "; ".join(sorted({f"{entry['Code']}: {entry.get('Message', '')}" for entry in failed}))
        super().__init__(f"SQS took all but {len(failed)} messages of a batch ({reasons})")
        self.failed = list(failed)


def send_batch(
    sqs: "SQSClient",
    queue_url: str,
    bodies: Sequence[str],
    group: str,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Send up to ten bodies; entries that fail are sent again, the others are not.

    `group` is the MessageGroupId: on a standard queue it makes the queue fair, so that a feed of a million jobs does
    not keep the others waiting. Raises BatchRejectedError with what was left over.
    """
    entries: list[SendMessageBatchRequestEntryTypeDef] = [
        {"Id": str(n), "MessageBody": body, "MessageGroupId": group} for n, body in enumerate(bodies)
    ]
    for attempt in range(SEND_ATTEMPTS):
        failed = sqs.send_message_batch(QueueUrl=queue_url, Entries=entries).get("Failed", [])
        if not failed:
            return
        if attempt == SEND_ATTEMPTS - 1 or all(entry["SenderFault"] for entry in failed):
            raise BatchRejectedError(failed)
        again = {entry["Id"] for entry in failed}
        entries = [entry for entry in entries if entry["Id"] in again]
        sleep(0.2 * 2**attempt)


def send_fetch(sqs: "SQSClient", queue_url: str, message: FetchMessage, delay_seconds: float = 0) -> None:
    delay = min(SQS_MAX_DELAY_SECONDS, max(0, round(delay_seconds)))
    sqs.send_message(QueueUrl=queue_url, MessageBody=message.model_dump_json(), DelaySeconds=delay)


def retry_after(sqs: "SQSClient", queue_url: str, receipt_handle: str, seconds: int) -> None:
    """Hide a received message for `seconds`, instead of for the queue's whole visibility timeout."""
    sqs.change_message_visibility(QueueUrl=queue_url, ReceiptHandle=receipt_handle, VisibilityTimeout=seconds)


def peek(sqs: "SQSClient", queue_url: str, limit: int, hidden_seconds: int = 20) -> Iterator[str]:
    """Bodies of up to `limit` messages. The messages stay; they are hidden for `hidden_seconds`."""
    seen = 0
    while seen < limit:
        answer = sqs.receive_message(
            QueueUrl=queue_url,
            MaxNumberOfMessages=SQS_MAX_BATCH_ENTRIES,
            VisibilityTimeout=hidden_seconds,
            WaitTimeSeconds=0,
        )
        messages = answer.get("Messages", [])
        if not messages:
            return
        for message in messages:
            seen += 1
            yield message["Body"]
