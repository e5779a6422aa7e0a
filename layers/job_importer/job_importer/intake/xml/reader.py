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
        self._open_item, *self._inside = _builder(layout, self._text, self._close_item)
        self._go_outside()

    def _go_outside(self) -> None:
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start_outside, self._end_outside
        self.parser.CharacterDataHandler = None

    def _start_outside(self, raw: str, attributes: list[str]) -> None:
        self._depth += 1
        if self._depth <= self._layout.depth:
            self._path.append(self._layout.names[raw])
            if tuple(self._path) == self._layout.path:
                self._open_item(raw, attributes)
                self.parser.StartElementHandler, self.parser.EndElementHandler = self._inside
                self.parser.CharacterDataHandler = self._text.append

    def _end_outside(self, raw: str) -> None:
        if self._depth <= self._layout.depth:
            self._path.pop()
        self._depth -= 1

    def _close_item(self, item: Fields) -> None:
        self._ready.append(item)
        self._go_outside()
        self._end_outside("")
