"""Just Join IT's offers: `{"data": [{"slug", "title", "companyName", "employmentTypes": [{"from", "to", …}], …}]}`.

Source: the list behind the board (GET https://justjoin.it/api/candidate-api/offers). There is no address in it: offers
are at https://justjoin.it/job-offer/{slug}. Each kind of contract has a pay of its own; the first that is told counts.
"""

from typing import Any

from job_importer.intake.fields.nested import each
from job_importer.intake.fields.values import as_list, child, text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format
from job_importer.intake.normalise.employment import employment_type

SITE = "https://justjoin.it/job-offer"


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("slug", "companyName", "employmentTypes", "workplaceType") else 0


def parse(raw: Fields) -> Fields:
    """The places as texts; the kinds of contract as records, of which one has the pay."""
    contracts = [one for one in as_list(raw.get("employmentTypes")) if isinstance(one, dict)]
    places = [text_of(child(one, "city")) for one in as_list(raw.get("multilocation"))] or [text_of(raw.get("city"))]
    kind = ", ".join(dict.fromkeys(text for one in contracts if (text := text_of(one.get("type")))))
    hours = None if employment_type(kind) else text_of(raw.get("workingTime"))
    return raw | {
        "places": "; ".join(dict.fromkeys(filter(None, places))),
        "kind": ", ".join(filter(None, (kind, hours))) or None,
        "pay": next((one for one in contracts if one.get("from") is not None or one.get("to") is not None), {}),
    }


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        pay: Any = fields["pay"]
        slug, unit = text_of(fields.get("slug")), text_of(pay.get("unit"))
        return Draft(
            title=text_of(fields.get("title")),
            company=text_of(fields.get("companyName")),
            location=(fields["places"],),
            remote=text_of(fields.get("workplaceType")),
            employment_type=fields["kind"],
            category=text_of(child(fields.get("category"), "key")),
            url=f"{SITE}/{slug}" if slug else None,
            description=text_of(fields.get("body")),
            salary_min=pay.get("from"),
            salary_max=pay.get("to"),
            salary_currency=(text_of(pay.get("currency")) or "").upper() or None,
            salary_period=unit.lower() if unit else None,
            posted=fields.get("publishedAt"),
            expires=fields.get("expiredAt"),
            tags=each(fields.get("requiredSkills")),
        )

    return adapt


FORMAT = Format(
    "justjoin",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("slug", "slug"), Candidate("guid", "guid")),
    ("title", "companyName", "places"),
    ("publishedAt", "expiredAt"),
)
