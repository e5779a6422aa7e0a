"""What `words/publishers.txt` cannot say of boards on RSS: facts in a form of their own."""

import re
from collections.abc import Callable, Mapping

from job_importer.intake.fields.rss import is_rss, with_creator
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Draft, Evidence, Fields
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.text import clean_text

Finish = Callable[[Draft, Fields], Draft]

_JOB_CODE = re.compile(r"(?i)[?&]JobCode=\d")
_EMPLOYER = re.compile(r"(.{2,200}?)\s*\(([^()]{2,100})\)")


def _higheredjobs(draft: Draft, fields: Fields) -> Draft:
    if employer := _EMPLOYER.fullmatch((draft.description or "").strip()):  # that is all it says
        draft.company, draft.location, draft.description = employer[1], (employer[2],), None
    return draft


def _is_higheredjobs(evidence: Evidence) -> bool:
    links = [text_of(sample.get("link")) or "" for sample in evidence.samples]
    return is_rss(evidence) and bool(links) and all(map(_JOB_CODE.search, links))


def _weworkremotely(draft: Draft, fields: Fields) -> Draft:
    company, colon, title = (draft.title or "").partition(": ")
    if colon and title.strip():
        draft.title = title
        draft.company = draft.company or company
    region, state, country = (text_of(fields.get(name)) for name in ("region", "state", "country"))
    anywhere = region is not None and region.lower().startswith("anywhere")
    draft.location = (region,) if anywhere else (state, country or region)
    draft.country = None if anywhere else country
    return draft


def _is_weworkremotely(evidence: Evidence) -> bool:
    titled = sum(": " in (text_of(sample.get("title")) or "") for sample in evidence.samples)
    return titled >= len(evidence.samples) / 2


def _job_listing(draft: Draft, fields: Fields) -> Draft:
    """Some sites put the category into job_type and the type into job_category."""
    draft = with_creator(draft, text_of(fields.get("dc:creator")))
    kind, category = clean_text(draft.employment_type), clean_text(text_of(fields.get("jobcategory")))
    if kind and category and not _is_type(kind) and _is_type(category):
        draft.employment_type, draft.category = draft.category, draft.employment_type
    return draft


def _is_type(text: str) -> bool:
    return employment_type(text) not in (None, "other")


FINISHES: Mapping[str, Finish] = {
    "higheredjobs": _higheredjobs,
    "job_listing": _job_listing,
    "weworkremotely": _weworkremotely,
}
CLAIMS: Mapping[str, Callable[[Evidence], bool]] = {
    "higheredjobs": _is_higheredjobs,
    "weworkremotely": _is_weworkremotely,
}
