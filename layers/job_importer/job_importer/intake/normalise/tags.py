"""Keywords, skills and categories as a list."""

import re
from collections.abc import Iterator

from job_importer.intake.normalise.entities import decode_all
from job_importer.intake.normalise.nothing import given
from job_importer.intake.normalise.text import clean_text

MAX_TAGS = 100
MAX_TAG_LENGTH = 1_000

_SEPARATOR = re.compile(r"[,;|\r\n]")


def tag_list(value: str | list[object] | None) -> list[str]:
    """Cleaned tags in the feed's order, each once however it is capitalised, at most 100.

    A text is split at commas, semicolons, bars and line ends; the members of a list are tags already.
    """
    tags: dict[str, str] = {}
    value = given(value) if isinstance(value, str) else value
    for part in _parts(value):
        tag = given(clean_text(part))
        if tag and len(tag) <= MAX_TAG_LENGTH:
            tags.setdefault(tag.casefold(), tag)
            if len(tags) == MAX_TAGS:
                break
    return list(tags.values())


def _parts(value: object) -> Iterator[str]:
    if isinstance(value, str) and value[:1] == "[" and value[-1:] == "]":  # a list as text
        yield from (part.strip().strip("\"'") for part in _SEPARATOR.split(value[1:-1]))
    elif isinstance(value, str):
        # Entities first: the semicolon of "R&amp;D" separates nothing.
        yield from _SEPARATOR.split(decode_all(value)) if "&" in value else _SEPARATOR.split(value)
    elif isinstance(value, list):
        yield from (part for part in value if isinstance(part, str))
