"""Sends events from the outbox to the bus: at least once, with the same id each time."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from job_importer.batched import batched
from job_importer.events.model import EventDoc, message_of
from job_importer.mongo import Db, typed
from job_importer.observability import logger
from job_importer.settings import Settings

BATCH = 10  # the most entries that PutEvents accepts; ours are far below its 256 kB
IN_A_PASS = 1_000
SOURCE = "job-importer"

Send = Callable[[Sequence[EventDoc]], Sequence[EventDoc]]
"""Sends events, at most `BATCH`; returns those that were taken."""


def send_events(db: Db, send: Send, now: datetime) -> None:
    """Oldest first. Rejected events, and those sent just before a crash, are sent again by the next pass."""
    unsent = list(typed(db.events, EventDoc).find({"unsent": True}).sort("_id", 1).limit(IN_A_PASS))
    for events in batched(unsent, BATCH):
        taken = [event["_id"] for event in send(events)]
        db.events.update_many({"_id": {"$in": taken}}, {"$set": {"sent_at": now}, "$unset": {"unsent": ""}})
        if len(taken) < len(events):
            logger.warning("The bus rejected some events; the next pass sends them again")
            return


def sender(settings: Settings) -> Send:
    """Sends where the settings say: to a bus, a file, both or neither."""

    def send(events: Sequence[EventDoc]) -> Sequence[EventDoc]:
        taken = _put(settings.event_bus, events) if settings.event_bus else events
        if settings.events_file:
            _append(Path(settings.events_file), taken)
        return taken

    return send


def _put(bus: str, events: Sequence[EventDoc]) -> Sequence[EventDoc]:
    """docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html: the answer has an entry for each."""
    entries: list[Any] = [
        {
            "Source": SOURCE,
            "DetailType": event["type"],
            "Time": event["at"],
            "Detail": json.dumps(message_of(event), ensure_ascii=False),
            "EventBusName": bus,
        }
        for event in events
    ]
    answer = _client().put_events(Entries=entries)
    return [event for event, entry in zip(events, answer["Entries"], strict=True) if "EventId" in entry]


@cache
def _client() -> Any:
    import boto3

    return boto3.client("events")


def _append(path: Path, events: Sequence[EventDoc]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(message_of(event), ensure_ascii=False)}\n" for event in events)
