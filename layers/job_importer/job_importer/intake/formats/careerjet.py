"""Careerjet: `<jobs><job>` with title, url (often without scheme), nested location, contract_type, no id.

Source: https://www.careerjet.com/docs/feeds/xml
"""

from job_importer.intake.fields.aliases import BASE, extend
from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Adapter, Context, Draft, Evidence, Fields, Format

_TERMS = {"p": "permanent", "c": "contract", "t": "temporary", "i": "internship", "v": "voluntary"}
_HOURS = {"f": "full-time", "p": "part-time"}
flat_adapter = adapter_for(extend(BASE, url="url applyurl"))


def recognises(evidence: Evidence) -> int:
    jobs = evidence.syntax == "xml" and evidence.item == "job" and evidence.root != "source"
    ours = evidence.has_any("careerjetapplydata") or evidence.has("contracttype", "workinghours")
    return 65 if jobs and ours and evidence.has("title", "url") else 0


def adapter(context: Context) -> Adapter:
    flat = flat_adapter(context)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        terms, hours = text_of(fields.get("contracttype")), text_of(fields.get("workinghours"))
        kinds = (_TERMS.get(terms or "", terms), _HOURS.get(hours or "", hours))
        draft.employment_type = " ".join(kind for kind in kinds if kind) or draft.employment_type
        return draft

    return adapt


FORMAT = Format("careerjet", "xml", recognises, parse, adapter, candidates(), CONTENT, DATES)
