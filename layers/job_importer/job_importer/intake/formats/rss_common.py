"""What the formats on RSS 2.0 share (https://www.rssboard.org/rss-specification): an item, its guid, link and pubDate."""

from job_importer.intake.formats.aliases import BASE, extend
from job_importer.intake.formats.flat import adapter_for, candidates
from job_importer.intake.formats.model import Candidate, Evidence

RSS_ALIASES = extend(
    BASE,
    description="content:encoded description",
    url="link",
    posted="pubdate dc:date",
    company="company companyname dc:publisher",
)
adapter = adapter_for(RSS_ALIASES)
CANDIDATES = candidates(Candidate("guid", "guid", is_url=True), Candidate("link", "link", is_url=True))


def is_rss(evidence: Evidence) -> bool:
    return evidence.syntax == "xml" and evidence.root in ("rss", "channel", "rdf") and evidence.item == "item"
