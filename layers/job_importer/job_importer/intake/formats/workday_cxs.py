"""Workday's career site: `{"total", "jobPostings": [{"title", "externalPath", "locationsText", "postedOn", …}]}`.

Source: the list behind a site, https://{host}/wday/cxs/{tenant}/{site}/jobs. Its jobs are at
https://{host}/{site}{externalPath}; the number after the path's last underscore is the requisition's, with "-1" for a
second posting of it. "2 Locations" is how many places there are, not where.
"""

import re

from job_importer.intake.fields.feed_url import parts_of, site_of
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

_SITE = re.compile(r"/wday/cxs/[^/]+/([^/]+)/")
_NUMBER = re.compile(r"_([^_/]+)$")
_HOW_MANY = re.compile(r"\d+ \w+")


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("title", "externalPath") and evidence.has_any("locationsText", "bulletFields") else 0


def parse(raw: Fields) -> Fields:
    return raw


def adapter(context: Context) -> Adapter:
    site = _site(context.feed_url)

    def adapt(fields: Fields) -> Draft:
        path, place = text_of(fields.get("externalPath")), text_of(fields.get("locationsText"))
        return Draft(
            title=text_of(fields.get("title")),
            location=(None if place is None or _HOW_MANY.fullmatch(place) else place,),
            remote=text_of(fields.get("remoteType")),
            employment_type=text_of(fields.get("timeType")),
            url=site + path if site and path else None,
            posted=fields.get("postedOn"),
        )

    return adapt


def _site(feed_url: str | None) -> str | None:
    host, name = site_of(feed_url), _SITE.match(parts_of(feed_url).path)
    return f"{host}/{name[1]}" if host and name else None


def _number(path: str) -> str | None:
    match = _NUMBER.search(path)
    return match[1] if match else None


FORMAT = Format(
    "workday_cxs",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("externalPath", "externalPath", derive=_number), Candidate("bulletFields", "bulletFields")),
    ("title", "locationsText"),
    ("postedOn",),
)
