"""RSS 2.0 as it is (https://www.rssboard.org/rss-specification) and RSS 1.0 (https://web.resource.org/rss/1.0/spec),
without fields for jobs. Articles come in the same form, so the texts decide whether it is a feed of jobs.
"""

from job_importer.intake.formats.flat import CONTENT, DATES
from job_importer.intake.formats.flat import parse as parse
from job_importer.intake.formats.labels import add_labelled
from job_importer.intake.formats.model import Adapter, Candidate, Context, Draft, Evidence, Fields, Format
from job_importer.intake.formats.rss_common import adapter as flat_adapter
from job_importer.intake.formats.rss_common import candidates, is_rss, namer, with_creator
from job_importer.intake.values import text_of


def recognises(evidence: Evidence) -> int:
    return 10 if is_rss(evidence) else 1 if evidence.root in ("rss", "rdf") else 0


def adapter(context: Context) -> Adapter:
    flat, add_named = flat_adapter(context), namer(context)

    def adapt(fields: Fields) -> Draft:
        draft = with_creator(flat(fields), text_of(fields.get("dc:creator")))
        add_labelled(draft)
        add_named(draft, fields)
        return draft

    return adapt


CANDIDATES = candidates(
    Candidate("guid", "guid", is_url=True),
    Candidate("rdf:about", "@about", is_url=True),
    Candidate("link", "link", is_url=True, shareable=True),
)
FORMAT = Format("rss", "xml", recognises, parse, adapter, CANDIDATES, CONTENT, DATES, plain=True)
