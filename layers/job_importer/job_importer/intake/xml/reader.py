"""Pass 2: the items of a well-formed document, one after the other, through xmltodict."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from html import escape
from types import SimpleNamespace
from typing import Any
from xml.parsers import expat

import xmltodict

from job_importer.intake.formats.model import Fields
from job_importer.intake.xml.layout import Layout

LEAVES = {str, type(None)}
MAX_SHAPES = 1_000

ItemCallback = Callable[[list[tuple[str, Any]], Any], bool]


def read_items(blocks: Iterable[bytes], layout: Layout) -> Iterator[Fields]:
    """Every item at the layout's path, in document order; at most a block's worth is held at a time."""
    ready: deque[Fields] = deque()
    parser = _item_parser(layout, ready)
    for block in blocks:
        parser.Parse(block, False)
        while ready:
            yield ready.popleft()


def _item_parser(layout: Layout, ready: deque[Fields]) -> expat.XMLParserType:
    names, wanted = layout.names, layout.path
    plain_names: dict[tuple[str, ...], tuple[str, ...]] = {}  # items that have the same fields are renamed at once

    def on_item(path: list[tuple[str, Any]], item: Any) -> bool:
        # xmltodict would keep the white space between items in their parent's text, for as long as the document lasts
        parser.StartElementHandler, parser.CharacterDataHandler = resume, None
        if tuple([names[name] for name, _ in path]) != wanted:
            return True
        if type(item) is not dict:
            ready.append({"#text": item} if item else {})
        elif set(map(type, item.values())) <= LEAVES and (ours := plain_names.get(tuple(item))):
            ready.append(dict(zip(ours, item.values(), strict=True)))
        else:
            fields = rename(item, names)
            ready.append(fields)
            if len(fields) == len(item) and len(plain_names) < MAX_SHAPES:
                plain_names[tuple(item)] = tuple(fields)
        return True

    handlers = _xmltodict_handlers(layout.depth, on_item)
    if layout.markup:
        handlers = _keep_markup(handlers, layout)

    def resume(name: str, attributes: dict[str, str]) -> None:
        parser.StartElementHandler = handlers.StartElementHandler
        parser.CharacterDataHandler = handlers.CharacterDataHandler
        handlers.StartElementHandler(name, attributes)

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = handlers.StartElementHandler
    parser.EndElementHandler = handlers.EndElementHandler
    parser.CharacterDataHandler = handlers.CharacterDataHandler
    return parser


def _xmltodict_handlers(depth: int, on_item: ItemCallback) -> Any:
    """The handlers that `xmltodict.parse` would drive itself.

    xmltodict pushes items and returns at the end of the document; we pull them, so that a feed can stop, be continued
    and be written as a generator. It takes any module that looks like expat, so it is given one that only notes the
    handlers.
    """
    recorder = SimpleNamespace(Parse=lambda data, final: None)
    xmltodict.parse(
        b"", expat=SimpleNamespace(ParserCreate=lambda *_: recorder), item_depth=depth, item_callback=on_item
    )
    return recorder


def _keep_markup(inner: Any, layout: Layout) -> Any:
    """Handlers that hand HTML elements inside a field to xmltodict as text, which would otherwise lose their order."""
    start, end, text = inner.StartElementHandler, inner.EndElementHandler, inner.CharacterDataHandler
    names, markup, field_depth = layout.names, layout.markup, layout.depth + 1
    depth, inside = 0, False

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, inside
        depth += 1
        if inside:
            text(_tag(name, attributes))
        else:
            start(name, attributes)
            inside = depth == field_depth and names[name] in markup

    def on_end(name: str) -> None:
        nonlocal depth, inside
        if inside and depth > field_depth:
            if (local := name.rpartition(":")[2]) not in VOID:
                text(f"</{local}>")
        else:
            inside = False
            end(name)
        depth -= 1

    def on_text(data: str) -> None:
        text(escape(data, quote=False) if inside else data)

    return SimpleNamespace(StartElementHandler=on_start, EndElementHandler=on_end, CharacterDataHandler=on_text)


VOID = frozenset({"br", "hr", "img"})


def _tag(name: str, attributes: dict[str, str]) -> str:
    return (
        "<" + name.rpartition(":")[2] + "".join(f' {key}="{escape(value)}"' for key, value in attributes.items()) + ">"
    )


def rename(item: dict[str, Any], names: dict[str, str]) -> Fields:
    """The item under our names. Two names that become one share a list, in document order."""
    fields: Fields = {}
    for raw, value in item.items():
        name = names[raw]
        kind = type(value)
        if kind is dict:
            value = rename(value, names)
        elif kind is list:
            value = [rename(one, names) if type(one) is dict else one for one in value]
        if name in fields:
            value = _several(fields[name]) + _several(value)
        fields[name] = value
    return fields


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
