"""Reads from an item's fields what identifies it."""

import re
from collections.abc import Mapping
from typing import Any

from job_importer.intake.fields.values import text_of, texts_of
from job_importer.intake.format import Candidate
from job_importer.urls.normalise import strip_tracking


def id_value(candidate: Candidate, fields: Mapping[str, Any]) -> str | None:
    """The candidate's value in an item, in the form of the external id; None if it has none."""
    value = fields.get(candidate.field)
    if isinstance(value, list):
        value = next((one for one in value if text_of(one)), None)
    text = value if type(value) is str else _whole_text(value)
    text = " ".join(text.split())
    if not text:
        return None
    if candidate.derive is not None:
        return candidate.derive(text)
    return (strip_tracking(text) if candidate.is_url else text) or None


def _whole_text(value: Any) -> str:
    if type(value) is dict and len(value) == 2 and "#text" in value and "@ispermalink" in value:
        return str(value["#text"])  # RSS's guid, the most common by far
    return " ".join(texts_of(value))


def plain_text(value: Any) -> str:
    text = value if type(value) is str else text_of(value) or ""
    return " ".join(text.split()).casefold()


def all_text(value: Any) -> str:
    """All text of a value, sorted: a job that is listed twice may have its categories in another order."""
    return "\0".join(sorted("".join(text.split()).casefold() for text in texts_of(value)))


_FLEETING = re.compile(
    r"(?i)date|posted|publish|created|modified|expir|deadline|validthrough|timestamp"
    r"|^(?:job|total|num|number ?of)?[ _-]?(?:views?|hits|clicks|visits|impressions|applicants|applications"
    r"|applies|candidates)[ _-]?(?:counts?|number|total)?$"
)


def looks_fleeting(name: str) -> bool:
    """Whether the name is that of a date, or of a number of views or applications."""
    return _FLEETING.search(name) is not None
