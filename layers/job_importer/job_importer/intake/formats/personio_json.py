"""Personio's list of positions as JSON: `[{"id", "name", "office", "employment_type", "schedule", …}]`.

Source: https://<company>.jobs.personio.de/search.json, the list behind a company's career page; the fields are those
of the XML feed (https://developer.personio.de/docs/retrieving-open-job-positions). There is no address in it: jobs are
at https://<company>.jobs.personio.de/job/<id>.
"""

from job_importer.intake.fields.feed_url import language_of, site_of
from job_importer.intake.fields.values import text_of, texts_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format


def recognises(evidence: Evidence) -> int:
    named = evidence.has("id", "name") and evidence.has_any("office", "offices")
    return 85 if named and evidence.has_any("subcompany", "occupation_category", "seniority") else 0


def parse(raw: Fields) -> Fields:
    """Offices and kinds of employment, each of which a position may have several, as one text."""
    offices = [*texts_of(raw.get("office")), *texts_of(raw.get("offices"))]
    kinds = [text for name in ("employment_type", "schedule") if (text := text_of(raw.get(name)))]
    return raw | {"places": "; ".join(dict.fromkeys(offices)), "kind": " ".join(kinds) or None}


def adapter(context: Context) -> Adapter:
    site = site_of(context.feed_url)
    language = language_of(context.feed_url)

    def adapt(fields: Fields) -> Draft:
        number = text_of(fields.get("id"))
        return Draft(
            title=text_of(fields.get("name")),
            company=text_of(fields.get("subcompany")),
            location=(fields["places"],),
            employment_type=fields["kind"],
            category=text_of(fields.get("department")) or text_of(fields.get("category")),
            url=f"{site}/job/{number}" if site and number else None,
            description=text_of(fields.get("description")),
            posted=fields.get("created_at") or fields.get("createdAt"),
            language=language,
            tags=[*texts_of(fields.get("keywords"))],
        )

    return adapt


FORMAT = Format(
    "personio_json",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("id", "id"),),
    ("name", "places", "subcompany"),
    ("created_at", "createdAt"),
)
