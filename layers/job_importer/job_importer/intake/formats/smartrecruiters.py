"""SmartRecruiters' postings: `{"content": [{"id", "name", "releasedDate", "typeOfEmployment", …}]}`.

Source: https://developers.smartrecruiters.com/docs/posting-api (GET /v1/companies/{companyIdentifier}/postings).
A posting in a list has no address; its page is https://jobs.smartrecruiters.com/{company.identifier}/{id}.
"""

from typing import Any

from job_importer.intake.fields.nested import paragraphs
from job_importer.intake.fields.values import child, text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

SITE = "https://jobs.smartrecruiters.com"
_CATEGORY = ("department", "function", "industry")


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("id", "name", "releasedDate") and evidence.has_any("typeOfEmployment", "refNumber") else 0


def parse(raw: Fields) -> Fields:
    """Records become their labels; the sections of the advertisement one text."""
    return raw | {
        "employer": text_of(child(raw.get("company"), "name")),
        "page": text_of(raw.get("postingUrl")) or _page(raw),
        "categories": [text_of(child(raw.get(name), "label")) for name in _CATEGORY],
        "kind": text_of(child(raw.get("typeOfEmployment"), "label")),
        "body": _body(child(raw.get("jobAd"), "sections")),
    }


def _page(raw: Fields) -> str | None:
    company, number = text_of(child(raw.get("company"), "identifier")), text_of(raw.get("id"))
    return f"{SITE}/{company}/{number}" if company and number else None


def _body(sections: Any) -> str | None:
    texts = [text_of(child(section, "text")) for section in sections.values()] if isinstance(sections, dict) else []
    return paragraphs([text for text in texts if text])


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        place = fields.get("location")
        return Draft(
            title=text_of(fields.get("name")),
            company=fields["employer"],
            location=_location(place),
            country=text_of(child(place, "country")),
            remote="hybrid" if child(place, "hybrid") is True else child(place, "remote"),
            employment_type=fields["kind"],
            category=next((one for one in fields["categories"] if one), None),
            url=fields["page"] or text_of(fields.get("applyUrl")),
            description=fields["body"],
            posted=fields.get("releasedDate"),
            language=text_of(child(fields.get("language"), "code")),
        )

    return adapt


def _location(place: Any) -> tuple[str | None, ...]:
    whole = text_of(child(place, "fullLocation"))
    if whole is not None:
        return (whole,)
    country = text_of(child(place, "country"))
    return (text_of(child(place, "city")), text_of(child(place, "region")), country.upper() if country else None)


FORMAT = Format(
    "smartrecruiters",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("id", "id"), Candidate("uuid", "uuid"), Candidate("refNumber", "refNumber")),
    ("name", "location", "employer"),
    ("releasedDate",),
)
