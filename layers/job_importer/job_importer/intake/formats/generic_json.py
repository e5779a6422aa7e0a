"""An unknown JSON list of jobs, read by the names of its fields as `formats.generic` reads XML; the last resort.

No source: it is believed only where names occur that hardly anything but an advertisement for a job has.
"""

from typing import Any

from job_importer.intake.formats import generic
from job_importer.intake.formats.aliases import BASE, JOB_ONLY
from job_importer.intake.formats.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.formats.model import Evidence, Fields, Format
from job_importer.intake.json.sniff import plain_name, slots


def recognises(evidence: Evidence) -> int:
    if not evidence.samples:
        return int(bool(evidence.path))  # an empty list of something
    telling = JOB_ONLY.intersection(map(plain_name, evidence.fields))
    known = slots(evidence.fields)
    return 5 if "title" in known and len(known) >= 3 and len(telling) >= generic.TELLING else 0


def parse(raw: Fields) -> Fields:
    """Names as the table of aliases spells them, at every level."""
    return {plain_name(name): _renamed(value) for name, value in raw.items()}


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        return parse(value)
    return [_renamed(one) for one in value] if isinstance(value, list) else value


FORMAT = Format("json", "json", recognises, parse, adapter_for(BASE), candidates(), CONTENT, DATES)
