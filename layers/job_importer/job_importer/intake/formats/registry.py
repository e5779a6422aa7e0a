"""All formats, and the choice among them."""

from job_importer.intake.format import Evidence, Format
from job_importer.intake.formats import hacker_news, schema_org
from job_importer.intake.formats.loading import formats

_BY_NAME = formats() | {format.name: format for format in (schema_org.FORMAT, hacker_news.FORMAT)}
FORMATS: tuple[Format, ...] = tuple(_BY_NAME.values())


def by_name(name: str) -> Format | None:
    return _BY_NAME.get(name.lower())


def recognise(evidence: Evidence) -> Format | None:
    """The format with the most specific claim; None if none claims the document."""
    claims = [(format.recognises(evidence), format) for format in FORMATS if format.syntax == evidence.syntax]
    claim, format = max(claims, key=lambda pair: pair[0], default=(0, None))
    return format if claim else None
