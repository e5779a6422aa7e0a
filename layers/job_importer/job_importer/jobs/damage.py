"""Detects traces of wrong decoding or escaping in a text, and whether a text is a damaged copy of another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TEXTS = ("title", "company", "location", "description_text")
LONGEST = 2_000  # characters of a text that are checked
SAME = 20  # characters that two texts must have in common, unless they are shorter
MUCH = 0.05  # share of damage in a text that is also a different text

# Escapes as text: from Python and JSON, HTML, addresses.
_ESCAPED = re.compile(
    r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|(?-i:\\[nrt](?![a-z]))"
    r"|&(?:amp;)*(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d{0,2});"
    r"|%(?:c[3-9a-f]|d[0-9a-f]|e[0-9a-f]%[89ab][0-9a-f])%[89ab][0-9a-f]",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|b|i|u|strong|em|ul|ol|li|h[1-6]|a|font|img|table|tbody|tr|td|html|body|title)\b[^<>]*>"
    r"|<!\[CDATA\[|\]\]>",
    re.IGNORECASE,
)
# U+FFFD, controls, and the question mark that replaces letters missing in an encoding.
_REPLACED = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f]|(?<=[A-Za-z])\?(?=[a-z])|(?<!\S)\?(?=[a-z])")
# UTF-8 read as Windows-1252: accented letters before the characters of continuation bytes.
_MOJIBAKE = re.compile(r"[\u00c2-\u00f4](?:[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ])+")
_PLAIN = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Damage:
    """`marks`: number of places; `share` of the characters; `rest`: the ASCII letters and digits besides."""

    marks: int
    share: float
    rest: str


def damage(text: str) -> Damage:
    text = text[:LONGEST]
    marks, rest = 0, text
    for pattern in (_ESCAPED, _MARKUP, _REPLACED):
        rest, found = pattern.subn("", rest)
        marks += found
    runs = [run for run in _MOJIBAKE.findall(rest) if _is_utf_8(run)]
    for run in runs:
        rest = rest.replace(run, "", 1)
    share = (len(text) - len(rest)) / len(text) if text else 0.0
    return Damage(marks + len(runs), share, _PLAIN.sub("", rest))


def _is_utf_8(run: str) -> bool:
    try:
        data = b"".join(character.encode("cp1252" if character > "\u00ff" else "latin-1") for character in run)
        return bool(data.decode("utf-8"))
    except UnicodeError:
        return False


def is_marked(job: Mapping[str, Any]) -> bool:
    return any(damage(job.get(name) or "").marks for name in TEXTS)


def worse_text(old: Mapping[str, Any], new: Mapping[str, Any]) -> str | None:
    """The first text that is worse in `new` than in `old`: damage where there was none, or far less."""
    return next((name for name in TEXTS if _is_worse(old.get(name) or "", new.get(name) or "")), None)


def _is_worse(old: str, new: str) -> bool:
    """A text that is also a different one, as with a new template, may have a slip or two."""
    if not old or old == new:
        return False
    before, after = damage(old), damage(new)
    return after.marks > 2 * before.marks and (_are_alike(before.rest, after.rest) or after.share > MUCH)


def _are_alike(old: str, new: str) -> bool:
    """As far as both go: a text cut at a certain length says less if it is full of escapes."""
    shorter = min(len(old), len(new))
    return old[:shorter] == new[:shorter] and (shorter >= SAME or len(old) == len(new))
