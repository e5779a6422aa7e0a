"""The words of intake as data: one file per subject, one section per meaning, one line per language.

    # a comment
    [section]
    en: word, two words, another
    de: wort

Extending a file takes no code: a test reads every file and its examples.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_SPACE = re.compile(r"\\ ")


@cache
def sections(subject: str) -> dict[str, dict[str, list[str]]]:
    """Section → language → its entries in order. Read once, when first asked for."""
    found: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    for line in _lines(subject):
        if line[0] == "[" and line[-1] == "]":
            section = found.setdefault(line[1:-1], {})
        else:
            language, _, entries = line.partition(":")
            section.setdefault(language, []).extend(filter(None, map(str.strip, entries.split(","))))
    return found


@cache
def entries(subject: str, section: str) -> list[str]:
    """The section's entries of all languages."""
    return [entry for language in sections(subject)[section].values() for entry in language]


@cache
def names(subject: str, *named: str) -> frozenset[str]:
    """The entries of these sections as a set."""
    return frozenset(entry for section in named for entry in entries(subject, section))


def _lines(subject: str) -> Iterator[str]:
    text = (files(__name__) / f"{subject}.txt").read_text(encoding="utf-8")
    return (line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#"))


def expression(subject: str, *named: str) -> str:
    """The entries of these sections as an expression: "*" stands for any letters, and a space also matches a hyphen."""
    several = sorted({entry for section in named for entry in entries(subject, section)}, key=len, reverse=True)
    return "(?:" + "|".join(_SPACE.sub("[ -]", re.escape(one).replace(r"\*", r"\w*")) for one in several) + ")"
