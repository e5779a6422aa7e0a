"""Himalayas' API: `{"jobs": [{"companySlug", "locationRestrictions", "timezoneRestrictions", "guid", …}]}`.

Source: https://himalayas.app/api (GET https://himalayas.app/jobs/api): remote jobs only; `locationRestrictions` are
the countries in which the applicant may live, none means anywhere. `pubDate` and `expiryDate` are epochs.
"""

from job_importer.intake.fields.flat import candidates
from job_importer.intake.format import Candidate, Evidence, Format
from job_importer.intake.formats import remotive
from job_importer.intake.formats.generic_json import parse as parse

adapter = remotive.adapter


def recognises(evidence: Evidence) -> int:
    restricted = evidence.has_any("locationRestrictions", "timezoneRestrictions")
    return 90 if restricted and evidence.has("title", "applicationLink") else 0


CANDIDATES = candidates(Candidate("guid", "guid", is_url=True))
FORMAT = Format(
    "himalayas_api", "json", recognises, parse, adapter, CANDIDATES, remotive.FORMAT.content, remotive.FORMAT.dates
)
