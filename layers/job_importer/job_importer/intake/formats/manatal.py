"""Manatal's career pages: `{"results": [{"id", "hash", "position_name", "contract_details", …}]}`.

Source: https://developers.manatal.com/ (GET https://api.manatal.com/open/v3/career-page/{client}/jobs/). There is no
address in it: jobs are at https://www.careers-page.com/{client}/job/{hash}.
"""

import re

from job_importer.intake.fields.flat import candidates
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format
from job_importer.intake.formats import generic_json
from job_importer.intake.formats.generic_json import parse as parse

SITE = "https://www.careers-page.com"
_CLIENT = re.compile(r"/career-page/([\w-]+)/")


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("id", "hash", "position_name") else 0


def adapter(context: Context) -> Adapter:
    flat, client = generic_json.FORMAT.adapter(context), _CLIENT.search(context.feed_url or "")

    def adapt(fields: Fields) -> Draft:
        draft, page = flat(fields), text_of(fields.get("hash"))
        if draft.url is None and client and page:
            draft.url = f"{SITE}/{client[1]}/job/{page}"
        draft.employment_type = draft.employment_type or text_of(fields.get("contractdetails"))
        return draft

    return adapt


CANDIDATES = candidates(Candidate("id", "id"), Candidate("hash", "hash"))
FORMAT = Format(
    "manatal", "json", recognises, parse, adapter, CANDIDATES, generic_json.FORMAT.content, generic_json.FORMAT.dates
)
