"""Sanitises HTML: a small set of tags, links to web and mail, nothing that runs, loads or tracks."""

import re
from html import unescape

import nh3

from job_importer.caching import Memory
from job_importer.intake.normalise.characters import MAX_ROUNDS, decode_all, decode_once, without_noise
from job_importer.intake.normalise.escaped import decode_pieces, has_escaped, has_escaped_pieces
from job_importer.intake.normalise.html_text import separator, text_of_html, tidy
from job_importer.intake.normalise.markup import RUN, is_bottomless, is_nested, simple_run

_BLOCK = (
    "p|div|ul|ol|li|h[1-6]|table|thead|tbody|tfoot|tr|td|th|caption|blockquote|pre|dl|dt|dd|hr|section|article|header|footer"
    "|main|aside|nav|figure|figcaption|html|head|body|form|fieldset|center"
)
_INLINE = (
    "br|span|strong|b|em|i|u|a|font|img|small|big|sub|sup|code|s|strike|del|ins|mark|abbr|cite|q|label|script|style|iframe"
    "|object|embed|svg|video|audio|button|input|select|textarea|template|noscript|title|meta|link"
)
_KNOWN_TAG = re.compile(rf"(?i)</?(?:{_BLOCK}|{_INLINE})(?=[\s/>])[^<>]*>|<!--")
_BLOCK_TAG = re.compile(rf"(?i)<(?:{_BLOCK}|br)(?=[\s/>])")
_ESCAPED_TAG = re.compile(rf"(?i)&(?:amp;)*lt;/?(?:{_BLOCK}|{_INLINE})(?=[\s/>]|&(?:amp;)*(?:gt|nbsp|#160);)")
# Elements outside these (tables, forms, buttons …) have parsing rules of their own.
_UNUSUAL_TAG = re.compile(r"<(?!/?(?:p|br|div|span|ul|ol|li|b|strong|i|em|u|h[1-6]|font|hr|a)[\s/>])[a-zA-Z]|<!")
_LAYERED_REFERENCE = re.compile(r"&(?:amp;)+(?=(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d?);)")
_NEEDLESS_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt);)(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_SUSPECT_AMPERSAND = re.compile(r"&(?!lt;|gt;|amp;(?!(?:#\w{1,7}|[a-zA-Z]{2,8}\d?);))")
_BARE_AMPERSAND = re.compile("&(?!(?:amp|lt|gt);)")
_CDATA = re.compile(r"(?:<|&lt;)!\[CDATA\[|\]\](?:>|&gt;)")
_ANY_TAG = re.compile(r"(?:<[^<>]*+>?\s*+)++")
_EMPTY = re.compile(r"(?:<[^>]*>|\s)*+\Z")

_CLEANER = nh3.Cleaner(
    tags={
        *("p", "div", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "a", "b", "strong", "i", "em", "u", "s", "small", "sub", "sup"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    },
    clean_content_tags={
        *("script", "style", "noscript", "template", "title", "iframe", "object", "svg", "math", "textarea")
    },
    attributes={"a": {"href"}, "*": set()},  # "*": else every element keeps its title and lang
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="nofollow noopener",
)


# A heading in a heading or a link in a link: a parser makes this of tags that cross, and parses it differently again.
_NESTED = re.compile(r"<h[1-6]>(?:(?!</h[1-6]>).)*?<h[1-6]>|<a [^>]*>(?:(?!</a>).)*?<a ", re.DOTALL)

Described = tuple[str, str]  # safe HTML, and its text


def describe(value: str | None) -> tuple[str | None, str | None]:
    """A description as safe HTML and as text; None and None if there is nothing to read.

    Escaped HTML (escaped once more than its container requires) is decoded first. In plain text, blank lines separate
    paragraphs and line ends become `<br>`. Images are dropped: in feeds they are logos and tracking pixels. Describing
    the result again changes nothing.
    """
    if not isinstance(value, str):
        return None, None
    clean, text = _clean(_as_markup(without_noise(value).strip()))
    for _ in range(MAX_ROUNDS):
        if not (has_escaped(clean) and (_is_escaped(clean) or has_escaped_pieces(clean))):
            break
        clean, text = _clean(_as_markup(clean))
    return (None, None) if _EMPTY.match(clean) else (clean, text or None)


def _clean(markup: str) -> Described:
    markup = _in_order(markup)
    clean, text = _simple(markup) or _parsed(markup)
    return (f"<p>{clean}</p>" if clean and "<" not in clean else clean), text


def _parsed(markup: str) -> Described:
    if is_bottomless(markup):
        markup = paragraphs(_ANY_TAG.sub(" ", markup))
    clean = _sanitised(markup)
    if _has_bare_lines(clean):  # they were separated by an element that is gone: a form, a stray cell
        clean = _sanitised(paragraphs(clean))
    return clean, text_of_html(clean)


def _simple(markup: str) -> Described | None:
    """What the sanitiser would return, for HTML that needs no parser; None for any other."""
    if markup.rfind("<") > markup.rfind(">"):  # a tag without an end, which `RUN` would search for from every tag
        return None
    parts = RUN.split(markup)
    if len(parts) == 1:
        return None
    kept, tags, separators = zip(*map(_runs.__getitem__, parts[1::2]), strict=True)
    if not _nested["".join(tags)]:
        return None
    parts[1::2] = kept
    clean = "".join(parts)
    parts[1::2] = separators
    text = "".join(parts)
    return None if "<" in text or ">" in text else (clean.strip(), tidy(text))


def _read_run(run: str) -> tuple[str, str, str]:
    kept, tags = simple_run(run)
    return kept, tags, separator(kept)


_runs = Memory(_read_run)
_nested = Memory(is_nested)


def _in_order(markup: str) -> str:
    """Replaces no-break spaces, and all character references that are not necessary."""
    if (start := markup.find("&")) >= 0 and _SUSPECT_AMPERSAND.search(markup, start):
        markup = _LAYERED_REFERENCE.sub("&", markup)
        markup = _NEEDLESS_REFERENCE.sub(lambda match: _escape(without_noise(unescape(match.group()))), markup)
        markup = _BARE_AMPERSAND.sub("&amp;", markup)
    return markup.replace("\xa0", " ").strip()


def _sanitised(markup: str) -> str:
    clean = _sanitised_once(markup)
    if _UNUSUAL_TAG.search(markup) or _NESTED.search(clean):  # a parser may nest the result differently
        for _ in range(MAX_ROUNDS):
            markup, clean = clean, _sanitised_once(clean)
            if clean == markup:
                break
    return clean


def _sanitised_once(markup: str) -> str:
    return _CLEANER.clean(markup).replace("&nbsp;", " ").strip()


def _is_escaped(value: str) -> bool:
    """Whether there are escaped tags, and no real ones."""
    return has_escaped(value) and not _KNOWN_TAG.search(value) and _ESCAPED_TAG.search(value) is not None


def _as_markup(value: str) -> str:
    if "[" in value and "[CDATA[" in value:  # a section in a section, or escaped; one character is found fastest
        value = _CDATA.sub("", value)
    for _ in range(MAX_ROUNDS):
        if not _is_escaped(value):
            break
        value = without_noise(decode_once(value))
    if not _KNOWN_TAG.search(value):
        return paragraphs(_escape(without_noise(decode_all(value))))
    if has_escaped_pieces(value):
        value = decode_pieces(value)
    return paragraphs(value) if _has_bare_lines(value) else value


def _has_bare_lines(markup: str) -> bool:
    """Whether its lines are separated by line ends alone."""
    return "\n" in markup and not _BLOCK_TAG.search(markup)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def paragraphs(text: str) -> str:
    """Blank lines separate paragraphs, line ends become `<br>`."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = ("<br>".join(map(str.strip, block.strip().split("\n"))) for block in blocks)
    return "".join(f"<p>{line}</p>" for line in lines if line)
