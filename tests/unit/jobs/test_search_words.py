"""The words by which a job is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from job_importer.jobs.search_words import LONGEST, MARKS, MOST, search_fields, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Senior Engineer (m/w/d), R&D", ["senior", "engineer"]),
        ("Zürich – Straße 12", ["zurich", "strasse", "12"]),
        ("Krankenpfleger*in in 東京", ["krankenpfleger", "in", "in", "東京"]),
        ("snake_case C++ x", ["snake", "case"]),
        ("", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert words_in(text) == words


def test_each_word_says_where_it_is() -> None:
    job = {"title": "Nurse, night nurse", "company": "Acme", "location": "Nurnberg", "country": "DE", "category": None}
    assert search_fields(job) == {"words": " c:acme p:nurnberg t:night t:nurse ", "beginnings": ["acm", "nig", "nur"]}
    assert search_fields({"title": "Nurse", "company": None}) == {"words": " t:nurse ", "beginnings": ["nur"]}


@given(st.text(max_size=2_000), st.text(max_size=50))
def test_there_are_so_many_words_at_most(title: str, company: str) -> None:
    fields = search_fields({"title": title, "company": company})
    words = fields["words"].split()
    assert len(words) <= MOST * len(MARKS)
    assert all(len(word) <= LONGEST + 2 for word in words)
    assert len(fields["beginnings"]) <= len(words)
