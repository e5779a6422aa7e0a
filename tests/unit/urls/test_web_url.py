import pytest
from hypothesis import given
from hypothesis import strategies as st

from job_importer.urls import web_url
from job_importer.urls.web_url import require_web_url


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x?y=1#z",
        "http://localhost:8095/f.xml",
        "https://xn--bcher-kva.example",
        "https://bücher.example/ü",
    ],
)
def test_an_absolute_web_address_is_taken_as_it_is(url: str) -> None:
    assert require_web_url(url) == url


NO_WEB_ADDRESSES = [
    *("", "jobs/1", "//a.example/x", "ftp://a.example/", "javascript:alert(1)", "mailto:jobs@a.example"),
    *(
        "https://",
        "https:///x",
        "https://a b.example/",
        "https://a.example/x y",
        "https://a.example/\n",
        "https://[::1",
    ),
]


@pytest.mark.parametrize("url", NO_WEB_ADDRESSES)
def test_anything_else_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(ValueError, match="absolute http or https address"):
        require_web_url(url)


@given(st.from_regex(web_url._PLAIN, fullmatch=True))
def test_what_is_taken_at_a_glance_would_be_taken_after_a_closer_look(url: str) -> None:
    assert web_url._is_web_url(url)
