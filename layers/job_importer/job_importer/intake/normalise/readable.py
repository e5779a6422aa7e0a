"""Descriptions to read without HTML: paragraphs and list items survive, markup does not."""

import re

from job_importer.intake.normalise.markup import readable

_CHARACTERS = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}  # the references that canonical HTML has
_REFERENCE = re.compile("&(?:lt|gt|amp);")
_PRE = re.compile(r"(?s)<pre>.*?</pre>")


def text_of_canonical(html: str) -> str | None:
    """The text of what `sanitise_html` gives: blank lines between paragraphs, "- " before list items."""
    if "<pre>" in html:
        html = _PRE.sub(lambda match: match.group().replace("\n", "<br>"), html)
    if html.isascii():  # a fraction of what it costs to part all words and join them again
        html = html.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    elif "\n" in html or "\t" in html or "  " in html:
        html = " ".join(html.split())
    text = readable(html)
    if "&" in text:
        text = _REFERENCE.sub(lambda match: _CHARACTERS[match.group()], text)
    return text or None
