"""iCIMS' career sites (once Jibe): `{"jobs": [{"data": {"slug", "req_id", "full_location", "meta_data", …}}]}`.

Source: the list behind a site, https://{host}/api/jobs. `apply_url` leads to a login; the page of a job is its
canonical address.
"""

from job_importer.intake.fields.flat import candidates
from job_importer.intake.fields.values import child, text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format
from job_importer.intake.formats import generic_json


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("slug", "title") and evidence.has_any("ats_code", "full_location", "req_id") else 0


def parse(raw: Fields) -> Fields:
    """`intake.json.layout` has opened `data`."""
    return generic_json.parse(raw) | {"page": text_of(child(raw.get("meta_data"), "canonical_url"))}


def adapter(context: Context) -> Adapter:
    flat = generic_json.FORMAT.adapter(context)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        draft.url = fields["page"] or draft.url
        draft.remote = draft.remote or text_of(fields.get("locationtype"))
        return draft

    return adapt


CANDIDATES = candidates(Candidate("slug", "slug"), Candidate("req_id", "reqid"))
FORMAT = Format(
    "icims", "json", recognises, parse, adapter, CANDIDATES, generic_json.FORMAT.content, generic_json.FORMAT.dates
)
