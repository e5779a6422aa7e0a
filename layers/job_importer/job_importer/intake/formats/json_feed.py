"""JSON Feed: `{"version": "https://jsonfeed.org/version/1.1", "items": [{"id", "url", "content_html", …}]}`.

Source: https://www.jsonfeed.org/version/1.1/. It says nothing of jobs: as with plain RSS, the texts decide whether it
is a feed of jobs. Extensions are objects whose names begin with "_"; those that describe the job are read by the names
of their fields.
"""

from dataclasses import replace

from job_importer.intake.fields.aliases import BASE, extend
from job_importer.intake.fields.field_names import telling
from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.fields.labels import add_labelled
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format
from job_importer.intake.formats import generic_json
from job_importer.intake.guard.articles import article_reason

flat_adapter = adapter_for(
    extend(BASE, description="contenthtml contenttext", url="url externalurl", posted="datepublished")
)


def recognises(evidence: Evidence) -> int:
    if not evidence.about.get("version", "").startswith("https://jsonfeed.org/version/"):
        return 0
    if not evidence.samples:
        return 3
    told = set().union(*map(parse, evidence.samples))
    return 60 if telling(told) or article_reason(_as_rss(evidence)) is None else 0


def _as_rss(evidence: Evidence) -> Evidence:
    """The same under RSS's names, by which articles are told from jobs."""
    samples = tuple(
        sample | {"link": sample.get("url"), "description": sample.get("content_html") or sample.get("content_text")}
        for sample in evidence.samples
    )
    return replace(evidence, samples=samples, about={**evidence.about, "link": evidence.about.get("home_page_url", "")})


def parse(raw: Fields) -> Fields:
    """The item with its extensions opened; who wrote it is not who employs."""
    extensions = [value for name, value in raw.items() if name.startswith("_") and isinstance(value, dict)]
    fields = {name: value for name, value in raw.items() if name not in ("author", "authors", "attachments")}
    for extension in extensions:
        fields |= {name: value for name, value in extension.items() if name not in fields}
    return generic_json.parse(fields)


def adapter(context: Context) -> Adapter:
    flat = flat_adapter(context)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        add_labelled(draft)
        return draft

    return adapt


CANDIDATES = candidates(Candidate("id", "id", is_url=True))
FORMAT = Format("json_feed", "json", recognises, parse, adapter, CANDIDATES, CONTENT, DATES)
