"""Flattens items whose fields are not simply their children.

Some publishers write `<field name="title">…</field>` or `<title value="…"/>`, use attributes for everything, or put
fields into groups (`<JobInformation><JobTitle>`).
"""

import re
from collections.abc import Iterable
from typing import Any

from job_importer.intake.fields.field_names import distinctive_fields, is_of_others, slot_of, slots_of
from job_importer.intake.fields.names import plain
from job_importer.intake.fields.values import as_list, put, text_of, words
from job_importer.intake.format import Fields

LABELS = words("@name @key @label @field name key label field")
_CONTENTS = words("#text @value @content @text @val @href value content text")
_ANYTHING = frozenset(words("field property attribute classification"))  # elements whose label is their real name
_CORE = frozenset(words("title url company location city id posted"))
_DETAILS = frozenset(words("details jobdetails"))  # a description, or a group like any other
_MAX_DEPTH = 8  # groups within groups


def needs_flattening(samples: Iterable[Fields]) -> bool:
    """Whether an essential field of these items is found only after flattening."""
    found: set[str] = set()
    plainly: set[str] = set()
    for sample in samples:
        plainly |= _slots(sample)
        found |= _slots(flatten(sample))
    return bool((found - plainly) & _CORE)


def _slots(fields: Fields) -> set[str]:
    """The slots that have text. If the title is an attribute, so is everything else."""
    named = {name for name, value in fields.items() if text_of(value) is not None}
    return slots_of(named.difference(("@title", "@name")))


def has_blocks(samples: Iterable[Fields]) -> bool:
    """Whether any of these RSS or Atom items has something for `open_blocks` to open."""
    return any(
        _is_block(value) or _domain(value) for sample in samples for one in sample.values() for value in as_list(one)
    )


def open_blocks(item: Fields) -> Fields:
    """Makes the job that an element of an RSS or Atom item describes (`<content><Vacancy>…`) part of the item, and puts
    categories under the name that their domain means. The item's own fields win.
    """
    own, inner = Fields(), Fields()
    for name, value in item.items():
        for one in as_list(value):
            if _is_block(one):
                for field, found in flatten(one).items():
                    _gather(inner, field, found)
            elif domain := _domain(one):
                _gather(own, domain, text_of(one))
            else:
                _gather(own, name, one)
    return inner | own


_JOB = 3  # slots that an element must fill to be a job


def _is_block(value: Any) -> bool:
    if not isinstance(value, dict) or all(name.startswith(("@", "#")) for name in value):
        return False
    names = flatten(value)
    return len(slots_of(names)) >= _JOB and bool(distinctive_fields(names, surely=True))


def _domain(value: Any) -> str | None:
    """The name for `<category domain="Job Category">`; one with an unknown domain is a keyword."""
    domain = value.get("@domain") if isinstance(value, dict) else None
    if not isinstance(domain, str) or domain.startswith(("http:", "https:")) or not domain.strip():
        return None
    return name if slot_of(name := plain(domain)) else "tags"


def _gather(fields: Fields, name: str, value: Any) -> None:
    """Adds a field that may occur in several places; the values of a repeated name become a list."""
    if value is not None:
        put(fields, name, [*value] if isinstance(value, list) else value)


def flatten(item: Fields) -> Fields:
    """Makes the item flat. Its own fields win over those of its groups."""
    fields = Fields()
    groups: list[Fields] = []
    _collect(item, fields, groups)
    depth = 0
    while groups and depth < _MAX_DEPTH:
        inner = Fields()
        deeper: list[Fields] = []
        for group in groups:
            _collect(group, inner, deeper)
        fields = inner | fields
        groups, depth = deeper, depth + 1
    return fields


def dates_apart(item: Fields) -> Fields:
    """Turns `{"date": {"created": …, "closing": …}}` into separate dates."""
    groups = [name for name, value in item.items() if isinstance(value, dict) and slot_of(name) == "posted"]
    if not groups:
        return item
    fields = {name: value for name, value in item.items() if name not in groups}
    for group in groups:
        for name, value in item[group].items():
            fields.setdefault(f"date{name}" if slot_of(f"date{name}") else group, value)
    return fields


def _collect(item: Fields, fields: Fields, groups: list[Fields]) -> None:
    for name, value in item.items():
        for one in as_list(value):
            _sort(name, one, fields, groups)
    for name, value in item.items():
        if name.startswith("@"):
            fields.setdefault(name[1:], value)


def _sort(name: str, value: Any, fields: Fields, groups: list[Fields]) -> None:
    if not isinstance(value, dict):
        _gather(fields, name, value)
        return
    children = [child for child in value if not child.startswith(("@", "#"))]
    if thing := _thing(name, children):
        _gather(fields, thing, value)
        return
    label = next((text for key in LABELS if (text := text_of(value.get(key)))), None)
    if (
        label is not None
        and (slot_of(name) is None or name in _ANYTHING)
        and not set(children).difference(LABELS, _CONTENTS)
    ):
        _gather(fields, plain(label), _content(value, label))
    elif not children and "#text" not in value:
        _gather(fields, name, _content(value, None) or value)
    elif children and (slot_of(name) is None or _is_group(name, children)):
        if not is_of_others(name):
            groups.append(value)
    else:
        _gather(fields, name, value)


_FACTS = frozenset(words("location city company salary posted expires"))  # no part of a text has such a name


def _is_group(name: str, children: list[str]) -> bool:
    """Whether a field that is called a description is really a group of fields."""
    within = slots_of(children)
    return slot_of(name) == "description" and (bool(within & _FACTS) if name not in _DETAILS else "title" in within)


def _thing(name: str, children: list[str]) -> str | None:
    """A `companyInfo` or `company_group` that has a name is a company."""
    bare = _WRAPPING.sub("", name)
    return bare if bare != name and "name" in children and slot_of(bare) in _THINGS else None


_WRAPPING = re.compile("(?:group|details|info|information|data|object)$")
_THINGS = frozenset(words("company category location"))


def _content(value: Fields, label: str | None) -> str | None:
    texts = (text_of(value.get(name)) for name in _CONTENTS)
    return next((text for text in texts if text and text != label), None)
