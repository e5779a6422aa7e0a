"""For any text of a feed, a normaliser returns a value of its type, and the same one each time."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from job_importer.intake.fields.values import words
from job_importer.intake.normalise import html as cleaning
from job_importer.intake.normalise.countries import country_code
from job_importer.intake.normalise.date_order import slash_order_vote
from job_importer.intake.normalise.dates import parse_date
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.html_text import text_of_html
from job_importer.intake.normalise.language import language_tag
from job_importer.intake.normalise.place import join_place
from job_importer.intake.normalise.remote import remote
from job_importer.intake.normalise.salary import parse_salary
from job_importer.intake.normalise.text import clean_text, tag_list
from job_importer.jobs.model import Job, Salary
from job_importer.urls.normalise import clean_url, strip_tracking
from job_importer.urls.web_url import require_web_url
from tests.support.describing import html_to_text, sanitise_html

FETCHED_AT = datetime(2026, 11, 23, 21, 12, tzinfo=UTC)

any_text = st.text(st.characters(exclude_categories=[]), max_size=80)
_TAGS = """
<p> </p> <b> </b> <br> <br/> <ul> <li> </li> </ul> <div> </div> <a_href='https://x.example/?a=1&b=2'> </a> <table>
<tr> <td> </td> </table> <pre> </pre> <h1> </h1> <script> </script> <style> </style> <!-- --> <svg> <math>
<template> <select> <button> </button> <form> <i> <u> <dl> <dd> <hr> <img_src=x> <caption> <th> <code> <blockquote>
<Remote> <![CDATA[ ]]> <span_style="a:b"> </span> <font> </font> <p_class=x> <section> </section>
"""
_ESCAPES = """
< > & &amp; &lt; &gt; &lt;p&gt; &lt;/p&gt; &amp;lt;b&amp;gt; &amp;lt;/b&amp;gt; &lt;br&gt; &#38; &#60; &nbsp; &quot;
&#x0; &shy;
"""
_TEXT = ["a", "word", "\x00", "\x93", "\u200b", "é", "e\u0301", "\ud800", "\xa0", " ", "\n", "\n\n", "\t"]
_PIECES = [piece.replace("_", " ") for piece in _TAGS.split()] + _ESCAPES.split() + _TEXT
markup = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)
feed_text = any_text | markup


@given(feed_text)
@example("&#38;#38;#38;#38;amp;lt;b&gt;")
def test_clean_text_is_one_line_without_markup_and_settles_at_once(value: str) -> None:
    text = clean_text(value)
    if text is not None:
        assert text
        assert text == " ".join(text.split())
        assert not re.search(r"<[a-zA-Z/!][^<>]*>|[\x00-\x1f\x7f-\x9f\ud800-\udfff]", text)
        assert clean_text(text) == text


@given(feed_text)
@example("<P>0<SELECT><P>")
@example("<table>a<td>b<table>c")
@example("<h1><span>x<h2></p><b>")
@example("<form>a <b>b\n\nc</b>")
@example("a<font></font>")
def test_sanitising_twice_changes_nothing(value: str) -> None:
    html = sanitise_html(value)
    assert sanitise_html(html) == html


_ATTRIBUTES = st.sampled_from(
    [
        *(
            "",
            "",
            "",
            ' class="x"',
            "\nstyle='a:b'",
            " align=center",
            ' title="t" lang="de"',
            ' a="<"',
            ' b=">"',
            " hidden",
        ),
        *(' href="https://x.example/?a=1&amp;b=2"', " href=http://x-y.example:80/p#f target='_blank'", " href='/rel'"),
        *(' href="javascript:a"', ' href="https://x"', ' href="https://1.2.3.999/"', ' href="https://xn--a.example/"'),
        *(' href="https://a.example" href="https://b.example"', " title=' href=\"https://x.example\" '", " /"),
    ]
)
_NAMES = st.sampled_from(words("p P div span font b i em strong a A code li ul ol h2 blockquote td section"))


def _element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, attributes, held, end: f"<{name}{attributes}>{held}</{end or name}>",
        *(_NAMES, _ATTRIBUTES, inside, st.none() | st.none() | st.none() | _NAMES),
    )


def _list(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(inside, max_size=2).map(lambda held: "".join(f"<li>{one}</li>\n" for one in held))
    return st.builds(lambda name, held: f"<{name}>{held}</{name}>", st.sampled_from(["ul", "ol"]), items)


_words = st.sampled_from(["a", " a ", "&amp;", "&lt;", "\n", "é", "\u3000", "<br>", "<br />", "<hr>", "<", ">", "< p>"])
_trees = st.recursive(
    _words, lambda inside: st.lists(_element(inside) | _list(inside) | inside, max_size=3).map("".join), max_leaves=12
)


@given(_trees.map(str.strip))
@example("<p>a<p>b</p></p>")
@example("<a href='https://x.example/'>a<b><a href='https://y.example/'>b</a></b></a>")
@example("<ul><li><p class=x>a</p></li> <li>b<br/><b>c</b><ol>\n<li>d</li></ol></li></ul><p>e</p>")
@example("<ul>a<li>b</li>c</ul>d")
@example("<p>a > b</p>")
@example("<p>a</p> <")
@example("<b><p>a</b></p>")
@example("<div><span>a</div></span>")
def test_the_shortcut_past_the_sanitiser_returns_what_the_sanitiser_would(markup: str) -> None:
    if simple := cleaning._simple(markup):
        clean = cleaning._CLEANER.clean(markup).strip()
        assert simple == (clean, text_of_html(clean))


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="ad"><p style="margin:0">a <span>b</span></p><ul><li>c<ul><li>d</li></ul></li></ul></div>',
        "<P>a <A HREF='https://x.example/?a=1&amp;b=2' target=_blank><b>b</b></A><BR/>c</P>",
    ],
)
def test_html_from_editors_takes_the_shortcut(markup: str) -> None:
    assert cleaning._simple(markup)


@given(feed_text)
def test_sanitised_html_contains_nothing_that_runs_or_loads(value: str) -> None:
    html = sanitise_html(value) or ""
    assert not re.search(r"(?i)<(script|style|img|iframe|svg|math|object|form|template)\b", html)
    for tag in re.findall(r"<[a-z][^>]*>", html):
        assert re.fullmatch(r'<[a-z][a-z0-9]*>|<a( href="(https?:|mailto:)[^"]*")? rel="nofollow noopener">', tag)


@given(feed_text)
def test_readable_text_has_no_tags_and_no_surplus_lines(value: str) -> None:
    text = html_to_text(sanitise_html(value))
    assert text is None or (text.strip() == text and "\n\n\n" not in text)
    html_to_text(value)


_dateish = st.from_regex(
    r"\A[0-9]{1,4}[-/. ]([0-9]{1,2}|[A-Z][a-z]{2})[-/. ][0-9]{1,4}([T ][0-9:.]{0,12})?[A-Z+-]?[0-9]{0,4}\Z"
)


@given(any_text | _dateish | st.integers() | st.floats() | st.booleans() | st.none(), st.none() | st.booleans())
@example("9999-12-31T23:59:59-14:00", None)
@example("10000000000000000000", None)
def test_a_date_is_utc_or_none(value: str | int | float | None, day_first: bool | None) -> None:
    moment = parse_date(value, fetched_at=FETCHED_AT, day_first=day_first)
    assert moment is None or datetime.fromisoformat(moment).tzinfo is not None
    assert moment is None or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)


@given(any_text | _dateish)
def test_a_vote_is_one_of_three(value: str) -> None:
    assert slash_order_vote(value) in (-1, 0, 1)


_PAY = "$ € £ USD k K 90 110 1,000 1.000,50 12'000 - – to per hour year / 0 000 , . up from bis + % 401k p.a."
_moneyish = st.lists(st.sampled_from(_PAY.split()), max_size=10).map(" ".join)


@given(feed_text | _moneyish, _moneyish | st.floats() | st.integers() | st.none() | st.lists(st.none()), any_text)
def test_a_salary_is_valid_for_the_model(value: str, field: object, word: str) -> None:
    for salary in (parse_salary(value), parse_salary(None, minimum=field, maximum=value, currency=word, period=word)):
        if salary is not None:
            stored = Salary.model_validate(salary)
            assert stored.text
            assert stored.min is None or stored.max is None or 0 < stored.min <= stored.max


@given(any_text | st.none(), any_text, st.booleans() | any_text | st.none())
def test_words_become_terms_of_the_vocabulary(value: str | None, other: str, flag: str | bool | None) -> None:
    job = {"source": "s", "external_id": "1", "title": "t", "url": "https://x.example/"}
    Job.model_validate(
        job
        | {
            "country": country_code(value),
            "language": language_tag(value),
            "employment_type": employment_type(value),
            "remote": remote(flag, value, other),
            "tags": tag_list(value),
        }
    )
    place = join_place(value, other)
    assert place is None or (place and place == place.strip())


@given(any_text, st.none() | any_text)
@example("http://[::1", None)
@example("//\u2100.example/", "http://[")
def test_a_url_is_absolute_or_none(value: str, base: str | None) -> None:
    for candidate in (value, "http://" + value, "https://x.example/" + value, "www." + value):
        url = clean_url(candidate, base)
        if url is not None:
            assert require_web_url(url) == url
            assert clean_url(url) == url


@given(st.lists(st.sampled_from(["a=1", "b=2", "id=3", "utm_source=x", "gclid=1", "ref=rss"]), unique=True))
def test_tracking_and_order_of_parameters_do_not_change_a_url(parameters: list[str]) -> None:
    shuffled = sorted(parameters, reverse=True)
    kept = sorted(p for p in parameters if p in ("a=1", "b=2", "id=3"))
    expected = "https://x.example/j" + ("?" + "&".join(kept) if kept else "")
    for order in (parameters, shuffled):
        assert strip_tracking("https://x.example/j?" + "&".join(order)) == expected
