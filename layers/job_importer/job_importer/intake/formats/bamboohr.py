"""BambooHR's career page: `{"result": [{"jobOpeningName", "employmentStatusLabel", "atsLocation", …}]}`.

Source: https://<company>.bamboohr.com/careers/list, the list behind the page. There is no address in it: jobs are at
https://<company>.bamboohr.com/careers/<id>.
"""

from typing import Any

from job_importer.intake.fields.feed_url import site_of
from job_importer.intake.fields.values import child, text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

_PARTS = (("city",), ("state", "province"), ("country", "addressCountry"))
_WORKPLACES = {"0": "on-site", "1": "remote", "2": "hybrid"}


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("id", "jobOpeningName") else 0


def parse(raw: Fields) -> Fields:
    """The place from whichever of its two records is filled; the workplace from its number."""
    places = [places for name in ("location", "atsLocation") if any(places := _parts(raw.get(name)))]
    number = text_of(raw.get("locationType")) or ""
    return raw | {"places": places[0] if places else (), "workplace": _WORKPLACES.get(number, raw.get("isRemote"))}


def _parts(place: Any) -> tuple[str | None, ...]:
    return tuple(next((text for name in names if (text := text_of(child(place, name)))), None) for names in _PARTS)


def adapter(context: Context) -> Adapter:
    site = site_of(context.feed_url)

    def adapt(fields: Fields) -> Draft:
        number = text_of(fields.get("id"))
        return Draft(
            title=text_of(fields.get("jobOpeningName")),
            location=fields["places"],
            country=fields["places"][2] if fields["places"] else None,
            remote=fields["workplace"],
            employment_type=text_of(fields.get("employmentStatusLabel")),
            category=text_of(fields.get("departmentLabel")),
            url=text_of(fields.get("jobOpeningShareUrl")) or (f"{site}/careers/{number}" if site and number else None),
            description=text_of(fields.get("description")),
            salary=text_of(fields.get("compensation")),
            posted=fields.get("datePosted"),
        )

    return adapt


FORMAT = Format(
    "bamboohr",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("id", "id"),),
    ("jobOpeningName", "location", "atsLocation"),
    ("datePosted",),
)
