"""Recognises the meaning of field names: `jobTitle`, `intitule-du-poste` and `Stellenbezeichnung` are all titles.

A name, in the plain spelling of `xml.names`, is split into known words (`words/field_names.txt`), since many names do
not show where a word ends. A name with an unknown word means nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, product

from job_importer.caching import Memory
from job_importer.intake import words
from job_importer.intake.fields.known_names import (
    NOTHING,
    SLOTS,
    TIER,
    Meaning,
    distinctive_words,
    kinds_of_words,
    records,
    spelled,
    whole_names,
    whole_only,
)

LONGEST = 60  # characters of a name worth looking at
_MOST_READINGS = 64
_COSTS = {1: 4, 2: 2}  # of short words, which occur in anything

_PERIODS = ("hour", "day", "week", "month", "year")
_THINGS = frozenset(("company", "location", "city", "state", "country", "category", "employment_type", "hours"))
_CODED = frozenset(("country", "state", "city", "postal", "language", "salary_currency", "employment_type"))
_COMPOSED = {
    **{frozenset((slot,)): (slot, 0) for slot in SLOTS if slot not in ("id", "posted")},
    **{frozenset(("location", part)): (part, 0) for part in ("city", "state", "postal", "country", "remote")},
    **{frozenset((slot, "identifies")): (slot, 0) for slot in _CODED},
    frozenset(("location", "country", "identifies")): ("country", 0),
    frozenset(("identifies",)): ("id", 0),
    **{frozenset(("url", more)): ("url", 0) for more in ("publication", "description")},
    frozenset(("url", "apply")): ("url", TIER),
    frozenset(("salary", "description")): ("salary", 0),
    frozenset(("salary", "low")): ("salary_min", 0),
    frozenset(("salary", "high")): ("salary_max", 0),
    frozenset(("salary", "salary_currency")): ("salary_currency", 0),
    frozenset(("salary", "salary_currency", "identifies")): ("salary_currency", 0),
    frozenset(("salary", "period")): ("salary_period", 0),
    **{frozenset((kind,)): ("posted", TIER) for kind in ("published", "publication")},
    **{frozenset((kind, "begins")): ("posted", TIER) for kind in ("published", "publication")},
    **{frozenset((kind,)): ("posted", 2 * TIER) for kind in ("created", "creation")},
    **{frozenset((kind,)): ("posted", 3 * TIER) for kind in ("updated", "update")},
    **{frozenset((kind, "high")): ("expires", 0) for kind in ("published", "publication")},
    **{frozenset(("end", *more)): ("expires", 0) for more in ((), ("published",), ("publication",), ("apply",))},
    **{frozenset(("expires", more)): ("expires", 0) for more in ("published", "publication", "apply")},
}
_UNDATED = frozenset(("publication", "creation", "update", "end"))  # no dates on their own
_PAID = frozenset(("salary", "salary_min", "salary_max"))
_IDLE = frozenset(("own", "filler"))


def slot_of(name: str) -> str | None:
    slots = meaning_of[name].slots
    return slots[0] if slots else None


def slots_of(names: Iterable[str]) -> set[str]:
    return {slot for name in names if (slot := slot_of(name))}


def begins(name: str) -> bool:
    """Whether it is a start date: of the work, or of the advertisement if the feed also has its end date."""
    return name.removeprefix("job") in {
        spelled(entry) for entry in words.entries("field_names", "begins") if entry[0] == "="
    }


def is_update(name: str) -> bool:
    """Whether it is a modification date, which stands in for a missing publication date."""
    return any(3 * TIER <= rank < 4 * TIER for rank in meaning_of[name].ranks) and slot_of(name) == "posted"


def distinctive_fields(names: Iterable[str], *, surely: bool = False) -> set[str]:
    """The names that are evidence of jobs. `surely`: only those that nothing else has."""
    return {name for name in names if (tells := meaning_of[name].tells) and not (surely and tells == "+")}


def is_of_jobs(name: str) -> bool:
    """Whether a list of this name holds jobs: `vacancyList`, `jobAdDetails`. Other words in it must say nothing."""
    parts = _split(name) if len(name) <= LONGEST else []
    idle = all(not kinds_of_words()[part].isdisjoint(_IDLE) for part in parts)
    return idle and not distinctive_words().isdisjoint(parts)


def _split(name: str) -> list[str]:
    """Splits the name into as few known words as possible; [] if a part of it is unknown."""
    known = kinds_of_words()
    best: list[tuple[int, list[str]] | None] = [(0, [])] + [None] * len(name)
    for end in range(1, len(name) + 1):
        for start in range(end):
            before, word = best[start], name[start:end]
            if before is None or word not in known:
                continue
            cost = before[0] + _COSTS.get(len(word), 1)
            if (so_far := best[end]) is None or cost < so_far[0]:
                best[end] = (cost, [*before[1], word])
    found = best[len(name)]
    return found[1] if found else []


def _meaning(name: str) -> Meaning:
    whole = whole_names()
    found = whole.get(name) or _of_jobs(name) or _singular(name)
    if found is None:
        parts = [] if len(name) > LONGEST or name[:1] == "@" or ":" in name else _split(name.rstrip("0123456789"))
        kinds = [kinds_of_words()[part] for part in parts]
        if (len(parts) < 2 and name[-1:].isalpha()) or any("others" in several for several in kinds):
            return NOTHING
        found = _reduced(parts, kinds) or _composed(parts, kinds)
    if found.slots and name.startswith("job"):
        found = replace(found, tells="*")
    return _with_period(found, name)


def _of_jobs(name: str) -> Meaning | None:
    """The meaning of a name after the prefix "job", as in `job_company`. A "jobsite" is a website, though."""
    if not name.startswith("job") or name in ("jobsite", "jobstartdate", "jobstartdatum", "jobenddate", "jobenddatum"):
        return None
    bare = name.removeprefix("job")
    return whole_names().get(bare) or _singular(bare)


def _singular(name: str) -> Meaning | None:
    """The meaning of a plural's singular, unless the plural is a word in another language."""
    for plural, singular in (("ies", "y"), ("es", ""), ("s", "")):
        if name.endswith(plural) and len(name) > 4:
            one = name.removesuffix(plural) + singular
            if one in whole_names() and one not in whole_only():
                return whole_names()[one]
    return None


def _with_period(meaning: Meaning, name: str) -> Meaning:
    """`hourly_rate`, `annualSalaryMin`."""
    if meaning.slots[:1] not in (("salary",), ("salary_min",), ("salary_max",)):
        return meaning
    kinds = (kinds_of_words()[part] for part in _split(name))
    return replace(meaning, period=next((one for several in kinds for one in _PERIODS if one in several), None))


def _reduced(parts: list[str], kinds: list[frozenset[str]]) -> Meaning | None:
    """The meaning of the name without its filler words, if the data has that name."""
    for idle in (_IDLE - {"own"}, _IDLE - {"own"} | {"called"}, _IDLE | {"called"}):
        name = "".join(part for part, several in zip(parts, kinds, strict=True) if not several or not several <= idle)
        found = whole_names().get(name) or _singular(name)
        named = "called" in idle and {"called"} in kinds
        if found and found.slots and name not in whole_only() and (not named or found.slots[0] in _THINGS):
            tells = found.tells or _tells(parts)
            return Meaning(found.slots, tuple(rank + 0.5 for rank in found.ranks), tells)
    return None


def _tells(parts: list[str]) -> str:
    return "*" if not distinctive_words().isdisjoint(parts) else ""


def is_of_others(name: str) -> bool:
    """Whether a group of this name belongs to somebody or something else, such as a contact or an image."""
    return not records().isdisjoint((name, name.removesuffix("s")))


def _composed(parts: list[str], kinds: list[frozenset[str]]) -> Meaning:
    """The meaning of its words in combination; of several readings, the one that uses most kinds of words."""
    readings = sorted(_readings(kinds), key=len, reverse=True)
    own = any("own" in several for several in kinds)
    for reading in readings:
        slot, rank = _COMPOSED.get(reading, (None, 0))
        if slot is None or (slot == "id" and not (own and "identifies" in kinds[-1])):
            continue
        heads = [rank for part in parts for rank in _ranks(part, slot)]
        tells = "*" if slot in _PAID else _tells(parts)
        return Meaning((slot,), (rank + min(heads, default=500) + 0.5,), tells)
    if own and any("called" in several for several in kinds) and not any(readings):
        return Meaning(("title",), (900,), _tells(parts))
    return NOTHING


def _ranks(part: str, slot: str) -> Iterator[float]:
    found = whole_names().get(part, NOTHING)
    return (rank for one, rank in zip(found.slots, found.ranks, strict=True) if one == slot)


def _readings(kinds: list[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Yields the possible combinations of kinds of words, without kinds that add nothing."""
    idle = _IDLE | {"called"}
    options = [[*sorted(several - idle), *([""] if several & idle else [])] for several in kinds]
    for chosen in islice(product(*options), _MOST_READINGS):
        reading = set(chosen) - {""}
        if "salary" in reading:
            reading -= {"amount", *_PERIODS}
        if "when" in reading and len(reading) > 1:
            reading -= {"when"}
        elif reading and reading <= _UNDATED:
            continue
        named = any("called" in several and one == "" for several, one in zip(kinds, chosen, strict=True))
        if not named or reading <= _THINGS:
            yield frozenset(reading)


meaning_of = Memory(_meaning)
