"""Pass 1: the whole document through raw expat, before anything of it is believed."""

from collections.abc import Iterable
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
        self._hold_markup = False  # the open field holds HTML elements
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
        parser, layout, survey, text = self.parser, self._layout, self._survey, self._text
        names, markup, wanted_path, item_depth = layout.names, layout.markup, layout.path, layout.depth
        max_depth, deepest_field = self._caps.max_depth, self._caps.max_depth - layout.depth
        check_name, check_attributes, attributes_of = self._check_name, self._check_attributes, self._attributes_of
        wants, is_fleeting, on_item, known = survey.wants, survey.is_fleeting, survey.add, self._known
        roles: dict[str, tuple[str, bool, bool]] = {}  # raw name of a field → our name, fleeting, wanted
        depth = inner = 0  # inner: depth inside the item; 0: we are in none
        path: list[str] = []
        values: dict[str, str] = {}
        content: list[str] = []
        fleeting: list[str] = []

        def on_start(raw: str, attributes: list[str]) -> None:
            nonlocal depth, inner, values
            if attributes:
                check_attributes(attributes)
            if inner:
                inner += 1
                if inner == 2:
                    text.clear()
                elif inner > deepest_field:
                    raise forbidden(parser, f"nests deeper than {max_depth} elements")
                else:
                    on_nested(raw)
                return
            depth += 1
            if raw not in known:
                check_name(raw)
            if depth <= item_depth:
                path.append(names[raw])
                if depth == item_depth and tuple(path) == wanted_path:
                    inner, values = 1, attributes_of(attributes)
                    self._item_start = parser.CurrentByteIndex
            elif depth > max_depth:
                raise forbidden(parser, f"nests deeper than {max_depth} elements")

        def on_nested(raw: str) -> None:
            if raw not in known:
                check_name(raw)
            if inner == 3 and names[raw] in HTML_TAGS:
                self._hold_markup = True

        def on_end(raw: str) -> None:
            nonlocal depth, inner
            if inner == 2:
                try:
                    name, is_fleeting_, is_wanted = roles[raw]
                except KeyError:
                    name, is_fleeting_, is_wanted = role_of(raw)
                if self._hold_markup:
                    markup.add(name)
                    self._hold_markup = False
                value = "".join(text).strip()
                if value:
                    (fleeting if is_fleeting_ else content).append(value)
                    if is_wanted and name not in values:
                        values[name] = value
                inner = 1
            elif inner > 2:
                inner -= 1
            else:
                if inner == 1:
                    on_item(values, rank(content, fleeting))
                    content.clear()
                    fleeting.clear()
                    inner = 0
                    self._item_start = -1
                if depth <= item_depth:
                    path.pop()
                depth -= 1

        def role_of(raw: str) -> tuple[str, bool, bool]:
            if raw not in known:
                check_name(raw)
            name = names[raw]
            role = name, is_fleeting[name], wants[name]
            if len(roles) < MAX_KNOWN:
                roles[raw] = role
            return role

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
