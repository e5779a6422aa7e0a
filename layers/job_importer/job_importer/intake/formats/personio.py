"""Personio: `<workzag-jobs><position>`. There is no url in it; it is built from the feed's own host.

Source: https://developer.personio.de/docs/retrieving-open-job-positions
(https://<company>.jobs.personio.de/xml?language=<language>, jobs at https://<company>.jobs.personio.de/job/<id>).
"""

from job_importer.intake.fields.aliases import BASE, extend
from job_importer.intake.fields.feed_url import language_of, site_of
from job_importer.intake.fields.flat import DATES, adapter_for, candidates
from job_importer.intake.fields.values import as_list, child, text_of, texts_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

flat_adapter = adapter_for(extend(BASE, title="name", company="subcompany", posted="createdat", category="department"))


def recognises(evidence: Evidence) -> int:
    if evidence.syntax != "xml":
        return 0
    return 90 if evidence.root == "workzagjobs" else 80 if evidence.has("id", "name", "jobdescriptions") else 0


def parse(raw: Fields) -> Fields:
    """The sections of the description as one HTML text, the offices as a list."""
    fields = dict(raw)
    fields["description"] = _sections(as_list(child(raw.get("jobdescriptions"), "jobdescription")))
    fields["office"] = [*texts_of(raw.get("office")), *texts_of(raw.get("additionaloffices"))]
    return fields


def _sections(sections: list[Fields | None]) -> str | None:
    parts = []
    for section in sections:
        name, value = text_of(child(section, "name")), text_of(child(section, "value"))
        if value:
            parts.append(f"<h3>{name}</h3>\n<div>{value}</div>" if name else f"<div>{value}</div>")
    return "\n".join(parts) or None


def adapter(context: Context) -> Adapter:
    flat = flat_adapter(context)
    site, language = site_of(context.feed_url), language_of(context.feed_url)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        number = text_of(fields.get("id"))
        draft.url = f"{site}/job/{number}" if site and number else None
        draft.description = fields["description"]
        draft.location = ("; ".join(fields["office"]),)
        kinds = (text_of(fields.get("employmenttype")), text_of(fields.get("schedule")))
        draft.employment_type = " ".join(kind for kind in kinds if kind) or None
        draft.language = draft.language or language
        return draft

    return adapt


CANDIDATES = candidates(Candidate("id", "id"))
FORMAT = Format("personio", "xml", recognises, parse, adapter, CANDIDATES, ("name", "office", "subcompany"), DATES)
