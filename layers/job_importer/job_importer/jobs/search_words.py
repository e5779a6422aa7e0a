"""The words that job search uses: those of title, company and place. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

MARKS = {"title": "t", "company": "c", "location": "p"}
MOST = 12  # words of one field
LONGEST = 40  # characters of a word
SHORTEST = 2
BEGINNING = 3
_WORD = re.compile(r"[^\W_]+")


def words_in(text: str) -> list[str]:
    """In lower case and without accents, in order. Single letters are left out."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_ACCENTS)
    return [word[:LONGEST] for word in _WORD.findall(plain) if len(word) >= SHORTEST]


class _Accents(dict[int, int | None]):
    """A table for `str.translate` that removes combining characters."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_ACCENTS = _Accents()


def search_fields(job: Mapping[str, Any]) -> dict[str, Any]:
    """`words` is one text, ` c:acme p:berlin t:nurse `: sorted, each word once, with a mark for the field. `beginnings`
    are the first letters of each word, for the index: a search looks up one beginning and then checks the words.
    """
    words = sorted(set(_marked(job)))
    return {"words": f" {' '.join(words)} ", "beginnings": sorted({beginning(word[2:]) for word in words})}


def beginning(word: str) -> str:
    return word[:BEGINNING]


def _marked(job: Mapping[str, Any]) -> Iterator[str]:
    for field, mark in MARKS.items():
        yield from (f"{mark}:{word}" for word in words_in((job.get(field) or "")[:1_000])[:MOST])
