"""Text of canonical HTML, without a parser: only links have attributes, every other "<" and ">" is escaped.

Paragraphs and list items survive in the text, markup does not.
"""

import re

from job_importer.caching import Memory
from job_importer.intake.normalise.markup import RUN

LINE_END = "\x01"  # for `separator`: a character that no text contains, until all other whitespace is collapsed
_GAP = re.compile(r"(?:^|>)\s")
_PRE = re.compile(r"(?s)<pre>.*?</pre>")


def text_of_html(html: str) -> str:
    """The text: blank lines between paragraphs, "- " before list items, a space between the cells of a table."""
    if "<pre>" in html:
        html = _PRE.sub(lambda match: match.group().replace("\n", "<br>"), html)
    parts = RUN.split(html)
    parts[1::2] = map(_separators.__getitem__, parts[1::2])
    return tidy("".join(parts))


def tidy(text: str) -> str:
    """Collapses whitespace and resolves references in a text that was joined from pieces and separators."""
    if text.isascii():  # far cheaper than splitting and joining all words
        text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
        while text.rfind("  ") >= 0:  # found faster than by `in`
            text = text.replace("  ", " ")
    else:
        text = " ".join(text.split())
    text = "\n".join([line.strip() for line in text.split(LINE_END)]).strip()
    start = text.find("&")
    if start < 0:
        return text
    return text[:start] + text[start:].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


_PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "hr", "dl")
_LINES = ("div", "li", "tr", "dt", "dd", "caption", "section", "article", "header", "footer", "center")
_BREAKS = {
    **{slash + name: 2 for name in _PARAGRAPHS for slash in ("", "/")},
    **{slash + name: 1 for name in _LINES for slash in ("", "/")},
}


def separator(run: str) -> str:
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
        elif tag in ("/ul", "/ol"):  # a following item makes it one line again: the end of a list in a list
            lines, fresh_list = 2, False
        elif tag in ("td", "th"):
            cell = True
        elif not bullet:
            lines = max(lines, _BREAKS.get(tag, 0))
    if lines or bullet:
        return (LINE_END * 2 if lines > 1 else LINE_END) + ("- " if bullet else "")
    return " " if cell or _GAP.search(run) else ""


_separators = Memory(separator)
