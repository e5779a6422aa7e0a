"""Normalises the spelling of field names."""

import re
from unicodedata import combining, normalize

_SPELLING = str.maketrans("", "", "_-. ")
_ESCAPED = re.compile("_x00(?:20|2d|2e|2f|28|29)_")  # a space or a sign in a column's name, as databases export it
_LETTERS = str.maketrans({"ø": "oe", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "ı": "i"})  # without a decomposition


LONGEST_SHOWN, MOST_SHOWN = 40, 12


def shown(*names: str) -> str:
    """Names for a message: on one line, readable and short, whatever the feed put into them."""
    cut = [repr(name[:LONGEST_SHOWN])[1:-1] + "…" * (len(name) > LONGEST_SHOWN) for name in names[:MOST_SHOWN]]
    return ", ".join([*cut, *["…"] * (len(names) > MOST_SHOWN)])


def plain(name: str) -> str:
    """A local name in the spelling that all publishers' spellings come down to: `<Título>` is `titulo`."""
    name = name.lower()
    if "_x00" in name:
        name = _ESCAPED.sub("", name)
    name = name.translate(_SPELLING)
    if name.isascii():
        return name
    return "".join(c for c in normalize("NFKD", name.translate(_LETTERS)) if not combining(c))
