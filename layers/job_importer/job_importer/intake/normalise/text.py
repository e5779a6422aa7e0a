"""Normalises text: one line for titles and names, readable paragraphs for descriptions."""

import re
from collections.abc import Iterator
from functools import lru_cache

from job_importer.intake.normalise.characters import MAX_ROUNDS, decode_all, decode_once, without_noise
from job_importer.intake.normalise.nothing import given

MAX_LENGTH = 10_000  # longer text is no title or name, and may be hostile

_HIDDEN = re.compile(r"(?is)<(script|style|template|noscript)\b[^>]*>.*?</\1\s*>|<!--.*?-->")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_INLINE_TAG = re.compile(
    r"(?i)</?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike"
    r"|strong|sub|sup|tt|u|var|wbr)(?:\s[^<>]*)?/?>"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<[!?][^<>]*>")
_MARKUP_TAG = re.compile(
    r"(?i)</?(?:[a-z][a-z0-9]*[:-][a-z0-9:-]*|h[1-6]|p|br|hr|div|ul|ol|li|dl|dt|dd|t(?:able|body|head|foot|r|d|h)|caption|img|picture"
    r"|video|audio|source|iframe|script|style|svg|math|path|object|embed|form|input|button|select|option|textarea"
    r"|pre|blockquote|center|section|article|header|footer|main|nav|aside|figure|figcaption|html|head|body|title"
    r"|meta|link|base|template|noscript|marquee|details|summary)(?=[\s/>])"
)


def clean_text(value: str | None) -> str | None:
    """One line of plain text: entities decoded; markup, control characters and surplus whitespace removed. None if
    empty.

    Text in angle brackets that is not markup ("Engineer <Remote>") loses only the brackets.
    """
    if not isinstance(value, str):
        return None
    if value.isascii() and value.isprintable() and "<" not in value and "&" not in value:
        return " ".join(value.split()) or None
    return _clean_short(value) if len(value) <= 256 else _clean(value[:MAX_LENGTH])


def _clean(value: str) -> str | None:
    for _ in range(MAX_ROUNDS):
        cleaned = without_noise(_without_tags(decode_once(value)))
        if cleaned == value:
            break
        value = cleaned
    else:  # markup in markup, deeper than anybody writes
        value = re.sub("[<>&]", " ", value)
    return " ".join(value.split()) or None


_clean_short = lru_cache(maxsize=8192)(_clean)  # companies, places and categories repeat from job to job


def _without_tags(value: str) -> str:
    if "<" not in value:
        return value
    value = _HIDDEN.sub(" ", _CDATA.sub("", value))
    return _TAG.sub(_tag_text, _INLINE_TAG.sub("", value))


def _tag_text(match: re.Match[str]) -> str:
    tag = match.group()
    if _MARKUP_TAG.match(tag) or tag[1] in "!?/" or tag[-2] == "/" or "=" in tag:
        return " "
    return f" {tag[1:-1]} "


MAX_TAGS = 100
MAX_TAG_LENGTH = 1_000

_SEPARATOR = re.compile(r"[,;|\r\n]")


def tag_list(value: str | list[object] | None) -> list[str]:
    """Cleaned tags in the feed's order, at most 100, without those that differ only in case.

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
