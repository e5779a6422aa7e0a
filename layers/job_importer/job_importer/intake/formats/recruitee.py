"""Recruitee's careers site: `{"offers": [{"careers_url", "employment_type_code", …}]}`.

Source: https://docs.recruitee.com/reference/offers (GET https://<company>.recruitee.com/api/offers/).
"""

from job_importer.intake.fields.nested import country_of, place_of
from job_importer.intake.fields.values import as_list, child, text_of, texts_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format


def recognises(evidence: Evidence) -> int:
    if not evidence.samples:
        return 2 if evidence.path == ("offers",) else 0
    return 90 if evidence.has("careers_url", "title") else 0


def parse(raw: Fields) -> Fields:
    """Description and requirements are two halves of one text; the workplace is told by three flags."""
    halves = (text_of(raw.get("description")), text_of(raw.get("requirements")))
    flags = (name for name in ("remote", "hybrid", "on_site") if raw.get(name) is True)
    return raw | {
        "body": "\n\n".join(half for half in halves if half) or None,
        "workplace": " or ".join(flags).replace("_", " ") or raw.get("remote"),
    }


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        pay = fields.get("salary")
        return Draft(
            title=text_of(fields.get("title")),
            company=text_of(fields.get("company_name")),
            location=_place(fields),
            country=country_of(fields.get("locations")) or _country(fields),
            remote=fields["workplace"],
            employment_type=text_of(fields.get("employment_type_code")),
            category=text_of(fields.get("department")),
            url=text_of(fields.get("careers_url")),
            description=fields["body"],
            salary_min=child(pay, "min"),
            salary_max=child(pay, "max"),
            salary_currency=text_of(child(pay, "currency")),
            salary_period=text_of(child(pay, "period")),
            posted=fields.get("published_at") or fields.get("created_at"),
            expires=fields.get("close_at"),
            language=text_of(fields.get("primary_lang_code")),
            tags=[*texts_of(fields.get("tags"))],
        )

    return adapt


def _country(fields: Fields) -> str | None:
    """The job's own; of a job in several countries it is only the first one's."""
    if len(as_list(fields.get("locations"))) > 1:
        return None
    return text_of(fields.get("country_code")) or text_of(fields.get("country"))


def _place(fields: Fields) -> tuple[str | None, ...]:
    places = [place for one in as_list(fields.get("locations")) if (place := place_of(one))]
    if len(places) > 1:
        return ("; ".join(dict.fromkeys(places)),)
    city = text_of(fields.get("city"))
    if city is None:
        return (text_of(fields.get("location")),)
    return (city, text_of(fields.get("state_name")), text_of(fields.get("country")))


FORMAT = Format(
    "recruitee",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("id", "id"), Candidate("slug", "slug"), Candidate("careers_url", "careers_url", is_url=True)),
    ("title", "company_name", "location", "city"),
    ("published_at", "created_at", "close_at"),
)
