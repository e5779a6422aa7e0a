"""Remote OK's API: an array whose first member is a legal notice, then `{"position", "company", "epoch", "tags", …}`.

Source: https://remoteok.com/api: remote jobs only; `salary_min` and `salary_max` are 0 where unknown, and of a
currency that is not given. The notice is told from the jobs in `intake.json.document`.
"""

from job_importer.intake.fields.values import text_of, texts_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("position", "company") and evidence.has_any("epoch", "slug", "apply_url") else 0


def parse(raw: Fields) -> Fields:
    return raw


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        return Draft(
            title=text_of(fields.get("position")),
            company=text_of(fields.get("company")),
            location=(text_of(fields.get("location")),),
            remote=True,
            url=text_of(fields.get("url")) or text_of(fields.get("apply_url")),
            description=text_of(fields.get("description")),
            salary_min=fields.get("salary_min"),
            salary_max=fields.get("salary_max"),
            posted=fields.get("date") or fields.get("epoch"),
            tags=[*texts_of(fields.get("tags"))],
        )

    return adapt


FORMAT = Format(
    "remoteok",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("id", "id"), Candidate("slug", "slug"), Candidate("url", "url", is_url=True)),
    ("position", "company", "location"),
    ("date",),
)
