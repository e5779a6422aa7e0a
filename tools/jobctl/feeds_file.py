"""`feeds.yaml`: the wanted feeds, and the changes needed. Nothing here calls the API.

    feeds:
      acme:
        url: https://jobs.example.com/feed.xml
        interval: 30m

The settings are those of `PUT /feeds/{id}`; `interval` may stand for `interval_seconds`, with s, m, h or d.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import ValidationError

from job_importer.feeds.model import FEED_ID, FeedSettings
from tools.jobctl.errors import JobctlError, usage

Settings = dict[str, Any]
HIDDEN = "***"
HEADER = "headers."  # before the name of one
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400}


@dataclass(frozen=True)
class Change:
    """`fields`: each that differs, with its old and new value."""

    kind: Literal["add", "change", "remove"]
    feed_id: str
    settings: Settings
    fields: tuple[tuple[str, Any, Any], ...] = ()


def parse_interval(text: str | int) -> int:
    """Seconds from `900`, `900s`, `15m`, `2h` or `1d`."""
    found = re.fullmatch(r"(\d+)\s*([smhd]?)", str(text).strip())
    if not found:
        raise usage(f"{text!r} is not an interval; write 900, 15m, 2h or 1d.")
    return int(found[1]) * _UNITS[found[2]]


def read_setting(text: str) -> tuple[str, Any]:
    """Name and value of `KEY=VALUE`, with the type of the setting; an empty value is the default."""
    name, equals, value = text.partition("=")
    if equals and name.startswith(HEADER):
        return name, value or None
    name = "interval_seconds" if name == "interval" else name
    if not equals or name not in FeedSettings.model_fields:
        raise usage(f"{text!r} is not KEY=VALUE with one of: interval, {', '.join(FeedSettings.model_fields)}.")
    if not value:
        return name, FeedSettings.model_fields[name].get_default(call_default_factory=True)
    if name == "interval_seconds":
        return name, parse_interval(value)
    kind = FeedSettings.model_json_schema()["properties"][name]
    kinds = {part.get("type") for part in kind.get("anyOf", [kind])}
    return name, value if "string" in kinds else yaml.safe_load(value)


def read_feeds(path: Path) -> dict[str, Settings]:
    """Every feed's settings, checked. Raises JobctlError that names the feed and the field."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise JobctlError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise usage(f"{path} is not UTF-8: {error.reason} at byte {error.start}.") from None
    except yaml.YAMLError as error:
        raise usage(f"{path} is not YAML: {error}") from None
    feeds = document.get("feeds") if isinstance(document, dict) else None
    if not isinstance(feeds, dict) or not all(isinstance(settings, dict) for settings in feeds.values()):
        raise usage(f"{path} lacks the key `feeds:`, which maps feed ids to settings.")
    return {str(feed_id): check_settings(str(feed_id), settings) for feed_id, settings in feeds.items()}


def check_settings(feed_id: str, settings: Mapping[str, Any]) -> Settings:
    """All settings of the feed, with defaults where none is given."""
    if not FEED_ID.fullmatch(feed_id):
        raise usage(f"{feed_id!r} is not a feed id: use at most 64 lower-case letters, digits and hyphens.")
    values = dict(settings)
    if "interval" in values:
        values["interval_seconds"] = parse_interval(values.pop("interval"))
    try:
        return plain(FeedSettings.model_validate(values))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise usage(f"Feed {feed_id}, {field}: {first['msg'].removeprefix('Value error, ')}.") from None


def plain(settings: FeedSettings) -> Settings:
    headers = {name: value.get_secret_value() for name, value in settings.headers.items()}
    return settings.model_dump(exclude={"headers"}) | {"headers": headers}


def settings_of(feed: Mapping[str, Any]) -> Settings:
    """The settings in a feed that the API showed; sent back, they change nothing."""
    return {name: feed[name] for name in FeedSettings.model_fields}


def plan(wanted: Mapping[str, Settings], current: Mapping[str, Mapping[str, Any]], prune: bool) -> Iterator[Change]:
    """The changes needed, in the order of the file. Feeds that the file does not name stay, unless `prune`."""
    for feed_id, settings in wanted.items():
        if feed_id not in current:
            yield Change("add", feed_id, settings)
        elif fields := tuple(_differences(settings, settings_of(current[feed_id]))):
            yield Change("change", feed_id, settings, fields)
    for feed_id in sorted(set(current) - set(wanted)) if prune else ():
        yield Change("remove", feed_id, {})


def _differences(wanted: Settings, stored: Settings) -> Iterator[tuple[str, Any, Any]]:
    for name, value in wanted.items():
        if name == "headers":
            if value.keys() != stored[name].keys() or any(text != HIDDEN for text in value.values()):
                yield name, sorted(stored[name]), sorted(value)  # values are never shown, so not compared either
        elif value != stored[name] and not (name == "source" and value is None):
            yield name, stored[name], value
