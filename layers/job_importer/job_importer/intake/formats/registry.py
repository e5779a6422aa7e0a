"""All formats, and the choice among them."""

from job_importer.intake.formats import indeed, job_listing, weworkremotely
from job_importer.intake.formats.model import Evidence, Format

FORMATS: tuple[Format, ...] = (job_listing.FORMAT, weworkremotely.FORMAT, indeed.FORMAT)


def by_name(name: str) -> Format | None:
    return next((format for format in FORMATS if format.name == name.lower()), None)


def recognise(evidence: Evidence) -> Format | None:
    """The format with the most specific claim; None if none claims the document."""
    claims = [(format.recognises(evidence), format) for format in FORMATS if format.syntax == evidence.syntax]
    claim, format = max(claims, key=lambda pair: pair[0], default=(0, None))
    return format if claim else None
