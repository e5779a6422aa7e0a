"""What `words/publishers.txt` cannot express about RSS and Atom feeds: facts in special forms."""

import re
from collections.abc import Callable, Mapping

from job_importer.intake.fields import parts
from job_importer.intake.fields.employers import LONGEST_NAME
from job_importer.intake.fields.labels import add_labelled
from job_importer.intake.fields.rss import with_creator
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import DocumentFacts, Draft, Fields
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.text import clean_text
from job_importer.urls.normalise import clean_url

Finish = Callable[[Draft, Fields], Draft]

_EMPLOYER = re.compile(r"(.{2,200}?)\s*\(([^()]{2,100})\)")


def _atom(context: DocumentFacts) -> Finish:
    """Addresses may be relative to the entry or the feed (xml:base)."""
    base = clean_url(context.about.get("@xml:base"), context.feed_url)

    def finish(draft: Draft, fields: Fields) -> Draft:
        draft.url = draft.url or text_of(fields.get("id"))
        draft.url = clean_url(draft.url, clean_url(fields.get("@xml:base"), base) or base) or draft.url
        draft.posted = text_of(fields.get("published")) or text_of(fields.get("issued")) or draft.posted
        return draft

    return finish


def _rss(context: DocumentFacts) -> Finish:
    in_parts = parts.is_habit(text_of(sample.get("description")) for sample in context.samples)

    def finish(draft: Draft, fields: Fields) -> Draft:
        draft = with_creator(draft, text_of(fields.get("dc:creator")))
        if in_parts:
            parts.add_parts(draft)
        add_labelled(draft)
        _add_repeated(draft)
        return draft

    return finish


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


def _higheredjobs(draft: Draft, fields: Fields) -> Draft:
    if employer := _EMPLOYER.fullmatch((draft.description or "").strip()):  # that is all it says
        draft.company, draft.location, draft.description = employer[1], (employer[2],), None
    return draft


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


def _job_listing(draft: Draft, fields: Fields) -> Draft:
    """Some sites put the category into job_type and the type into job_category."""
    draft = with_creator(draft, text_of(fields.get("dc:creator")))
    kind = clean_text(draft.employment_type)
    if kind and not _is_type(kind):
        category = clean_text(text_of(fields.get("jobcategory")))
        if category and _is_type(category):
            draft.employment_type, draft.category = draft.category, draft.employment_type
    return draft


def _is_type(text: str) -> bool:
    return employment_type(text) not in (None, "other")


FINISHES: Mapping[str, Callable[[DocumentFacts], Finish]] = {
    "atom": _atom,
    "higheredjobs": lambda context: _higheredjobs,
    "job_listing": lambda context: _job_listing,
    "rss": _rss,
    "weworkremotely": lambda context: _weworkremotely,
}
