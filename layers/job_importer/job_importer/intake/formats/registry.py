"""All formats, and the choice among them."""

from functools import cache

from job_importer.intake.format import Evidence, Format
from job_importer.intake.formats import (
    atom,
    generic,
    generic_json,
    hacker_news,
    jobs_xml,
    json_feed,
    rss,
    schema_org,
    table,
)
from job_importer.intake.formats.publishers import formats

_KINDS = (rss, atom, jobs_xml, generic, schema_org, hacker_news, json_feed, generic_json, table)
FORMATS: tuple[Format, ...] = (*formats().values(), *(kind.FORMAT for kind in _KINDS))


@cache
def _by_name() -> dict[str, Format]:
    return {format.name: format for format in FORMATS}


def by_name(name: str) -> Format | None:
    return _by_name().get(name.lower())


def recognise(evidence: Evidence) -> Format | None:
    """The format with the most specific claim; None if none claims the document."""
    claims = [(format.recognises(evidence), format) for format in FORMATS if format.syntax == evidence.syntax]
    claim, format = max(claims, key=lambda pair: pair[0], default=(0, None))
    return format if claim else None
