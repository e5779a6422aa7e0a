"""What `words/publishers.txt` cannot express: items of single publishers that must be reshaped first."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from job_importer.intake.fields.field_names import is_of_others, slot_of, slots_of
from job_importer.intake.fields.flatten import dates_apart, flatten
from job_importer.intake.fields.names import plain
from job_importer.intake.fields.nested import country_of, place_of
from job_importer.intake.fields.values import as_list, child, records, text_of, texts_of
from job_importer.intake.format import Fields, Parser
from job_importer.intake.json.sniff import plain_name
from job_importer.intake.normalise.employment import employment_type

_HOW_MANY = re.compile(r"\d+ \w+")  # "2 Locations" is a number of places, not a place
_TERMS = {"p": "permanent", "c": "contract", "t": "temporary", "i": "internship", "v": "voluntary"}
_HOURS = {"f": "full-time", "p": "part-time"}


ESSENTIAL = ("title", "url", "id", "company")


def by_names(raw: Fields) -> Fields:
    """Normalises names at every level, and opens groups if an essential field is in one."""
    fields = dates_apart({name: value for name, value in _renamed(raw).items() if not _is_ids(name, value)})
    given = slots_of(name for name, value in fields.items() if value)
    if "company" not in given and isinstance(sources := fields.get("source"), list):
        fields["sourcename"] = sources  # ReliefWeb's publishers; a single source is where a job was found
    return fields if given.issuperset(ESSENTIAL) and given & {"location", "city"} else flatten(fields)


_CALLED = frozenset(("company", "location", "category", "employment_type", "tags"))


def _is_ids(name: str, value: Any) -> bool:
    """`"category": 12`, `"job-types": [5]`, `"workplaceType": 1`: numbers of records or options, not names."""
    slot = slot_of(name)
    if slot == "company" and isinstance(value, dict) and is_of_others(name):
        return True  # a recruiter with a name is a person
    if slot not in _CALLED and not (slot == "remote" and name.endswith("type")):
        return False
    return value is not None and value != [] and all(type(one) is int for one in as_list(value))


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        given = [(plain_name(name), inner) for name, inner in value.items()]  # some software writes false for "none"
        return {name: _renamed(one) for name, one in given if one is not False or slot_of(name) in (None, "remote")}
    return [_renamed(one) for one in value] if isinstance(value, list) else value


def json_feed(raw: Fields) -> Fields:
    """The item with its extensions opened, and without its author, who is not the employer."""
    extensions = [value for name, value in raw.items() if name.startswith("_") and isinstance(value, dict)]
    fields = {name: value for name, value in raw.items() if name not in ("author", "authors", "attachments")}
    for extension in extensions:
        fields |= {name: value for name, value in extension.items() if name not in fields}
    return by_names(fields)


def atom(raw: Fields) -> Fields:
    """The entry with its link as an address and its categories as their terms."""
    fields = dict(raw)
    if "link" in fields:
        fields["link"] = _alternate(as_list(fields["link"]))
    if "category" in fields:
        fields["category"] = [one.get("@label") or one.get("@term") for one in records(fields["category"])]
    return fields


def _alternate(links: list[Any]) -> str | None:
    """RFC 4287, 4.2.7.2: a link without rel is an alternate. Of several alternates, a web page comes first."""
    addressed = [link for link in links if isinstance(link, dict) and link.get("@href")]
    alternate = [link for link in addressed if link.get("@rel", "alternate") == "alternate"]
    alternate.sort(key=lambda link: "html" not in link.get("@type", "html"))
    text = next((link for link in links if isinstance(link, str)), None)
    return next((link["@href"] for link in alternate), None) or text or (addressed[0]["@href"] if addressed else None)


def _careerjet(raw: Fields) -> Fields:
    codes = (("contracttype", _TERMS), ("workinghours", _HOURS))
    return raw | {name: meaning.get(text_of(raw[name]) or "", raw[name]) for name, meaning in codes if name in raw}


def _personio(raw: Fields) -> Fields:
    sections = as_list(child(raw.get("jobdescriptions"), "jobdescription"))
    return raw | {"sections": headed(sections, "name", "value")}


def headed(sections: list[Any], heading: str, text: str, tag: str = "div") -> str | None:
    """The sections of a description as one HTML text."""
    parts = []
    for section in sections:
        name, value = text_of(child(section, heading)), text_of(child(section, text))
        parts += [f"<h3>{name}</h3>"] if name and value else []
        parts += [f"<{tag}>{value}</{tag}>"] if value else []
    return "\n".join(parts) or None


def _greenhouse(raw: Fields) -> Fields:
    pay = next(iter(records(raw.get("pay_input_ranges"))), {})
    return raw | {"pay": pay | {"min": _units(pay.get("min_cents")), "max": _units(pay.get("max_cents"))}}


def _units(cents: Any) -> Decimal | None:
    return Decimal(cents) / 100 if isinstance(cents, int) and not isinstance(cents, bool) else None


def _justjoin(raw: Fields) -> Fields:
    """The kinds of contract, and the pay of the first one that states any."""
    contracts = records(raw.get("employmentTypes"))
    kind = ", ".join(dict.fromkeys(text for one in contracts if (text := text_of(one.get("type")))))
    hours = None if employment_type(kind) else text_of(raw.get("workingTime"))
    pay = next((one for one in contracts if one.get("from") is not None or one.get("to") is not None), {})
    currency, unit = (text_of(pay.get(name)) or "" for name in ("currency", "unit"))
    return raw | {
        "kind": ", ".join(filter(None, (kind, hours))) or None,
        "pay": pay | {"currency": currency.upper(), "unit": unit.lower()},
    }


def _lever(raw: Fields) -> Fields:
    """Joins description, lists and closing words; the text about pay counts if there is no range."""
    categories = raw.get("categories")
    places = [*texts_of(child(categories, "allLocations"))] or [*texts_of(child(categories, "location"))]
    parts = (
        text_of(raw.get("description")) or text_of(raw.get("descriptionPlain")),
        headed(as_list(raw.get("lists")), "text", "content", "ul"),
        text_of(raw.get("additional")) or text_of(raw.get("additionalPlain")),
    )
    return raw | {
        "locations": list(dict.fromkeys(places)),
        "body": "\n".join(filter(None, parts)) or None,
        "paid": raw.get("salaryDescriptionPlain") if raw.get("salaryRange") is None else None,
    }


def _oracle(raw: Fields) -> Fields:
    """The country given is that of the first place."""
    several = any(text_of(child(one, "Name")) for one in as_list(raw.get("secondaryLocations")))
    return raw | {"only_country": None if several else raw.get("PrimaryLocationCountry")}


def _recruitee(raw: Fields) -> Fields:
    """Three flags state the workplace; the country of the job itself is only the first of several."""
    flags = (name for name in ("remote", "hybrid", "on_site") if raw.get(name) is True)
    records = as_list(raw.get("locations"))
    places = [*filter(None, map(place_of, records))]
    own = raw.get("country_code") or raw.get("country") if len(records) < 2 else None
    return raw | {
        "places": places if len(places) > 1 else None,
        "countries": country_of(raw.get("locations")) or own,
        "workplace": " or ".join(flags).replace("_", " ") or raw.get("remote"),
    }


def _described(value: Any) -> Any:
    if isinstance(value, dict) and "@descriptor" in value:
        return value["@descriptor"]
    return [_described(one) for one in value] if isinstance(value, list) else value


def _workday_cxs(raw: Fields) -> Fields:
    place = text_of(raw.get("locationsText"))
    return raw | {"place": None if place is None or _HOW_MANY.fullmatch(place) else place}


SHAPES: Mapping[str, Parser] = {
    "atom": atom,
    "careerjet": _careerjet,
    "comeet": lambda raw: raw | {"body": headed(as_list(raw.get("details")), "name", "value")},
    "csv": lambda raw: {plain(name): value for name, value in raw.items()},
    "greenhouse": _greenhouse,
    "icims": lambda raw: by_names(raw) | {"page": text_of(child(raw.get("meta_data"), "canonical_url"))},
    "json_feed": json_feed,
    "justjoin": _justjoin,
    "lever": _lever,
    "oracle": _oracle,
    "personio": _personio,
    "recruitee": _recruitee,
    "workday": lambda raw: {name: _described(value) for name, value in raw.items()},
    "workday_cxs": _workday_cxs,
}
