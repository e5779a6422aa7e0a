"""Canonical HTML read without a parser: no attributes but those of links, every other "<" and ">" escaped.

Paragraphs and list items survive in the text, markup does not.
"""

import re
from functools import lru_cache

_CHARACTERS = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}  # the references that canonical HTML has
_REFERENCE = re.compile("&(?:lt|gt|amp);")
_PRE = re.compile(r"(?s)<pre>.*?</pre>")
_TAG_RUN = re.compile(r"(<[^>]*+>\s*+(?:<[^>]*+>\s*+)*+)")  # begins with its "<", by which sre finds it fast


def pieces(html: str) -> list[str]:
    """Texts and runs of tags in turn, a text first and last; all whitespace is spaces."""
    if "<pre>" in html:
        html = _PRE.sub(lambda match: match.group().replace("\n", "<br>"), html)
    if html.isascii():  # a fraction of what it costs to part all words and join them again
        html = html.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    elif "\n" in html or "\t" in html or "  " in html:
        html = " ".join(html.split())
    return _TAG_RUN.split(html)


def text_of_pieces(parts: list[str]) -> str | None:
    """The text: blank lines between paragraphs, "- " before list items, a space between the cells of a table."""
    parts[1::2] = map(_separator, parts[1::2])
    text = "".join(parts)
    while "  " in text:
        text = text.replace("  ", " ")
    text = text.replace(" \n", "\n").strip()
    if "&" in text:
        text = _REFERENCE.sub(lambda match: _CHARACTERS[match.group()], text)
    return text or None


_PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "hr", "dl")
_LINES = ("div", "li", "tr", "dt", "dd", "caption", "section", "article", "header", "footer", "center")
_BREAKS = {
    **{slash + name: 2 for name in _PARAGRAPHS for slash in ("", "/")},
    **{slash + name: 1 for name in _LINES for slash in ("", "/")},
}


@lru_cache(maxsize=4096)
def _separator(run: str) -> str:
    """What a run of tags means for the text: line ends, the bullet of an item, a space, or nothing."""
    lines = 0
    bullet = fresh_list = cell = False
    for tag in (piece.split(">", 1)[0].split(" ", 1)[0] for piece in run.split("<")[1:]):
        if tag == "br":
            lines += 1
        elif tag == "li":
            lines = max(lines, 1) if fresh_list else 1
            bullet, fresh_list = True, False
        elif tag in ("ul", "ol"):
            lines = max(lines, 1)
            fresh_list = True
        elif tag in ("/ul", "/ol"):  # an item that follows makes it one line again: the end of a list within a list
            lines, fresh_list = 2, False
        elif tag in ("td", "th"):
            cell = True
        elif not bullet:
            lines = max(lines, _BREAKS.get(tag, 0))
    if lines or bullet:
        return ("\n\n" if lines > 1 else "\n") + ("- " if bullet else "")
    return " " if cell or run[-1].isspace() or "> " in run else ""
