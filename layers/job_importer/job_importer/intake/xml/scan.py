"""Pass 1: the whole document through raw expat, before anything of it is believed."""

import re
from collections.abc import Callable, Iterable
from xml.parsers import expat

from job_importer.intake.model import Caps
from job_importer.intake.survey import Survey, rank
from job_importer.intake.xml.errors import Malformed, forbidden, guard, malformed
from job_importer.intake.xml.layout import HTML_TAGS, Layout


def scan(blocks: Iterable[bytes], layout: Layout, caps: Caps, survey: Survey, *, forgive_prefixes: bool) -> bool:
    """Tell `survey` of every item; whether prefixes were unbound and forgiven. Raises Malformed or FeedError."""
    scanner = _Scanner(layout, caps, survey, forgive_prefixes)
    fed = 0
    try:
        for block in blocks:
            scanner.parser.Parse(block, False)
            fed += len(block)
            scanner.check_size(fed)
        scanner.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise malformed(error) from None
    return scanner.forgiven


MAX_KNOWN = 5_000  # distinct names worth remembering

# How elements inside a field are noted among its text: by characters that XML itself cannot hold.
_OPENS, _OPENED, _CLOSES = "\x01", "\x02", "\x03"
_NOTED = re.compile(f"{_OPENS}[^{_OPENED}]*{_OPENED}|{_CLOSES}")


class _Scanner:
    """expat's handlers: methods outside the items; inside, where they run for every field of a feed, closures."""

    def __init__(self, layout: Layout, caps: Caps, survey: Survey, forgive_prefixes: bool) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self.forgiven = False
        self._layout, self._caps, self._survey = layout, caps, survey
        self._forgive = forgive_prefixes
        self._known: set[str] = set()  # raw names whose prefix was looked at
        self._path: list[str] = []
        self._depth = 0
        self._text: list[str] = []
        self._values: dict[str, str] = {}
        self._content: list[str] = []
        self._fleeting: list[str] = []
        self._nested = False  # the open field holds elements
        self._markup_seen = False  # it holds HTML elements
        self._item_start = -1  # byte offset of the item that is open; -1: none
        self._inside = self._handlers_inside()
        guard(self.parser)
        self.parser.StartElementHandler = self._start_outside
        self.parser.EndElementHandler = self._end_outside
        self.parser.CharacterDataHandler = self._text.append

    def check_size(self, fed: int) -> None:
        """Between blocks: no item, and no single token, may be larger than the cap."""
        cap = self._caps.max_element_bytes
        start = self._item_start if self._item_start >= 0 else self.parser.CurrentByteIndex
        if 0 <= start < fed - cap:
            raise forbidden(self.parser, f"holds an element of more than {cap:,} bytes")
        if self._item_start < 0:
            self._text.clear()

    def _start_outside(self, raw: str, attributes: list[str]) -> None:
        self._depth += 1
        self._check_depth(self._depth)
        if attributes:
            self._check_attributes(attributes)
        self._check_name(raw)
        if self._depth <= self._layout.depth:
            self._path.append(self._layout.names[raw])
            if tuple(self._path) == self._layout.path:
                self._open_item(attributes)

    def _end_outside(self, raw: str) -> None:
        if self._depth <= self._layout.depth:
            self._path.pop()
        self._depth -= 1

    def _open_item(self, attributes: list[str]) -> None:
        self._item_start = self.parser.CurrentByteIndex
        names, survey = self._layout.names, self._survey
        for key, value in zip(attributes[::2], attributes[1::2], strict=True):
            name = names["@" + key]
            (self._fleeting if survey.is_fleeting[name] else self._content).extend((name, value))
            if survey.wants[name]:
                self._values[name] = value
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._inside

    def _close_item(self) -> None:
        self._survey.add(self._values, rank(self._content, self._fleeting))
        self._values.clear()
        self._content.clear()
        self._fleeting.clear()
        self._item_start = -1
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start_outside, self._end_outside
        self._end_outside("")

    def _handlers_inside(self) -> tuple[Callable[[str, list[str]], None], Callable[[str], None]]:
        text, values, content, fleeting = self._text, self._values, self._content, self._fleeting
        start_nested, close_item = self._start_nested, self._close_item
        roles: dict[str, tuple[str, bool, bool]] = {}
        depth = 1  # inside the item, which is 1

        def on_start(raw: str, attributes: list[str]) -> None:
            nonlocal depth
            depth += 1
            if depth > 2:
                start_nested(raw, attributes, depth)
                return
            text.clear()
            if attributes:
                self._check_attributes(attributes)
                name, is_fleeting, _ = roles.get(raw) or self._role(raw, roles)
                (fleeting if is_fleeting else content).extend((name, *attributes))

        def on_end(raw: str) -> None:
            nonlocal depth
            depth -= 1
            if depth == 1:
                name, is_fleeting, is_wanted = roles.get(raw) or self._role(raw, roles)
                if value := "".join(text).strip():
                    (fleeting if is_fleeting else content).extend((name, value))
                    if self._nested:
                        value = self._close_nested(name, value)
                    if is_wanted and value and name not in values:
                        values[name] = value
            elif depth == 0:
                depth = 1
                close_item()
            else:
                text.append(_CLOSES)

        return on_start, on_end

    def _role(self, raw: str, roles: dict[str, tuple[str, bool, bool]]) -> tuple[str, bool, bool]:
        """Our name for a field, whether it may change without making another job, whether the survey wants its text."""
        self._check_name(raw)
        name = self._layout.names[raw]
        role = name, self._survey.is_fleeting[name], self._survey.wants[name]
        if len(roles) < MAX_KNOWN:
            roles[raw] = role
        return role

    def _start_nested(self, raw: str, attributes: list[str], depth: int) -> None:
        if attributes:
            self._check_attributes(attributes)
        self._check_depth(self._layout.depth - 1 + depth)
        self._check_name(raw)
        self._nested = True
        self._text.append("".join((_OPENS, "\0".join((raw, *attributes)), _OPENED)))
        if depth == 3 and self._layout.names[raw] in HTML_TAGS:
            self._markup_seen = True

    def _close_nested(self, name: str, value: str) -> str:
        """The text of a field with elements inside, without the notes of them."""
        self._nested = False
        if self._markup_seen:
            self._layout.markup.add(name)
            self._markup_seen = False
        return _NOTED.sub(" ", value).strip()

    def _check_depth(self, depth: int) -> None:
        if depth > self._caps.max_depth:
            raise forbidden(self.parser, f"nests deeper than {self._caps.max_depth} elements")

    def _check_name(self, raw: str) -> None:
        if raw in self._known:
            return
        if not self._layout.names.is_bound(raw):
            if not self._forgive:
                line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
                raise Malformed(f"the prefix of <{raw[:50]}> is not declared", line, column)
            self.forgiven = True
        if len(self._known) < MAX_KNOWN:
            self._known.add(raw)

    def _check_attributes(self, attributes: list[str]) -> None:
        if len(attributes) > 2 * self._caps.max_attributes:
            raise forbidden(self.parser, f"has an element with more than {self._caps.max_attributes} attributes")
        for key, value in zip(attributes[::2], attributes[1::2], strict=True):
            if key.startswith("xmlns:"):
                self._layout.names.declare(key[6:], value)
        for key in attributes[::2]:
            if ":" in key:
                self._check_name(key)
