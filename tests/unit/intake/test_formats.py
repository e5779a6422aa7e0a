"""Each format, with a feed of its shape: the whole preview must equal the one that a person has checked."""

import json
from pathlib import Path

import pytest

from job_importer.intake.formats.registry import FORMATS
from tests.support.previewing import FEEDS, fields, look, look_at, source

NAMES = sorted(path.stem for path in (FEEDS / "golden").glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_of_this_format_is_read_as_a_person_would_read_it(name: str) -> None:
    golden = json.loads((FEEDS / "golden" / f"{name}.json").read_text())
    (feed,) = [path for path in FEEDS.glob(f"{name}.*") if path.suffix in (".xml", ".json", ".csv")]
    report, jobs = look_at(feed, **golden.get("hints", {}))
    assert {key: report[key] for key in golden["report"]} == golden["report"]
    assert jobs == golden["jobs"]


def test_every_format_has_a_golden_feed() -> None:
    shown = {json.loads(path.read_text())["report"]["format"] for path in (FEEDS / "golden").glob("*.json")}
    assert {format.name for format in FORMATS} <= shown


@pytest.mark.parametrize("uri", ["https://jobicy.com", "http://other.example/ns", "urn:x"])
@pytest.mark.parametrize("prefix", ["job_listing", "jl", "x"])
def test_the_job_namespace_may_have_any_uri_and_any_prefix(uri: str, prefix: str) -> None:
    feed = (FEEDS / "job_listing.xml").read_text()
    feed = feed.replace("https://boards.example.org/ns", uri).replace("wpjm:", f"{prefix}:")
    report, jobs = look(feed.replace(":wpjm=", f":{prefix}="))
    assert report["format"] == "job_listing"
    assert [job["company"] for job in jobs] == ["Harbour Works", "Paper Trail Ltd"]


def test_a_forced_format_is_used_even_if_another_would_be_recognised() -> None:
    report, _ = look(source(fields(id="1", title="A", url="https://x.example/1")), format="generic")
    assert (report["outcome"], report["format"]) == ("ok", "generic")


def test_a_forced_format_that_does_not_exist_is_refused_with_the_names_that_do() -> None:
    report, _ = look(source(fields(id="1", title="A", url="https://x.example/1")), format="nonsense")
    assert report["outcome"] == "not_a_job_feed"
    assert "job_listing" in report["message"]


def test_a_field_that_only_the_last_job_has_is_read() -> None:
    plain = [fields(id=str(n), title=f"Job {n}", url=f"https://x.example/{n}") for n in range(200)]
    last = fields(id="200", title="Last", url="https://x.example/200", salary="€50,000", company="Late Ltd")
    _, jobs = look(source(*plain, last))
    assert (jobs[-1]["company"], jobs[-1]["salary"]["min"]) == ("Late Ltd", 50_000)


def test_the_full_content_is_the_description_even_if_an_excerpt_with_footer_is_longer() -> None:
    item = fields(title="Baker", link="https://x.example/job/1", company="Acme", salary="9")
    texts = "<description>Bake. Read more of this job on our board.</description>"
    feed = '<rss xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><item>{}{}{}</item></channel></rss>'
    _, (job,) = look(feed.format(item, texts, "<c:encoded>Bake all day.</c:encoded>"))
    assert job["description_text"] == "Bake all day."
    _, (job,) = look(feed.format(item, texts, "<c:encoded> \n </c:encoded>"))
    assert job["description_text"].startswith("Bake. Read")


@pytest.mark.parametrize(
    ("body", "duties", "benefits"),
    [
        ("Bake.", "Early.", "Bread."),
        ("&lt;p&gt;Bake.&lt;/p&gt;", "Early.", "&lt;b&gt;Bread.&lt;/b&gt;"),
        ("&lt;p&gt;Bake.&lt;/p&gt;", "&lt;i&gt;Early.&lt;/i&gt;", "Bread."),
    ],
)
def test_each_section_is_a_paragraph_whether_it_is_text_or_html(body: str, duties: str, benefits: str) -> None:
    item = fields(id="1", title="A", url="https://x.example/1", description=body, duties=duties, benefits=benefits)
    _, (job,) = look(source(item))
    assert job["description_text"] == "Bake.\n\nEarly.\n\nBread."


def test_html_that_was_not_escaped_keeps_its_order() -> None:
    body = "<description>One <b>two</b> three<br/>four <p>five</p></description>"
    _, (job,) = look(source(fields(id="1", title="A", url="https://x.example/1") + body))
    assert job["description_text"] == "One two three\nfour\n\nfive"


@pytest.mark.parametrize(
    ("location", "country"),
    [
        ("Bonn, Germany", "DE"),
        ("Bonn, Germany; Ulm, Germany", "DE"),
        ("Luxembourg, Luxembourg", "LU"),
        ("Germany, Austria, Switzerland", None),
        ("Dubai, United Arab Emirates; Riyadh, Saudi Arabia", None),
        ("Bonn, Germany; Oslo", None),
        ("Europe, UK", None),
        ("San Diego, CA", None),
        ("Atlanta, Georgia", None),
    ],
)
def test_a_country_is_taken_from_the_end_of_a_location_that_is_one_place(location: str, country: str | None) -> None:
    _, (job,) = look(source(fields(id="1", title="A", url="https://x.example/1", location=location)))
    assert job["country"] == country


def test_the_default_company_is_used_if_the_feed_names_none() -> None:
    feed = source(fields(id="1", title="A", url="https://x.example/1"))
    report, (job,) = look(feed, default_company="Example Ltd")
    assert (job["company"], report["warnings"]) == ("Example Ltd", [])
    report, (job,) = look(feed)
    assert (job["company"], report["warnings"]) == (None, ["Jobs without a company: 1 of 1."])


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("03/04/2026", "25/04/2026"), "2026-04-03T00:00:00Z"),
        (("03/04/2026", "04/25/2026"), "2026-03-04T00:00:00Z"),
        (("03/04/2026", "05/06/2026"), None),
        (("03-04-2026", "25-04-2026"), "2026-04-03T00:00:00Z"),
        (("03/04/2026", "Posted on 04/25/2026"), "2026-03-04T00:00:00Z"),
    ],
)
def test_the_order_of_day_and_month_is_decided_by_the_whole_feed(dates: tuple[str, str], expected: str | None) -> None:
    jobs = [fields(id=str(n), title="A", url=f"https://x.example/{n}", date=date) for n, date in enumerate(dates)]
    _, read = look(source(*jobs))
    assert read[0]["posted_at"] == expected


def test_a_publication_date_years_ahead_is_ignored() -> None:
    dates = {"date": "2099-12-31", "expirationdate": "2099-12-31"}
    _, (job,) = look(source(fields(id="1", title="A", url="https://x.example/1", **dates)))
    assert (job["posted_at"], job["expires_at"]) == (None, "2099-12-31T00:00:00Z")


def test_a_job_that_cannot_be_stored_says_which_field_is_wrong() -> None:
    good = fields(id="1", title="A", url="https://x.example/1")
    report, jobs = look(
        source(good, fields(id="2", url="https://x.example/2"), fields(id="3", title="C", url="ftp://c"))
    )
    assert (report["outcome"], report["invalid"]) == ("ok", 2)
    assert [[(e["field"], e["rule"]) for e in job.get("errors", [])] for job in jobs] == [
        [],
        [("title", "missing")],
        [("url", "missing")],
    ]


def test_a_feed_without_one_usable_job_has_no_valid_jobs() -> None:
    report, _ = look(Path(FEEDS / "personio.xml").read_bytes(), feed_url=None)
    assert (report["outcome"], report["fetched"]) == ("no_valid_jobs", 2)
    assert "url" in report["message"]


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        (
            '<jobs><job id="1" title="Baker" url="https://x.example" company="Acme"/></jobs>',
            ("1", "Baker", "Acme", None),
        ),
        (
            '<jobs xmlns="https://x.example/ns"><job><id>1</id><title>Baker</title><url>https://x.example/1</url>'
            "<company><url>https://acme.example</url><name>Acme</name></company>"
            "<joblocation><address><addressLocality>Bonn</addressLocality><addressCountry>DE</addressCountry></address>"
            "</joblocation></job></jobs>",
            ("1", "Baker", "Acme", "Bonn, DE"),
        ),
        (
            "<companies><company><name>Acme</name><jobs><job><id>1</id><title>Baker</title><city>Bonn</city>"
            "<url>https://x.example/1</url></job></jobs></company></companies>",
            ("1", "Baker", "Acme", "Bonn"),
        ),
        (
            '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Vacancies</a:title><a:entry><a:id>1</a:id>'
            '<a:title>Baker</a:title><a:link href="https://x.example/jobs/1"/><a:summary>Location: Bonn</a:summary>'
            "</a:entry></a:feed>",
            ("1", "Baker", None, "Bonn"),
        ),
        (
            '<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Jobs</title><item><guid>1</guid>'
            "<title>Baker</title><link>https://x.example/job/1</link><dc:creator>Acme&lt;br&gt;Bonn</dc:creator>"
            "</item></channel></rss>",
            ("1", "Baker", "Acme", "Bonn"),
        ),
        (
            "<feed><title>Jobs</title><job><id>1</id><title>Baker</title><city>Bonn</city><employer>Acme</employer>"
            "<url>https://x.example/1</url></job></feed>",
            ("1", "Baker", "Acme", "Bonn"),
        ),
    ],
    ids=["attributes", "nested values", "nested items", "prefixed Atom", "creator", "no RSS at all"],
)
def test_the_same_job_is_found_in_many_shapes(feed: str, expected: tuple[str | None, ...]) -> None:
    _, (job,) = look(feed)
    assert (job["external_id"], job["title"], job["company"], job["location"]) == expected


def test_homes_in_the_form_of_jobs_are_refused() -> None:
    home = fields(id="1", title="Flat", url="https://x.example/1", type="For Rent", price="900", property_type="Flat")
    report, _ = look(f"<trovit><ad>{home}</ad></trovit>")
    assert report["outcome"] == "not_a_job_feed"
    report, _ = look(f"<trovit><ad>{home}{fields(contract='Permanent', company='Acme')}</ad></trovit>")
    assert report["outcome"] == "ok"
