"""Reads fields that contain elements: data become nested dicts, by xmltodict; HTML stays text."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import xmltodict

from job_importer.intake import words
from job_importer.intake.format import Fields
from job_importer.intake.xml.names import Names, pairs

ENDED = None
Event = str | tuple[str, list[str]] | None
"""What expat reports inside a field: a text, the name and attributes (key, value, key …) of an element, or its end."""

VOID = frozenset({"br", "hr", "img"})

StructureReader = Callable[[str, list[str], list[Event]], Any]


def structure_reader(names: Names) -> StructureReader:
    """Returns a function of a field's raw name, its attributes and the events inside it, including its own end."""

    def rename(path: Any, key: str, value: Any) -> Any:
        """Called for each attribute, text and element; None leaves it out."""
        name = names[key] if key != "#text" else key
        return None if _says_how(name, value) else (name, value)

    def read(raw: str, attributes: list[str], events: list[Event]) -> Any:
        if _is_markup(events, names):
            return named(attributes, names, _markup(events)) if attributes else _markup(events)
        document = "".join(_xml(raw, attributes, events))
        (value,) = xmltodict.parse(document, postprocessor=rename).values()
        return value

    return read


def _xml(raw: str, attributes: list[str], events: list[Event]) -> Iterator[str]:
    """Writes the field as a separate document."""
    open_elements = [raw]
    yield _tag(raw, attributes)
    for event in events:
        if event is ENDED:
            yield f"</{open_elements.pop()}>"
        elif isinstance(event, str):
            yield escape(event, quote=False)
        else:
            open_elements.append(event[0])
            yield _tag(*event)


def _tag(name: str, attributes: list[str]) -> str:
    return "".join((f"<{name}", *(f' {key}="{escape(value)}"' for key, value in pairs(attributes)), ">"))


_OF_SERIALISATION = frozenset(("@type", "@nil", "@xsi:nil", "@xsi:type"))


def _says_how(name: str, given: Any) -> bool:
    return name in _OF_SERIALISATION and (name != "@type" or given.lower() in words.names("elements", "serialised"))


def named(attributes: list[str], names: Names, value: str | None = None) -> Any:
    """An element's attributes and text under our names; the text alone if they only say how it was serialised."""
    fields: Fields = {names["@" + key]: given for key, given in pairs(attributes)}
    if not _OF_SERIALISATION.isdisjoint(fields):
        fields = {name: given for name, given in fields.items() if not _says_how(name, given)}
    if not fields:
        return value
    if value:
        fields["#text"] = value
    return fields


def _is_markup(events: list[Event], names: Names) -> bool:
    """Whether an element directly inside the field is HTML. An `<a>` without attributes is Italian for "to"."""
    depth, html = 0, words.names("elements", "html")
    for event in events:
        if event is ENDED:
            depth -= 1
        elif not isinstance(event, str):
            if depth == 0 and (name := names[event[0]]) in html and (name != "a" or event[1]):
                return True
            depth += 1
    return False


def _markup(events: list[Event]) -> str:
    parts: list[str] = []
    open_elements: list[str] = []
    for event in events[:-1]:  # the last is the end of the field itself
        if event is ENDED:
            if (name := open_elements.pop()) not in VOID:
                parts.append(f"</{name}>")
        elif isinstance(event, str):
            parts.append(escape(event, quote=False))
        else:
            open_elements.append(event[0].rpartition(":")[2])
            parts.append(_tag(open_elements[-1], event[1]))
    return "".join(parts).strip()
