"""Teamtailor's API, a JSON:API: `{"data": [{"id", "attributes": {"title", "body", …}, "links": {…}}]}`.

Source: https://docs.teamtailor.com/ (GET https://api.teamtailor.com/v1/jobs). Department and locations are records of
their own (`included`), to which an item refers; they are not followed. The company is not named.
"""

from job_importer.intake.fields.values import child, text_of, texts_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("title", "links") and evidence.has_any("remote-status", "human-status") else 0


def parse(raw: Fields) -> Fields:
    """`intake.json.layout` has put the attributes beside the id and the links."""
    return raw | {"page": text_of(child(raw.get("links"), "careersite-job-url"))}


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        return Draft(
            title=text_of(fields.get("title")),
            remote=text_of(fields.get("remote-status")),
            employment_type=text_of(fields.get("employment-type")),
            url=fields["page"],
            description=text_of(fields.get("body")),
            salary_min=fields.get("min-salary"),
            salary_max=fields.get("max-salary"),
            salary_currency=text_of(fields.get("currency")),
            salary_period=text_of(fields.get("salary-time-unit")),
            posted=fields.get("start-date") or fields.get("created-at"),
            expires=fields.get("end-date"),
            language=text_of(fields.get("language-code")),
            tags=[*texts_of(fields.get("tags"))],
        )

    return adapt


FORMAT = Format(
    "teamtailor",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("id", "id"), Candidate("careersite-job-url", "page", is_url=True)),
    ("title", "body"),
    ("start-date", "created-at", "end-date"),
)
