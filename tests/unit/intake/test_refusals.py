"""What a refusal says: what was found instead of jobs, quoted safely, and what to do."""

import json

import pytest

from tests.support.previewing import fields, look

URLS = "".join(f"<url><loc>https://x.example/{n}</loc><lastmod>2026-11-0{n}</lastmod></url>" for n in (1, 2, 3))
RECORDS = "".join(f"<record><was>Koch</was><wo>Bonn {n}</wo></record>" for n in (1, 2))
CITIES = {"result": {"cities": [{"nr": n, "mayor": "Ann"} for n in range(4)]}}


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (
            f"<urlset>{URLS}</urlset>",
            "The document is <urlset> without a list of jobs; it has 3 <url> (lastmod, loc), 1 <urlset> (url).",
        ),
        (
            f"<jobs>{RECORDS}</jobs>",
            "The document is <jobs> without a list of jobs; it has 2 <record> (was, wo), 1 <jobs> (record).",
        ),
        (
            json.dumps(CITIES),
            "The document is a JSON object without a list of jobs; it has 4 objects in result.cities (nr, mayor), "
            "1 object (result), 1 object in result (cities).",
        ),
        (
            '{"was": "Koch"}\n{"was": "Kellner"}\n',
            "The document is a JSON object without a list of jobs; it has 2 objects (was).",
        ),
        ("<note><p>Come <b>back</b></p></note>", "The document is <note> without a list of jobs; it has 1 <note> (p)."),
        ("<note>Come back</note>", "The document is <note> without a list of jobs."),
    ],
)
def test_a_document_without_jobs_is_described_by_its_repeated_parts(document: str, found: str) -> None:
    report, _ = look(document)
    assert (report["outcome"], report["message"]) == ("not_a_job_feed", found)


def test_only_the_first_of_many_other_items_are_counted() -> None:
    lamps = "".join(f"<lamp>{fields(id=str(n), name='Lamp', price='3')}</lamp>" for n in range(60))
    assert look(f"<lamps>{lamps}</lamps>")[0]["message"] == (
        "The document is <lamps> whose items do not look like jobs: 50 or more <lamp> (id, name, price)."
        " If they are jobs, set the feed's format to 'generic'."
    )


@pytest.mark.parametrize("syntax", ["xml", "json", "table"])
def test_field_names_in_messages_are_cut_and_escaped(syntax: str) -> None:
    many = [f"n{letter}{'x' * 50}" for letter in "abcdefghijklmnopq"]
    hostile = "z\u202e\x1b[31m\n<b>"
    documents = {
        "xml": f"<list><entry>{fields(title='A', url='https://x.example', **dict.fromkeys(many, '1'))}</entry></list>",
        "json": json.dumps({"x\ny": [dict.fromkeys((hostile, *many), 1)] * 2}),
        "table": f"z\u202e\x1b[31m,{','.join(many)}\n" + ",".join("1" * 18) + "\n",
    }
    report, _ = look(documents[syntax])
    assert report["outcome"] == "not_a_job_feed"
    assert report["message"].isprintable()
    assert len(report["message"]) < 800
    assert ", …" in report["message"]
    assert "x" * 41 not in report["message"]


def test_an_empty_feed_says_what_it_has_and_which_setting_lets_it_be_empty() -> None:
    facets = "<facet><key>Bonn</key><sum>0</sum></facet>" * 2
    message = look(f"<jobs><total>0</total>{facets}</jobs>")[0]["message"]
    assert message == (
        "The feed is well-formed but has no jobs; it has 2 <facet> (key, sum), 1 <jobs> (facet, total)."
        " If it may be empty, set its allow_empty."
    )
    assert look("<jobs/>")[0]["message"] == (
        "The feed is well-formed but has no jobs. If it may be empty, set its allow_empty."
    )


def test_jobs_with_unknown_fields_are_not_an_empty_feed() -> None:
    unknown = "<jobs>" + "<job><was>Koch</was></job>" * 2 + "</jobs>"
    report, _ = look(unknown, allow_empty=True)
    assert (report["outcome"], "2 <job> (was)" in report["message"]) == ("not_a_job_feed", True)
    assert look("<jobs><job/><job/></jobs>", allow_empty=True)[0]["outcome"] == "ok"


def test_a_format_that_does_not_fit_is_refused_with_those_that_do() -> None:
    message = look("[]", format="indeed")[0]["message"]
    assert message.startswith("The feed's format is set to 'indeed', but the document is a JSON list. Formats that fit")
    assert "greenhouse" in message
    assert "personio," not in message


def test_items_without_a_valid_job_are_described_by_their_fields() -> None:
    report, _ = look(f"<list><entry>{fields(id='1', was='Koch', url='https://x')}</entry></list>", format="generic")
    assert (report["outcome"], "Their fields: id, url, was." in report["message"]) == ("no_valid_jobs", True)


def test_a_refusal_as_articles_quotes_one_of_them() -> None:
    item = "<item><title>How &lt;b&gt;we&lt;/b&gt; bake\n</title><link>https://x.example/blog/1</link></item>"
    message = look(f"<rss><channel><title>Our blog</title>{item}</channel></rss>")[0]["message"]
    assert "('Our blog'): its items, such as 'How we bake', have no address" in message


def test_places_of_further_jobs_are_named_safely() -> None:
    job = {"id": 1, "title": "Cook", "company": "Acme", "url": "https://x.example/1", "job_type": "x", "salary": "1"}
    other = {
        "job_title": "Baker",
        "employer": "Acme",
        "apply_url": "https://x.example/2",
        "requisition_id": "R",
        "vacancy_type": "x",
    }
    warnings = look(json.dumps({"jobs": [job], "x\u202ey": {"more\n": [other]}}))[0]["warnings"]
    assert any("The document has more jobs at x\\u202ey.more\\n.item;" in one for one in warnings)
