"""Descriptions to read without HTML: paragraphs and list items survive, markup does not."""

import re

from job_importer.intake.normalise.characters import without_noise
from job_importer.intake.normalise.entities import decode_once
from job_importer.intake.normalise.markup import readable

_HIDDEN = re.compile(r"(?is)<(script|style|template|noscript|title)\b[^>]*>.*?</\1\s*>|<!--.*?-->")
# An attribute may hold ">" in its quotes; a "<" that starts no tag is text.
_TAG = re.compile(
    r"""<(/?[a-zA-Z][a-zA-Z0-9]*)(?:[^<>"']*+(?:(?:"[^"]*"|'[^']*')[^<>"']*+)*+>|[^<>]*>)|<[!?][^>]*>|[<>]"""
)
_PRE = re.compile(r"(?s)<pre>.*?</pre>")
_SPACE_AT_LINE_END = re.compile(r" *\n *")
_BLANK_LINES = re.compile(r"\n{3,}")


def html_to_text(html: str | None) -> str | None:
    """The text of `html`: blank lines between paragraphs, "- " before list items; None if there is nothing to read."""
    if not isinstance(html, str):
        return None
    html = without_noise(html)
    if "<" in html:
        text = _decoded(_lines(_TAG.sub(_canonical, _HIDDEN.sub(" ", html)))).replace("\n ", "\n")
    else:
        text = _SPACE_AT_LINE_END.sub("\n", _decoded(html).replace("\r\n", "\n").replace("\t", " "))
    return _BLANK_LINES.sub("\n\n", _single_spaced(text)).strip() or None


def text_of_canonical(html: str) -> str | None:
    """The same for what `sanitise_html` gives: nothing is left to put right."""
    text = _lines(html)
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return text or None


def _lines(html: str) -> str:
    if "<pre>" in html:
        html = _PRE.sub(lambda match: match.group().replace("\n", "<br>"), html)
    if "\n" in html or "  " in html or "\t" in html:
        html = " ".join(html.split())
    return _single_spaced(readable(html))


def _decoded(text: str) -> str:
    return without_noise(decode_once(text)).replace("\xa0", " ") if "&" in text else text.replace("\xa0", " ")


def _canonical(match: re.Match[str]) -> str:
    if name := match[1]:
        return f"<{name.lower()}>"
    return {"<": "&lt;", ">": "&gt;"}.get(match.group(), "")


def _single_spaced(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    return text
