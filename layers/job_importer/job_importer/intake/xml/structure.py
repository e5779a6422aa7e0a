"""Fields that hold elements. Data become nested dicts, by way of xmltodict; HTML stays a text."""

from collections.abc import Callable
from html import escape
from types import SimpleNamespace
from typing import Any

import xmltodict

from job_importer.intake.fields.values import put
from job_importer.intake.format import Fields
from job_importer.intake.xml.layout import HTML_TAGS
from job_importer.intake.xml.names import Names

ENDED = None
Event = str | tuple[str, list[str]] | None
"""What expat tells of a field's inside: a text; an element's name and attributes (key, value, key …); that it ended."""

VOID = frozenset({"br", "hr", "img"})

StructureReader = Callable[[str, list[str], list[Event]], Any]


def structure_reader(names: Names) -> StructureReader:
    """A function of a field's raw name, its attributes and the events inside it, the field's own end included."""
    start, end, text, done = _xmltodict_handlers()

    def read(raw: str, attributes: list[str], events: list[Event]) -> Any:
        if _is_markup(events, names):
            return named(attributes, names, _markup(events)) if attributes else _markup(events)
        start("item", [])
        start(raw, attributes)
        open_elements = [raw]
        for event in events:
            if event is ENDED:
                end(open_elements.pop())
            elif isinstance(event, str):
                text(event)
            else:
                open_elements.append(event[0])
                start(*event)
        end("item")
        return _rename(done.pop()[raw], names)

    return read


def named(attributes: list[str], names: Names, value: str | None = None) -> Any:
    """An element's attributes and its text under our names."""
    fields: Fields = {names["@" + key]: given for key, given in zip(attributes[::2], attributes[1::2], strict=True)}
    if value:
        fields["#text"] = value
    return fields


def _xmltodict_handlers() -> tuple[Callable[..., None], Callable[..., None], Callable[..., None], list[Any]]:
    """The handlers that `xmltodict.parse` would drive itself, for elements that come one at a time, and their outcome.

    It takes any module that looks like expat, so it is given one that only notes the handlers.
    """
    done: list[Any] = []

    def on_item(path: object, item: Any) -> bool:
        done.append(item)
        return True

    recorder = SimpleNamespace(Parse=lambda data, final: None)
    xmltodict.parse(
        b"",
        expat=SimpleNamespace(ParserCreate=lambda *_: recorder),
        item_depth=1,
        item_callback=on_item,
    )
    return recorder.StartElementHandler, recorder.EndElementHandler, recorder.CharacterDataHandler, done


def _is_markup(events: list[Event], names: Names) -> bool:
    """Whether one of the elements right inside the field is HTML. An `<a>` that leads nowhere is Italian for "to"."""
    depth = 0
    for event in events:
        if event is ENDED:
            depth -= 1
        elif not isinstance(event, str):
            if depth == 0 and (name := names[event[0]]) in HTML_TAGS and (name != "a" or event[1]):
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
            attributes = zip(event[1][::2], event[1][1::2], strict=True)
            parts.append("".join((f"<{open_elements[-1]}", *(f' {k}="{escape(v)}"' for k, v in attributes), ">")))
    return "".join(parts).strip()


def _rename(value: Any, names: Names) -> Any:
    """The same under our names, at every level. Two elements whose names become one share a list, in document order."""
    if isinstance(value, list):
        return [_rename(one, names) for one in value]
    if not isinstance(value, dict):
        return value
    fields: Fields = {}
    for raw, inner in value.items():
        name = names[raw]
        if name.startswith("@"):
            fields[name] = inner
        else:
            put(fields, name, _rename(inner, names))
    return fields
