"""Searches jobs by words: all must occur; the last one may be the beginning of a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from job_importer.api.errors import bad_request
from job_importer.jobs.search_words import BEGINNING, MARKS, SHORTEST, beginning, words_in
from job_importer.mongo import Db
from job_importer.types import Document

MOST_WORDS = 8
RARE = 200  # jobs: a beginning that fewer have is rare enough


@dataclass(frozen=True, slots=True)
class Term:
    """A word of any of the fields that `marks` stand for."""

    marks: str
    word: str
    is_whole: bool = True

    @property
    def pattern(self) -> str:
        return f"(?=.* [{self.marks}]:{re.escape(self.word)}{' ' if self.is_whole else ''})"


def terms_of(q: str | None, company: str | None, place: str | None) -> list[Term]:
    """Raises ApiError (400) if one of them has no word."""
    asked = {"q": (q, "".join(MARKS.values())), "company": (company, "c"), "place": (place, "p")}
    given = ((name, text, marks) for name, (text, marks) in asked.items() if text is not None)
    return [term for name, text, marks in given for term in _terms(name, text, marks)][:MOST_WORDS]


def _terms(name: str, text: str, marks: str) -> Iterator[Term]:
    *words, last = words_in(text) or [""]
    if not last:
        raise bad_request(f"{name}: it needs a word of at least {SHORTEST} letters or digits")
    yield from (Term(marks, word) for word in words)
    yield Term(marks, last, is_whole=len(last) < BEGINNING or not text[-1].isalnum())


def search_filter(db: Db, terms: list[Term]) -> Document:
    """The rarest beginning is looked up in the index; the jobs that have it are checked for all the words."""
    firsts = sorted({beginning(term.word) for term in terms})
    if not firsts:
        return {}
    rarest = firsts[0]
    if len(firsts) > 1:
        rarest = min(firsts, key=lambda first: db.jobs.count_documents({"beginnings": first}, limit=RARE))
    return {"beginnings": rarest, "words": {"$regex": "^" + "".join(term.pattern for term in terms)}}
