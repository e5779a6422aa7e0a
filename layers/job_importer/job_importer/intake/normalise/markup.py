"""Recognises HTML that is simple enough to sanitise by its tags, without a parser.

Most descriptions are just properly nested paragraphs and lists. The sanitiser would only remove their attributes, at
several times the cost of recognising them.
"""

import re
from collections import Counter

RUN = re.compile(r"(<[^>]*+>\s*+(?:<[^>]*+>\s*+)*+)")
"""Tags with only whitespace between them. The expression starts with "<" so that `re` finds it fast."""

_KEPT = "b|strong|i|em|u|s|small|sub|sup|code"
_UNWRAPPED = "span|font"
_SPACE = r"[ \t\r\n]"  # HTML's, except the form feed; other spaces of Unicode do not separate attributes
_ATTRIBUTE = rf"""{_SPACE}++([a-zA-Z][a-zA-Z0-9_:-]*+){_SPACE}*+={_SPACE}*+("[^"<>]*+"|'[^'<>]*+'|[^\s"'<>=`/]++)"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(rf"<(/?+)([a-zA-Z][a-zA-Z0-9]*+)((?:{_ATTRIBUTE.replace('(', '(?:')})*+){_SPACE}*+(/?+)>")
# Addresses that are safe as they are: a host of letters, and nothing that a parser would read differently.
_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*+\.)++[a-z]{2,}+(?::\d{2,4})?+(?:[/?#](?:[A-Za-z0-9._~/?=%+,@:!*;()#$-]|&amp;)*+)?+"
)
_BROKEN = "<?>"  # stands for a tag that needs a parser


def simple_run(run: str) -> tuple[str, str]:
    """A run of tags as the sanitiser would leave it, and its tags for `is_nested`."""
    tags: list[str] = []

    def simplify(match: re.Match[str]) -> str:
        tags.append(_simple_tag(match))
        return "" if tags[-1] in _DROPPED else tags[-1]

    kept = _TAG.sub(simplify, run)
    return kept, "".join(tags) if len(tags) == run.count("<") else _BROKEN


_DROPPED = frozenset(f"<{slash}{name}>" for name in _UNWRAPPED.split("|") for slash in ("", "/"))


def _simple_tag(match: re.Match[str]) -> str:
    slash, name, attributes, closed = match.groups()
    name = name.lower()
    if slash:
        return f"</{name}>"
    if closed and name not in ("br", "hr"):
        return _BROKEN
    return _link(attributes) if name == "a" else f"<{name}>"


def _link(attributes: str) -> str:
    addresses = [value.strip("\"'") for name, value in _ATTRIBUTES.findall(attributes) if name.lower() == "href"]
    address = addresses[0] if len(addresses) == 1 else ""
    return f'<a href="{address}" rel="nofollow noopener">' if _ADDRESS.fullmatch(address) else _BROKEN


def _pair(names: str, attributes: str = "") -> re.Pattern[str]:
    return re.compile(rf"<({names}){attributes}></\1>")


_INLINE = _pair(f"{_KEPT}|{_UNWRAPPED}")
_A = _pair("a", "[^>]*+")
_TEXT_BLOCK = re.compile(r"<(p|h[1-6])></\1>|<hr>")
_CONTAINER = re.compile(r"<(ul|ol)>(?:<li></li>)*+</\1>|<(div|blockquote)></\2>")
MAX_ROUNDS = 8


def is_nested(tags: str) -> bool:
    """Whether all tags are closed, and nested in a way that a parser would not change.

    Removes elements from the innermost outwards: text-level elements contain only their like (a link no link),
    paragraphs and headings only text-level elements, and list items are in lists. Anything left is not properly nested.
    """
    tags = _without(_INLINE, tags.replace("<br>", ""))
    tags = _without(_INLINE, _A.sub("", tags))
    return not _without(_CONTAINER, _TEXT_BLOCK.sub("", tags))


def _without(pattern: re.Pattern[str], tags: str) -> str:
    for _ in range(MAX_ROUNDS):
        tags, found = pattern.subn("", tags)
        if not found:
            break
    return tags


MAX_NESTING = 256
_OPENING_OR_CLOSING = re.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Void elements, and those that the next of their kind closes, do not nest.
_NEVER_DEEP = frozenset(("br", "hr", "img", "input", "meta", "link", "wbr", "p", "li", "dt", "dd", "tr", "td", "th"))


def is_bottomless(html: str) -> bool:
    """Whether elements are nested unreasonably deep: parsing them takes quadratic time."""
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
