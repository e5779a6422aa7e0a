"""The difference between two versions of a job, field by field, limited in size. Pure."""

from collections.abc import Mapping
from typing import Any

from job_importer.cut import cut

SHORT = 300  # kept characters of a value
CONTEXT = 40  # characters around a difference between two long texts
LONG_TEXT = "description_html"  # its fingerprint stands for both descriptions

Values = dict[str, dict[str, Any]]


def difference(stored: Mapping[str, Any], content: Mapping[str, Any], prints: Mapping[str, str]) -> Values:
    """`content` and `prints` are those of the arriving job. A field has `old` and `new`; the description instead has
    `old_digest`, `new_digest` and a `diff` in the form of `git diff --word-diff`.
    """
    before = stored["fingerprints"]
    names = [name for name in sorted(prints) if before.get(name) != prints[name]]
    values: Values = {
        name: {"old": _brief(stored.get(name)), "new": _brief(content.get(name))} for name in names if name != LONG_TEXT
    }
    if LONG_TEXT in names:
        digests = {"old_digest": before.get(LONG_TEXT), "new_digest": prints[LONG_TEXT]}
        values[LONG_TEXT] = digests | {"diff": _description_diff(stored, content)}
    return values


def _brief(value: Any) -> Any:
    match value:
        case str():
            return cut(value, SHORT)
        case list() | tuple():
            return cut(", ".join(map(str, value)), SHORT)
        case dict():
            return {name: _brief(part) for name, part in value.items()}
        case _:
            return value


def _description_diff(stored: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    """The diff of the texts; if these are the same, a link has changed, and it is a diff of the markup."""
    pairs = [(stored.get(name) or "", content.get(name) or "") for name in ("description_text", LONG_TEXT)]
    return word_diff(*next((pair for pair in pairs if pair[0] != pair[1]), pairs[0]))


def word_diff(old: str, new: str) -> str:
    """Everything between the first and the last word that differ, with some context."""
    start = _alike(old, new)
    while start and not old[start - 1].isspace():
        start -= 1
    end = _alike(old[start:][::-1], new[start:][::-1])
    while end and not old[-end].isspace():
        end -= 1
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    before, after = old[max(0, start - CONTEXT) : start], old[len(old) - end :][:CONTEXT]
    marks = (f"[-{cut(gone, SHORT)}-]" if gone else "") + (f"{{+{cut(come, SHORT)}+}}" if come else "")
    return f"{'…' if start > CONTEXT else ''}{before}{marks}{after}{'…' if end > CONTEXT else ''}"


def _alike(one: str, other: str) -> int:
    """Length of the common prefix."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
