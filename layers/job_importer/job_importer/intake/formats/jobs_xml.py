"""`<jobs><job>` and its like with flat fields in any spelling: `<Jobs><Job><JobID>`, `<vacancies><vacancy>` …

Sources: the feed pages of aggregators that prescribe no names of their own, such as
https://www.workcircle.com/feedspec, http://www.jobinventory.com/feed-format.html and
http://www.searchjobs.com/feedspec.html.
"""

from job_importer.intake import words
from job_importer.intake.fields.aliases import BASE
from job_importer.intake.fields.field_names import slots_of, telling
from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.format import Evidence, Format


def recognises(evidence: Evidence) -> int:
    if evidence.syntax != "xml" or evidence.item not in words.names("elements", "jobs", "advertisements"):
        return 0
    slots = slots_of(evidence.fields)
    told = evidence.has("beruf") or telling(evidence.fields)
    return (
        40
        if "title" in slots and (told or (len(slots) >= 3 and evidence.item in words.names("elements", "jobs")))
        else 0
    )


FORMAT = Format("jobs_xml", "xml", recognises, parse, adapter_for(BASE), candidates(), CONTENT, DATES)
