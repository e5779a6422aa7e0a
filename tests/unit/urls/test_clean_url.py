"""The address of a job as it is stored: safe where a page shows it, and honest about where it leads."""

import html.parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from job_importer.urls.normalise import clean_url


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ('https://x.example/"onload=a', "https://x.example/%22onload=a"),
        ("https://x.example/?q='a'", "https://x.example/?q=%27a%27"),
        ("https://x.example/<b>", "https://x.example/%3Cb%3E"),
        ("https://x.example/#`a`", "https://x.example/#%60a%60"),
        ("https://x.example/a b", "https://x.example/a%20b"),
        ("https://x.example/\u202etxt.exe", "https://x.example/%E2%80%AEtxt.exe"),
        ("https://x.example/\u2066a\u2069\u200f\u061c", "https://x.example/%E2%81%A6a%E2%81%A9%E2%80%8F%D8%9C"),
        ("https://bank.example@x.example/1", "https://x.example/1"),
        ("https://user:secret@x.example:8443/1", "https://x.example:8443/1"),
        ("https://a@b@x.example/1", "https://x.example/1"),
        ("https://x.example/@me", "https://x.example/@me"),
        ("https://bücher.example/stellen/köche", "https://bücher.example/stellen/köche"),
        ("//x.example/1", "https://x.example/1"),
    ],
)
def test_what_could_mislead_is_encoded_or_left_out(given: str, stored: str) -> None:
    assert clean_url(given) == stored
    assert clean_url(stored) == stored


@pytest.mark.parametrize(
    "given",
    [
        "https://bank.example\\@x.example/",
        "https://x.example\\.bank.example/",
        "https:\\\\x.example/",
        "https://x.example\u202e/",
        "https://x.exa\u200emple/",
        "https://<x>.example/",
        "https://user@/1",
    ],
)
def test_an_address_whose_host_is_none_is_no_address(given: str) -> None:
    assert clean_url(given) is None


class Attributes(html.parser.HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = [(tag, attrs)]


@given(st.text(alphabet="\"'`<>=&;#/?: \\@\u202ea1", max_size=20), st.sampled_from("\"'"))
def test_no_address_breaks_out_of_an_attribute(text: str, quote: str) -> None:
    url = clean_url(f"https://x.example/{text}")
    if url is not None:
        parser = Attributes()
        parser.feed(f"<a href={quote}{url}{quote}>")
        ((tag, attributes),) = parser.found
        assert (tag, [name for name, _ in attributes]) == ("a", ["href"])


def test_an_address_below_a_secret_path_is_none() -> None:
    base = "https://x.example/feeds/3f2504e04f8911d39a0c0305e82c3301/feed.xml"
    assert clean_url("jobs/1.html", base) is clean_url("?id=1", base) is None
    assert clean_url("/jobs/1", base) == "https://x.example/jobs/1"
    assert clean_url("jobs/1.html", "https://x.example/feeds/feed.xml") == "https://x.example/feeds/jobs/1.html"
