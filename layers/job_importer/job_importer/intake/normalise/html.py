"""HTML that is safe to show: a small set of tags, links to the web and to mail, nothing that runs, loads or tracks."""

import re

import nh3

from job_importer.intake.normalise.characters import without_noise
from job_importer.intake.normalise.entities import MAX_ROUNDS, decode_all, decode_once

_BLOCK = (
    "p|div|ul|ol|li|h[1-6]|table|thead|tbody|tfoot|tr|td|th|caption|blockquote|pre|dl|dt|dd|hr|section|article|header|footer"
    "|main|aside|nav|figure|figcaption|html|head|body|form|fieldset|center"
)
_INLINE = (
    "br|span|strong|b|em|i|u|a|font|img|small|big|sub|sup|code|s|strike|del|ins|mark|abbr|cite|q|label|script|style|iframe"
    "|object|embed|svg|video|audio|button|input|select|textarea|template|noscript|title|meta|link"
)
_KNOWN_TAG = re.compile(rf"(?i)</?(?:{_BLOCK}|{_INLINE})(?=[\s/>])[^<]*>|<!--")
_BLOCK_TAG = re.compile(rf"(?i)<(?:{_BLOCK}|br)(?=[\s/>])")
_ESCAPED_TAG = re.compile(rf"(?i)&(?:amp;)*lt;/?(?:{_BLOCK}|{_INLINE})(?=[\s/>]|&(?:amp;)*(?:gt|nbsp|#160);)")
_ESCAPED_END = re.compile(rf"(?i)&(?:amp;)*lt;(?:/(?:{_BLOCK}|{_INLINE})\s*|br\s*/?)&(?:amp;)*gt;")
_REAL_END = re.compile(r"(?i)</[a-z]|<br\b")
_EMPTY = re.compile(r"(?:<[^>]*>|\s)*+\Z")

_CLEANER = nh3.Cleaner(
    tags={
        *("p", "div", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "a", "b", "strong", "i", "em", "u", "s", "small", "sub", "sup"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    },
    clean_content_tags={
        "script",
        "style",
        "noscript",
        "template",
        "title",
        "iframe",
        "object",
        "svg",
        "math",
        "textarea",
    },
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="nofollow noopener",
)


def sanitise_html(value: str | None) -> str | None:
    """Safe HTML; None if nothing is left to read. Sanitising twice changes nothing.

    HTML that arrives escaped (once more than its container asks for) is decoded first. Plain text becomes
    paragraphs at blank lines and `<br>` at line ends. Images go: in feeds they are logos and tracking pixels.
    """
    if not isinstance(value, str):
        return None
    markup = _as_markup(without_noise(value).strip())
    clean = _clean(markup)
    for _ in range(MAX_ROUNDS):
        if not _is_escaped(clean):
            break
        clean = _clean(_as_markup(clean))
    return None if not clean or _EMPTY.match(clean) else clean


def _clean(markup: str) -> str:
    clean = _CLEANER.clean(markup).replace("&nbsp;", " ").strip() if markup else ""
    if clean and not _KNOWN_TAG.search(clean):
        return f"<p>{clean}</p>"
    return clean


def _is_escaped(value: str) -> bool:
    """Whether the tags are text: none is real, or most are escaped (a text about HTML closes few of its examples)."""
    if "lt;" not in value:
        return False
    if not _KNOWN_TAG.search(value):
        return _ESCAPED_TAG.search(value) is not None
    return len(_ESCAPED_END.findall(value)) > len(_REAL_END.findall(value))


def _as_markup(value: str) -> str:
    for _ in range(MAX_ROUNDS):
        if not _is_escaped(value):
            break
        value = without_noise(decode_once(value))
    if not _KNOWN_TAG.search(value):
        return paragraphs(_escape(without_noise(decode_all(value))))
    if "\n" in value and not _BLOCK_TAG.search(value):
        return paragraphs(value)
    return value


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def paragraphs(text: str) -> str:
    """Blank lines part paragraphs, line ends become `<br>`."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (re.sub(r"\s*\n\s*", "<br>", block.strip()) for block in blocks)
    return "".join(f"<p>{line}</p>" for line in lines if line)
