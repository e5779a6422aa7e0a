"""Job posts on Hacker News: `{"hits": [{"objectID", "title", "url", "_tags": ["job", …]}]}`.

Source: https://hn.algolia.com/api (GET /api/v1/search_by_date?tags=job). The company is a part of the title, "Acme
(YC S20) Is Hiring …". A post without an address of its own has its page on the site.
"""

import re

from job_importer.intake.formats.model import Adapter, Candidate, Context, Draft, Evidence, Fields, Format
from job_importer.intake.values import as_list, text_of

SITE = "https://news.ycombinator.com/item?id="
_COMPANY = re.compile(r"(?i)(.{1,80}?)\s+(?:\(YC \w+\)|(?:is|are)\s+(?:\w+\s+)?hiring\b|–|-\s)")


def recognises(evidence: Evidence) -> int:
    tagged = sum("job" in as_list(sample.get("_tags")) for sample in evidence.samples)
    return 90 if evidence.has("objectID", "title") and 0 < len(evidence.samples) <= 2 * tagged else 0


def parse(raw: Fields) -> Fields:
    return raw


def adapter(context: Context) -> Adapter:
    def adapt(fields: Fields) -> Draft:
        title, number = text_of(fields.get("title")), text_of(fields.get("objectID"))
        company = _COMPANY.match(title or "")
        return Draft(
            title=title,
            company=company[1] if company else None,
            remote_evidence=(title,),
            url=text_of(fields.get("url")) or (SITE + number if number else None),
            description=text_of(fields.get("job_text")) or text_of(fields.get("story_text")),
            posted=fields.get("created_at"),
        )

    return adapt


FORMAT = Format(
    "hacker_news",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("objectID", "objectID"), Candidate("url", "url", is_url=True)),
    ("title",),
    ("created_at",),
)
