"""The big family: an item is an element, its children are fields of text. A variant is a table of names, not code."""

import re
from collections.abc import Callable
from typing import Any

from job_importer.intake.formats.aliases import BASE, ID_ATTRIBUTES, IDS, Aliases
from job_importer.intake.formats.model import Adapter, Candidate, Context, Draft, Fields
from job_importer.intake.normalise.html import paragraphs
from job_importer.intake.values import as_list, child, text_of, texts_of

Getter = Callable[[Fields], str | None]

CONTENT = tuple(name for slot in ("title", "company", "location", "city", "state", "country") for name in BASE[slot])
DATES = (*BASE["posted"], *BASE["expires"])
URLS = tuple(name for name in BASE["url"] if name != "guid")


SIMPLE = (
    *("title", "company", "remote", "employment_type", "category", "url", "posted", "expires", "language"),
    *("salary", "salary_min", "salary_max", "salary_currency", "salary_period"),
)


def candidates(*first: Candidate) -> tuple[Candidate, ...]:
    """The ids of the family, after those that a format prefers; addresses come last."""
    usual = [Candidate(name, name) for name in (*IDS, *ID_ATTRIBUTES) if name != "guid"]
    guid = Candidate("guid", "guid", is_url=True)
    urls = [Candidate(name, name, is_url=True, shareable=True) for name in URLS]
    by_field = {candidate.field: candidate for candidate in reversed((*first, *usual, guid, *urls))}
    return tuple(reversed(by_field.values()))


def parse(raw: Fields) -> Fields:
    """The wire shape of the family is what the XML says, under our names."""
    return raw


def adapter_for(aliases: Aliases) -> Callable[[Context], Adapter]:
    """An adapter that knows these names; cut down, for a document, to the names that occur in it."""

    def bind(context: Context) -> Adapter:
        present = {slot: tuple(name for name in names if name in context.names) for slot, names in aliases.items()}
        one = {slot: _getter(names) for slot, names in present.items()} | {"company": _company(present["company"])}
        simple = [(slot, one[slot]) for slot in SIMPLE if present[slot]]
        places = present["location"]
        has_country = bool(present["country"] or places)
        place, country = _place(one, places), _country(one["country"], places)
        described, tagged, nested = _described(present), present["tags"], _nested_salary(present["salary"])
        evidence = [name for name in ("jobtype", "category", "region", "type") if name in context.names]
        fallback = next((context.about[name] for name in _LANGUAGE if name in context.about), None)

        def adapt(fields: Fields) -> Draft:
            draft = Draft(
                location=place(fields),
                remote_evidence=tuple([text_of(fields.get(name)) for name in evidence]),
                description=described(fields),
                language=fallback,
            )
            for slot, get in simple:
                if (value := get(fields)) is not None:
                    setattr(draft, slot, value)
            if has_country:
                draft.country = country(fields)
            if tagged:
                draft.tags = [text for name in tagged for text in texts_of(fields.get(name))]
            if nested is not None:
                nested(fields, draft)
            return draft

        return adapt

    return bind


_LANGUAGE = ("language", "dc:language", "@xml:lang")


def _getter(names: tuple[str, ...]) -> Getter:
    """The first of these fields that has a text."""
    if not names:
        return lambda fields: None
    if len(names) == 1:
        only = names[0]

        def get_only(fields: Fields) -> str | None:
            value = fields.get(only)
            return value if type(value) is str else text_of(value)

        return get_only

    def get_first(fields: Fields) -> str | None:
        for name in names:
            if (value := fields.get(name)) is not None and (text := text_of(value)):
                return text
        return None

    return get_first


def _company(names: tuple[str, ...]) -> Getter:
    """As any other field, but of `<company><url>…</url><name>…</name></company>` the name."""
    get = _getter(names)

    def get_name(fields: Fields) -> str | None:
        named = next((text for name in names if (text := text_of(child(fields.get(name), "name")))), None)
        return named or get(fields)

    return get_name


def _place(one: dict[str, Getter], names: tuple[str, ...]) -> Callable[[Fields], tuple[str | None, ...]]:
    city, state, country = one["city"], one["state"], one["country"]

    def place(fields: Fields) -> tuple[str | None, ...]:
        whole = next((found for name in names if name in fields and (found := _whole(fields[name]))), None)
        town = city(fields)
        if whole is None or town is None:
            return (whole,) if whole else (town, state(fields), country(fields))
        return (whole,) if town.casefold() in whole.casefold() != town.casefold() else (town, whole, country(fields))

    return place


def _country(country: Getter, places: tuple[str, ...]) -> Getter:
    def get(fields: Fields) -> str | None:
        if (found := country(fields)) is not None:
            return found
        nested: Fields = next((fields[name] for name in places if isinstance(fields.get(name), dict)), {})
        return next((text for name in _COUNTRIES if (text := text_of(nested.get(name)))), None)

    return get if places else country


def _whole(value: Any) -> str | None:
    """A location in one text; one with parts ("city", "region", "country") joined, several parted by semicolons."""
    if type(value) is str:
        return value.strip() or None
    if isinstance(value, list):
        return "; ".join(dict.fromkeys(text for one in value[:MAX_PLACES] if (text := _whole(one)))) or None
    if not isinstance(value, dict):
        return None
    if parts := [text for name in _PLACE_PARTS if (text := text_of(value.get(name)))]:
        return ", ".join(dict.fromkeys(parts))
    inner = [child for name, child in value.items() if not name.startswith("@")]
    return _whole(inner) if inner else None


MAX_PLACES = 20
_COUNTRIES = ("country", "countrycode", "addresscountry")
_PLACE_PARTS = (
    *("city", "locality", "town", "addresslocality", "region", "state", "province", "county", "addressregion"),
    *_COUNTRIES,
)


FULL = "content:encoded"


def _described(present: dict[str, tuple[str, ...]]) -> Callable[[Fields], str | None]:
    """The description, and the sections that follow it.

    That is the full content where a feed has a field that is defined as such (https://web.resource.org/rss/1.0/modules/content/),
    else the longest text: others have a summary beside it.
    """
    names, sections = present["description"], present["sections"]
    if len(names) == 1 and not sections:
        return _getter(names)

    def described(fields: Fields) -> str | None:
        texts = [text for name in names if (text := text_of(fields.get(name)))]
        parts = [text_of(fields.get(FULL)) or max(texts, key=len)] if texts else []
        parts += [text for name in sections if (text := text_of(fields.get(name))) and text not in parts]
        return _joined(parts) if len(parts) > 1 else next(iter(parts), None)

    return described


_BLOCK = re.compile(r"(?i)<(?:p|div|ul|ol|dl|table|h[1-6]|section|blockquote)[\s>]")


def _joined(parts: list[str]) -> str:
    """Text and HTML of several fields in one, each a paragraph of its own at least."""
    if not any("<" in part for part in parts):
        return "\n\n".join(parts)
    return "\n\n".join(part if _BLOCK.match(part) else paragraphs(part) for part in parts)


_STATED = ("#text", "text", "description", "value", "amount")
_LOW = ("min", "minimum", "from", "minvalue", "low", "@min", "@from")
_HIGH = ("max", "maximum", "to", "maxvalue", "high", "@max", "@to")
_CURRENCY = ("currency", "currencycode", "@currency")
_PERIOD = ("period", "interval", "unittext", "unit", "type", "per", "@period", "@type", "@unit")


def _nested_salary(names: tuple[str, ...]) -> Callable[[Fields, Draft], None] | None:
    """`<salary><min>…</min><max>…</max><currency>…` and `<salary currency="EUR" period="year">`."""
    if not names:
        return None

    def read(fields: Fields, draft: Draft) -> None:
        for name in names:
            salary: Any = fields.get(name)
            if isinstance(salary, dict):
                salary = salary | value if isinstance(value := salary.get("value"), dict) else salary
                draft.salary_min, draft.salary_max = _first(salary, _LOW), _first(salary, _HIGH)
                draft.salary = _first(salary, _STATED)
                draft.salary_currency = draft.salary_currency or _first(salary, _CURRENCY)
                draft.salary_period = draft.salary_period or _first(salary, _PERIOD)
                return

    return read


def _first(fields: Fields, names: tuple[str, ...]) -> str | None:
    return next((text for name in names for text in texts_of(as_list(fields.get(name)))), None)
