"""What Atom (RFC 4287) allows beyond a plain entry."""

import pytest

from tests.support.previewing import look

FEED = """<feed xmlns="http://www.w3.org/2005/Atom" {more}><title>Vacatures</title><id>urn:x</id>
<entry {about}><id>urn:x:1</id><title>Kok</title>{body}</entry></feed>"""
LINK = '<link href="https://x.example/jobs/1"/>'


@pytest.mark.parametrize(
    ("more", "about", "url"),
    [
        ("", "", "https://feeds.example.org/jobs/1"),
        ('xml:base="https://y.example/nl/"', "", "https://y.example/nl/jobs/1"),
        ('xml:base="/nl/"', "", "https://feeds.example.org/nl/jobs/1"),
        ('xml:base="https://y.example/nl/"', 'xml:base="v2/"', "https://y.example/nl/v2/jobs/1"),
        ('xml:base="https://["', "", "https://feeds.example.org/jobs/1"),
    ],
)
def test_a_relative_link_is_resolved_against_the_nearest_base(more: str, about: str, url: str) -> None:
    _, (job,) = look(FEED.format(more=more, about=about, body='<link href="jobs/1"/>'))
    assert job["url"] == url


def test_entries_have_the_language_of_the_feed() -> None:
    _, (job,) = look(FEED.format(more='xml:lang="nl-BE"', about="", body=LINK))
    assert job["language"] == "nl-BE"


def test_a_web_page_wins_among_alternate_links() -> None:
    pdf = '<link rel="alternate" type="application/pdf" href="https://x.example/jobs/1.pdf"/>'
    page = '<link rel="alternate" type="text/html" href="https://x.example/jobs/1"/>'
    for links in (pdf + page, page + pdf):
        _, (job,) = look(FEED.format(more="", about="", body=links))
        assert job["url"] == "https://x.example/jobs/1"


@pytest.mark.parametrize("prefix", ["", "h:"])
def test_xhtml_is_read_as_html_whatever_its_prefix(prefix: str) -> None:
    declared = "xmlns:h" if prefix else "xmlns"
    body = (
        '<{0}div {1}="http://www.w3.org/1999/xhtml"><{0}p>One <{0}b>two</{0}b><{0}br/>3</{0}p><{0}p>4</{0}p></{0}div>'
    )
    content = f'<content type="xhtml">{body.format(prefix, declared)}</content>'
    _, (job,) = look(FEED.format(more="", about="", body=LINK + content))
    assert job["description_text"] == "One two\n3\n\n4"


def test_issued_of_atom_0_3_is_the_publication_date() -> None:
    dates = "<issued>2026-10-01T08:00:00Z</issued><modified>2026-10-05T08:00:00Z</modified>"
    _, (job,) = look(FEED.format(more="", about="", body=LINK + dates))
    assert job["posted_at"] == "2026-10-01T08:00:00Z"


def test_fields_of_jobs_prove_that_entries_are_jobs() -> None:
    fields = "<job:salary>€ 2.800</job:salary><job:employer>Acme</job:employer>"
    feed = (
        FEED.replace("Vacatures", "Acme")
        .replace("Kok", "Q")
        .format(more='xmlns:job="https://x.example/ns"', about="", body='<link href="https://x.example/p/1"/>' + fields)
    )
    _, (job,) = look(feed)
    assert (job["company"], job["salary"]["min"]) == ("Acme", 2_800)
