"""NEOGOV (governmentjobs.com): RSS 2.0 with `joblisting:` fields, from an agency that the channel names.

Source: the feeds of https://www.governmentjobs.com/careers/<agency> (`http://www.neogov.com/namespaces/JobListing`).
"""

from job_importer.intake.fields.flat import CONTENT, DATES
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.fields.rss import adapter as flat_adapter
from job_importer.intake.fields.rss import candidates, is_rss
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format


def recognises(evidence: Evidence) -> int:
    if not is_rss(evidence):
        return 0
    named = any("neogov.com" in uri for uri in evidence.namespaces)
    return 80 if evidence.has("jobid") and (named or evidence.has("advertisefromdateutc")) else 0


def adapter(context: Context) -> Adapter:
    flat = flat_adapter(context)
    agency = context.about.get("title")

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        draft.company = draft.company or agency
        return draft

    return adapt


CANDIDATES = candidates(Candidate("jobId", "jobid"))
FORMAT = Format("neogov", "xml", recognises, parse, adapter, CANDIDATES, CONTENT, DATES)
