"""Jobicy's API: `{"jobs": [{"jobTitle", "companyName", "jobGeo", "jobType": […], …}]}`.

Source: https://github.com/Jobicy/remote-jobs-api (GET https://jobicy.com/api/v2/remote-jobs): remote jobs only;
`jobGeo` is where the applicant may live. `pubDate` has no zone.
"""

from job_importer.intake.fields.values import text_of, texts_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format, Window


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("jobTitle", "companyName") and evidence.has_any("jobGeo", "jobSlug", "jobExcerpt") else 0


def parse(raw: Fields) -> Fields:
    return raw | {"types": ", ".join(texts_of(raw.get("jobType"))), "industries": [*texts_of(raw.get("jobIndustry"))]}


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        return Draft(
            title=text_of(fields.get("jobTitle")),
            company=text_of(fields.get("companyName")),
            location=(text_of(fields.get("jobGeo")),),
            remote=True,
            employment_type=fields["types"],
            category=", ".join(fields["industries"]) or None,
            url=text_of(fields.get("url")),
            description=text_of(fields.get("jobDescription")) or text_of(fields.get("jobExcerpt")),
            salary_min=_first(fields, "salaryMin", "annualSalaryMin"),
            salary_max=_first(fields, "salaryMax", "annualSalaryMax"),
            salary_currency=text_of(fields.get("salaryCurrency")),
            salary_period=text_of(fields.get("salaryPeriod")) or _annual(fields),
            posted=fields.get("pubDate"),
        )

    return adapt


def _first(fields: Fields, *names: str) -> str | None:
    return next((text for name in names if (text := text_of(fields.get(name)))), None)


def _annual(fields: Fields) -> str | None:
    return "year" if _first(fields, "annualSalaryMin", "annualSalaryMax") else None


FORMAT = Format(
    "jobicy_api",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("id", "id"), Candidate("jobSlug", "jobSlug"), Candidate("url", "url", is_url=True)),
    ("jobTitle", "companyName", "jobGeo"),
    ("pubDate",),
    window=Window("Jobicy's API gives the newest jobs of those asked for, as many as its `count` allows."),
)
