"""Comeet's positions: `[{"uid", "name", "url_active_page", "details": [{"name", "value", "order"}], …}]`.

Source: https://developers.comeet.com/reference/careers-api-overview
(GET /careers-api/2.0/company/{uid}/positions?details=true).
"""

from typing import Any

from job_importer.intake.fields.nested import place_of
from job_importer.intake.fields.values import as_list, child, text_of, texts_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

_PAGES = ("url_active_page", "url_comeet_hosted_page", "url_detected_page", "position_url", "url_recruit_hosted_page")


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("uid", "name") and evidence.has_any(*_PAGES) else 0


def parse(raw: Fields) -> Fields:
    """The sections of the description as one HTML text."""
    return raw | {"body": "\n".join(map(_section, as_list(raw.get("details")))) or None}


def _section(section: Any) -> str:
    heading, value = text_of(child(section, "name")), text_of(child(section, "value"))
    return f"<h3>{heading}</h3>\n<div>{value}</div>" if heading and value else value or ""


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        place = fields.get("location")
        flag = child(place, "is_remote")
        return Draft(
            title=text_of(fields.get("name")),
            company=text_of(fields.get("company_name")),
            location=(text_of(child(place, "name")) or place_of(place),),
            country=text_of(child(place, "country")),
            remote=text_of(fields.get("workplace_type")) or flag,
            employment_type=text_of(fields.get("employment_type")),
            category=text_of(fields.get("department")),
            url=next((url for page in _PAGES if (url := text_of(fields.get(page)))), None),
            description=fields["body"],
            tags=[*texts_of(fields.get("tags"))],
        )

    return adapt


FORMAT = Format(
    "comeet",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("uid", "uid"), *(Candidate(page, page, is_url=True) for page in _PAGES[:3])),
    ("name", "company_name", "location"),
)
