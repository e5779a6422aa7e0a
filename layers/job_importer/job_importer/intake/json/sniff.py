"""The head of a JSON document: which of its objects are the jobs."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from job_importer.intake.formats.aliases import SLOT_OF
from job_importer.intake.json.reader import Event

HEAD_BYTES = 256 * 1024
MAX_ABOUT = 1_000
LEAST_SLOTS = 3

JOB_TYPE = "JobPosting"


@dataclass(slots=True)
class Head:
    root: str = "object"
    fields: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # prefix → keys
    postings: Counter[str] = field(default_factory=Counter)  # prefix → objects that say they are JobPostings
    empty_lists: set[str] = field(default_factory=set)
    about: dict[str, str] = field(default_factory=dict)


def read(events: Iterable[tuple[Event, int]]) -> Head:
    """Reads beyond HEAD_BYTES where nothing looked like a job by then."""
    head = Head()
    first = True
    list_before: str | None = None
    for (prefix, event, value), offset in events:
        if first:
            head.root, first = ("array" if event == "start_array" else "object"), False
        if event == "map_key":
            head.fields[prefix][value] += 1
        elif event == "end_array" and prefix == list_before:
            head.empty_lists.add(prefix)
        elif event == "string":
            _note_text(head, prefix, value)
        list_before = prefix if event == "start_array" else None
        if offset >= HEAD_BYTES and event == "end_map" and item_prefix(head) is not None:
            break
    return head


def _note_text(head: Head, prefix: str, text: str) -> None:
    parent, _, key = prefix.rpartition(".")
    if key in ("@type", "item") and text == JOB_TYPE:  # "item": one of several types
        head.postings[parent.removesuffix(".@type") if key == "item" else parent] += 1
    elif not parent and key != "item":
        head.about.setdefault(key.lower(), text[:MAX_ABOUT])


def item_prefix(head: Head) -> str | None:
    """ijson's prefix of the jobs: what says it is one, else the list whose objects have most of a job's fields."""
    if head.postings:
        return head.postings.most_common(1)[0][0]
    scores = {prefix: _score(keys) for prefix, keys in head.fields.items()}
    lists = [prefix for prefix, score in scores.items() if prefix.endswith("item") and score > LEAST_SLOTS]
    if lists:
        return min(lists, key=lambda prefix: (-scores[prefix], prefix.count(".")))
    return "" if scores.get("", 0) > LEAST_SLOTS + 1 else None


def _score(keys: Iterable[str]) -> int:
    """How many of a job's fields are among these; a title counts twice (not all call it one)."""
    found = slots(keys)
    return len(found) + ("title" in found)


def empty_list(head: Head) -> str | None:
    """The prefix of an empty list that would hold the jobs if there were any."""
    return next((prefix for prefix in sorted(head.empty_lists) if plain_name(prefix) in _LISTS), None)


_LISTS = frozenset(
    (
        "",
        "jobs",
        "offers",
        "postings",
        "positions",
        "vacancies",
        "listings",
        "openings",
        "results",
        "data",
        "items",
        "@graph",
    )
)


def slots(keys: Iterable[str]) -> set[str]:
    return {SLOT_OF[name] for key in keys if (name := plain_name(key)) in SLOT_OF}


def plain_name(key: str) -> str:
    return "".join(char for char in key.lower() if char.isalnum() or char == "@")
