"""Ashby's job board: `{"jobs": [{"jobUrl", "employmentType", "secondaryLocations", "compensation", …}]}`.

Source: https://developers.ashbyhq.com/docs/public-job-posting-api
(GET /posting-api/job-board/{board}?includeCompensation=true). The company is not named in it.
"""

from typing import Any

from job_importer.intake.fields.values import as_list, child, text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format


def recognises(evidence: Evidence) -> int:
    if not evidence.has("title", "jobUrl"):
        return 0
    return 90 if evidence.has_any("isListed", "secondaryLocations", "descriptionHtml", "publishedAt") else 0


def parse(raw: Fields) -> Fields:
    """The places as texts, their countries, and the part of the compensation that is the salary."""
    others = as_list(raw.get("secondaryLocations"))
    addresses = [raw.get("address"), *(child(one, "address") for one in others)]
    return raw | {
        "places": [raw.get("location"), *(child(one, "location") for one in others)],
        "countries": {country for one in addresses if (country := _country(one))},
        "pay": _salary(raw.get("compensation")),
        "summary": text_of(child(raw.get("compensation"), "compensationTierSummary")),
    }


def _country(address: Any) -> str | None:
    return text_of(child(child(address, "postalAddress") or address, "addressCountry"))


def _salary(compensation: Any) -> Any:
    parts = as_list(child(compensation, "summaryComponents"))
    return next((one for one in parts if child(one, "compensationType") == "Salary"), None)


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        countries, pay = fields["countries"], fields["pay"]
        flag = fields.get("isRemote")
        return Draft(
            title=text_of(fields.get("title")),
            location=("; ".join(dict.fromkeys(filter(None, map(text_of, fields["places"])))),),
            country=next(iter(countries)) if len(countries) == 1 else None,
            remote=text_of(fields.get("workplaceType")) or flag,
            employment_type=text_of(fields.get("employmentType")),
            category=text_of(fields.get("department")) or text_of(fields.get("team")),
            url=text_of(fields.get("jobUrl")) or text_of(fields.get("applyUrl")),
            description=text_of(fields.get("descriptionHtml")) or text_of(fields.get("descriptionPlain")),
            salary=fields["summary"],
            salary_min=child(pay, "minValue"),
            salary_max=child(pay, "maxValue"),
            salary_currency=text_of(child(pay, "currencyCode")),
            salary_period=text_of(child(pay, "interval")),
            posted=fields.get("publishedAt") or fields.get("publishedDate"),
        )

    return adapt


FORMAT = Format(
    "ashby",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("id", "id"), Candidate("jobUrl", "jobUrl", is_url=True)),
    ("title", "location", "department"),
    ("publishedAt", "publishedDate"),
)
