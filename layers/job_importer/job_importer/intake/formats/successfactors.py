"""SuccessFactors' list of requisitions: `<Job-Listing><Job><JobTitle>, <ReqId>, <filter1><label>…</label><value>…`.

Source: https://help.sap.com/docs/successfactors-recruiting ("Job Listing Summary XML", served at
https://career….successfactors.…/career?company=…&career_ns=job_listing_summary&resultType=XML). A requisition has no
address: it is made of the feed's host and company, as the career page itself does. The customer names the filters.
"""

from urllib.parse import parse_qs, urlencode

from job_importer.intake.fields.aliases import BASE, extend
from job_importer.intake.fields.feed_url import parts_of, site_of
from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

flat_adapter = adapter_for(extend(BASE, location="geographiclocation location", category="jobfunction"))


def recognises(evidence: Evidence) -> int:
    return 80 if evidence.root == "joblisting" and evidence.has("jobtitle", "reqid") else 0


def adapter(context: Context) -> Adapter:
    flat, site = flat_adapter(context), site_of(context.feed_url)
    company = next(iter(parse_qs(parts_of(context.feed_url).query).get("company", [])), None)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        if draft.url is None and site and company and (requisition := text_of(fields.get("reqid"))):
            query = {"career_ns": "job_listing", "company": company, "career_job_req_id": requisition}
            draft.url = f"{site}/career?{urlencode(query)}"
        return draft

    return adapt


CANDIDATES = candidates(Candidate("ReqId", "reqid"))
FORMAT = Format("successfactors", "xml", recognises, parse, adapter, CANDIDATES, CONTENT, DATES)
