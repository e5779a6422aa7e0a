"""Dead letters go back to their queue, each of them, with what belongs to it."""

import json
from pathlib import Path
from typing import Any

from job_importer.connections import Context
from tests.conftest import Aws, Hear
from tests.support.jobctl import Shell
from tools.jobctl.redrive import move

URLS = ("job_queue_url", "job_dlq_url", "fetch_queue_url", "fetch_dlq_url")


def fill(sqs: Any, url: str, count: int) -> None:
    for n in range(count):
        sqs.send_message(
            QueueUrl=url,
            MessageBody=f"message {n}",
            MessageAttributes={"kind": {"DataType": "String", "StringValue": "chunk"}},
        )


def drain(sqs: Any, url: str) -> list[Any]:
    found: list[Any] = []
    while messages := sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"], VisibilityTimeout=600
    ).get("Messages"):
        found += messages
    return found


def test_every_message_goes_back_with_its_attributes(connections: Context) -> None:
    sqs, settings = connections.sqs, connections.settings
    fill(sqs, settings.job_dlq_url, 23)
    assert move(sqs, settings.job_dlq_url, settings.job_queue_url) == 23
    back = drain(sqs, settings.job_queue_url)
    assert sorted(message["Body"] for message in back) == sorted(f"message {n}" for n in range(23))
    assert all(message["MessageAttributes"]["kind"]["StringValue"] == "chunk" for message in back)
    assert drain(sqs, settings.job_dlq_url) == []


def test_letters_as_large_as_chunks_go_back_in_batches_that_sqs_takes(connections: Context, hear: Hear) -> None:
    """SQS takes a batch of 1 MiB at most; an answer may bring ten letters of 240 kB."""
    sqs, settings = connections.sqs, connections.settings
    for n in range(12):
        sqs.send_message(QueueUrl=settings.job_dlq_url, MessageBody=f"{n:03d}" + "ä" * 120_000)
    sizes: list[int] = []
    hear(
        sqs,
        "SendMessageBatch",
        lambda params, **_: sizes.append(sum(len(entry["MessageBody"].encode()) for entry in params["Entries"])),
    )
    assert move(sqs, settings.job_dlq_url, settings.job_queue_url) == 12
    assert max(sizes) <= 1_048_576
    assert len(drain(sqs, settings.job_queue_url)) == 12
    assert drain(sqs, settings.job_dlq_url) == []


def test_a_message_that_somebody_is_looking_at_is_waited_for(connections: Context) -> None:
    sqs, settings = connections.sqs, connections.settings
    fill(sqs, settings.job_dlq_url, 1)
    (hidden,) = sqs.receive_message(QueueUrl=settings.job_dlq_url, VisibilityTimeout=600)["Messages"]

    def let_go(_: float) -> None:
        sqs.change_message_visibility(
            QueueUrl=settings.job_dlq_url, ReceiptHandle=hidden["ReceiptHandle"], VisibilityTimeout=0
        )

    assert move(sqs, settings.job_dlq_url, settings.job_queue_url, let_go) == 1


def test_a_message_that_stays_hidden_does_not_hold_it_up_for_ever(connections: Context) -> None:
    sqs, settings = connections.sqs, connections.settings
    fill(sqs, settings.job_dlq_url, 1)
    sqs.receive_message(QueueUrl=settings.job_dlq_url, VisibilityTimeout=600)
    assert move(sqs, settings.job_dlq_url, settings.job_queue_url, lambda _: None) == 0


def test_the_command_moves_both_queues_of_the_local_stack(
    connections: Context, aws: Aws, shell: Shell, tmp_path: Path
) -> None:
    settings = connections.settings
    fill(connections.sqs, settings.job_dlq_url, 2)
    fill(connections.sqs, settings.fetch_dlq_url, 1)
    urls = {
        name: getattr(settings, name) for name in ("job_queue_url", "job_dlq_url", "fetch_queue_url", "fetch_dlq_url")
    }
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "stack.json").write_text(
        json.dumps({"endpoint_url": aws.endpoint, "region": "us-east-1", **urls})
    )
    answer = shell("redrive")
    assert (answer.exit_code, answer.out) == (0, "jobs: 2 messages sent back\nfetches: 1 message sent back\n")
    assert len(drain(connections.sqs, settings.fetch_queue_url)) == 1


def test_a_stack_that_is_down_is_said_to_be(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    urls = dict.fromkeys(URLS, "http://127.0.0.1:9/q")
    (tmp_path / "home" / "stack.json").write_text(
        json.dumps({"endpoint_url": "http://127.0.0.1:9", "region": "us-east-1", **urls})
    )
    answer = shell("redrive")
    assert (answer.exit_code, "SQS returned an error" in answer.err) == (1, True)
