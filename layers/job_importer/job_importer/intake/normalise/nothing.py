"""Recognises placeholder texts: "nan", "N/A", "Not specified"."""

from job_importer.intake import words

_LONGEST = 20  # characters of such a text


def given(text: str | None) -> str | None:
    """None where some software wrote that it had no value."""
    if text is None or len(text) > _LONGEST:
        return text
    return None if text.strip().lower() in words.names("nothing", "machine") else text


def stated(text: str | None) -> str | None:
    """None where a person wrote so as well; for names, places and trades."""
    if text is None or len(text) > _LONGEST:
        return text
    return None if text.lower() in words.names("nothing", "person", "machine") else text


def is_of_advertisement(text: str) -> bool:
    """Whether a kind of work is rather one of advertisement."""
    return text.lower() in words.names("nothing", "advertisement")
