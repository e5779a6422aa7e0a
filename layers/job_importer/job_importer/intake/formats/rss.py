"""RSS 2.0 as it is (https://www.rssboard.org/rss-specification) and RSS 1.0 (https://web.resource.org/rss/1.0/spec),
without fields for jobs. Articles come in the same form, so the texts decide whether it is a feed of jobs.
"""

from job_importer.intake.fields import parts
from job_importer.intake.fields.employers import LONGEST_NAME
from job_importer.intake.fields.flat import CONTENT, DATES
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.fields.labels import add_labelled
from job_importer.intake.fields.rss import ALIASES, adapter_for, candidates, is_rss, namer, with_creator
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

flat_adapter = adapter_for(ALIASES)


def recognises(evidence: Evidence) -> int:
    return 10 if is_rss(evidence) else 1 if evidence.root in ("rss", "rdf") else 0


def adapter(context: Context) -> Adapter:
    flat, add_named = flat_adapter(context), namer(context)
    in_parts = parts.is_habit(text_of(sample.get("description")) for sample in context.samples)

    def adapt(fields: Fields) -> Draft:
        draft = with_creator(flat(fields), text_of(fields.get("dc:creator")))
        if in_parts:
            parts.add_parts(draft)
        add_labelled(draft)
        _add_repeated(draft)
        add_named(draft, fields)
        return draft

    return adapt


def _add_repeated(draft: Draft) -> None:
    """Boards by Madgex write "Acme: Baker" and, in the description, "£30,000: Acme: We bake"."""
    name, colon, _ = (draft.title or "").partition(": ")
    if not colon or draft.company is not None or not draft.description or not 1 < len(name) <= LONGEST_NAME:
        return
    before, found, _ = draft.description[:500].partition(f"{name}: ")
    if found and (not before or before.endswith(": ")):
        draft.company = name
        if before and draft.salary is None and any(map(str.isdecimal, before)):
            draft.salary = before.removesuffix(": ")


CANDIDATES = candidates(
    Candidate("guid", "guid", is_url=True),
    Candidate("rdf:about", "@about", is_url=True),
    Candidate("link", "link", is_url=True, shareable=True),
)
FORMAT = Format("rss", "xml", recognises, parse, adapter, CANDIDATES, CONTENT, DATES, plain=True)
