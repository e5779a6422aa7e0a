"""Finds the jobs in a JSON document from its beginning."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from job_importer.intake import words
from job_importer.intake.fields.field_names import distinctive_fields, is_of_jobs, is_of_others
from job_importer.intake.format import Fields
from job_importer.intake.json.grouped import NAMES
from job_importer.intake.json.sniff import JsonHead, plain_name, slots

LEAST_SLOTS = 3
TELLING = 2  # names that hardly occur outside of job advertisements
LEAST_FIELDS = 2  # of a job among other values of an object
MAX_LISTS = 50  # each takes a pass of its own
ALIKE = 0.5  # share of keys that lists of the same kind have in common

KEY = "@key"
SURELY = 2  # the most that a list's name can say


@dataclass(frozen=True, slots=True)
class Place:
    """Where the jobs are. `prefixes` are ijson's. `wrapper` leads from an item to the object with its fields
    ("_source").

    `keyed`: the jobs are the values of an object, under any keys, instead of the members of a list. `group` is the
    prefix of the departments, companies or places that contain the jobs, if these have names.
    """

    prefixes: tuple[str, ...]
    wrapper: tuple[str, ...] = ()
    keyed: bool = False
    group: str | None = None
    elsewhere: tuple[str, ...] = ()  # lists with jobs of another kind, or more lists than are read

    @property
    def path(self) -> tuple[str, ...]:
        """The keys that lead to the jobs; of several lists, to the one with the most distinctive name."""
        return max((tuple(prefix.split(".")) for prefix in self.prefixes), key=distinctive_name)

    def unwrap(self, value: Fields) -> Fields:
        """The fields of an item. What the wrapper has beside them (an id, links) is kept, except the kind of record."""
        envelope = words.names("elements", "envelope")
        for name in self.wrapper:
            inner = value.get(name)
            if not isinstance(inner, dict):
                break
            beside = {key: one for key, one in value.items() if key != name and plain_name(key) not in envelope}
            value = beside | inner
        return value


_INCLUDED = "included.item"  # JSON:API: records of any kind that the jobs refer to


def find(head: JsonHead) -> Place | None:
    """The lists whose objects declare themselves jobs, or else those whose objects have most of a job's fields."""
    if head.postings:
        return _postings(head)
    lists = [prefix for prefix in head.fields if prefix.endswith("item") and not prefix.startswith(_INCLUDED)]
    wrappers = {prefix: _wrapper(head, prefix) for prefix in lists}
    scores = {prefix: _score(_keys(head, prefix, wrappers[prefix])) for prefix in lists}
    believed = [prefix for prefix in lists if scores[prefix] > LEAST_SLOTS]
    if believed:
        names = {prefix: distinctive_name(prefix.split(".")) for prefix in believed}
        best = min(believed, key=lambda prefix: (-scores[prefix] - names[prefix], prefix.count(".")))
        alike = [prefix for prefix in believed if prefix == best or _alike(head, prefix, best)]
        read = tuple(alike[:MAX_LISTS])
        return Place(read, wrappers[best], group=_group(head, best), elsewhere=_elsewhere(head, believed, read))
    if _score(head.fields.get("", ())) > LEAST_SLOTS + 1:
        return Place(("",))
    return _keyed(head)


def _postings(head: JsonHead) -> Place:
    """The place of most postings, and the other places. A posting may be part of an item that has its address."""
    (most, _), *rest = head.postings.most_common(MAX_LISTS)
    others = [prefix for prefix, _ in rest if not _within(prefix, most)]
    item, _, key = most.rpartition(".")
    if item.endswith("item") and key in head.fields.get(item, ()):
        return Place((item, *others), (key,))
    return Place((most, *others))


def _elsewhere(head: JsonHead, believed: list[str], read: tuple[str, ...]) -> tuple[str, ...]:
    """Other lists that can only be of jobs. Jobs inside the jobs that are read are merely similar ones."""
    others = [prefix for prefix in believed if not any(prefix.startswith(one) for one in read)]
    return tuple(one for one in others if len(distinctive_fields(map(plain_name, head.fields[one]))) >= TELLING)


_GROUPS = frozenset(("company", "category", "location", "city", "state", "country"))


def _group(head: JsonHead, prefix: str) -> str | None:
    """`departments.item` of `departments.item.jobs.item`."""
    *outer, _, _ = prefix.split(".") if "." in prefix else ("", "", "")
    named = len(outer) > 1 and outer[-1] == "item" and slots([outer[-2]]) & _GROUPS
    group = ".".join(outer)
    return group if named and NAMES & head.fields[group].keys() else None


def _keys(head: JsonHead, prefix: str, wrapper: tuple[str, ...]) -> Iterator[str]:
    """All keys of an item: its own, and those of each level of its wrapper."""
    for length in range(len(wrapper) + 1):
        yield from head.fields[".".join((prefix, *wrapper[:length]))]


def _wrapper(head: JsonHead, prefix: str) -> tuple[str, ...]:
    """The keys that lead to the fields, for items that have no title themselves."""
    if "title" in slots(head.fields[prefix]):
        return ()
    inner: list[tuple[str, ...]] = [
        names
        for one in head.fields
        if one.startswith(f"{prefix}.") and len(names := tuple(one.removeprefix(f"{prefix}.").split("."))) <= 2
        if not any(name == "item" or is_of_others(plain_name(name)) or slots([name]) for name in names)
        if "title" in slots(head.fields[one])
    ]
    return max(inner, key=lambda names: (_score(_keys(head, prefix, names)), -len(names)), default=())


def _score(keys: Iterable[str]) -> int:
    """How many of a job's fields are among these keys. A title counts twice."""
    found = slots(keys)
    return len(found) + ("title" in found)


def _within(prefix: str, other: str) -> bool:
    return prefix.startswith(f"{other}.") or other.startswith(f"{prefix}.")


def _alike(head: JsonHead, prefix: str, best: str) -> bool:
    """Whether two lists hold the same kind of thing, neither inside the other's items."""
    ours, theirs = set(head.fields[prefix]), set(head.fields[best])
    level = prefix.count(".item") == best.count(".item")
    return level and not _within(prefix, best) and len(ours & theirs) >= ALIKE * len(ours | theirs)


def _keyed(head: JsonHead) -> Place | None:
    """`{"4711": {…}, "4712": {…}}`: most values of an object are titled objects with a job's fields."""
    believed = [
        (_score(keys), prefix)
        for prefix, keys in head.members.items()
        if head.values[prefix] > 1 and _score(keys) > LEAST_SLOTS and 2 * _titled(keys) >= head.values[prefix]
    ]
    return Place((max(believed)[1],), keyed=True) if believed else None


def _titled(keys: Mapping[str, int]) -> int:
    return max((count for key, count in keys.items() if "title" in slots([key])), default=0)


def empty_list(head: JsonHead) -> str | None:
    """The prefix of an empty list that would hold the jobs if there were any."""
    return next((prefix for prefix in sorted(head.empty_lists) if _would_hold_jobs(prefix)), None)


def _would_hold_jobs(prefix: str) -> bool:
    lists = words.names("elements", "lists of jobs", "lists perhaps of jobs", "lists of anything")
    return plain_name(prefix) in lists | {""} or distinctive_name(prefix.split(".")) == SURELY


def distinctive_name(path: Iterable[str]) -> int:
    """How clearly the name of a list means jobs: 2 for "jobs", 1 for "positions", 0 for "items", -2 for "employees"."""
    name = plain_name(next((name for name in reversed((*path,)) if name != "item"), ""))
    if name in words.names("elements", "lists of others"):
        return -2
    if name in words.names("elements", "lists of jobs") or is_of_jobs(name):
        return SURELY
    return int(name in words.names("elements", "lists perhaps of jobs"))


def grouped_item(group: str, name: str | None, value: Any) -> Any:
    """The job with the name of its group, unless it has such a field itself."""
    key = group.split(".")[-2]
    return value | {key: [{"name": name}]} if name and isinstance(value, dict) and key not in value else value


def keyed_item(key: str, value: Any) -> Any:
    """The job with its key, which may be its only id. None for what is no job, such as a company beside a job."""
    if not isinstance(value, dict) or len(slots(value)) < LEAST_FIELDS or slots([key]):
        return None
    return value if KEY in value else value | {KEY: key}
