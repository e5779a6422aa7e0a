"""A file of feeds against the registry: what applying it would change. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from job_importer.feeds.model import FeedId, FeedSettings, default_source
from job_importer.intake.fetch.redact import redact_url

HIDDEN = "***"
_FILE: TypeAdapter[dict[str, FeedSettings]] = TypeAdapter(dict[FeedId, FeedSettings])


class Action(StrEnum):
    ADD = "add"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Values as they may be shown: secrets are hidden. With `resent`, they hide a value that may or may not differ."""

    field: str
    old: Any
    new: Any
    resent: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """`settings` is the whole body for `PUT /feeds/{feed_id}`; `fields` is what it changes, in the settings' order."""

    feed_id: str
    action: Action
    settings: FeedSettings
    fields: tuple[FieldChange, ...]


def read_desired(document: object) -> dict[str, FeedSettings]:
    """The content of a `feeds.yaml`: feed ids to settings. Raises ValueError with a line for each mistake."""
    try:
        return _FILE.validate_python({} if document is None else document)
    except ValidationError as error:
        mistakes = error.errors(include_url=False, include_context=False)
        lines = [
            f"{'.'.join(str(part) for part in mistake['loc']) or 'file'}: {mistake['msg']}" for mistake in mistakes
        ]
        raise ValueError("\n".join(lines)) from None


def changes(desired: Mapping[str, FeedSettings], current: Mapping[str, Mapping[str, Any]]) -> list[Change]:
    """What must be sent so that the registry agrees with the file, by feed id. Feeds outside the file are left alone.

    `current` holds the settings as the API shows them: header values hidden, the URL in full or redacted. What is
    hidden cannot be compared, so a feed with such secrets in the file is always sent again, and the change says so.
    """
    found = (_change(feed_id, settings, current.get(feed_id)) for feed_id, settings in sorted(desired.items()))
    return [change for change in found if change.fields]


def _change(feed_id: str, settings: FeedSettings, current: Mapping[str, Any] | None) -> Change:
    shown = _shown(settings)
    if current is None:
        news = (FieldChange(name, None, value) for name, value in shown.items() if name in settings.model_fields_set)
        return Change(feed_id, Action.ADD, settings, tuple(news))
    hidden = _hidden(settings, current)
    old = {name: current.get(name) for name in shown}
    old["headers"] = dict.fromkeys(old["headers"] or {}, HIDDEN)
    old["url"] = redact_url(str(old["url"]))
    fields = (
        FieldChange(name, old[name], value, resent=old[name] == value)
        for name, value in shown.items()
        if old[name] != value or name in hidden
    )
    return Change(feed_id, Action.UPDATE, settings, tuple(fields))


def _shown(settings: FeedSettings) -> dict[str, Any]:
    return settings.model_dump() | {
        "url": redact_url(settings.url),
        "source": settings.source or default_source(settings.url),
        "headers": dict.fromkeys(settings.headers, HIDDEN),
    }


def _hidden(settings: FeedSettings, current: Mapping[str, Any]) -> set[str]:
    """The fields that may differ although they look the same."""
    url_differs = redact_url(settings.url) != settings.url and current.get("url") != settings.url
    return {name for name, hides in {"headers": bool(settings.headers), "url": url_differs}.items() if hides}
