"""The events in events/ are what the functions are really given."""

import json
from hashlib import md5
from pathlib import Path
from typing import Any

import pytest
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent, SQSEvent
from ulid import ULID

from job_importer.delivery.messages import FetchMessage, read_chunk
from job_importer.events.alerts import alert_of
from job_importer.jobs.model import Job, check_job

EVENTS = Path(__file__).parents[2] / "events"


def load(name: str) -> Any:
    return json.loads((EVENTS / f"{name}.json").read_text())


def test_the_importers_event_holds_a_fetch_message() -> None:
    [record] = SQSEvent(load("importer")).records
    message = FetchMessage.model_validate_json(record.body)
    assert str(ULID.from_str(message.run_id)) == message.run_id


def test_the_consumers_event_holds_a_chunk_whose_items_add_up() -> None:
    [record] = SQSEvent(load("consumer")).records
    message = read_chunk(record.body)
    header = message.header
    assert header.items == header.duplicates + header.rejected + len(message.jobs)
    assert len(message.indexes) == len(message.jobs)
    assert all(isinstance(check_job(job), Job) for job in message.jobs)


def test_the_notifiers_event_holds_an_event_of_the_bus() -> None:
    [record] = SQSEvent(load("notifier")).records
    assert alert_of(json.loads(record.body)["detail"]).text.splitlines()[-1].startswith("$ jobctl ")


@pytest.mark.parametrize("name", ["importer", "consumer", "notifier"])
def test_a_record_carries_the_digest_of_its_body(name: str) -> None:
    [record] = SQSEvent(load(name)).records
    assert record.md5_of_body == md5(record.body.encode()).hexdigest()


@pytest.mark.parametrize("name", ["scheduler", "reconciler"])
def test_the_schedules_events_name_their_schedule(name: str) -> None:
    event = load(name)
    assert event["source"] == "aws.scheduler"
    assert event["resources"][0].endswith(f"-{name}")


def test_the_apis_event_asks_with_a_token() -> None:
    event = APIGatewayProxyEvent(load("api"))
    assert event.resolved_headers_field["authorization"] == ["Bearer the-viewers-token"]
    assert event.request_context.stage == "dev"
