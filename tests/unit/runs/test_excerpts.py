"""The text around a place is found, however the stream is cut, and in memory that does not grow with it."""

import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from job_importer.runs.excerpts import WINDOW, Excerpt, around, text_of

TEXT = "one\ntwo <b>\nthree\n"


def found(text: str, line: int, column: int, size: int = 1) -> Excerpt | None:
    return around((text[n : n + size] for n in range(0, len(text), size)), line, column)


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_the_place_is_counted_from_one(size: int) -> None:
    assert found(TEXT, 1, 1, size) == Excerpt("", TEXT)
    assert found(TEXT, 2, 5, size) == Excerpt("one\ntwo ", "<b>\nthree\n")
    assert found(TEXT, 4, 1, size) == Excerpt(TEXT, "")
    assert found(TEXT, 9, 1, size) is None
    assert found("", 1, 1, size) == Excerpt("", "")
    assert found("abc", 1, 50, size) == Excerpt("abc", "")


@given(st.text("ab\n", max_size=300), st.integers(1, 6), st.integers(1, 20), st.integers(1, 50))
def test_how_the_stream_is_cut_makes_no_difference(text: str, line: int, column: int, size: int) -> None:
    whole = found(text, line, column, 1_000)
    assert found(text, line, column, size) == whole
    assert (whole is None) == (text.count("\n") < line - 1)
    if whole:
        assert whole.before + whole.after in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1", "utf-32"])
def test_the_text_is_in_the_encoding_of_the_feed(encoding: str) -> None:
    data = "Zürich\nKöln".encode(encoding)
    parts = (data[n : n + 7] for n in range(0, len(data), 7))
    place = around(text_of(parts, encoding), 2, 2)
    assert place is not None
    assert (place.before[-3:], place.after) == ("h\nK", "öln")


def test_another_encoding_and_broken_bytes_are_no_fault() -> None:
    assert "".join(text_of([b"a\xff", b"b"], "nonsense")) == "a�b"
    assert list(text_of([], None)) == []


def test_memory_does_not_grow_with_the_feed() -> None:
    def peak(parts: int) -> int:
        def feed() -> Iterator[bytes]:
            for _ in range(parts):
                yield b"x" * 65_536

        tracemalloc.start()
        found = around(text_of(feed(), None), 1, parts * 65_536 - 10)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert found is not None
        assert len(found.before) == WINDOW
        return most

    assert peak(200) < 1.5 * peak(20)
