"""Sending to and peeking at a real SQS API."""

from typing import Any

import pytest

from job_importer.delivery.messages import FetchMessage
from job_importer.delivery.sqs import LONG_POLL_SECONDS, BatchRejectedError, peek, send_batch, send_fetches
from tests.conftest import Aws, Hear


@pytest.fixture
def sqs(aws: Aws) -> Any:
    return aws.client("sqs")


@pytest.fixture
def queue_url(sqs: Any) -> str:
    return str(sqs.create_queue(QueueName="jobs")["QueueUrl"])


class Moody:
    """SQS that fails some entries of its first batches, as it does under load; the rest goes through."""

    def __init__(self, sqs: Any, moods: list[set[int]], sender_fault: bool = False) -> None:
        self.sqs, self.moods, self.sender_fault, self.calls = sqs, moods, sender_fault, 0

    def send_message_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:
        bad = self.moods[self.calls] if self.calls < len(self.moods) else set()
        self.calls += 1
        good = [entry for n, entry in enumerate(Entries) if n not in bad]
        if good:
            self.sqs.send_message_batch(QueueUrl=QueueUrl, Entries=good)
        failed = [{"Id": Entries[n]["Id"], "Code": "Busy", "SenderFault": self.sender_fault} for n in bad]
        return {"Failed": failed} if failed else {}


def bodies(sqs: Any, queue_url: str) -> list[str]:
    return sorted(peek(sqs, queue_url, limit=100, hidden_seconds=30))


def test_a_batch_arrives_whole(sqs: Any, queue_url: str) -> None:
    send_batch(sqs, queue_url, ['{"n":1}', '{"n":2}'], ["acme"] * 2)
    assert bodies(sqs, queue_url) == ['{"n":1}', '{"n":2}']


def test_messages_are_grouped_by_feed_or_host_so_that_none_holds_the_others_up(
    sqs: Any, queue_url: str, hear: Hear
) -> None:
    sent: list[dict[str, Any]] = []
    hear(sqs, "SendMessageBatch", lambda params, **_: sent.extend(params["Entries"]))
    send_batch(sqs, queue_url, ["1", "2"], ["acme", "other"])
    assert [entry["MessageGroupId"] for entry in sent] == ["acme", "other"]
    hosts = ("h.example", "h.example", "ü.example")
    send_fetches(sqs, queue_url, [(FetchMessage(run_id=str(n), feed_id="f"), host) for n, host in enumerate(hosts)])
    first, same, other = (entry["MessageGroupId"] for entry in sent[2:])
    assert first == same != other
    assert all(group.isascii() and group.isalnum() for group in (first, other))


def test_entries_that_sqs_did_not_take_are_sent_again_and_the_others_are_not(sqs: Any, queue_url: str) -> None:
    waits: list[float] = []
    moody = Moody(sqs, [{0, 2}, {1}])
    send_batch(moody, queue_url, ['{"n":1}', '{"n":2}', '{"n":3}'], ["acme"] * 3, sleep=waits.append)
    assert bodies(sqs, queue_url) == ['{"n":1}', '{"n":2}', '{"n":3}']
    assert waits == [0.2, 0.4]


def test_entries_that_sqs_never_takes_are_raised_with_their_reason(sqs: Any, queue_url: str) -> None:
    moody = Moody(sqs, [{0}, {0}, {0}, {0}])
    with pytest.raises(BatchRejectedError, match=r"rejected 1 message .*Busy") as error:
        send_batch(moody, queue_url, ['{"n":1}', '{"n":2}'], ["acme"] * 2, sleep=lambda _: None)
    assert [entry["Id"] for entry in error.value.failed] == ["0"]
    assert moody.calls == 4


def test_entries_at_fault_themselves_are_not_sent_again(sqs: Any, queue_url: str) -> None:
    moody = Moody(sqs, [{0}], sender_fault=True)
    with pytest.raises(BatchRejectedError):
        send_batch(moody, queue_url, ['{"n":1}'], ["acme"], sleep=lambda _: None)
    assert moody.calls == 1


def test_peeking_leaves_the_messages_in_the_queue(sqs: Any, queue_url: str) -> None:
    hosts = ("jobs.example.com", "bücher.example", "a" * 250)
    send_fetches(sqs, queue_url, [(FetchMessage(run_id=f"R{n}", feed_id="acme"), hosts[n % 3]) for n in range(13)])
    seen = [FetchMessage.model_validate_json(body) for body in peek(sqs, queue_url, limit=100)]
    assert sorted(message.run_id for message in seen) == sorted(f"R{n}" for n in range(13))
    attributes = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=["All"])["Attributes"]
    waiting, hidden = (int(attributes[f"ApproximateNumberOfMessages{kind}"]) for kind in ("", "NotVisible"))
    assert waiting + hidden == 13


class Mixed(Moody):
    """The first entry that fails is at fault itself, the others are not."""

    def send_message_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:
        answer = super().send_message_batch(QueueUrl, Entries)
        for entry in answer.get("Failed", [])[1:]:
            entry["SenderFault"] = False
        return answer


def test_an_entry_that_may_yet_be_taken_is_sent_again_beside_one_at_fault_itself(sqs: Any, queue_url: str) -> None:
    mixed: Any = Mixed(sqs, [{0, 1}, {0}], sender_fault=True)
    with pytest.raises(BatchRejectedError) as error:
        send_batch(mixed, queue_url, ['{"n":1}', '{"n":2}'], ["acme"] * 2, sleep=lambda _: None)
    assert [entry["Id"] for entry in error.value.failed] == ["0"]
    assert bodies(sqs, queue_url) == ['{"n":2}']


def test_peeking_ends_at_its_limit(sqs: Any, queue_url: str) -> None:
    send_fetches(sqs, queue_url, [(FetchMessage(run_id=f"R{n}", feed_id="acme"), "a.example") for n in range(25)])
    assert len(list(peek(sqs, queue_url, limit=20))) == 20


def test_letters_are_looked_through_with_long_polling_and_an_empty_queue_is_not_waited_for(
    sqs: Any, queue_url: str, hear: Hear
) -> None:
    asked: list[int] = []
    hear(sqs, "ReceiveMessage", lambda params, **_: asked.append(params["WaitTimeSeconds"]))
    assert list(peek(sqs, queue_url, limit=20)) == []
    assert asked == []
    send_batch(sqs, queue_url, ["{}"], ["acme"])
    assert list(peek(sqs, queue_url, limit=20)) == ["{}"]
    assert list(peek(sqs, queue_url, limit=20)) == []  # it is hidden now
    assert asked == [LONG_POLL_SECONDS]
