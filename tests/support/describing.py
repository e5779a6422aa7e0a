"""One half of a description at a time."""

from job_importer.intake.normalise.html import describe


def sanitise_html(value: str | None) -> str | None:
    return describe(value)[0]


def html_to_text(value: str | None) -> str | None:
    return describe(value)[1]
