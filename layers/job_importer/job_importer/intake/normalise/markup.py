"""HTML in canonical form, read without a parser: no attributes but those of links, every other "<" and ">" escaped.

Most descriptions are no more than properly nested paragraphs and lists. For these the sanitiser would hand back what it
was given, at several times the cost of seeing so.
"""

import re
from collections import Counter
from functools import lru_cache

_WORDS = "[^<>]*+"
_STRESSED = rf"<(?:b>{_WORDS}</b|strong>{_WORDS}</strong|i>{_WORDS}</i|em>{_WORDS}</em|u>{_WORDS}</u|br)>"
_LINE = rf"{_WORDS}(?:{_STRESSED}{_WORDS})*+"
_ITEM = rf"\s*+<li>(?:{_LINE}|<p>{_LINE}</p>\s*+)</li>\s*+"
_BLOCKS = "|".join(
    [
        rf"p>{_LINE}</p",
        rf"ul>(?:{_ITEM})*+</ul",
        rf"ol>(?:{_ITEM})*+</ol",
        rf"div>{_LINE}</div",
        *(rf"h{level}>{_LINE}</h{level}" for level in range(1, 7)),
    ]
)
_PLAIN = re.compile(rf"(?:{_LINE}(?:<(?:{_BLOCKS})>)?+)*+")


def is_plain(html: str) -> bool:
    """Whether `html` is lines, paragraphs, headings and flat lists only, each properly closed, without attributes."""
    return "<" in html and _PLAIN.fullmatch(html) is not None


MAX_NESTING = 256
_OPENING_OR_CLOSING = re.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Void elements, and those that the next of their kind closes: they do not pile up.
_NEVER_DEEP = frozenset(("br", "hr", "img", "input", "meta", "link", "wbr", "p", "li", "dt", "dd", "tr", "td", "th"))


def is_bottomless(html: str) -> bool:
    """Whether elements are opened into one another beyond reason: parsing costs the square of the depth."""
    if html.count("<") <= MAX_NESTING:
        return False
    opened: Counter[str] = Counter()
    depth = 0
    for closing, name in _OPENING_OR_CLOSING.findall(html):
        name = name.lower()
        if name in _NEVER_DEEP or (closing and not opened[name]):
            continue
        step = -1 if closing else 1
        opened[name] += step
        depth += step
        if depth > MAX_NESTING:
            return True
    return False


_PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "hr", "dl")
_LINES = ("div", "li", "tr", "dt", "dd", "caption", "section", "article", "header", "footer", "center")
_BREAKS = {
    **{slash + name: 2 for name in _PARAGRAPHS for slash in ("", "/")},
    **{slash + name: 1 for name in _LINES for slash in ("", "/")},
}
_TAG_RUN = re.compile(r"(<[^>]*+>\s*+(?:<[^>]*+>\s*+)*+)")  # begins with its "<", by which sre finds it fast


def readable(html: str) -> str:
    """The text of canonical HTML whose whitespace is spaces; character references stay as they are.

    Paragraphs are parted by a blank line, list items begin with "- ", cells of a table are parted by a space.
    """
    parts = _TAG_RUN.split(html)
    parts[1::2] = [_separator(run) for run in parts[1::2]]
    text = "".join(parts)
    while "  " in text:
        text = text.replace("  ", " ")
    return text.replace(" \n", "\n").strip()


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
