"""What formats based on RSS have in common (https://www.rssboard.org/rss-specification): guid, link, pubDate,
categories, and the names of author, source and channel.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

from job_importer.intake import words
from job_importer.intake.fields import flat
from job_importer.intake.fields.aliases import BASE, Aliases, extend
from job_importer.intake.fields.nested import stated
from job_importer.intake.fields.tenants import tenant
from job_importer.intake.fields.title_habits import Habits
from job_importer.intake.fields.titles import add_titled, is_place, names_pay
from job_importer.intake.fields.values import child, records, text_of
from job_importer.intake.format import Adapter, Candidate, Candidates, DocumentFacts, Draft, Evidence, Fields
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.remote_title import remote_aside
from job_importer.intake.normalise.text import clean_text
from job_importer.intake.words.forms import said

_NAMES = extend(
    BASE,
    description="content:encoded description",
    url="link",
    posted="pubdate dc:date published issued dcterms:issued",
    company="company companyname dc:publisher",
    category="category dc:subject",
    location="location dc:coverage",
)
ALIASES = replace(
    _NAMES,
    without={
        "url": frozenset(("guid",)),  # may be any text
        "posted": frozenset(("startdate", "startedat")),  # pubDate has that meaning
    },
)


def adapter_for(aliases: Aliases) -> Callable[[DocumentFacts], Adapter]:
    flat_adapter = flat.adapter_for(aliases)

    def bind(context: DocumentFacts) -> Adapter:
        by_names, remote = flat_adapter(context), lists_only_remote(context)

        def adapt(fields: Fields) -> Draft:
            draft = by_names(fields)
            if draft.url is None:
                draft.url = _address(fields)
            if (categories := fields.get("category")) is not None:
                add_categories(draft, categories)
            if remote and remote_aside(draft.title or "") is not False:
                draft.remote_evidence += ("remote",)  # after what the item itself says
            return draft

        return adapt

    return bind


def _address(fields: Fields) -> str | None:
    """The address of an item whose link has no text: `<link href="…"/>`, `<atom:link …/>`, or an address as guid."""
    links = [one for name in ("link", "atom:link") for one in records(fields.get(name))]
    if found := next((link["@href"] for link in links if link.get("@href")), None):
        return str(found)
    ids = (text_of(fields.get(name)) or "" for name in ("guid", "@about"))
    return next((one for one in ids if one.startswith(("http://", "https://"))), None)


def candidates(*first: Candidate) -> Candidates:
    guid, link = Candidate("guid", "guid", is_url=True), Candidate("link", "link", is_url=True, shareable=True)
    return flat.candidates(*first, guid, link)


def is_rss(evidence: Evidence) -> bool:
    return evidence.syntax == "xml" and evidence.root in ("rss", "channel", "rdf") and evidence.item == "item"


def add_categories(draft: Draft, categories: object) -> None:
    """The first is the category; if there are several, all are also tags. Some are types of employment."""
    if type(categories) is list:
        terms = [term for one in categories if (term := stated(one))]
        if len(terms) > 1:
            draft.category = terms[0]
            draft.tags = [*terms, *draft.tags]
            draft.remote_evidence += tuple(terms[1:])
    else:
        terms = [draft.category] if draft.category else []
    if draft.employment_type is None:
        draft.employment_type = next(filter(_is_type, terms), None)


_TYPES = frozenset(("internship", "internships", "freelance", "temporary", "volunteer", "volunteering", "contract"))


def _is_type(term: str) -> bool:
    """Whether the term is a type of employment and cannot be a trade, as "Contracts" and "Stage" can."""
    if len(term) >= 20:
        return False
    return term.lower() in _TYPES or employment_type(term) in ("full_time", "part_time")


NAMED = ("dc:creator", "source", "author")


def namer(context: DocumentFacts) -> Callable[[Draft, Fields], None]:
    """Returns a function for items without a field for the employer: it looks at title, author and source, and finally
    at the owner of the whole feed.
    """
    only = tenant(context)
    habits = Habits.of(map(_told, context.samples), context.about.get("title", ""))

    def add_named(draft: Draft, fields: Fields) -> None:
        if draft.company is None or not any(draft.location) or (draft.salary is None and names_pay(draft.title)):
            author = text_of(child(fields.get("atom:author"), "atom:name"))
            names = (text_of(fields.get(name)) for name in NAMED)
            add_titled(draft, author, *names, habits=habits)
            draft.company = draft.company or only

    return add_named


def _told(sample: Fields) -> tuple[str, str]:
    texts = (clean_text(text_of(sample.get(name))) or "" for name in ("description", "content", "content:encoded"))
    return clean_text(text_of(sample.get("title"))) or "", " ".join(texts)


_BREAK = re.compile(r"(?i)\s*<br\s*/?>\s*")


def with_creator(draft: Draft, creator: str | None) -> Draft:
    """Reads `dc:creator` as "Company<br>Location" if the draft has no company.

    Authors of articles may have a second line too: after a mere line end, it must certainly be a place.
    """
    if creator is None or draft.company is not None or not ("<" in creator or "\n" in creator.strip()):
        return draft
    company, *place = _BREAK.split(creator.strip(), maxsplit=1)
    if not place:
        company, *place = (line.strip() for line in creator.strip().split("\n", 1))
        if not place or not is_place(place[0]):
            return draft
    if said("role", place[0]):
        return draft
    return replace(draft, company=company, location=draft.location if any(draft.location) else (place[0],))


@cache
def _called() -> re.Pattern[str]:
    far_away = words.expression("remote", "far away")
    return re.compile(
        rf"(?i)^(?:latest |all |new |100% )*remote (?!{far_away})(?:[^\W\d_]+ ){{0,2}}?(?:jobs|vacancies)\b"
    )


def lists_only_remote(context: DocumentFacts) -> bool:
    """Whether the board lists only remote jobs, judging by its host or the name of its channel."""
    title, hosts = context.about.get("title", "").strip(), words.entries("remote", "hosts")
    return _host(context.about.get("link")) in hosts or _called().match(title) is not None


def _host(link: str | None) -> str:
    try:
        return (urlsplit((link or "").lower()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
