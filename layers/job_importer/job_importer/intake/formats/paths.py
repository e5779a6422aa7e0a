"""The path language of `words/publishers.txt`: where a value is in an item.

    a.b             b of the record a; if a or b is a list, of every member
    a|b             the first of these names that is given
    a[k=v], a[k!=v] the records at a whose k is, or is not, v
    a.*             every value of the record a
    a.(b + c)       a place, from parts of the record a
    a & b           the values of both
    a*              all values as one text, separated by commas
    v if a          the text v if there is anything at a
    {a}/x/{b}       a text with values inserted; nothing if one is missing
    =v, <a>         the text v; the text beside the document's items that is named a

Braces may also contain `site` (the feed's scheme and host), `?n` (a parameter of its address) and `1` (what the
format's `address` finds in it).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from job_importer.intake.fields.nested import stated
from job_importer.intake.fields.values import as_list, text_of, texts_of
from job_importer.intake.format import Fields
from job_importer.intake.normalise.place import join_place

Reader = Callable[[Fields], list[Any]]
"""Reads all values of an item at a path: texts, numbers, flags or records, but no empty text."""

Step = tuple[tuple[str, ...], Callable[[Any], bool]]

_STEP = re.compile(r"([^.\[]+)(?:\[([^\]!=]+)(!?=)([^\]]*)\])?")
_FIELD = re.compile(r"\{([^{}]+)\}")


def reader(path: str, known: Mapping[str, str]) -> Reader:
    """`known`: facts about the document, by `<name>`, `site`, `?name` and `1`."""
    word, condition, place = path.partition(" if ")
    if condition:
        given = reader(place, known)
        return lambda fields: [word] if given(fields) else []
    if "{" in path:
        return _template(path, known)
    if path[0] in "=<":
        constant = path[1:] if path[0] == "=" else known.get(path)
        return lambda fields: [constant] if constant else []
    if " & " in path:
        several = [reader(part, known) for part in path.split(" & ")]
        return lambda fields: [*chain.from_iterable(read(fields) for read in several)]
    if path[-1] == "*" and path[-2:] != ".*":
        listed = reader(path[:-1], known)
        return lambda fields: [text] if (text := ", ".join(texts_of(listed(fields)))) else []
    return _path(path)


def _path(path: str) -> Reader:
    before, bracket, parts = path.partition("(")
    steps = _steps(before.strip("."))
    if not bracket:
        return lambda fields: [*_reach(fields, steps)]
    named = [_steps(part.strip(" )")) for part in parts.split(" + ")]

    def places(fields: Fields) -> list[Any]:
        records = _reach(fields, steps)
        return [place for record in records if isinstance(record, dict) and (place := _place(record, named))]

    return places


def _place(record: Fields, parts: list[list[Step]]) -> str | None:
    texts = (stated(next(_reach(record, steps), None)) for steps in parts)
    return join_place(*(text.upper() if text and len(text) == 2 else text for text in texts))


def _steps(path: str) -> list[Step]:
    return [(tuple(names.split("|")), _test(*condition)) for names, *condition in _STEP.findall(path)]


def _test(name: str, sign: str, wanted: str) -> Callable[[Any], bool]:
    if not sign:
        return lambda record: True

    def test(record: Any) -> bool:
        said = text_of(record.get(name)) or "" if isinstance(record, dict) else ""
        return (said.casefold() == wanted.casefold()) == (sign == "=")

    return test


def _reach(value: Any, steps: list[Step]) -> Iterator[Any]:
    if isinstance(value, list):
        for one in value:
            yield from _reach(one, steps)
    elif steps and isinstance(value, dict):
        (names, is_meant), *further = steps
        given = (one for name in names if (one := value.get(name)) not in (None, "", []))
        inner = value.values() if names == ("*",) else [next(given, None)]
        for one in chain.from_iterable(map(as_list, inner)):
            if is_meant(one):
                yield from _reach(one, further)
    elif not steps and value is not None and (found := value.strip() if isinstance(value, str) else value) != "":
        yield found


def _template(path: str, known: Mapping[str, str]) -> Reader:
    names = _FIELD.findall(path)
    inside = {name: _path(name) for name in names if name not in known}

    def fill(fields: Fields) -> list[Any]:
        values = {name: known[name] if name in known else text_of(inside[name](fields)) for name in names}
        return [_FIELD.sub(lambda match: values[match[1]] or "", path)] if all(values.values()) else []

    return fill
