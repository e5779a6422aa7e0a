"""What the formats on RSS share (https://www.rssboard.org/rss-specification): an item, its guid, link and pubDate."""

import re
from dataclasses import replace

from job_importer.intake.formats import flat
from job_importer.intake.formats.aliases import BASE, extend
from job_importer.intake.formats.model import Candidate, Draft, Evidence

RSS_ALIASES = extend(
    BASE,
    description="content:encoded description",
    url="link",
    posted="pubdate dc:date",
    company="company companyname dc:publisher",
)
adapter = flat.adapter_for(RSS_ALIASES)


def candidates(*first: Candidate) -> tuple[Candidate, ...]:
    guid, link = Candidate("guid", "guid", is_url=True), Candidate("link", "link", is_url=True, shareable=True)
    return flat.candidates(*first, guid, link)


CANDIDATES = candidates()


def is_rss(evidence: Evidence) -> bool:
    return evidence.syntax == "xml" and evidence.root in ("rss", "channel", "rdf") and evidence.item == "item"


_BREAK = re.compile(r"(?i)\s*<br\s*/?>\s*|\s*\n\s*")


def with_creator(draft: Draft, creator: str | None) -> Draft:
    """`dc:creator` as "Company<br>Location" where the fields proper are missing."""
    if creator is None or draft.company is not None:
        return draft
    company, *place = _BREAK.split(creator.strip(), maxsplit=1)
    if not place:
        return draft
    return replace(draft, company=company, location=draft.location if any(draft.location) else (place[0],))
