"""Normalises text: one line for titles and names, readable paragraphs for descriptions."""

import re
from functools import lru_cache

from job_importer.intake.normalise.characters import without_noise
from job_importer.intake.normalise.entities import MAX_ROUNDS, decode_once
from job_importer.intake.normalise.html import describe, html_to_text, sanitise_html

__all__ = ["clean_text", "describe", "html_to_text", "sanitise_html"]

MAX_LENGTH = 10_000  # what lies beyond is no title or name, and could be made to cost

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
    """One line of plain text: entities decoded, markup, control characters and surplus whitespace gone; None if empty.

    What stands in angle brackets without being markup ("Engineer <Remote>") keeps its words and loses the brackets.
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
    else:  # markup nested in markup beyond anything that a person wrote
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
