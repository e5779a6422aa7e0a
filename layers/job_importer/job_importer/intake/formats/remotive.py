"""Remotive's API: `{"jobs": [{"candidate_required_location", "job_type", "publication_date", …}]}`.

Source: https://remotive.com/api-documentation (GET https://remotive.com/api/remote-jobs): remote jobs only;
`candidate_required_location` is where the applicant may live.
"""

from job_importer.intake.format import Adapter, Context, Draft, Evidence, Fields, Format
from job_importer.intake.formats import generic_json
from job_importer.intake.formats.generic_json import parse as parse


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("title", "candidate_required_location", "publication_date") else 0


def adapter(context: Context) -> Adapter:
    flat = generic_json.FORMAT.adapter(context)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        draft.remote = True
        return draft

    return adapt


GENERIC = generic_json.FORMAT
FORMAT = Format("remotive", "json", recognises, parse, adapter, GENERIC.candidates, GENERIC.content, GENERIC.dates)
