"""Pass 2: the items of a well-formed document, one after the other.

The shape is xmltodict's, at half its cost and under our names: an element without attributes or children is its
stripped text (None if empty), any other a dict with `@` before the names of attributes and its text as `#text`; what
is repeated is a list.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Any
from xml.parsers import expat

from job_importer.intake.formats.model import Fields
from job_importer.intake.xml.layout import Layout
from job_importer.intake.xml.names import Names

StartHandler = Callable[[str, list[str]], None]
EndHandler = Callable[[str], None]


def read_items(blocks: Iterable[bytes], layout: Layout) -> Iterator[Fields]:
    """Every item at the layout's path, in document order; at most a block's worth is held at a time."""
    ready: deque[Fields] = deque()
    parser = _Reader(layout, ready).parser
    for block in blocks:
        parser.Parse(block, False)
        while ready:
            yield ready.popleft()


class _Reader:
    """expat's handlers: methods outside the items; inside, where they run for every field of a feed, closures."""

    def __init__(self, layout: Layout, ready: deque[Fields]) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self._layout, self._ready = layout, ready
        self._path: list[str] = []
        self._depth = 0
        self._text: list[str] = []
        self._inside = self._handlers_inside()
        self._within_markup = self._handlers_within_markup()
        self._go_outside()

    def _go_outside(self) -> None:
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start_outside, self._end_outside
        self.parser.CharacterDataHandler = None

    def _go_inside(self) -> None:
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._inside
        self.parser.CharacterDataHandler = self._text.append

    def _go_within_markup(self) -> None:
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._within_markup
        self.parser.CharacterDataHandler = lambda data: self._text.append(escape(data, quote=False))

    def _start_outside(self, raw: str, attributes: list[str]) -> None:
        self._depth += 1
        if self._depth <= self._layout.depth:
            self._path.append(self._layout.names[raw])
            if tuple(self._path) == self._layout.path:
                self._inside[0](raw, attributes)
                self._go_inside()

    def _end_outside(self, raw: str) -> None:
        if self._depth <= self._layout.depth:
            self._path.pop()
        self._depth -= 1

    def _close_item(self, item: Fields) -> None:
        self._ready.append(item)
        self._go_outside()
        self._end_outside("")

    def _handlers_inside(self) -> tuple[StartHandler, EndHandler]:
        text, names, markup = self._text, self._layout.names, self._layout.markup
        opened: list[tuple[Fields | None, int]] = []  # of each open element: its parent's fields, where its text begins
        fields: Fields | None = None

        def on_start(raw: str, attributes: list[str]) -> None:
            nonlocal fields
            opened.append((fields, len(text)))
            fields = _attributes(attributes, names) if attributes else None
            if markup and len(opened) == 2 and names[raw] in markup:
                self._go_within_markup()

        def on_end(raw: str) -> None:
            nonlocal fields
            value: Any = fields
            fields, start = opened.pop()
            said = "".join(text[start:])
            del text[start:]
            if not opened:
                self._close_item(value or ({"#text": said} if said else {}))
                return
            said = said.strip()
            if value is None:
                value = said or None
            elif said:
                _put(value, "#text", said)
            if fields is None:
                fields = {names[raw]: value}
            elif (name := names[raw]) in fields:
                _put(fields, name, value)
            else:
                fields[name] = value

        return on_start, on_end

    def _handlers_within_markup(self) -> tuple[StartHandler, EndHandler]:
        """HTML elements inside a field are kept as text: as data they would lose their order."""
        text = self._text
        depth = 0  # inside the field

        def on_start(raw: str, attributes: list[str]) -> None:
            nonlocal depth
            depth += 1
            text.append(_tag(raw, attributes))

        def on_end(raw: str) -> None:
            nonlocal depth
            if depth == 0:
                self._go_inside()
                self._inside[1](raw)
                return
            depth -= 1
            if raw not in VOID:
                text.append(f"</{raw}>")

        return on_start, on_end


VOID = frozenset({"br", "hr", "img"})


def _tag(name: str, attributes: list[str]) -> str:
    pairs = zip(attributes[::2], attributes[1::2], strict=True)
    return "<" + name + "".join(f' {key}="{escape(value)}"' for key, value in pairs) + ">"


def _attributes(attributes: list[str], names: Names) -> Fields:
    fields: Fields = {}
    for key, value in zip(attributes[::2], attributes[1::2], strict=True):
        _put(fields, names["@" + key], value)
    return fields


def _put(fields: Fields, name: str, value: Any) -> None:
    """Names that are repeated, or become one under our names, share a list in document order."""
    if name not in fields:
        fields[name] = value
    elif type(fields[name]) is list:
        fields[name].append(value)
    else:
        fields[name] = [fields[name], value]
