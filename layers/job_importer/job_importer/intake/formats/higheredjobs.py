"""HigherEdJobs category feeds: RSS 2.0 with "Institution (City, ST)" as the description and the JobCode in the link.

Source: https://www.higheredjobs.com/rss/ (`categoryFeed.cfm?catID=…`).
"""

import re

from job_importer.intake.fields.aliases import Named
from job_importer.intake.fields.flat import DATES, WHAT_AND_WHERE
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.fields.rss import adapter as flat_adapter
from job_importer.intake.fields.rss import candidates, is_rss
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

_JOB_CODE = re.compile(r"(?i)[?&]JobCode=(\d+)")
_EMPLOYER = re.compile(r"(.{2,200}?)\s*\(([^()]{2,100})\)")


def recognises(evidence: Evidence) -> int:
    if not is_rss(evidence) or not evidence.samples:
        return 0
    coded = sum(job_code(text_of(sample.get("link")) or "") is not None for sample in evidence.samples)
    return 80 if coded == len(evidence.samples) else 0


def job_code(link: str) -> str | None:
    found = _JOB_CODE.search(link)
    return found[1] if found else None


def adapter(context: Context) -> Adapter:
    flat = flat_adapter(context)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        employer = _EMPLOYER.fullmatch((draft.description or "").strip())
        if employer:  # that is all it says
            draft.company, draft.location, draft.description = employer[1], (employer[2],), None
        return draft

    return adapt


CANDIDATES = candidates(Candidate("JobCode", "link", derive=job_code))
FORMAT = Format(
    "higheredjobs", "xml", recognises, parse, adapter, CANDIDATES, Named(*WHAT_AND_WHERE, "description"), DATES
)
