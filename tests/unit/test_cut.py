"""Texts that are shown or stored in part."""

from job_importer.cut import cut


def test_a_text_is_cut_where_it_is_longer_and_says_so() -> None:
    assert [cut(text, 3) for text in ("", "abc", "abcd", "abcdefg")] == ["", "abc", "ab…", "ab…"]
