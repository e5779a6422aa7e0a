"""Pass 1: the whole document through raw expat, before anything of it is believed."""

from collections.abc import Iterable
from xml.parsers import expat
from zlib import crc32

from job_importer.intake.model import Caps
from job_importer.intake.survey import Survey
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


class _Scanner:
    """expat's handlers. They are closures and not methods: they run for every element of a million jobs."""

    def __init__(self, layout: Layout, caps: Caps, survey: Survey, forgive_prefixes: bool) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self.forgiven = False
        self._layout, self._caps, self._survey = layout, caps, survey
        self._forgive = forgive_prefixes
        self._known: set[str] = set()
        self._text: list[str] = []
        self._item_start = -1  # byte offset of the item that is open; -1: none
        guard(self.parser)
        self._install()

    def check_size(self, fed: int) -> None:
        """Between blocks: no item, and no single token, may be larger than the cap."""
        cap = self._caps.max_element_bytes
        start = self._item_start if self._item_start >= 0 else self.parser.CurrentByteIndex
        if 0 <= start < fed - cap:
            raise forbidden(self.parser, f"holds an element of more than {cap:,} bytes")
        if self._item_start < 0:
            self._text.clear()

    def _install(self) -> None:
        parser, names, survey, text, known = self.parser, self._layout.names, self._survey, self._text, self._known
        wanted_path, item_depth, max_depth = self._layout.path, self._layout.depth, self._caps.max_depth
        field_depth = item_depth + 1
        check_name, check_attributes, attributes_of = self._check_name, self._check_attributes, self._attributes_of
        is_wanted, is_fleeting, on_item, markup = survey.wants, survey.is_fleeting, survey.add, self._layout.markup
        depth, inside, name = 0, False, ""
        path: list[str] = []
        values: dict[str, str] = {}
        content = dates = 0

        def on_start(raw: str, attributes: list[str]) -> None:
            nonlocal depth, inside, name, values, content, dates
            depth += 1
            if attributes:
                check_attributes(attributes)
            if raw not in known:
                check_name(raw)
            if inside:
                if depth == field_depth:
                    name = names[raw]
                    text.clear()
                elif depth > max_depth:
                    raise forbidden(parser, f"nests deeper than {max_depth} elements")
                elif names[raw] in HTML_TAGS:
                    markup.add(name)
            elif depth <= item_depth:
                path.append(names[raw])
                if depth == item_depth and tuple(path) == wanted_path:
                    inside, values, content, dates = True, attributes_of(attributes), 0, 0
                    self._item_start = parser.CurrentByteIndex
            elif depth > max_depth:
                raise forbidden(parser, f"nests deeper than {max_depth} elements")

        def on_end(raw: str) -> None:
            nonlocal depth, inside, content, dates
            if inside:
                if depth == field_depth:
                    value = "".join(text).strip()
                    if is_fleeting[name]:
                        dates = crc32(value.encode(), dates)
                    else:
                        content = crc32(value.encode(), content)
                    if is_wanted[name] and not values.get(name):
                        values[name] = value
                    text.clear()
                elif depth == item_depth:
                    on_item(values, content << 32 | dates)
                    inside = False
                    self._item_start = -1
                    path.pop()
            elif depth <= item_depth:
                path.pop()
            depth -= 1

        parser.StartElementHandler = on_start
        parser.EndElementHandler = on_end
        parser.CharacterDataHandler = text.append

    def _check_name(self, raw: str) -> None:
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
            if ":" in key and key not in self._known:
                self._check_name(key)

    def _attributes_of(self, attributes: list[str]) -> dict[str, str]:
        names = self._layout.names
        return {names["@" + key]: value for key, value in zip(attributes[::2], attributes[1::2], strict=True)}


MAX_KNOWN = 5_000
