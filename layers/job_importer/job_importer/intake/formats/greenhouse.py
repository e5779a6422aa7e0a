"""Greenhouse's job board: `{"jobs": [{"absolute_url", "internal_job_id", "content", …}]}`.

Source: https://developers.greenhouse.io/job-board.html (GET /v1/boards/{token}/jobs?content=true). Gem's boards have
its fields and some of their own (https://api.gem.com/job_board/v0/reference).
`content` is HTML, escaped.
`updated_at` is no date of publication: boards that lack `first_published` give none.
"""

from decimal import Decimal
from typing import Any

from job_importer.intake.fields.values import as_list, child, text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

_EMPLOYMENT = ("employment type", "job type", "time type", "commitment")
_WORKPLACE = ("workplace type", "location type", "remote", "work arrangement")


def recognises(evidence: Evidence) -> int:
    if not evidence.samples:
        return 2 if evidence.path == ("jobs",) and evidence.root == "object" else 0
    return 90 if evidence.has("absolute_url", "title") and evidence.has_any("internal_job_id", "updated_at") else 0


def parse(raw: Fields) -> Fields:
    """Lists of records become what is said in them: names, and the board's own questions by their labels."""
    return raw | {
        "location": child(raw.get("location"), "name"),
        "departments": [child(one, "name") for one in as_list(raw.get("departments"))],
        "offices": [child(one, "location") or child(one, "name") for one in as_list(raw.get("offices"))],
        "metadata": {str(child(one, "name")).lower(): child(one, "value") for one in as_list(raw.get("metadata"))},
        "pay": next((one for one in as_list(raw.get("pay_input_ranges")) if isinstance(one, dict)), {}),
    }


def adapter(context: Context) -> Adapter:
    board = context.about.get("name")

    def adapt(fields: Fields) -> Draft:
        pay = fields["pay"]
        return Draft(
            title=text_of(fields.get("title")),
            company=text_of(fields.get("company_name")) or board,
            location=(text_of(fields["location"]) or "; ".join(filter(None, map(text_of, fields["offices"]))),),
            remote=text_of(fields.get("location_type")) or _answer(fields["metadata"], _WORKPLACE),
            employment_type=text_of(fields.get("employment_type")) or _answer(fields["metadata"], _EMPLOYMENT),
            category=text_of(fields["departments"]),
            url=text_of(fields.get("absolute_url")),
            description=text_of(fields.get("content")),
            salary_min=_units(pay.get("min_cents")),
            salary_max=_units(pay.get("max_cents")),
            salary_currency=text_of(pay.get("currency_type")),
            salary_period=text_of(pay.get("title")),
            posted=fields.get("first_published") or fields.get("first_published_at"),
            expires=fields.get("application_deadline"),
            language=text_of(fields.get("language")),
        )

    return adapt


def _answer(metadata: dict[str, Any], labels: tuple[str, ...]) -> str | None:
    return next((text for label in labels if (text := text_of(metadata.get(label)))), None)


def _units(cents: Any) -> Decimal | None:
    return Decimal(cents) / 100 if isinstance(cents, int) and not isinstance(cents, bool) else None


FORMAT = Format(
    "greenhouse",
    "json",
    recognises,
    parse,
    adapter,
    (
        Candidate("id", "id"),
        Candidate("internal_job_id", "internal_job_id"),
        Candidate("absolute_url", "absolute_url", is_url=True),
    ),
    ("title", "company_name", "location"),
    ("first_published", "first_published_at", "updated_at", "application_deadline"),
)
