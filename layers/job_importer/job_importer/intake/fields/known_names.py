"""Loads the field names of `words/field_names.txt`."""

from dataclasses import dataclass
from functools import cache
from itertools import chain

from job_importer.intake import words
from job_importer.intake.fields.names import plain

TIER = 1_000  # ranks between two sections of a slot

SLOTS = (
    *("id", "title", "company", "location", "city", "state", "postal", "country", "url", "description", "sections"),
    *("employment_type", "hours", "category", "salary", "salary_min", "salary_max", "salary_currency"),
    *("salary_period", "posted", "expires", "remote", "language", "tags"),
)
_SECTIONS = {  # of slots with several, in order of preference
    "employment_type": ("employment_type", "hours"),
    "posted": ("posted", "published", "created", "updated", "begins"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    slots: tuple[str, ...] = ()  # that the field may fill; a word of several languages may have several
    ranks: tuple[float, ...] = ()  # among the names of each of these slots; the lowest is preferred
    tells: str = ""  # evidence of jobs: "*" if it hardly occurs elsewhere, "+" if other things have it too
    period: str | None = None  # of pay, if the name itself states it


NOTHING = Meaning()


@cache
def whole_names() -> dict[str, Meaning]:
    """The names in the data, in their normalised spelling."""
    found: dict[str, Meaning] = {}
    for slot in SLOTS:
        sections = enumerate(_SECTIONS.get(slot, (slot,)))
        ranked = (enumerate(words.entries("field_names", section), tier * TIER) for tier, section in sections)
        for rank, entry in chain.from_iterable(ranked):
            name, before = spelled(entry), found.get(spelled(entry), NOTHING)
            if slot not in before.slots:
                found[name] = Meaning((*before.slots, slot), (*before.ranks, rank), before.tells or _mark(entry))
    for entry in words.entries("field_names", "evidence"):
        found[spelled(entry)] = Meaning(tells=_mark(entry))
    return found


def spelled(entry: str) -> str:
    return plain(entry.strip("=*+"))


def _mark(entry: str) -> str:
    return entry[-1] if entry[-1] in "*+" else ""


@cache
def kinds_of_words() -> dict[str, frozenset[str]]:
    """Word → sections that have it as an entry. The words of longer entries are included."""
    kinds: dict[str, set[str]] = {}
    for section in words.sections("field_names"):
        for entry in words.entries("field_names", section):
            *several, last = map(spelled, entry.split())
            if entry[0] in "=@" or ":" in entry:
                continue
            for word in (*several, last):
                kinds.setdefault(word, set())
            if not several:
                kinds[last].add("salary" if section == "pay" else section)
            elif section not in SLOTS:  # the meaning of "mise a jour" is that of all its words together
                kinds.setdefault("".join((*several, last)), set()).add(section)
    for word in [word for word in kinds if len(word) > 3]:
        kinds.setdefault(f"{word}s", kinds[word])
    return {word: frozenset(several) for word, several in kinds.items()}


@cache
def distinctive_words() -> frozenset[str]:
    return frozenset(spelled(entry) for entry in words.entries("field_names", "own") if entry[-1] == "*")


@cache
def records() -> frozenset[str]:
    return frozenset(map(spelled, words.entries("field_names", "records")))


@cache
def whole_only() -> frozenset[str]:
    """The names that have a meaning only as a whole, not as a part of longer names."""
    return frozenset(
        spelled(entry)
        for section in words.sections("field_names")
        for entry in words.entries("field_names", section)
        if entry[0] == "="
    )
