"""Recognises placeholder texts: "nan", "N/A", "Not specified"."""

from job_importer.intake import words

_LONGEST = 20  # characters of such a text


def given(text: str | None) -> str | None:
    """The text, or None if software wrote it for a missing value ("nan", "undefined")."""
    if text is None or len(text) > _LONGEST:
        return text
    return None if text.strip().lower() in words.names("nothing", "machine") else text


def stated(text: str | None) -> str | None:
    """Like `given`, but also None for what people write ("n/a"). For names, places and trades."""
    if text is None or len(text) > _LONGEST:
        return text
    return None if text.lower() in words.names("nothing", "person", "machine") else text


def is_of_advertisement(text: str) -> bool:
    """Whether a "type" describes the advertisement rather than the work."""
    return text.lower() in words.names("nothing", "advertisement")
