"""Reads flat items: an element whose children are text fields. A variant is a table of names, not code."""

from collections.abc import Callable, Set
from functools import partial
from typing import Any

from job_importer.intake.fields.aliases import Aliases, Named, names_of
from job_importer.intake.fields.field_names import begins, is_update, meaning_of
from job_importer.intake.fields.nested import (
    address_of,
    each,
    listed,
    paragraphs,
    prose,
    several,
    stated,
    terms,
)
from job_importer.intake.fields.pay import add_salary
from job_importer.intake.fields.place import Getter, country_getter, place_getter, workplace
from job_importer.intake.fields.values import child, text_of, words
from job_importer.intake.format import Adapter, Candidate, Candidates, DocumentFacts, Draft, Fields
from job_importer.intake.normalise.employment import employment_type

WHAT_AND_WHERE = ("title", "company", "location", "city", "state", "country")
DATES = Named("posted", "expires")

SIMPLE = (
    *("title", "company", "remote", "employment_type", "category", "url", "posted", "expires", "language"),
    *("salary", "salary_min", "salary_max", "salary_currency", "salary_period"),
)


def candidates(*first: Candidate) -> Candidates:
    """The ids that a format prefers, then the usual ids, then addresses."""

    def among(names: Set[str]) -> tuple[Candidate, ...]:
        usual = [Candidate(name, name) for name in names_of("id", names) if name != "guid"]
        guid = Candidate("guid", "guid", is_url=True)
        urls = [Candidate(name, name, is_url=True, shareable=True) for name in names_of("url", names) if name != "guid"]
        distinct: dict[Any, Candidate] = {}
        for candidate in (*first, *usual, guid, *urls):
            distinct.setdefault((candidate.field, candidate.derive), candidate)
        return tuple(distinct.values())

    return among


def parse(raw: Fields) -> Fields:
    """The fields as the XML has them, under normalised names."""
    return raw


def adapter_for(aliases: Aliases) -> Callable[[DocumentFacts], Adapter]:
    """Returns an adapter for these names, which is reduced to the names that occur in a document."""
    return partial(_bind, aliases)


def _bind(aliases: Aliases, context: DocumentFacts) -> Adapter:
    present = _present(aliases, context.names)
    one = {slot: _getter(names, _READERS.get(slot, stated)) for slot, names in present.items()}
    one["company"] = _getter(present["company"], stated, lambda text: text.startswith(("https://", "http://")))
    one["url"] = _getter(present["url"], address_of, lambda text: text.startswith(("mailto:", "tel:")))
    direct = [(slot, present[slot][0], _READERS.get(slot, stated)) for slot in SIMPLE if len(present[slot]) == 1]
    simple = [(slot, one[slot]) for slot in SIMPLE if len(present[slot]) > 1]
    places, has_guid = present["location"], "guid" in context.names
    has_country = bool(present["country"] or places)
    place, country = place_getter(one, places), country_getter(one["country"], places)
    described, tagged, paid = _described(present), present["tags"], present["salary"]
    terms = set(present["employment_type"]).difference(present["hours"])
    hours = one["hours"] if terms and present["hours"] else None
    evidence = [name for name in ("jobtype", "category", "region", "type") if name in context.names]
    periods = [(name, period) for name in sorted(context.names) if (period := meaning_of[name].period)]
    fallback = next((context.about[name] for name in _LANGUAGE if name in context.about), None)

    def adapt(fields: Fields) -> Draft:
        draft = Draft(
            location=place(fields),
            remote_evidence=tuple([text_of(fields.get(name)) for name in evidence]),
            description=described(fields),
            language=fallback,
        )
        for slot, name, read in direct:  # as `_getter` reads one name, but without a call
            if (value := fields.get(name)) is not None:
                setattr(draft, slot, value if type(value) is str else read(value))
        for slot, get in simple:
            if (value := get(fields)) is not None:
                setattr(draft, slot, value)
        if draft.url is None:
            draft.url = _other_address(fields, has_guid, present["company"])
        if has_country:
            draft.country = country(fields)
        if draft.remote is None and places:
            draft.remote = workplace(fields, places)
        if tagged:
            draft.tags = [text for name in tagged for text in each(fields.get(name))]
        for name in paid:
            if type(value := fields.get(name)) is dict or type(value) is list:
                add_salary(value, draft)
                break
        if periods and draft.salary_period is None:
            draft.salary_period = next((period for name, period in periods if stated(fields.get(name))), None)
        if hours is not None and (more := hours(fields)) is not None:
            draft.employment_type = _with_hours(draft.employment_type, more)
        return draft

    return adapt


def _other_address(fields: Fields, has_guid: bool, employers: tuple[str, ...]) -> str | None:
    if has_guid and (address := _address(stated(fields.get("guid")))):
        return address
    pages = (text_of(child(fields.get(name), "profilewebsite")) for name in employers)  # HR-BA-XML has no other
    return next(filter(None, pages), None)


def _present(aliases: Aliases, occurring: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The occurring names of each slot, without those that mean something else beside their neighbours."""
    present = aliases.present(occurring)
    if not any(name.replace("start", "end") in occurring for name in present["posted"] if begins(name)):
        present["posted"] = tuple(name for name in present["posted"] if not begins(name))  # when the work begins
    present["posted"] = tuple(sorted(present["posted"], key=is_update))
    for slot, name, companions in _FOREIGN:
        if name in present[slot] and companions.isdisjoint(occurring):
            present[slot] = tuple(other for other in present[slot] if other != name)
    present["category"] = tuple(name for name in present["category"] if name not in present["title"][:1])
    present["url"] = tuple(name for name in present["url"] if name != "guid")  # may not be an address: see `_address`
    return present


_FOREIGN = (  # names that are English words, and neighbours that show their own language
    ("city", "by", frozenset(words("land postnr postnummer kommune virksomhed arbejdsgiver titel stilling"))),
    ("country", "stat", frozenset(words("kraj mesto obec psc nazev pozice zamestnavatel popis"))),
)
_LANGUAGE = ("language", "dc:language", "@xml:lang")


def _with_hours(kind: str | None, hours: str) -> str | None:
    """Joins "permanent" and "full-time" from two fields; hours such as "Mon-Fri" or "40" decide nothing."""
    if kind is None or kind == hours or employment_type(kind) is not None or employment_type(hours) is None:
        return kind
    return f"{kind} {hours}"


def _getter(
    names: tuple[str, ...],
    read: Callable[[Any], str | None] = stated,
    is_other: Callable[[str], bool] | None = None,
) -> Getter:
    """Returns a function that reads the first of these fields with text that `is_other` does not reject."""
    if not names:
        return lambda fields: None
    if len(names) == 1:
        only = names[0]

        def get_only(fields: Fields) -> str | None:
            value = fields.get(only)
            return value if type(value) is str else read(value)

        return get_only

    def get_first(fields: Fields) -> str | None:
        for name in names:
            if (value := fields.get(name)) is not None and (text := read(value)) and not (is_other and is_other(text)):
                return text
        return None

    return get_first


def _workplaces(value: Any) -> str | None:
    """Several kinds of workplace are alternatives."""
    return " or ".join(each(value)) or None if type(value) is list else stated(value)


_READERS = {
    **dict.fromkeys(("hours", "category"), listed),
    **dict.fromkeys(("city", "state", "country"), several),
    "company": lambda value: text if (text := stated(value)) and "://" not in text else None,  # of a logo
    "employment_type": terms,
    "url": address_of,
    "remote": _workplaces,
}


def _address(guid: str | None) -> str | None:
    """The guid if it is an absolute address; other text would be resolved against the feed's own site."""
    return guid if guid is not None and guid.startswith(("http://", "https://", "www.", "//")) else None


FULL = "content:encoded"
DIGITS = "0123456789"


def _described(present: dict[str, tuple[str, ...]]) -> Callable[[Fields], str | None]:
    """Returns a function that reads the description and the sections that follow it.

    The description is the field for the full content (https://web.resource.org/rss/1.0/modules/content/), or else the
    longest text, since some feeds have a summary as well.
    """
    names, sections = present["description"], frozenset(present["sections"])
    if len(names) == 1 and not sections:
        return _getter(names, prose)
    numbered = _numbered(names)

    def described(fields: Fields) -> str | None:
        texts = [text for name in names if (text := prose(fields.get(name)))]
        if numbered:
            texts += filter(None, [paragraphs([*filter(None, map(prose, map(fields.get, numbered)))])])
        parts = [text_of(fields.get(FULL)) or max(texts, key=len)] if texts else []
        for name in fields if sections else ():
            if name in sections and (text := prose(fields[name])) and text not in parts:
                parts.append(text)
        return paragraphs(parts)

    return described


def _numbered(names: tuple[str, ...]) -> list[str]:
    """`description1`, `description2` …: the parts of one text, in order."""
    stems = [name.rstrip(DIGITS) for name in names if name[-1] in DIGITS]
    parts = [name for name in names if name.rstrip(DIGITS) == stems[0]] if len(stems) > 1 else []
    return sorted(parts, key=lambda name: int(name.lstrip(name.rstrip(DIGITS)) or 0))
