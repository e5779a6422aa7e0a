"""CSV, its columns read by their names as `formats.generic` reads elements.

No source: every publisher names the columns. It is believed only where names occur that hardly anything but an
advertisement for a job has.
"""

from job_importer.intake.fields.aliases import BASE
from job_importer.intake.fields.field_names import slots_of
from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.fields.names import plain
from job_importer.intake.format import Evidence, Fields, Format
from job_importer.intake.formats import generic_json


def recognises(evidence: Evidence) -> int:
    if not evidence.samples:
        return int("title" in slots_of(map(plain, evidence.fields)))
    return generic_json.recognises(evidence)


def parse(raw: Fields) -> Fields:
    return {plain(name): value for name, value in raw.items()}


FORMAT = Format("csv", "table", recognises, parse, adapter_for(BASE), candidates(), CONTENT, DATES)
