"""Decodes markup that is escaped inside markup: `<p>One&lt;br/&gt;two</p>`.

Each piece of text between two tags is decided by itself. If an escaped tag touches other text, the piece is markup;
tags that stand alone between spaces or quotes are merely mentioned ("use the &lt;br&gt; tag").
"""

import re

from job_importer.intake.normalise.characters import decode_once, without_noise

_LESS, _GREATER = r"&(?:amp;)*lt;", r"&(?:amp;)*gt;"
_NAMES = "p|div|ul|ol|li|h[1-6]|br|span|strong|b|em|i|u|a|font|table|tbody|tr|td|th|hr|blockquote|section|center|small"
_TAG = rf"{_LESS}/?(?:{_NAMES})(?=[\s/&])(?:(?!{_LESS}|{_GREATER})[^<>]){{0,300}}{_GREATER}"
_ANY = re.compile(rf"(?i){_TAG}")
_SPOKEN_OF = re.compile(rf"(?i)(?<![^\s\"'(`“‘„«]){_TAG}(?=[\s\"'),.;:`”’»]|$)")
_PIECES = re.compile(r"(<[^<>]*>)")
_VERBATIM = re.compile(r"(?i)<(?:code|pre)\b")


def has_escaped(markup: str) -> bool:
    """Whether there is an escaped "<". Finding the first "&" is faster than searching for "lt;" everywhere."""
    return (start := markup.find("&")) >= 0 and markup.find("lt;", start) > 0


def has_escaped_pieces(markup: str) -> bool:
    return has_escaped(markup) and _ANY.search(markup) is not None and decode_pieces(markup) != markup


def decode_pieces(markup: str) -> str:
    parts = _PIECES.split(markup)
    for index in range(0, len(parts), 2):
        piece = parts[index]
        if "lt;" in piece and not (index and _VERBATIM.match(parts[index - 1])) and _is_markup(piece):
            parts[index] = without_noise(decode_once(piece))
    return "".join(parts)


def _is_markup(piece: str) -> bool:
    tags, spoken_of = len(_ANY.findall(piece)), len(_SPOKEN_OF.findall(piece))
    return tags > spoken_of or (tags > 0 and not _ANY.sub("", piece).strip())
