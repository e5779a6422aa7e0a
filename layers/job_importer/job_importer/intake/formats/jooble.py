"""Jooble: `<jobs><job id="…">` with link, name, region, pubdate, updated, expire (DD.MM.YYYY), jobtype, salary.

Source: https://jooble.org/partner/xml-feed (and its copies on Jooble's national sites).
"""

from job_importer.intake.fields.aliases import BASE, extend
from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.format import Candidate, Evidence, Format

ALIASES = extend(BASE, title="name", url="link", location="region", posted="pubdate", expires="expire")


def recognises(evidence: Evidence) -> int:
    jobs = evidence.syntax == "xml" and evidence.item == "job"
    return 70 if jobs and evidence.has("@id", "name", "link") else 0


CANDIDATES = candidates(Candidate("id", "@id"))
FORMAT = Format("jooble", "xml", recognises, parse, adapter_for(ALIASES), CANDIDATES, CONTENT, DATES)
