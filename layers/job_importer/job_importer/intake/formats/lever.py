"""Lever's postings: `[{"text", "hostedUrl", "categories", "lists", "createdAt", …}]`.

Source: https://github.com/lever/postings-api (GET /v0/postings/{site}?mode=json). The company is not named in it.
"""

from typing import Any

from job_importer.intake.fields.values import as_list, child, text_of, texts_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("text", "hostedUrl") else 0


def parse(raw: Fields) -> Fields:
    """The categories as fields of their own; description, lists and closing words as one text."""
    categories = raw.get("categories")
    places = [*texts_of(child(categories, "allLocations"))] or [*texts_of(child(categories, "location"))]
    return raw | {
        "locations": list(dict.fromkeys(places)),
        "commitment": text_of(child(categories, "commitment")),
        "team": text_of(child(categories, "department")) or text_of(child(categories, "team")),
        "body": _body(raw),
    }


def _body(raw: Fields) -> str | None:
    parts = [text_of(raw.get("description")) or text_of(raw.get("descriptionPlain"))]
    for section in as_list(raw.get("lists")):
        heading, content = text_of(child(section, "text")), text_of(child(section, "content"))
        parts += [f"<h3>{heading}</h3>" if heading else None, f"<ul>{content}</ul>" if content else None]
    parts.append(text_of(raw.get("additional")) or text_of(raw.get("additionalPlain")))
    return "\n".join(part for part in parts if part) or None


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        pay: Any = fields.get("salaryRange")
        return Draft(
            title=text_of(fields.get("text")),
            location=("; ".join(fields["locations"]),),
            country=text_of(fields.get("country")),
            remote=fields.get("workplaceType"),
            employment_type=fields["commitment"],
            category=fields["team"],
            url=text_of(fields.get("hostedUrl")) or text_of(fields.get("applyUrl")),
            description=fields["body"],
            salary=text_of(fields.get("salaryDescriptionPlain")) if pay is None else None,
            salary_min=child(pay, "min"),
            salary_max=child(pay, "max"),
            salary_currency=text_of(child(pay, "currency")),
            salary_period=text_of(child(pay, "interval")),
            posted=fields.get("createdAt"),
            tags=[*texts_of(fields.get("tags"))],
        )

    return adapt


FORMAT = Format(
    "lever",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("id", "id"), Candidate("hostedUrl", "hostedUrl", is_url=True)),
    ("text", "locations"),
    ("createdAt",),
)
