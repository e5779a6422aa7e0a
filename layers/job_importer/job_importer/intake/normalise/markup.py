"""HTML whose structure can be judged without a parser, from its tags alone.

Most descriptions are no more than properly nested paragraphs and lists. For these the sanitiser would hand back what it
was given, at several times the cost of seeing so.
"""

import re
from collections import Counter
from functools import lru_cache


def _tag(name: str) -> str:
    return f"<{name}> *+"


def _element(name: str, inside: str) -> str:
    return _tag(name) + inside + _tag("/" + name)


_LINE = "(?:" + "|".join([_tag("br"), *(_element(name, "") for name in ("b", "strong", "i", "em", "u"))]) + ")*+"
_ITEMS = "(?:" + _element("li", f"(?:{_element('p', _LINE)}|{_LINE})") + ")*+"
_BLOCKS = "|".join(
    [
        *(_element(name, _LINE) for name in ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6")),
        *(_element(name, _ITEMS) for name in ("ul", "ol")),
    ]
)
_plain_tags = lru_cache(maxsize=4096)(re.compile(f" *+(?:{_LINE}(?:{_BLOCKS})?+)*+").fullmatch)


def is_plain(html: str, tags: str) -> bool:
    """Whether `html` is lines, paragraphs, headings and flat lists only, each properly closed, without attributes.

    `tags` are those of `html`, in order and with nothing but spaces between them.
    """
    return bool(tags) and html.count("<") == html.count(">") == tags.count("<") and _plain_tags(tags) is not None


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
