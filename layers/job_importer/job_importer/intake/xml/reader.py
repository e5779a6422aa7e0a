"""Pass 1: parses the whole document with expat and extracts its items, before anything is published.

Fields of plain text, which is nearly all of them, are taken as they are. A field with elements inside becomes a dict,
or stays text if the elements are HTML.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.parsers import expat

from job_importer.intake.fields.values import put
from job_importer.intake.format import Fields
from job_importer.intake.model import Caps
from job_importer.intake.xml.errors import Malformed, forbidden, guard, parse
from job_importer.intake.xml.names import LONGEST, Layout
from job_importer.intake.xml.structure import ENDED, Event, named, structure_reader
from job_importer.intake.xml.wrapping import Outside, Wrapping
from job_importer.paging.beside import MAX_TEXT, Record

MAX_KNOWN = 5_000  # distinct names worth remembering


class ItemReader:
    """Reads one document, once. `forgiven`: it uses undeclared prefixes, and was read as if it declared them."""

    def __init__(self, layout: Layout, caps: Caps, *, forgive_prefixes: bool) -> None:
        self.forgiven = False
        self._layout, self._caps, self._forgive = layout, caps, forgive_prefixes
        self._item_depth = layout.depth
        self._parser = expat.ParserCreate("utf-8")
        self._parser.ordered_attributes = True
        self._parser.buffer_text = True
        self._known: set[str] = set()  # raw names whose prefix was checked
        self._known_attributes: set[tuple[str, ...]] = set()  # sets of names that were checked
        self._path: list[str] = []
        self._depth = 0
        self._text: list[str] = []
        self._events: list[Event] = []  # in the open field, up to its last tag; none if it contains no elements
        self._fields: Fields = {}
        self._ready: list[Fields] = []
        self._item_start = -1  # byte offset of the open item; -1: none
        self._wrapping = Wrapping(layout.names)
        self._outside = Outside(layout.paths)
        self._read_structure = structure_reader(layout.names)
        self._inside = self._handlers_inside()
        guard(self._parser)
        self._parser.StartElementHandler = self._start_outside
        self._parser.EndElementHandler = self._end_outside
        self._parser.CharacterDataHandler = self._text.append

    @property
    def beside(self) -> list[Record]:
        """The records beside the items; complete once `read` is exhausted."""
        return self._outside.records

    def read(self, blocks: Iterable[bytes]) -> Iterator[Fields]:
        """Every item at the layout's paths, in order. Raises Malformed or FeedError, also after the last item."""
        for _ in parse(self._parser, blocks):
            yield from self._ready
            self._ready.clear()
            self._check_size()

    def _check_size(self) -> None:
        """Refuses an item that is larger than the cap, and shortens text outside of items."""
        cap = self._caps.max_element_bytes
        if 0 <= self._item_start < self._parser.CurrentByteIndex - cap:
            raise forbidden(self._parser, f"has an element of more than {cap:,} bytes")
        if self._item_start < 0 and sum(map(len, self._text)) > MAX_TEXT:
            self._text[:] = ["".join(self._text)[: MAX_TEXT + 1]]

    def _start_outside(self, raw: str, attributes: list[str]) -> None:
        self._depth += 1
        self._check_depth(self._depth)
        if attributes:
            self._check_attributes(attributes)
        self._check_name(raw)
        self._text.clear()
        if self._depth <= self._item_depth:
            self._path.append(self._layout.names[raw])
            if tuple(self._path) in self._layout.paths:
                self._open_item(attributes)
                return
        self._wrapping.start(raw, attributes)
        self._outside.start(raw, attributes)

    def _end_outside(self, raw: str) -> None:
        text = "".join(self._text)
        self._wrapping.end(text)
        self._outside.end(raw, text)
        self._text.clear()
        self._leave()

    def _leave(self) -> None:
        if self._depth <= self._item_depth:
            self._path.pop()
        self._depth -= 1

    def _open_item(self, attributes: list[str]) -> None:
        self._item_start = self._parser.CurrentByteIndex
        self._fields = named(attributes, self._layout.names) or {}
        self._text.clear()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._inside

    def _close_item(self) -> None:
        if (text := "".join(self._text).strip()) and all(name[0] == "@" for name in self._fields):
            self._fields["#text"] = text
        if len(self._fields) > self._caps.max_fields:
            raise forbidden(self._parser, f"has an item with more than {self._caps.max_fields:,} different fields")
        self._wrapping.complete(self._fields)
        self._ready.append(self._fields)
        self._item_start = -1
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start_outside, self._end_outside
        self._text.clear()
        self._leave()

    def _handlers_inside(self) -> tuple[Callable[[str, list[str]], None], Callable[[str], None]]:
        """Closures, because they run for every field of a feed."""
        text, events, names = self._text, self._events, dict[str, str]()
        forget_text, known_name = text.clear, names.get  # looked up once
        depth = 1  # inside the item, which is 1
        attributes: list[str] = []

        def on_start(raw: str, given: list[str]) -> None:
            nonlocal depth, attributes
            depth += 1
            if depth > 2:
                self._start_nested(raw, given, depth)
                return
            if given:
                self._check_attributes(given)
            forget_text()
            attributes = given

        def on_end(raw: str) -> None:
            nonlocal depth
            depth -= 1
            if depth == 1:
                name = known_name(raw) or self._learn(raw, names)
                value: Any = "".join(text).strip() or None
                if events:
                    value = self._close_nested(raw, attributes)
                elif attributes:
                    value = named(attributes, self._layout.names, value)
                forget_text()
                fields = self._fields
                if name in fields:
                    put(fields, name, value)
                else:
                    fields[name] = value
            elif depth == 0:
                depth = 1
                self._close_item()
            else:
                self._note(ENDED)

        return on_start, on_end

    def _learn(self, raw: str, names: dict[str, str]) -> str:
        self._check_name(raw)
        name = self._layout.names[raw]
        if len(names) < MAX_KNOWN and len(raw) <= LONGEST:
            names[raw] = name
        return name

    def _start_nested(self, raw: str, attributes: list[str], depth: int) -> None:
        if attributes:
            self._check_attributes(attributes)
        self._check_depth(self._depth - 1 + depth)
        self._check_name(raw)
        self._note((raw, attributes))

    def _note(self, event: Event) -> None:
        if self._text:
            self._events.append("".join(self._text))
            self._text.clear()
        self._events.append(event)

    def _close_nested(self, raw: str, attributes: list[str]) -> Any:
        self._note(ENDED)
        value = self._read_structure(raw, attributes, self._events)
        self._events.clear()
        return value

    def _check_depth(self, depth: int) -> None:
        if depth > self._caps.max_depth:
            raise forbidden(self._parser, f"nests deeper than {self._caps.max_depth} elements")

    def _check_name(self, raw: str) -> None:
        if raw in self._known:
            return
        if not self._layout.names.is_bound(raw):
            if not self._forgive:
                line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
                raise Malformed(f"the prefix of <{raw[:50]}> is not declared", line, column)
            self.forgiven = True
        if len(self._known) < MAX_KNOWN and len(raw) <= LONGEST:
            self._known.add(raw)

    def _check_attributes(self, attributes: list[str]) -> None:
        keys = tuple(attributes[::2])
        if keys in self._known_attributes:
            return
        if len(keys) > self._caps.max_attributes:
            raise forbidden(self._parser, f"has an element with more than {self._caps.max_attributes} attributes")
        declares = False
        for key, value in zip(keys, attributes[1::2], strict=True):
            if key.startswith("xmlns:"):
                self._layout.names.declare(key[6:], value)
                declares = True
        for key in keys:
            if ":" in key:
                self._check_name(key)
        if not declares and len(self._known_attributes) < MAX_KNOWN and sum(map(len, keys)) <= LONGEST:
            self._known_attributes.add(keys)
