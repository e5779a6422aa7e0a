"""Looks at the beginning of a JSON document: the names of its objects and their keys."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from job_importer.caching import Memory
from job_importer.intake.fields.field_names import slots_of
from job_importer.intake.format import Other
from job_importer.intake.json.grouped import Event

HEAD_BYTES = 1024 * 1024
MAX_ABOUT = 1_000
MAX_NAMES = 1_000  # places, and keys of one place, that are kept

JOB_TYPE = "JobPosting"


@dataclass(slots=True)
class JsonHead:
    """What has been seen so far, by ijson's prefixes."""

    root: str = "object"
    fields: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # prefix → keys
    objects: Counter[str] = field(default_factory=Counter)  # prefix → number of objects
    members: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Prefix of an object → keys of the objects that are its values, whatever these values are called."""
    values: Counter[str] = field(default_factory=Counter)  # prefix of an object → how many of its values are objects
    postings: Counter[str] = field(default_factory=Counter)  # prefix → objects that say they are JobPostings
    empty_lists: set[str] = field(default_factory=set)
    about: dict[str, str] = field(default_factory=dict)
    """Texts beside the items by name; for JSON-LD, also the names of nodes by "@id"."""
    open_things: dict[str, dict[str, str]] = field(default_factory=dict)  # prefix → its "@id" and name, as far as known


def read(events: Iterable[tuple[Event, int]], found: Callable[[JsonHead], bool]) -> JsonHead:
    """Reads beyond HEAD_BYTES until something is found."""
    head = JsonHead()
    open_objects: list[tuple[str, str]] = []  # prefix and kind of the objects and lists around the event
    look_again = HEAD_BYTES
    list_before: str | None = None
    for (prefix, event, value), offset in events:
        if event == "map_key":
            _note_key(head, open_objects, prefix, value)
        elif event == "start_map":
            _note_object(head, open_objects, prefix)
        elif event == "start_array":
            open_objects.append((prefix, "array"))
            if len(open_objects) == 1:
                head.root = "array"
        elif event in ("end_map", "end_array"):
            open_objects.pop()
            if event == "end_array" and prefix == list_before and len(head.empty_lists) < MAX_NAMES:
                head.empty_lists.add(prefix)
        elif event == "string":
            _note_text(head, prefix, value)
        elif event == "boolean" and prefix.lower() in _SUCCESS:
            head.about.setdefault(prefix.lower(), str(value))
        list_before = prefix if event == "start_array" else None
        if offset >= look_again and event == "end_map":
            if found(head):
                break
            look_again *= 2
    return head


def others(head: JsonHead) -> tuple[Other, ...]:
    """The objects of a document without items, by place, most frequent first."""
    found = sorted(head.objects.items(), key=lambda one: (-one[1], one[0].count(".")))
    return tuple(
        Other(prefix.removesuffix("item").rstrip("."), count, (*head.fields.get(prefix, ()),))
        for prefix, count in found
    )


def _note_object(head: JsonHead, open_objects: list[tuple[str, str]], prefix: str) -> None:
    if open_objects and open_objects[-1][1] == "map":
        _count(head.values, open_objects[-1][0])
    _count(head.objects, prefix)
    head.open_things.pop(prefix, None)
    open_objects.append((prefix, "map"))


def _note_key(head: JsonHead, open_objects: list[tuple[str, str]], prefix: str, key: str) -> None:
    if prefix in head.fields or len(head.fields) < MAX_NAMES:
        _count(head.fields[prefix], key)
    if len(open_objects) > 1 and open_objects[-2][1] == "map":
        parent = open_objects[-2][0]
        if parent in head.members or len(head.members) < MAX_NAMES:
            _count(head.members[parent], key)


def _count(counter: Counter[str], name: str) -> None:
    if name in counter or len(counter) < MAX_NAMES:
        counter[name] += 1


def _note_text(head: JsonHead, prefix: str, text: str) -> None:
    parent, _, key = prefix.rpartition(".")
    if key == "item" and parent.rpartition(".")[2] == "@type":  # one of several types
        parent, key = parent.rpartition(".")[0], "@type"
    if key == "@type" and is_job_type(text):
        _count(head.postings, parent)
    elif key in _NAMING and (parent in head.open_things or len(head.open_things) < MAX_NAMES):
        _note_thing(head, head.open_things.setdefault(parent, {}), key, text)
    if parent.partition(".")[0] in _FAULTS and key in _FAULT_TEXTS:
        head.about.setdefault("error", text[:MAX_ABOUT])
    if not parent and key != "item" and len(head.about) < MAX_NAMES:
        head.about.setdefault(key.lower(), text[:MAX_ABOUT])


_SUCCESS = ("success", "ok")
_FAULTS = ("error", "errors", "fault")
_FAULT_TEXTS = ("message", "detail", "description", "reason", "title", "error", "faultstring")
_NAMING = frozenset(("@id", "name"))


def _note_thing(head: JsonHead, thing: dict[str, str], key: str, text: str) -> None:
    """Keeps the name of a node, to which others refer by its "@id"."""
    thing[key] = text[:MAX_ABOUT]
    if len(thing) == len(_NAMING) and len(head.about) < MAX_NAMES:
        head.about.setdefault(thing["@id"], thing["name"])


def is_job_type(kind: object) -> bool:
    """Whether a type is schema.org's JobPosting, by name or by URL."""
    return isinstance(kind, str) and re.split("[/:#]", kind)[-1] == JOB_TYPE


def slots(keys: Iterable[str]) -> set[str]:
    return slots_of(map(plain_name, keys))


plain_name = Memory(lambda key: "".join(char for char in key.lower() if char.isalnum() or char == "@")).__getitem__
