"""No Fluff Jobs' postings: `{"postings": [{"id", "name", "title", "location": {"places": […]}, "posted", "url", …}]}`.

Source: the list behind the board, https://nofluffjobs.com/api/search/posting. `name` is the employer; `url` is the last
part of an address, https://nofluffjobs.com/job/{url}. The period of a pay is the one that was asked for, which the
answer does not tell.
"""

from job_importer.intake.fields.nested import place_of
from job_importer.intake.fields.values import as_list, child, text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

SITE = "https://nofluffjobs.com/job"


def recognises(evidence: Evidence) -> int:
    known = evidence.has("name", "title", "posted", "url", "location") and evidence.has_any("technology", "seniority")
    return 90 if known and any("places" in one["location"] for one in evidence.samples if _placed(one)) else 0


def _placed(sample: Fields) -> bool:
    return isinstance(sample.get("location"), dict)


def parse(raw: Fields) -> Fields:
    """The places, but for the regions in which they are listed as well."""
    records = [one for one in as_list(child(raw.get("location"), "places")) if isinstance(one, dict)]
    places = [one for one in records if one.get("provinceOnly") is not True] or records
    return raw | {
        "places": "; ".join(dict.fromkeys(text for one in places if (text := _place(one)))),
        "countries": {country for one in places if (country := text_of(child(one.get("country"), "name")))},
    }


def _place(place: Fields) -> str | None:
    return place_of({name: place.get(name) for name in ("city", "province", "country")})


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        countries, pay = fields["countries"], fields.get("salary")
        page = text_of(fields.get("url"))
        return Draft(
            title=text_of(fields.get("title")),
            company=text_of(fields.get("name")),
            location=(fields["places"],),
            country=next(iter(countries)) if len(countries) == 1 else None,
            remote=child(fields.get("location"), "fullyRemote"),
            employment_type=text_of(child(pay, "type")),
            category=text_of(fields.get("category")),
            url=f"{SITE}/{page}" if page else None,
            salary_min=child(pay, "from"),
            salary_max=child(pay, "to"),
            salary_currency=text_of(child(pay, "currency")),
            posted=fields.get("posted"),
            tags=[tag] if (tag := text_of(fields.get("technology"))) else [],
        )

    return adapt


FORMAT = Format(
    "nofluffjobs",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("id", "id"), Candidate("reference", "reference")),
    ("title", "name", "places"),
    ("posted", "renewed"),
)
