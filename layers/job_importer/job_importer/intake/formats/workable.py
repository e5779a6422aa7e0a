"""Workable's jobs: those of its widget, of its API and of its career pages.

Sources: https://help.workable.com/hc/en-us/articles/115012771647 (GET apply.workable.com/api/v1/widget/accounts/{name}:
`{"name", "jobs": [{"shortcode", "telecommuting", …}]}`), https://workable.readme.io/reference/jobs (`/spi/v3/jobs`) and
the list behind a career page (`/api/v3/accounts/{name}/jobs`: `{"results": [{"shortcode", "workplace", …}]}`), which
has no addresses: jobs are at https://apply.workable.com/j/{shortcode}.
"""

from typing import Any

from job_importer.intake.fields.values import as_list, child, text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

SITE = "https://apply.workable.com/j"
_NAMES = (("city",), ("region", "state", "subregion"), ("country", "country_name"))
_KINDS = {"full": "full-time", "part": "part-time"}


def recognises(evidence: Evidence) -> int:
    known = ("application_url", "telecommuting", "workplace", "approvalStatus")
    return 90 if evidence.has("title", "shortcode") and evidence.has_any(*known) else 0


def parse(raw: Fields) -> Fields:
    """The places, which stand in a list, in one record or in the job itself."""
    places = [one for one in as_list(raw.get("locations")) if isinstance(one, dict) and one.get("hidden") is not True]
    if not places:
        places = [raw["location"]] if isinstance(raw.get("location"), dict) else [raw]
    return raw | {
        "places": [place for one in places if (place := _place(one))],
        "countries": {country for one in places if (country := _first(one, ("country", "country_name")))},
        "workplace": _workplace(raw),
    }


def _place(place: Fields) -> str | None:
    return ", ".join(part for names in _NAMES if (part := _first(place, names))) or None


def _first(fields: Fields, names: tuple[str, ...]) -> str | None:
    return next((text for name in names if (text := text_of(fields.get(name)))), None)


def _workplace(raw: Fields) -> Any:
    place = raw.get("location")
    stated = text_of(raw.get("workplace")) or text_of(child(place, "workplace_type")) or raw.get("workplace_type")
    flags = (raw.get("telecommuting"), child(place, "telecommuting"), raw.get("remote"))
    return stated or next((flag for flag in flags if flag is not None), None)


def adapter(context: Context) -> Adapter:
    company = context.about.get("name")

    def adapt(fields: Fields) -> Draft:
        countries, pay = fields["countries"], fields.get("salary")
        kind = text_of(fields.get("employment_type")) or text_of(fields.get("type"))
        return Draft(
            title=text_of(fields.get("title")),
            company=company,
            location=("; ".join(dict.fromkeys(fields["places"])),),
            country=next(iter(countries)) if len(countries) == 1 else None,
            remote=fields["workplace"],
            employment_type=_KINDS.get(kind or "", kind),
            category=text_of(fields.get("department")) or text_of(fields.get("function")),
            url=_first(fields, ("url", "shortlink")) or f"{SITE}/{text_of(fields.get('shortcode'))}",
            description=text_of(fields.get("description")),
            salary_min=child(pay, "salary_from"),
            salary_max=child(pay, "salary_to"),
            salary_currency=text_of(child(pay, "salary_currency")),
            posted=_first(fields, ("published_on", "published", "created_at")),
            language=text_of(fields.get("language")),
        )

    return adapt


FORMAT = Format(
    "workable",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("shortcode", "shortcode"), Candidate("id", "id"), Candidate("url", "url", is_url=True)),
    ("title", "department", "city", "location"),
    ("published_on", "published", "created_at"),
)
