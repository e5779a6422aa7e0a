"""Languages as BCP 47 tags."""

import re
from functools import cache, lru_cache

from job_importer.intake import words


@cache
def _codes() -> dict[str, str]:
    """ISO 639-1 code by ISO 639-2 code, by name in some languages and in the language itself."""
    found: dict[str, str] = {}
    for subject in ("cldr_languages", "languages"):
        for code, names in words.sections(subject)["languages"].items():
            found.update((name, code) for name in (code, *names))
    return found


_TAG = re.compile(r"([a-zA-Z]{2,3})((?:[-_][a-zA-Z0-9]{2,8})*)(?:\.[\w-]+)?")


def language_tag(value: str | None) -> str | None:
    """A BCP 47 tag ("de", "en-GB", "zh-Hant-TW") from a code, a locale or a name; None if uncertain."""
    return _language_tag(value) if isinstance(value, str) and len(value) <= 64 else None


@lru_cache(maxsize=1024)
def _language_tag(value: str) -> str | None:
    value = value.strip()
    named = _codes().get(value.lower())
    if named:
        return named
    match = _TAG.fullmatch(value)
    if not match:
        return None
    language = _codes().get(match[1].lower())
    if language is None:
        return None
    return "-".join([language, *map(_subtag, re.split("[-_]", match[2])[1:])])


def _subtag(subtag: str) -> str:
    """The customary spelling: scripts in title case, regions in capitals (RFC 5646, 2.1.1)."""
    if len(subtag) == 4 and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 else subtag.lower()


def writes_day_first(tag: str | None) -> bool | None:
    """Whether "03/04/2026" is the third of April in a language; None if uncertain."""
    if tag is None or tag.endswith("-US"):
        return None
    return True if not words.names("languages", "day first").isdisjoint((tag, tag[:2])) else None
