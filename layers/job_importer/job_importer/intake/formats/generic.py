"""An unknown layout of repeated elements, read by the names of its fields; the last resort.

No source: it is believed only where names occur that hardly anything but an advertisement for a job has.
"""

from job_importer.intake.fields.aliases import BASE
from job_importer.intake.fields.field_names import slots_of, telling
from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.format import Evidence, Format

TELLING = 2


def recognises(evidence: Evidence) -> int:
    if evidence.syntax != "xml" or evidence.root in ("rss", "feed", "rdf"):
        return 0
    if not evidence.samples:
        return 1  # an empty list of something
    slots = slots_of(evidence.fields)
    return 5 if "title" in slots and len(slots) >= 3 and len(telling(evidence.fields)) >= TELLING else 0


FORMAT = Format("generic", "xml", recognises, parse, adapter_for(BASE), candidates(), CONTENT, DATES)
