"""Looks at the beginning of an XML document: the names of its elements, their number, and which are the items."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from xml.parsers import expat

from job_importer.intake import words
from job_importer.intake.fields.field_names import distinctive_fields, slot_of, slots_of
from job_importer.intake.fields.flatten import LABELS
from job_importer.intake.fields.names import plain
from job_importer.intake.format import MAX_SAMPLES, Fields, Other
from job_importer.intake.xml.errors import Malformed, forbidden, guard, parse
from job_importer.intake.xml.names import Names, pairs

HEAD_BYTES = 1024 * 1024
MAX_PATHS = 1_000
MAX_DEPTH = 8
TOLD_DEPTH = 5  # of texts about the document; SOAP's are this deep
MAX_PLACES = 100
LEAST_FIELDS = 2

Path = tuple[str, ...]

FIXED = {"rss": ("item",), "rdf": ("item",), "channel": ("item",), "feed": ("entry",)}


def usual_names() -> frozenset[str]:
    return words.names("elements", "jobs", "advertisements", "items")


@dataclass(slots=True)
class Kind:
    """All elements with one path."""

    count: int = 0
    children: set[str] = field(default_factory=set)  # names of child elements, and of attributes with "@"


@dataclass(slots=True)
class XmlHead:
    names: Names = field(default_factory=Names)
    root: str = ""
    kinds: dict[Path, Kind] = field(default_factory=dict)
    texts: dict[Path, str] = field(default_factory=dict)  # first short text of each path near the root


def read_head(blocks: Iterable[bytes], max_depth: int) -> XmlHead:
    """Reads beyond HEAD_BYTES until an item is found. Raises Malformed or FeedError.

    A malformed document raises even if there were items: they may all be in the broken block, so that none can be read.
    """
    head = XmlHead()
    parser = _parser(head, max_depth)
    for _ in parse(parser, blocks):
        if parser.CurrentByteIndex >= HEAD_BYTES and find_items(head):
            break
    return head


_TOLD = ("xml:base", "xml:lang")  # of the root, and of RSS's channel, for all their items


def _parser(head: XmlHead, max_depth: int) -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8")
    parser.ordered_attributes = True
    parser.buffer_text = True
    guard(parser)
    stack: list[str] = []
    text: list[str] = []
    names, kinds = head.names, head.kinds

    def on_start(raw: str, attributes: list[str]) -> None:
        for key, value in pairs(attributes):
            if key == "xmlns" or key.startswith("xmlns:"):
                names.declare(key[6:], value)
        if not stack:
            names.enter(raw)
            head.root = names[raw]
        stack.append(names[raw])
        text.clear()
        if len(stack) <= 2:
            told = {key: value for key, value in pairs(attributes) if key in _TOLD}
            head.texts.update({(*stack, names["@" + key]): value[:1_000] for key, value in told.items()})
        if len(stack) > max_depth:
            raise forbidden(parser, f"nests deeper than {max_depth} elements")
        if len(stack) <= MAX_DEPTH:
            _count(kinds, tuple(stack), [names["@" + key] for key in attributes[::2]])
            _note_labels(kinds, tuple(stack[:-1]), attributes)

    def on_end(raw: str) -> None:
        path = tuple(stack)
        if len(path) <= TOLD_DEPTH and (value := "".join(text).strip()):
            if len(head.texts) < MAX_PATHS:
                head.texts.setdefault(path, value[:1_000])
            if path[-1] in LABELS:  # `<field><name>title</name><value>…`
                _note_label(kinds, path[:-2], value)
        text.clear()
        stack.pop()

    def on_text(data: str) -> None:
        if len(stack) <= TOLD_DEPTH and len(text) < 100:
            text.append(data)

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = on_text
    return parser


def _count(kinds: dict[Path, Kind], path: Path, attributes: list[str]) -> None:
    kind = kinds.get(path)
    if kind is None:
        if len(kinds) >= MAX_PATHS:
            return
        kind = kinds[path] = Kind()
    kind.count += 1
    if len(kind.children) < MAX_PATHS:
        kind.children.update(attributes)
        if len(path) > 1 and (parent := kinds.get(path[:-1])) is not None:
            parent.children.add(path[-1])


def _note_labels(kinds: dict[Path, Kind], parent: Path, attributes: list[str]) -> None:
    """`<field name="title">` is as good as `<title>`."""
    for key, value in pairs(attributes):
        if "@" + key.lower() in LABELS:
            _note_label(kinds, parent, value)


def _note_label(kinds: dict[Path, Kind], parent: Path, label: str) -> None:
    if parent in kinds and slot_of(name := plain(label)):
        kinds[parent].children.add(name)


def find_items(head: XmlHead) -> Path:
    """The path of the items, or () if the head shows none."""
    kinds = head.kinds
    if wanted := FIXED.get(head.root):
        paths = [path for path in kinds if path[-1] in wanted and len(path) <= 3]
        if paths:
            return max(paths, key=lambda path: kinds[path].count)
        kinds = {path: kind for path, kind in kinds.items() if path[-1] in usual_names()}  # <feed><job>
    scored = [
        (_score(path, _fields(path, head.kinds)) + (2 if kind.count > 1 else 0), kind.count, -len(path), path)
        for path, kind in kinds.items()
    ]
    if _is_one_job(head):
        return (head.root,)
    return max((entry for entry in scored if entry[0] > 0), default=(0, 0, 0, ()))[3]


def _is_one_job(head: XmlHead) -> bool:
    """Whether the whole document is one job: `<job>` with a title and a field that only jobs have, no job inside."""
    if head.root not in usual_names() or head.root == "jobs" or (head.root,) not in head.kinds:
        return False
    fields = _fields((head.root,), head.kinds)
    within = (kind for path, kind in head.kinds.items() if len(path) > 1 and path[-1] in usual_names())
    told = distinctive_fields(name.removeprefix("@") for name in fields)
    return _titled(fields) and bool(told) and not any(_titled(kind.children) for kind in within)


def _fields(path: Path, kinds: dict[Path, Kind]) -> set[str]:
    """The children of an element. If it is called a job and has no title, also those of its groups."""
    fields = kinds[path].children
    if path[-1] not in usual_names() or path[-1] == "jobs" or _titled(fields):
        return fields
    groups = [
        inner
        for inner, kind in kinds.items()
        if inner[: len(path)] == path
        and 1 <= len(inner) - len(path) <= 3
        and kind.count <= kinds[path].count
        and not slots_of(inner[len(path) :])
        and not (inner[-1] in usual_names() and _titled(kind.children))
    ]
    return fields.union(*(kinds[inner].children for inner in groups))


def _titled(fields: set[str]) -> bool:
    return "title" in slots_of(fields)


def places(head: XmlHead, items: Path) -> frozenset[Path]:
    """The paths of the items: `items`, and those of other elements with the same name and similar fields."""
    found = [items] if items else []
    if not is_fixed(head, items):
        for path, kind in head.kinds.items():
            apart = all(path[: len(other)] != other and other[: len(path)] != path for other in found)
            alike = path[-1:] == items[-1:] and sum(map(bool, map(slot_of, kind.children))) > LEAST_FIELDS
            if apart and alike:
                found.append(path)
    return frozenset(found[:MAX_PLACES])


def is_fixed(head: XmlHead, items: Path) -> bool:
    """Whether a standard defines the items' name and fields."""
    return items[-1:] == FIXED.get(head.root)


def _score(path: Path, fields: set[str]) -> int:
    """How much an element looks like a job: by the slots that its fields fill, and by its name."""
    if len(path) < 2 or path[-1] in words.names("elements", "html"):
        return -2
    slots = slots_of(fields)
    if not slots & {"title", "id", "url"} or (len(slots) < 2 and path[-1] not in usual_names()):
        return -2
    return 2 * len(slots) + min(len(distinctive_fields(fields)), 4) + (4 if path[-1] in usual_names() else 0)


def about(head: XmlHead, items: Path) -> dict[str, str]:
    """The short texts beside the items, and those of RSS 1.0's channel: name → text.

    If there are no items, all of them: a server may say what is wrong, and SOAP does so some levels deep.
    """
    parents = {items[:length] for length in range(1, len(items))} | {(head.root,), (head.root, "channel")}

    def told(path: Path) -> bool:
        return not items or (path[:-1] in parents and path != items)

    return {path[-1]: text for path, text in reversed(head.texts.items()) if told(path)}


def others(head: XmlHead) -> tuple[Other, ...]:
    """The elements with content of a document without items, most frequent first."""
    html = words.names("elements", "html")
    found = [
        (-kind.count, len(path), Other(path[-1], kind.count, (*sorted(kind.children),)))
        for path, kind in head.kinds.items()
        if kind.children and path[-1] not in html
    ]
    return tuple(other for *_, other in sorted(found))


def samples(items: Iterator[Fields]) -> list[Fields]:
    return list(islice(_until_broken(items), MAX_SAMPLES))


def _until_broken(items: Iterator[Fields]) -> Iterator[Fields]:
    try:
        yield from items
    except Malformed:
        return
