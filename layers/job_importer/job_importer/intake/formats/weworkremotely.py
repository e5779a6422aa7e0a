"""We Work Remotely: RSS 2.0 with "Company: Title" and plain fields region, country, state, skills, type, expires_at.

Source: https://weworkremotely.com/remote-job-rss-feed (2026).
"""

from job_importer.intake.fields.flat import CONTENT, DATES
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.fields.labels import TERMS, add_labelled
from job_importer.intake.fields.rss import CANDIDATES, is_rss
from job_importer.intake.fields.rss import adapter as flat_adapter
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Adapter, Context, Draft, Evidence, Fields, Format


def recognises(evidence: Evidence) -> int:
    if not is_rss(evidence):
        return 0
    ours = "weworkremotely.com" in evidence.about.get("link", "") or evidence.has("region", "skills", "expiresat")
    titled = sum(": " in (text_of(sample.get("title")) or "") for sample in evidence.samples)
    return 80 if ours and evidence.has("region") and titled >= len(evidence.samples) / 2 else 0


def adapter(context: Context) -> Adapter:
    flat = flat_adapter(context)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        company, colon, title = (draft.title or "").partition(": ")
        if colon and title.strip():
            draft.title = title
            draft.company = draft.company or company
        region, state, country = (text_of(fields.get(name)) for name in ("region", "state", "country"))
        anywhere = region is not None and region.lower().startswith("anywhere")
        draft.location = (region,) if anywhere else (state, country or region)
        draft.country = None if anywhere else country
        draft.remote = "true"  # the board lists nothing else
        add_labelled(draft, TERMS)
        return draft

    return adapt


FORMAT = Format("weworkremotely", "xml", recognises, parse, adapter, CANDIDATES, CONTENT, DATES)
