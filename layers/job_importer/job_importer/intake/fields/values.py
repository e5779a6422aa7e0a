"""Reads values of Fields, which may be text, a nested dict, or a list of either."""

from collections.abc import Iterator
from typing import Any


def words(text: str) -> tuple[str, ...]:
    """A table of single words, written as running text."""
    return tuple(text.split())


def text_of(value: Any) -> str | None:
    """The first text in a value, stripped; numbers and booleans as JSON writes them. None if there is none."""
    if type(value) is str:
        return value.strip() or None
    return next(texts_of(value), None)


def texts_of(value: Any) -> Iterator[str]:
    """Yields every text in a value, in order. Attributes of an element are not text, its "#text" is."""
    if isinstance(value, str):
        if stripped := value.strip():
            yield stripped
    elif isinstance(value, dict):
        for name, inner in value.items():
            if not name.startswith("@"):
                yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif value is not None:
        yield str(value)


def child(value: Any, name: str) -> Any:
    """A nested value, or None: of a dict, or of the first dict in a list."""
    found = value if isinstance(value, dict) else next(iter(records(value)), None)
    return found.get(name) if found else None


def put(fields: dict[str, Any], name: str, value: Any) -> None:
    """Adds a field. The values of a repeated name become a list; pass a list only if it may be changed."""
    if name not in fields:
        fields[name] = value
    elif type(several := fields[name]) is list:
        several += as_list(value)
    else:
        fields[name] = [*as_list(several), *as_list(value)]


def records(value: Any) -> list[dict[str, Any]]:
    """The dicts in a value, which may be one of them or a list."""
    return [one for one in as_list(value) if isinstance(one, dict)]


def as_list(value: Any) -> list[Any]:
    """The value as a list: [] for None, a list as it is, anything else as its only member."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
