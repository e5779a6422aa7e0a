"""Normalises the spelling of field names."""

import re
from unicodedata import combining, normalize

_SPELLING = str.maketrans("", "", "_-. ")
_ESCAPED = re.compile("_x00(?:20|2d|2e|2f|28|29)_")  # a space or a sign in a column's name, as databases export it
_LETTERS = str.maketrans({"ø": "oe", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "ı": "i"})  # which nothing decomposes


def plain(name: str) -> str:
    """A local name in the spelling that all publishers' spellings share: `<Título>` is `titulo`."""
    name = name.lower()
    if "_x00" in name:
        name = _ESCAPED.sub("", name)
    name = name.translate(_SPELLING)
    if name.isascii():
        return name
    return "".join(c for c in normalize("NFKD", name.translate(_LETTERS)) if not combining(c))
