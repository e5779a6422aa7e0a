"""RSS with fields of jobs that belong to no known format: un-namespaced, or in the publisher's own namespace.

Source: RSS 2.0 (https://www.rssboard.org/rss-specification) and RSS 1.0 with the names of `fields.aliases`.
"""

from job_importer.intake.fields.flat import CONTENT, DATES
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.fields.labels import add_labelled
from job_importer.intake.fields.rss import CANDIDATES, is_rss, namer
from job_importer.intake.fields.rss import adapter as flat_adapter
from job_importer.intake.format import Adapter, Context, Draft, Evidence, Fields, Format
from job_importer.intake.guard.articles import has_job_fields


def recognises(evidence: Evidence) -> int:
    return 50 if is_rss(evidence) and has_job_fields(evidence) else 0


def adapter(context: Context) -> Adapter:
    flat, add_named = flat_adapter(context), namer(context)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        add_labelled(draft)
        add_named(draft, fields)
        return draft

    return adapt


FORMAT = Format("rss_jobs", "xml", recognises, parse, adapter, CANDIDATES, CONTENT, DATES)
