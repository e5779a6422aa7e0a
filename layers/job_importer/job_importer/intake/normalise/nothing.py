"""Texts that say that there is nothing to be said: "nan", "N/A", "Not specified"."""

from functools import cache

from job_importer.intake import words


def given(text: str | None) -> str | None:
    """None where some software wrote that it had no value."""
    return None if text is None or (len(text) <= 16 and text.strip().lower() in _section("machine")) else text


def stated(text: str | None) -> str | None:
    """None where a person wrote so as well; for names, places and trades."""
    return None if text is None or text.lower() in _section("person") else given(text)


def is_of_advertisement(text: str) -> bool:
    """Whether a kind of work is rather one of advertisement."""
    return text.lower() in _section("advertisement")


@cache
def _section(section: str) -> frozenset[str]:
    return frozenset(words.entries("nothing", section))
