"""schema.org JobPosting as JSON-LD: alone, in an array, in an `@graph`, in an `ItemList`.

Source: https://schema.org/JobPosting and
https://developers.google.com/search/docs/appearance/structured-data/job-posting. `intake.json.sniff` finds the postings
in a document by their `@type`.
"""

import re
from typing import Any

from job_importer.intake.fields.nested import each
from job_importer.intake.fields.values import as_list, child, records, text_of, texts_of
from job_importer.intake.format import Adapter, Candidate, DocumentFacts, Draft, Evidence, Fields, Format
from job_importer.intake.json.sniff import is_job_type
from job_importer.intake.normalise.countries import country_code

_RANGE = re.compile(r"\d\s*(?:-|–|to|bis)\s*\D?\d")
_UNITS = {"HUR": "hour", "DAY": "day", "WEE": "week", "MON": "month", "ANN": "year"}  # UN/CEFACT common codes
_ADDRESS = ("addressLocality", "addressRegion", "addressCountry")


def recognises(evidence: Evidence) -> int:
    return 95 if any(is_job_type(kind) for sample in evidence.samples for kind in as_list(sample.get("@type"))) else 0


_PREFIX = "schema:"


def parse(raw: Fields) -> Fields:
    """Replaces nodes: an identifier with its value, an organisation with its name, a place with its address."""
    if any(name.startswith(_PREFIX) for name in raw):
        raw = _unprefixed(raw)
    return raw | {
        "identifier": _said(raw.get("identifier"), "value", "@id"),
        "hiringOrganization": _name(hiring := raw.get("hiringOrganization")) or text_of(child(hiring, "legalName")),
        "employer": text_of(child(hiring, "@id")),
        "jobLocation": [place for one in as_list(raw.get("jobLocation")) if (place := _place(one))],
        "countries": {_country(one) for one in as_list(raw.get("jobLocation"))},
        "url": text_of(raw.get("url"))
        or _said(raw.get("mainEntityOfPage"), "@id", "url")
        or text_of(raw.get("sameAs"))
        or raw.get("@id"),
        "pay": _pay(raw.get("baseSalary")),
        "residence": [_name(one) for one in as_list(raw.get("applicantLocationRequirements"))],
        "nations": {
            _name(one) for one in as_list(raw.get("applicantLocationRequirements")) if child(one, "@type") == "Country"
        },
    }


def _unprefixed(value: Any) -> Any:
    """Removes the prefix where the JSON-LD context calls the vocabulary "schema"."""
    if isinstance(value, dict):
        return {name.removeprefix(_PREFIX): _unprefixed(inner) for name, inner in value.items()}
    return [_unprefixed(one) for one in value] if isinstance(value, list) else value


def _pay(salary: Any) -> Any:
    """A MonetaryAmount with the fields of its QuantitativeValue; a text as it is."""
    amount = next(iter(records(salary)), None)
    if amount is None:
        return _plain(salary)
    return amount | next(iter(records(amount.get("value"))), {})


def _first(fields: Any, *names: str) -> Any:
    """The first value of a field, which may be a list."""
    values = (value for name in names for value in as_list(child(fields, name)))
    return next((value for value in values if value is not None and value != ""), None)


def _name(thing: Any) -> str | None:
    return text_of(child(thing, "name")) or _plain(thing)


def _said(thing: Any, *names: str) -> str | None:
    return next((text for name in names if (text := text_of(child(thing, name)))), None) or _plain(thing)


def _plain(value: Any) -> str | None:
    """Text where a node is expected."""
    return text_of([one for one in as_list(value) if not isinstance(one, dict)])


def _place(place: Any) -> str | None:
    address = child(place, "address")
    if not isinstance(address, dict):
        return text_of(address) or _name(place)
    parts = [_name(address.get(name)) for name in _ADDRESS]
    return ", ".join(part for part in parts if part) or None


def _country(place: Any) -> str | None:
    """As a code, so that places agree however they spell it."""
    name = _name(child(child(place, "address"), "addressCountry"))
    return country_code(name) or name


def adapter(context: DocumentFacts) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        pay = fields["pay"]
        places = fields["jobLocation"] or [place for place in fields["residence"] if place]
        exact = _first(pay, "value", "price")
        stated, exact = (exact, None) if isinstance(exact, str) and _RANGE.search(exact) else (_plain(pay), exact)
        countries = fields["countries"] or (fields["nations"] if len(fields["residence"]) == 1 else ())
        return Draft(
            title=text_of(fields.get("title")) or text_of(fields.get("name")),
            company=fields["hiringOrganization"] or context.about.get(fields["employer"] or ""),
            location=("; ".join(dict.fromkeys(places)),),
            country=next(iter(countries)) if len(countries) == 1 else None,
            remote=text_of(fields.get("jobLocationType")),
            employment_type=", ".join(texts_of(fields.get("employmentType"))) or None,
            category=_name(fields.get("occupationalCategory")) or _name(fields.get("industry")),
            url=fields["url"],
            description=text_of(fields.get("description")),
            salary=stated,
            salary_min=_first(pay, "minValue", "minPrice") or exact,
            salary_max=_first(pay, "maxValue", "maxPrice") or exact,
            salary_currency=text_of(_first(pay, "currency", "priceCurrency")) or text_of(fields.get("salaryCurrency")),
            salary_period=text_of(child(pay, "unitText")) or _UNITS.get(text_of(child(pay, "unitCode")) or ""),
            posted=_first(fields, "datePosted"),
            expires=_first(fields, "validThrough"),
            language=_name(fields.get("inLanguage")),
            tags=each(fields.get("skills")),
        )

    return adapt


FORMAT = Format(
    "schema_org",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("identifier", "identifier"), Candidate("@id", "@id", is_url=True), Candidate("url", "url", is_url=True)),
    ("title", "hiringOrganization", "jobLocation"),
    ("datePosted", "validThrough"),
)
