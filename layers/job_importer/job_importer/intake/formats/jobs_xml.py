"""`<jobs><job>` and its like with flat fields in any spelling: `<Jobs><Job><JobID>`, `<vacancies><vacancy>` …

Sources: the feed pages of aggregators that prescribe no names of their own, such as
https://www.workcircle.com/feedspec, http://www.jobinventory.com/feed-format.html and
http://www.searchjobs.com/feedspec.html.
"""

from job_importer.intake.fields.aliases import BASE
from job_importer.intake.fields.field_names import slots_of, telling
from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.fields.values import words
from job_importer.intake.format import Evidence, Format

ITEMS = frozenset(
    words(
        "job vacancy position jobposting joblisting jobad joboffer opening requisition positionopening jobrequisition"
        " jobopening jobpositionposting stelle stellenangebot stellenanzeige vacature vaga emploi vacante stilling"
    )
)
ADVERTISEMENTS = frozenset(words("anzeige inserat inserate"))  # of anything: cars and homes as well


def recognises(evidence: Evidence) -> int:
    if evidence.syntax != "xml" or evidence.item not in ITEMS | ADVERTISEMENTS:
        return 0
    slots = slots_of(evidence.fields)
    told = evidence.has("beruf") or telling(evidence.fields)
    return 40 if "title" in slots and (told or (len(slots) >= 3 and evidence.item in ITEMS)) else 0


FORMAT = Format("jobs_xml", "xml", recognises, parse, adapter_for(BASE), candidates(), CONTENT, DATES)
