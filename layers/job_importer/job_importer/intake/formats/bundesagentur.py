"""The job search of the German employment agency: `{"stellenangebote": [{"refnr", "titel", "arbeitsort", …}]}`.

Source: https://jobsuche.api.bund.dev/ (GET /pc/v4/jobs). Jobs that are advertised elsewhere have an address of their
own (`externeUrl`), the others a page at https://www.arbeitsagentur.de/jobsuche/jobdetail/{refnr}.
"""

from typing import Any

from job_importer.intake.fields.values import as_list, child, text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

SITE = "https://www.arbeitsagentur.de/jobsuche/jobdetail"


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("refnr", "arbeitgeber") and evidence.has_any("titel", "beruf") else 0


def parse(raw: Fields) -> Fields:
    """The places, of which there are one or several; in cities the region often repeats their name."""
    places = as_list(raw.get("arbeitsort")) or as_list(raw.get("arbeitsorte"))
    return raw | {
        "places": [place for one in places if (place := _place(one))],
        "countries": {country for one in places if (country := text_of(child(one, "land")))},
    }


def _place(place: Any) -> str | None:
    place = child(place, "adresse") or place
    parts = [text_of(child(place, name)) for name in ("ort", "region", "land")]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or None


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        countries, number = fields["countries"], text_of(fields.get("refnr"))
        return Draft(
            title=text_of(fields.get("titel")) or text_of(fields.get("beruf")),
            company=text_of(fields.get("arbeitgeber")),
            location=("; ".join(dict.fromkeys(fields["places"])),),
            country=next(iter(countries)) if len(countries) == 1 else None,
            category=text_of(fields.get("beruf")),
            url=text_of(fields.get("externeUrl")) or (f"{SITE}/{number}" if number else None),
            description=text_of(fields.get("stellenbeschreibung")),
            posted=fields.get("aktuelleVeroeffentlichungsdatum"),
        )

    return adapt


FORMAT = Format(
    "bundesagentur",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("refnr", "refnr"),),
    ("titel", "arbeitgeber", "arbeitsort"),
    ("aktuelleVeroeffentlichungsdatum",),
)
