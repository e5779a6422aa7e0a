"""The only module that calls SQS."""

import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from job_importer.batched import batched
from job_importer.codes import TransientError
from job_importer.delivery.messages import SQS_MAX_BATCH_ENTRIES, FetchMessage
from job_importer.plural import plural

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

SEND_ATTEMPTS = 4
LONG_POLL_SECONDS = 2


class BatchRejectedError(TransientError):
    """Entries that SQS rejected after several attempts; `failed` are its own `BatchResultErrorEntry` items."""

    def __init__(self, failed: Sequence[Any]) -> None:
        reasons = "; ".join(sorted({f"{entry['Code']}: {entry.get('Message', '')}" for entry in failed}))
        super().__init__(f"SQS rejected {plural(len(failed), 'message')} of a batch ({reasons})")
        self.failed = list(failed)


def send_batch(
    sqs: "SQSClient",
    queue_url: str,
    bodies: Sequence[str],
    groups: Sequence[str],
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Send up to ten bodies; entries that fail are sent again, the others are not.

    `groups` are their MessageGroupIds: on a standard queue these make the queue fair, so that a feed of a million jobs,
    or a host with hundreds of feeds, does not block the others. Raises BatchRejectedError with the entries that are
    left over.
    """
    entries: list[SendMessageBatchRequestEntryTypeDef] = [
        {"Id": str(n), "MessageBody": body, "MessageGroupId": group}
        for n, (body, group) in enumerate(zip(bodies, groups, strict=True))
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


def send_fetches(sqs: "SQSClient", queue_url: str, messages: Sequence[tuple[FetchMessage, str]]) -> None:
    """Send each message in the group of its host; a digest, because not every host name is a valid group id."""
    for some in batched(messages, SQS_MAX_BATCH_ENTRIES):
        bodies = [message.model_dump_json() for message, _ in some]
        groups = [blake2b(host.encode(), digest_size=16).hexdigest() for _, host in some]
        send_batch(sqs, queue_url, bodies, groups)


def retry_after(sqs: "SQSClient", queue_url: str, receipt_handle: str, seconds: int) -> None:
    """Hide a received message for `seconds`, instead of for the queue's whole visibility timeout."""
    sqs.change_message_visibility(QueueUrl=queue_url, ReceiptHandle=receipt_handle, VisibilityTimeout=seconds)


def depth(sqs: "SQSClient", queue_url: str, *, visible_alone: bool = False) -> int:
    """The approximate number of messages in a queue, including hidden and delayed ones; SQS may lag by a minute."""
    others = () if visible_alone else ("NotVisible", "Delayed")
    names: list[Any] = [f"ApproximateNumberOfMessages{which}" for which in ("", *others)]
    found = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=names)["Attributes"]
    return sum(int(number) for number in found.values())


def peek(sqs: "SQSClient", queue_url: str, limit: int, hidden_seconds: int = 20) -> Iterator[str]:
    """Bodies of up to `limit` messages. The messages stay; they are hidden for `hidden_seconds`.

    Uses long polling, because a short poll asks only some servers and may miss messages; an empty queue is not
    waited for.
    """
    seen = 0
    while seen < limit and depth(sqs, queue_url, visible_alone=True):
        answer = sqs.receive_message(
            QueueUrl=queue_url,
            MaxNumberOfMessages=SQS_MAX_BATCH_ENTRIES,
            VisibilityTimeout=hidden_seconds,
            WaitTimeSeconds=LONG_POLL_SECONDS,
        )
        messages = answer.get("Messages", [])
        if not messages:
            return
        for message in messages:
            seen += 1
            yield message["Body"]
