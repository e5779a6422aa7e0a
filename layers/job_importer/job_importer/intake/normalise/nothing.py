"""Recognises placeholder texts: "nan", "N/A", "Not specified"."""

from functools import cache

from job_importer.intake import words

_LONGEST = 20  # characters of such a text


def given(text: str | None) -> str | None:
    """None where some software wrote that it had no value."""
    if text is None or len(text) > _LONGEST:
        return text
    return None if text.strip().lower() in _section("machine") else text


def stated(text: str | None) -> str | None:
    """None where a person wrote so as well; for names, places and trades."""
    if text is None or len(text) > _LONGEST:
        return text
    plain = text.lower()
    return None if plain in _section("person") or plain in _section("machine") else text


def is_of_advertisement(text: str) -> bool:
    """Whether a kind of work is rather one of advertisement."""
    return text.lower() in _section("advertisement")


@cache
def _section(section: str) -> frozenset[str]:
    return frozenset(words.entries("nothing", section))
