"""Cursors: what was signed comes back, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from job_importer.api.cursor import cursor_key, decode_cursor, encode_cursor
from job_importer.api.errors import ApiError

KEY = cursor_key("a secret")
SCOPE = {"list": "imports", "feed": "acme", "period": {"since": None}}
POSITION = ["01K8YB2M000000000000000000"]


@given(
    # As long as ids are: JSON writes a character beyond ASCII as up to twelve, and a cursor ends at a thousand.
    st.lists(st.text(max_size=18), max_size=3),
    st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=3),
)
def test_a_position_survives_the_round_trip(position: list[str], scope: dict[str, str]) -> None:
    assert decode_cursor(encode_cursor(position, scope, KEY), scope, KEY) == position


@given(st.text(max_size=80))
def test_text_that_nobody_signed_is_refused(text: str) -> None:
    with pytest.raises(ApiError) as error:
        decode_cursor(text, SCOPE, KEY)
    assert (error.value.status, error.value.code) == (400, "invalid_cursor")


@pytest.mark.parametrize("n", range(40))
def test_no_character_can_be_changed(n: int) -> None:
    cursor = encode_cursor(POSITION, SCOPE, KEY)
    changed = cursor[:n] + ("A" if cursor[n] != "A" else "B") + cursor[n + 1 :]
    with pytest.raises(ApiError):
        decode_cursor(changed, SCOPE, KEY)


def test_no_character_can_be_put_between() -> None:
    cursor = encode_cursor(POSITION, SCOPE, KEY)
    for stray in ("!", " ", "="):
        with pytest.raises(ApiError):
            decode_cursor(cursor[:9] + stray + cursor[9:], SCOPE, KEY)


def test_a_cursor_is_good_for_its_own_list_and_filters_and_secret() -> None:
    cursor = encode_cursor(POSITION, SCOPE, KEY)
    for scope, key in ((SCOPE | {"feed": "acne"}, KEY), (SCOPE | {"list": "jobs"}, KEY), (SCOPE, cursor_key("other"))):
        with pytest.raises(ApiError):
            decode_cursor(cursor, scope, key)
