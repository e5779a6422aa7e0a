"""JSON in a script: `callback({…});` (JSONP), `var jobs = […];`, or after a guard such as `)]}',`."""

import re

_NAME = r"[A-Za-z_$][\w$.\[\]\"'-]{0,100}+"
_OPENING = re.compile(
    rf"""(?:/\*[^*]{{0,200}}+\*/)?\s*+(?:\)\]\}}'?,?|while\s?\(1\);|for\s?\(;;\);"""
    rf"""|(?:typeof {_NAME} ===? ?['"]function['"] && )?{_NAME}\s?\("""
    rf"""|(?:(?:var|let|const) )?{_NAME}\s?=)\s*+(?=[\[{{])"""
)
_CLOSING = re.compile(r"\s*+\)?\s*+;?\s*+\Z")
CLOSING_BYTES = 64


def opening(head: str) -> int:
    """The number of characters before the JSON; 0 if the document is no script."""
    text = head.lstrip()
    match = _OPENING.match(text)
    return len(head) - len(text) + match.end() if match else 0


def closing(tail: str) -> int:
    """The number of characters after the JSON."""
    match = _CLOSING.search(tail)
    return len(match[0]) if match else 0
