"""Events, as the API shows them and the bus carries them."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from job_importer.events.model import EventDoc, EventType, message_of


class EventView(BaseModel):
    id: str = Field(
        description="Sorts by time; the same on the bus and in every alert", examples=["01JC3K2V7Q-feed.broken-acme-3"]
    )
    at: datetime
    type: EventType
    feed_id: str | None
    run_id: str | None
    title: str = Field(description="One line", examples=["Broken: acme"])
    detail: dict[str, Any] = Field(
        description="Depends on the type; for a feed its `state`, `why`, `advice` and `command`"
    )


def event_view(event: EventDoc) -> EventView:
    return EventView.model_validate(message_of(event))
