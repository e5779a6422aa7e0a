"""USAJOBS' search: `{"SearchResult": {"SearchResultItems": [{"MatchedObjectId", "MatchedObjectDescriptor": {…}}]}}`.

BeeSite (Milch & Zucker) serves the same, with names of its own in the descriptor.
Source: https://developer.usajobs.gov/api-reference/get-api-search (GET https://data.usajobs.gov/api/search).
RateIntervalCode: PA a year, PH an hour, PD a day, PM a month, BW a fortnight (no period of
ours). The currency is not named.
"""

from typing import Any

from job_importer.intake.fields.nested import MAX_PLACES, paragraphs
from job_importer.intake.fields.values import as_list, child, text_of, texts_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

_RATES = {"PA": "year", "PH": "hour", "PD": "day", "PM": "month", "PW": "week"}
_EMPLOYERS = ("OrganizationName", "ParentOrganizationName", "DepartmentName")
_SECTIONS = ("JobSummary", "MajorDuties", "Requirements", "Education", "Evaluations", "HowToApply", "Benefits")


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("PositionTitle", "PositionURI") else 0


def parse(raw: Fields) -> Fields:
    """`intake.json.layout` has put the descriptor's fields beside the id. Records become what they are called."""
    details = child(raw.get("UserArea"), "Details")
    return raw | {
        "details": details if isinstance(details, dict) else {},
        "countries": set(
            filter(None, (text_of(child(one, "CountryCode")) for one in _records(raw, "PositionLocation")))
        ),
        "kinds": [text_of(child(raw.get(name), "Name")) for name in ("PositionOfferingType", "PositionSchedule")],
        "pay": next(iter(_records(raw, "PositionRemuneration")), {}),
    }


def _records(raw: Fields, name: str) -> list[Fields]:
    return [one for one in as_list(raw.get(name)) if isinstance(one, dict)]


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        details, countries, pay = fields["details"], fields["countries"], fields["pay"]
        rate = text_of(pay.get("RateIntervalCode")) or ""
        return Draft(
            title=text_of(fields.get("PositionTitle")),
            company=next((text for name in _EMPLOYERS if (text := text_of(fields.get(name)))), None),
            location=(_places(fields) or text_of(fields.get("PositionLocationDisplay")),),
            country=next(iter(countries)) if len(countries) == 1 else None,
            remote=details.get("RemoteIndicator"),
            employment_type=" ".join(filter(None, fields["kinds"])) or None,
            category=", ".join(filter(None, (text_of(one.get("Name")) for one in _records(fields, "JobCategory"))))
            or None,
            url=text_of(fields.get("PositionURI")) or text_of(fields.get("ApplyURI")),
            description=_body(
                fields.get("PositionFormattedDescription") or fields.get("QualificationSummary"), details
            ),
            salary_min=pay.get("MinimumRange"),
            salary_max=pay.get("MaximumRange"),
            salary_period=_RATES.get(rate),
            posted=fields.get("PublicationStartDate") or fields.get("PositionStartDate"),
            expires=fields.get("ApplicationCloseDate") or fields.get("PositionEndDate"),
        )

    return adapt


def _places(fields: Fields) -> str:
    """By name: of several, what is displayed says no more than "Multiple Locations"."""
    names = (
        text_of(one.get("LocationName")) or text_of(one.get("CityName"))
        for one in _records(fields, "PositionLocation")[:MAX_PLACES]
    )
    return "; ".join(dict.fromkeys(filter(None, names)))


def _body(qualifications: Any, details: Fields) -> str | None:
    texts = [text for name in _SECTIONS for text in texts_of(details.get(name))]
    return paragraphs([*texts, *texts_of(qualifications)])


FORMAT = Format(
    "usajobs",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("MatchedObjectId", "MatchedObjectId"), Candidate("PositionID", "PositionID")),
    ("PositionTitle", "OrganizationName", "PositionLocationDisplay"),
    ("PublicationStartDate", "PositionStartDate", "ApplicationCloseDate", "PositionEndDate"),
)
