"""Descriptions to read without HTML: paragraphs and list items survive, markup does not."""

import re

from job_importer.intake.normalise.characters import without_noise
from job_importer.intake.normalise.entities import decode_once

_PARAGRAPH = "\n\n"
_BREAKS = {
    **dict.fromkeys(
        ("p", "ul", "ol", "dl", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"), _PARAGRAPH
    ),
    **dict.fromkeys(("hr", "section", "article"), _PARAGRAPH),
    **dict.fromkeys(("div", "br", "tr", "dt", "dd", "caption", "center", "header", "footer"), "\n"),
    **dict.fromkeys(("td", "th"), " "),
}
_OPENING = _BREAKS | {"li": "\n- "}
_CLOSING = _BREAKS | {"li": "\n"}

_HIDDEN = re.compile(r"(?is)<(script|style|template|noscript|title)\b[^>]*>.*?</\1\s*>|<!--.*?-->")
# An attribute may hold ">" in its quotes; a "<" that starts no tag is text.
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>"']*+(?:(?:"[^"]*"|'[^']*')[^<>"']*+)*+>|[^<>]*>)|<[!?][^>]*>"""
)
_SPACED_BREAK = re.compile(r" ?\n[ \n]*")
_PARTED_BULLET = re.compile(r"(?m)^- ?\n+(?!- )")  # from <li><p>


def html_to_text(html: str | None) -> str | None:
    """The text of `html`: blank lines between paragraphs, "- " before list items; None if there is nothing to read."""
    if not isinstance(html, str):
        return None
    html = without_noise(html)
    if "<" not in html:
        text = decode_once(html) if "&" in html else html
        return _tidy(text.replace("\r\n", "\n").replace("\t", " ").replace("\xa0", " "))
    if "<pre" in html:
        html = _keep_lines_of_pre(html)
    if _HIDDEN.search(html):
        html = _HIDDEN.sub(" ", html)
    text = _TAG.sub(_break, " ".join(html.split()))
    return _tidy(without_noise(decode_once(text)).replace("\xa0", " ") if "&" in text else text)


def _break(match: re.Match[str]) -> str:
    name = match[2]
    if name is None:
        return ""
    return (_CLOSING if match[1] else _OPENING).get(name.lower(), "")


def _keep_lines_of_pre(html: str) -> str:
    return re.sub(r"(?is)<pre\b.*?</pre\s*>", lambda match: match.group().replace("\n", "<br>"), html)


def _tidy(text: str) -> str | None:
    """At most one blank line in a row, none at the ends, no spaces around line ends."""
    text = _SPACED_BREAK.sub(lambda match: "\n\n" if match.group().count("\n") > 1 else "\n", text)
    while "  " in text:
        text = text.replace("  ", " ")
    if "-\n" in text:
        text = _PARTED_BULLET.sub("- ", text)
    return text.strip() or None
