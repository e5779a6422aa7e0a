"""SQS as its documentation describes it, on a virtual clock: at least once, in any order, with what can go wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any


@dataclass
class Message:
    id: str
    body: str
    visible_at: datetime
    receives: int = 0


class VirtualSqs:
    """The calls of a boto3 client that the package makes. A queue's URL is its name."""

    def __init__(self, clock: Callable[[], datetime], visibility: timedelta) -> None:
        self.queues: dict[str, list[Message]] = {}
        self._clock, self._visibility = clock, visibility
        self._ids = count()

    def queue(self, url: str) -> list[Message]:
        return self.queues.setdefault(url, [])

    def visible(self, url: str) -> list[Message]:
        return [message for message in self.queue(url) if message.visible_at <= self._clock()]

    def receive(self, url: str, which: int) -> Message | None:
        """Any of the visible messages, as a poller may get it; it is hidden for the visibility timeout."""
        if not (ready := self.visible(url)):
            return None
        message = ready[which % len(ready)]
        message.receives += 1
        message.visible_at = self._clock() + self._visibility
        return message

    def drop(self, url: str, message: Message) -> None:
        self.queues[url] = [other for other in self.queue(url) if other.id != message.id]

    def move_all(self, source: str, target: str) -> int:
        """The number of messages moved."""
        moved = self.queues.pop(source, [])
        for message in moved:
            self._put(target, message.body)
        return len(moved)

    def repeat(self, url: str, which: int) -> None:
        """A message comes a second time, as SQS reserves the right to do."""
        if held := self.queue(url):
            self._put(url, held[which % len(held)].body)

    def _put(self, url: str, body: str, delay: float = 0) -> None:
        self.queue(url).append(Message(f"m{next(self._ids)}", body, self._clock() + timedelta(seconds=delay)))

    def send_message(self, QueueUrl: str, MessageBody: str, DelaySeconds: int = 0, **_: Any) -> dict[str, Any]:
        self._put(QueueUrl, MessageBody, DelaySeconds)
        return {}

    def send_message_batch(self, QueueUrl: str, Entries: Sequence[Any], **_: Any) -> dict[str, Any]:
        for entry in Entries:
            self._put(QueueUrl, entry["MessageBody"], entry.get("DelaySeconds", 0))
        return {}

    def get_queue_attributes(self, QueueUrl: str, AttributeNames: Sequence[str]) -> dict[str, Any]:
        visible, held = len(self.visible(QueueUrl)), len(self.queue(QueueUrl))
        numbers = {"": visible, "NotVisible": held - visible, "Delayed": 0}
        known = {f"ApproximateNumberOfMessages{kind}": str(number) for kind, number in numbers.items()}
        return {"Attributes": {name: known[name] for name in AttributeNames}}

    def change_message_visibility(self, QueueUrl: str, ReceiptHandle: str, VisibilityTimeout: int) -> None:
        for message in self.queue(QueueUrl):
            if message.id == ReceiptHandle:
                message.visible_at = self._clock() + timedelta(seconds=VisibilityTimeout)

    def receive_message(self, QueueUrl: str, VisibilityTimeout: int, **_: Any) -> dict[str, Any]:
        """For whoever looks through a dead-letter queue: ten messages at most."""
        received = self.visible(QueueUrl)[:10]
        for message in received:
            message.receives += 1
            message.visible_at = self._clock() + timedelta(seconds=VisibilityTimeout)
        return {"Messages": [self._received(message) for message in received]}

    def delete_message(self, QueueUrl: str, ReceiptHandle: str) -> None:
        self.queues[QueueUrl] = [message for message in self.queue(QueueUrl) if message.id != ReceiptHandle]

    @staticmethod
    def _received(message: Message) -> dict[str, Any]:
        return {
            "MessageId": message.id,
            "ReceiptHandle": message.id,
            "Body": message.body,
            "Attributes": {"ApproximateReceiveCount": str(message.receives)},
        }
