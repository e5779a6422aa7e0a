"""RSS with fields of jobs that belong to no known format: un-namespaced, or in the publisher's own namespace.

Source: RSS 2.0 (https://www.rssboard.org/rss-specification) and RSS 1.0 with the names of `formats.aliases`.
"""

from job_importer.intake.articles import OTHER_FIELDS
from job_importer.intake.formats.aliases import JOB_ONLY
from job_importer.intake.formats.flat import CONTENT, DATES
from job_importer.intake.formats.flat import parse as parse
from job_importer.intake.formats.labels import add_labelled
from job_importer.intake.formats.model import Adapter, Context, Draft, Evidence, Fields, Format
from job_importer.intake.formats.rss_common import CANDIDATES, is_rss, namer
from job_importer.intake.formats.rss_common import adapter as flat_adapter

PLACED = {"location", "city", "remote"}
ELSEWHERE = {"company", "companyname", "advertiser", "experience", "schedule", "closingdate", "expirationdate"}
ELSEWHERE |= {"validthrough", "applicationdeadline"}
"""Of the names that are telling otherwise, those that feeds of products, events, tenders and releases have, too."""


def recognises(evidence: Evidence) -> int:
    if not is_rss(evidence):
        return 0
    telling = JOB_ONLY.intersection(evidence.fields)
    if telling - ELSEWHERE:
        return 50
    other = OTHER_FIELDS.intersection(evidence.fields) or evidence.has("startdate", "enddate")
    return 50 if telling and not other and evidence.has_any(*PLACED) else 0


def adapter(context: Context) -> Adapter:
    flat, add_named = flat_adapter(context), namer(context)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        add_labelled(draft)
        add_named(draft, fields)
        return draft

    return adapt


FORMAT = Format("rss_jobs", "xml", recognises, parse, adapter, CANDIDATES, CONTENT, DATES)
