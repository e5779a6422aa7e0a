"""Reads structured values: a company with a name, a place with a city."""

import re
from functools import cache, lru_cache
from typing import Any

from job_importer.intake import words
from job_importer.intake.fields.aliases import BASE
from job_importer.intake.fields.field_names import slot_of
from job_importer.intake.fields.rich_text import is_rich, rich_html
from job_importer.intake.fields.values import as_list, child, text_of, texts_of
from job_importer.intake.format import Fields
from job_importer.intake.normalise import html
from job_importer.intake.normalise.agreement import agreed
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.remote_title import remote_aside

MAX_PLACES = 20
SEPARATOR = "; "  # of several places


@cache
def _called() -> tuple[str, ...]:
    """The names of fields that hold the name of a thing."""
    more = ("displayname", "label", "descriptor", "rendered", "text", "value", "plaintext")
    return ("#text", *_names(), *more)


@cache
def _names() -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.entries("field_names", "called")))


def stated(value: Any) -> str | None:
    """The text of a field: the name of a record rather than its number or address, the first text of a list."""
    if type(value) is str:
        return value.strip() or None
    if isinstance(value, list):
        return next((text for one in value if (text := stated(one))), None)
    if isinstance(value, dict):
        called = next((text for name in _called() if (text := stated(value.get(name)))), None)
        return called or _within(value) or text_of(_without_ids(value)) or text_of(value)
    return text_of(value)


_IDS = frozenset(("id", "uuid", "uid", "guid", "oid", "code"))


def _without_ids(value: Fields) -> Fields:
    """`{"id": 7, "employmentType": "Full Time"}` is named by what remains."""
    return {name: inner for name, inner in value.items() if name not in _IDS}


_ENVELOPES = ("attributes", "data", "fields", "node")


def _within(value: Fields) -> str | None:
    """The text of a record in an envelope (`{"data": {"id": 4, "attributes": {"name": …}}}`), or under the name of its
    type (`{"type": "select", "select": {"name": …}}`).
    """
    kind = value.get("type")
    names = (*_ENVELOPES, kind.replace("_", "")) if isinstance(kind, str) else _ENVELOPES
    return next(
        (text for name in names if isinstance(value.get(name), (dict, list)) and (text := stated(value[name]))), None
    )


def listed(value: Any) -> str | None:
    """All texts of a field, joined with commas."""
    if type(value) is str:
        return value.strip() or None
    return ", ".join(dict.fromkeys(each(value))) or None


def several(value: Any) -> str | None:
    """All places of a field, joined as `place_of` does."""
    return stated(value) if type(value) is str else SEPARATOR.join(dict.fromkeys(each(value))) or None


def terms(value: Any) -> str | None:
    """The kind of work, unless the field only says where the work is done."""
    text = listed(value)
    return None if text and employment_type(text) is None and remote_aside(f"({text})") is not None else text


_ADDRESS = ("#text", "url", "link", "href", "value", "@href", "@url", "html", "web", "alternate", "ad", "job")


def address_of(value: Any) -> str | None:
    """The address in a field; that of a page if there are several ways to apply."""
    if isinstance(value, list):
        return next((text for one in value if (text := address_of(one))), None)
    if isinstance(value, dict):
        return next((text for name in _ADDRESS if (text := text_of(value.get(name)))), None) or stated(value)
    return text_of(value)


_KIND = ("type", "hours", "workinghours", "schedule", "duration")  # of employment


def each(value: Any) -> list[str]:
    """The name of each record in a field."""
    if isinstance(value, dict) and _is_in_languages(value):
        value = stated(value)
    elif isinstance(value, dict) and "type" in value and not any(name in value for name in _called()):
        value = [value.get(name) for name in _KIND]
    elif isinstance(value, dict) and not any(name in value for name in _called()):
        value = [inner for name, inner in _without_ids(value).items() if not name.startswith("@")] or [*value.values()]
    if isinstance(value, list):
        return [text for one in value for text in each(one)]
    return [text] if (text := stated(value)) else []


def _is_in_languages(value: Fields) -> bool:
    """`{"en": …, "fr": …}`: one thing said in several languages."""
    return bool(value) and all(len(name) == 2 for name in value)


_HTML = ("html", "rendered", "textformatted", "contenthtml", "descriptionhtml", "formatted")


def prose(value: Any) -> str | None:
    """A description, whose sections may be separate elements."""
    if type(value) is str:
        return value.strip() or None
    if isinstance(value, dict) and (text := next((text for name in _HTML if (text := text_of(value.get(name)))), None)):
        return text
    if isinstance(value, dict) and _is_in_languages(value):
        return stated(value)  # the first language, as for the title
    if is_rich(value):
        return rich_html(value) or None
    if isinstance(value, list) and value and all(child(one, "@lang") or child(one, "@xml:lang") for one in value):
        return prose(value[0])  # the first language, as for the title
    return paragraphs([*texts_of(value)])


_BLOCK = re.compile(r"(?i)<(?:p|div|ul|ol|h[1-6]|table|li)\b")
_ESCAPED_BLOCK = re.compile(r"(?i)&lt;(?:p|div|ul|ol|h[1-6]|table|li)\b")


def paragraphs(parts: list[str]) -> str | None:
    """Joins parts of a description, HTML or not, into one text with a paragraph each."""
    if len(parts) > 1 and any("<" in part for part in parts):
        parts = [part if _BLOCK.search(part) else html.paragraphs(part) for part in parts]
    elif len(parts) > 1 and any("&lt;" in part for part in parts):
        parts = [part if _ESCAPED_BLOCK.search(part) else f"&lt;p&gt;{part}&lt;/p&gt;" for part in parts]
    return "\n\n".join(parts) or None


_WHOLE = ("formatted", "formattedaddress", "fulllocation", "fulladdress", "displayname")
_WITHIN = ("address", "location", "place", "physicaladdress", "postaladdress")
_NO_PLACE = frozenset(
    (
        *("id", "type", "code", "postalcode", "zip", "plz", "lat", "lng", "latitude", "longitude", "hidden"),
        *("koordinaten", "timezone", "street", "streetaddress", "locationid", "block", "building", "floor", "unit"),
        *("isoverseas", "isremote", "remote", "hybrid", "telecommuting", "primary", "isprimary"),
    )
)
_ASKED = _NO_PLACE.union(_WITHIN)  # tried before: trying them again at every level would double the cost with each


@lru_cache(maxsize=1_024)
def _parts(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The names of the fields for the city, the region and the country of a place."""
    found = BASE.present(name for name in names if name not in _NO_PLACE and name[:1] != "@")
    regions = (*found["state"], *(name for name in names if name in ("region", "addressregion")))
    cities = (*found["city"], *(name for name in found["location"] if name in ("ort", "localidad", "plaats")))
    return cities, regions, found["country"]


def place_of(value: Any) -> str | None:
    """A location as one text: parts (city, region, country) are joined, several places separated by semicolons."""
    if type(value) is str:
        return value.strip() or None
    if isinstance(value, list):
        return SEPARATOR.join(dict.fromkeys(text for one in value[:MAX_PLACES] if (text := place_of(one)))) or None
    if not isinstance(value, dict):
        return None
    if len(value) == 1 and isinstance(several := next(iter(value.values())), list):
        return place_of(several)
    if whole := next((text for name in _WHOLE if (text := stated(value.get(name)))), None):
        return whole
    if parts := [text for names in _parts(tuple(value)) if (text := _first_of(value, names))]:
        return _with_name(value, parts)
    if inner := next((text for name in _WITHIN if (text := place_of(value.get(name)))), None):
        return inner
    if name := _first_of(value, _names()):
        return name
    return place_of([inner for name, inner in value.items() if not name.startswith("@") and name not in _ASKED])


def _with_name(value: Fields, parts: list[str]) -> str:
    """If a place has no city, its name says more than its country."""
    if len(parts) == 1 and (name := _first_of(value, _names())) is not None:
        return name if parts[0].casefold() in name.casefold() else f"{name}, {parts[0]}"
    return ", ".join(dict.fromkeys(parts))


def remote_of(value: Any) -> str | None:
    """What a location says about remote work; for several locations, only if they agree."""
    return agreed(map(_remote, as_list(_inside(value))))


def _inside(value: Any) -> Any:
    """The places inside an element that is only their container."""
    if isinstance(value, dict) and len(value) == 1 and isinstance(inner := next(iter(value.values())), (dict, list)):
        return inner
    return value


def _remote(place: Any) -> str | None:
    if not isinstance(place, dict):
        return None
    if place.get("hybrid") is True:
        return "hybrid"
    return next((text for name, value in place.items() if slot_of(name) == "remote" and (text := stated(value))), None)


def country_of(value: Any) -> str | None:
    """The country in a location's own field; for several locations, only if they agree."""
    return agreed(map(_country, as_list(_inside(value))))


def _country(place: Any) -> str | None:
    if isinstance(place, list):
        return country_of(place)
    if not isinstance(place, dict):
        return None
    names = (*_parts(tuple(place))[2], "@country", "@countrycode")
    return _first_of(place, names) or next((text for name in _WITHIN if (text := _country(place.get(name)))), None)


def _first_of(value: Fields, names: tuple[str, ...]) -> str | None:
    return next((text for name in names if (text := stated(value.get(name)))), None)
