import pytest

from job_importer.intake.normalise.html import describe
from job_importer.intake.normalise.text import clean_text
from tests.support.describing import html_to_text, sanitise_html


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (" \n\t ", None),
        ("Cook &amp; Baker", "Cook & Baker"),
        ("Cook &amp;amp;amp; Baker", "Cook & Baker"),
        ("Cook&nbsp;\xa0 Baker\n", "Cook Baker"),
        ("<b>Senior</b> Cook<br/>Oslo", "Senior Cook Oslo"),
        ("&lt;p&gt;Cook&lt;/p&gt;", "Cook"),
        ("<script>alert(1)</script>Cook", "Cook"),
        ("<![CDATA[Cook]]>", "Cook"),
        ("Cook <Remote>", "Cook Remote"),
        ("Pay < 50k > 20k", "Pay < 50k > 20k"),
        ("Co\x00o\x07k", "Cook"),
        ("\x93Cook\x94 \x96 Oslo", "“Cook” – Oslo"),
        ("Co\u200bok\u00ad", "Cook"),
        ("Cafe\u0301", "Café"),
    ],
)
def test_a_title_is_one_line_of_plain_text(value: str | None, expected: str | None) -> None:
    assert clean_text(value) == expected


@pytest.mark.parametrize(
    ("value", "html", "text"),
    [
        (None, None, None),
        ("<p>&nbsp;</p>", None, None),
        ("One\ntwo\n\nThree & four", "<p>One<br>two</p><p>Three &amp; four</p>", "One\ntwo\n\nThree & four"),
        ("&lt;p&gt;R&amp;amp;D &lt;b&gt;now&lt;/b&gt;&lt;/p&gt;", "<p>R&amp;D <b>now</b></p>", "R&D now"),
        ("<div>&lt;ul&gt;&lt;li&gt;a&lt;/li&gt;&lt;/ul&gt;</div>", "<div><ul><li>a</li></ul></div>", "- a"),
        ("<p>It&amp;rsquo;s &amp;nbsp;here</p>", "<p>It’s  here</p>", "It’s here"),
        ("<p>Know &lt;b&gt; from &lt;i&gt;</p>", "<p>Know &lt;b&gt; from &lt;i&gt;</p>", "Know <b> from <i>"),
        ("Write to <me@x.example>", "<p>Write to &lt;me@x.example&gt;</p>", "Write to <me@x.example>"),
        ("<b>a</b>\nb\n\nc", "<p><b>a</b><br>b</p><p>c</p>", "a\nb\n\nc"),
        ("<p onclick='x()' style='color:red'>a</p>", "<p>a</p>", "a"),
        ("<p>a</p><style>p{}</style><script>x()</script><img src='https://t.example/1.gif'>", "<p>a</p>", "a"),
        ("<p>a<p>b", "<p>a</p><p>b</p>", "a\n\nb"),
        ("<![CDATA[<p>a</p>]]> <![CDATA[<p>b</p>]]>", "<p>a</p> <p>b</p>", "a\n\nb"),
        ("&lt;![CDATA[a &lt;b&gt;c&lt;/b&gt;]]&gt;", "a <b>c</b>", "a c"),
        (
            '<a href="https://x.example/?a=1&b=2" onclick="x()">a</a> <a href="javascript:x()">b</a>',
            '<a href="https://x.example/?a=1&amp;b=2" rel="nofollow noopener">a</a> <a rel="nofollow noopener">b</a>',
            "a b",
        ),
        (
            "<h2>What</h2><ul><li>one</li><li><p>two</p></li></ul><p>End<br>now</p>",
            "<h2>What</h2><ul><li>one</li><li><p>two</p></li></ul><p>End<br>now</p>",
            "What\n\n- one\n- two\n\nEnd\nnow",
        ),
        ("<div>a</div><div><br></div><div>b</div>", "<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
    ],
)
def test_a_description_is_safe_html_and_readable_text(value: str | None, html: str | None, text: str | None) -> None:
    assert sanitise_html(value) == html
    assert html_to_text(html) == text
    assert describe(value) == (html, text)


def test_text_of_unsanitised_html_leaves_out_invisible_parts() -> None:
    html = (
        "<STYLE>p{}</STYLE><P CLASS='a>b'>One&nbsp;&eacute;</P><!-- no --><TABLE><TR><TD>x</TD><TD>y</TD></TR></TABLE>"
    )
    assert html_to_text(html) == "One é\n\nx y"


@pytest.mark.parametrize("unit", ["<div>", "<ul><li>", "<b><p>", "<table><tr><td>", "<font></b>"])
def test_deeply_nested_html_keeps_its_text_and_costs_no_more_than_flat_html(unit: str) -> None:
    html, text = describe("a" + unit * 20_000 + "b")
    assert text == "a b"
    assert len(html or "") < 100


def test_many_elements_side_by_side_are_kept() -> None:
    html, text = describe("<div><i>a</i> <p>b<br></div>" * 2_000)
    assert (html or "").count("<i>") == (text or "").count("a") == 2_000


def test_a_link_with_angle_brackets_does_not_break_out_of_its_attribute() -> None:
    html, text = describe('<p><a href="https://x.example/?q=<b>">a</a></p>')
    assert html == '<p><a href="https://x.example/?q=&lt;b&gt;" rel="nofollow noopener">a</a></p>'
    assert text == "a"


@pytest.mark.parametrize(
    ("value", "html"),
    [
        ("<p>One</p><p>two&lt;br/&gt;three</p>", "<p>One</p><p>two<br>three</p>"),
        ("<p>Intro</p>&lt;ul&gt;&lt;li&gt;A&lt;/li&gt;&lt;/ul&gt;", "<p>Intro</p><ul><li>A</li></ul>"),
        ("<p>a &amp;lt;b&amp;gt;c&amp;lt;/b&amp;gt;</p>", "<p>a <b>c</b></p>"),
        ("<p>Use the &lt;br&gt; tag.</p>", "<p>Use the &lt;br&gt; tag.</p>"),
        (
            "<p>Write &lt;p&gt; and &lt;/p&gt;</p><p>a&lt;br&gt;b</p>",
            "<p>Write &lt;p&gt; and &lt;/p&gt;</p><p>a<br>b</p>",
        ),
        ("<p>A List&lt;T&gt; is &lt; 3</p>", "<p>A List&lt;T&gt; is &lt; 3</p>"),
        ("<pre>&lt;p&gt;code&lt;/p&gt;</pre>", "<pre>&lt;p&gt;code&lt;/p&gt;</pre>"),
        ("<p>x&lt;script&gt;y()&lt;/script&gt;&lt;br&gt;z</p>", "<p>x<br>z</p>"),
    ],
)
def test_escaped_markup_in_real_markup_is_decided_piece_by_piece(value: str, html: str) -> None:
    assert sanitise_html(value) == html
    assert sanitise_html(html) == html


def test_other_escaping_gives_the_same_description() -> None:
    real = "<p>You bake.<br>Early.</p><ul><li>Bread</li></ul>"
    for escaped in (
        "<p>You bake.&lt;br/&gt;Early.</p><ul><li>Bread</li></ul>",
        real.replace("<", "&lt;").replace(">", "&gt;"),
        "<p>You bake.<br>Early.</p>&lt;ul&gt;&lt;li&gt;Bread&lt;/li&gt;&lt;/ul&gt;",
    ):
        assert sanitise_html(escaped) == sanitise_html(real)
