"""Finds the mark by which a feed declares an item not open: inactive, filled, closed, a draft …

A field counts by its name and its value together: `status: closed` and `closed: true`, but neither `closed:
2026-12-24`, which is a deadline, nor `state: CA`, which is a place. Only the item's own fields count, and those of a
group that is the job (`"posting": {…}`), but not those of its company or place.
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import Any

from job_importer.intake import words
from job_importer.intake.fields.values import texts_of

LONGEST = 60  # characters of a value that can be a mark
MAX_TEXTS = 4  # of one status: an id, a key, a label
_UNSEEN_BY_ALL = frozenset(("private", "internal"))

Test = Callable[[Any], bool]
_words = partial(words.names, "marks")


def mark_of(fields: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """The mark of an item as `name: value`; None for an open job. `names` come from `mark_fields`."""
    for name in names:
        value = fields[name]
        if test := test_for(name):
            if test(value):
                return f"{name}: {' '.join(texts_of(value))[:LONGEST]}"
        elif isinstance(value, dict) and (mark := mark_of(value, mark_fields(value))):
            return mark
    return None


def mark_fields(names: Any) -> tuple[str, ...]:
    """The names of fields that may be marks, or records that may contain one."""
    return tuple(
        name for name in names if len(name) <= LONGEST and (test_for(name) or _plain(name) in _words("groups"))
    )


def test_for(name: str) -> Test | None:
    """A test for values that mark an item as closed; None if no value of this field does."""
    return _tests().get(_plain(name))


def _names() -> Iterator[tuple[str, Test]]:
    prefixes = ("", "is", "job", "jobis", *_words("of a job"))
    for word in _words("shut"):
        yield from ((prefix + word, _in(_words("yes"))) for prefix in prefixes)
    for word in _words("open"):
        yield from ((prefix + word, _in(_words("no"))) for prefix in prefixes)
    for word in ("open", "available"):  # a number is that of the openings
        yield word, _in(_words("no") - {"0"})
    yield from ((name, _is_given) for name in _words("shut at"))
    for word in _words("status"):
        yield from ((prefix + word, _says_shut) for prefix in prefixes if prefix not in ("is", "jobis"))
    yield from (
        (name, lambda value: _says_shut(value) or _word(value) in _UNSEEN_BY_ALL) for name in _words("visibility")
    )


def _in(words: frozenset[str]) -> Test:
    return lambda value: _word(value) in words


def _is_given(value: Any) -> bool:
    text = _word(value)
    return bool(text) and text not in _words("no") and any(digit in "123456789" for digit in text)


def _says_shut(value: Any) -> bool:
    """The value may be a record with an id and a label. Of several statuses, all must say so."""
    if value is False:
        return True
    texts = [*texts_of(value)]
    if isinstance(value, list):
        return bool(texts) and all(map(is_shut, texts))
    return len(texts) <= MAX_TEXTS and any(map(is_shut, texts))


@lru_cache(maxsize=4_096)
def is_shut(text: str) -> bool:
    """Whether a status says that a job is not open: "Closed", "ON_HOLD", "position filled", "nicht mehr aktiv"."""
    if len(text) > LONGEST:
        return False
    said = {*_spaced(text).split()}
    if said & _words("not") and said & _words("open words"):
        return said <= _words("not", "open words", "asides")
    return bool(said & _words("shut", "shut words") - _UNSEEN_BY_ALL) and said <= _words("shut", "shut words", "asides")


def _word(value: Any) -> str:
    texts = [*texts_of(value)]
    return _spaced(texts[0]) if len(texts) == 1 and len(texts[0]) <= LONGEST else ""


def _spaced(text: str) -> str:
    """In lower case, without accents; `onHold`, `ON_HOLD` and "On hold" alike."""
    pairs = zip(" " + text, text, strict=False)
    words = "".join(f" {char}" if before.islower() and char.isupper() else char for before, char in pairs)
    parts = unicodedata.normalize("NFKD", words.replace("ł", "l").replace("ß", "ss"))
    plain = "".join(char if char.isalnum() else " " for char in parts if not unicodedata.combining(char))
    return " ".join(plain.lower().split())


@lru_cache(maxsize=4_096)
def _plain(name: str) -> str:
    return _spaced(name.rpartition(":")[2]).replace(" ", "")


@cache
def _tests() -> dict[str, Test]:
    return dict(_names())
