"""Teamtailor career sites: RSS 2.0 of one employer, whom the channel names, with `tt:` fields and a `remoteStatus`.

Source: https://support.teamtailor.com (RSS feed, `<site>/jobs.rss`; namespace https://teamtailor.com/locations):
`tt:locations` with one `tt:location` a place, `tt:department`, `tt:role`; the status is none, hybrid,
temporary or fully.
"""

from job_importer.intake.fields.flat import CONTENT, DATES
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.fields.labels import TERMS, add_labelled
from job_importer.intake.fields.rss import CANDIDATES, is_rss
from job_importer.intake.fields.rss import adapter as flat_adapter
from job_importer.intake.fields.tenants import employer
from job_importer.intake.format import Adapter, Context, Draft, Evidence, Fields, Format


def recognises(evidence: Evidence) -> int:
    if not is_rss(evidence):
        return 0
    named = any("teamtailor.com" in uri for uri in evidence.namespaces)
    return 80 if named or evidence.has("remotestatus", "locations") else 0


_STATUS = {"none": False, "temporary": False}


def adapter(context: Context) -> Adapter:
    flat = flat_adapter(context)
    company = employer(context.about.get("title", ""))

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        draft.company = draft.company or company
        draft.remote = _STATUS.get(str(draft.remote), draft.remote)
        add_labelled(draft, TERMS)
        return draft

    return adapt


FORMAT = Format("teamtailor_rss", "xml", recognises, parse, adapter, CANDIDATES, CONTENT, DATES)
