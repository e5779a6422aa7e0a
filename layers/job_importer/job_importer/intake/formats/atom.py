"""Atom (RFC 4287; 0.3 with its `issued`): entries with id, title, link rel="alternate", published, summary and content,
which is text, HTML or XHTML.
"""

from typing import Any

from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for
from job_importer.intake.fields.labels import add_labelled
from job_importer.intake.fields.rss import ALIASES, add_categories, namer
from job_importer.intake.fields.values import as_list, text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format
from job_importer.urls.normalise import clean_url

flat_adapter = adapter_for(ALIASES)


def recognises(evidence: Evidence) -> int:
    return 20 if evidence.syntax == "xml" and evidence.root == "feed" else 0


def parse(raw: Fields) -> Fields:
    """The entry with its link as an address and its categories as their terms."""
    fields = dict(raw)
    if "link" in fields:
        fields["link"] = _alternate(as_list(fields["link"]))
    if "category" in fields:
        categories = [c for c in as_list(fields["category"]) if isinstance(c, dict)]
        fields["category"] = [c.get("@label") or c.get("@term") for c in categories]
    return fields


def _alternate(links: list[Any]) -> str | None:
    """RFC 4287, 4.2.7.2: a link without rel is an alternate. Of several, a page to read comes first."""
    addressed = [link for link in links if isinstance(link, dict) and link.get("@href")]
    alternate = [link for link in addressed if link.get("@rel", "alternate") == "alternate"]
    alternate.sort(key=lambda link: "html" not in link.get("@type", "html"))
    text = next((link for link in links if isinstance(link, str)), None)
    return next((link["@href"] for link in alternate), None) or text or (addressed[0]["@href"] if addressed else None)


def adapter(context: Context) -> Adapter:
    flat, add_named = flat_adapter(context), namer(context)
    base = clean_url(context.about.get("@xml:base"), context.feed_url)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        if "category" in fields:
            add_categories(draft, fields["category"])
        draft.url = draft.url or text_of(fields.get("id"))
        nearest = clean_url(fields.get("@xml:base"), base) or base
        draft.url = clean_url(draft.url, nearest) or draft.url
        draft.posted = text_of(fields.get("published")) or text_of(fields.get("issued")) or draft.posted
        add_labelled(draft)
        add_named(draft, fields)
        return draft

    return adapt


CANDIDATES = (Candidate("id", "id", is_url=True),)
FORMAT = Format("atom", "xml", recognises, parse, adapter, CANDIDATES, CONTENT, DATES, plain=True)
