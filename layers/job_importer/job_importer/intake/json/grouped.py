"""Nested lists: jobs under their department, company or city."""

from collections.abc import Iterable, Iterator
from typing import Any

from ijson.common import ObjectBuilder

from job_importer.intake.fields.values import words

Event = tuple[str, str, Any]  # prefix, kind, value

NAMES = frozenset(words("name title label"))


def named_items(events: Iterable[Event], prefix: str, parent: str) -> Iterator[tuple[str | None, Any]]:
    """Yields every value at `prefix` with the name of the object at `parent` around it, if that comes before it."""
    name: str | None = None
    builder: ObjectBuilder | None = None
    end = ""
    for place, event, value in events:
        if builder is not None:
            builder.event(event, value)
            if place == prefix and event == end:
                yield name, builder.value
                builder = None
        elif place == prefix and event in ("start_map", "start_array"):
            builder, end = ObjectBuilder(), event.replace("start", "end")
            builder.event(event, value)
        elif place == parent and event == "start_map":
            name = None
        elif event == "string" and place.startswith(parent) and place[len(parent) + 1 :] in NAMES:
            name = name or value
