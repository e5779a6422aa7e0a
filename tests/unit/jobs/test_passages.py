"""A passage is known again by the digest of its words, however they are written and whatever lies between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from job_importer.jobs.passages import Passages

KEY = b"k" * 32
EMAIL = "jane.doe@example.com"


def searching(*texts: str) -> Passages:
    empty = Passages([], KEY)
    return Passages([empty.passage(text) for text in texts], KEY)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to jane.doe@example.com.", "Write to ***.***@***.***."),
        ("JANE.DOE@EXAMPLE.COM", "***.***@***.***"),
        ('<a href="mailto:jane.doe@example.com?subject=a">x</a>', '<a href="mailto:***.***@***.***?subject=a">x</a>'),
        ("<b>jane.doe</b>@<i>example</i>.com", "<b>***.***</b>@<i>***</i>.***"),
        ("https://x.example/?to=jane.doe%40example.com", "https://x.example/?to=***.***%40***.***"),
        ("jane.doe&#64;example&#x2E;com", "***.***&#64;***&#x2E;***"),
        ("jane.doe\\u0040example.com", "***.***\\u0040***.***"),
        ("jane doe example com and jane.doe@example.com", "*** *** *** *** and ***.***@***.***"),
        ("jane.doe@example.org", "jane.doe@example.org"),
        ("maryjane.doe@example.com", "maryjane.doe@example.com"),
        ("jane.doe@example.community", "jane.doe@example.community"),
        ("doe@example.com, jane", "doe@example.com, jane"),
        ("", ""),
    ],
)
def test_its_words_are_hidden_and_what_lies_between_stays(text: str, masked: str) -> None:
    passages = searching(EMAIL)
    assert passages.mask(text) == masked
    assert passages.finds(text) is (text != masked)


def test_several_passages_of_several_lengths_may_overlap() -> None:
    assert searching("Jane Doe", "Doe of Lyon").mask("Jane Doe of Lyon, Doe") == "*** *** *** ***, Doe"
    assert searching("Jürgen Groß").mask("JÜRGEN GROSS und Jürgen Groß") == "*** *** und *** ***"


def test_nothing_is_searched_for_where_nothing_was_erased() -> None:
    assert Passages([], KEY).mask(EMAIL) == EMAIL


@given(st.text(max_size=80), st.lists(st.sampled_from(["jane", "doe", "@", " ", "<b>", "x"]), max_size=12))
def test_masking_twice_changes_nothing_and_leaves_no_passage(text: str, words: list[str]) -> None:
    passages = searching("jane doe")
    once = passages.mask(text + "".join(words))
    assert passages.mask(once) == once
    assert not passages.finds(once)


def test_a_digest_says_nothing_without_the_key() -> None:
    one, other = (Passages([], key).passage(EMAIL) for key in (KEY, b"other"))
    assert one.digest != other.digest
    assert one.first != other.first
    assert not Passages([one], b"other").finds(EMAIL)
