"""What RSS and Atom feeds say beside and around their items."""

from typing import Any

import pytest

from tests.support.previewing import fields, look


def read(item: str, title: str = "Jobs", link: str = "https://x.example", **about: str) -> dict[str, Any]:
    """The only job of an RSS feed with this item and this channel."""
    item = fields(guid="1", link="https://x.example/jobs/1") + item
    if "<title>" not in item:
        item += "<title>Baker</title>"
    channel = fields(title=title, link=link, **about) + f"<item>{item}</item>"
    namespaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:a10="http://www.w3.org/2005/Atom"'
    (job,) = look(f'<rss version="2.0" {namespaces}><channel>{channel}</channel></rss>')[1]
    return job


def categories(*terms: str) -> str:
    return "".join(f"<category>{term}</category>" for term in terms)


def test_the_first_of_several_categories_is_the_category_and_none_is_lost() -> None:
    job = read(categories("python", "R&amp;D, Labs", "sql"))
    assert (job["category"], job["tags"]) == ("python", ["python", "R&D, Labs", "sql"])


def test_a_single_category_is_not_a_tag() -> None:
    job = read(categories("Food") + "<tags>bread</tags>")
    assert (job["category"], job["tags"]) == ("Food", ["bread"])


def test_tags_follow_the_categories() -> None:
    assert read(categories("Food", "Craft") + "<tags>bread</tags>")["tags"] == ["Food", "Craft", "bread"]


@pytest.mark.parametrize(
    ("terms", "kind"),
    [
        (("Food", "Full-Time"), "full_time"),
        (("Teilzeit",), "part_time"),
        (("Kenya", "Internship"), "internship"),
        (("Contracts", "Stage"), None),
        (("Food", "Other"), None),
    ],
)
def test_a_category_may_be_a_type_of_employment(terms: tuple[str, ...], kind: str) -> None:
    assert read(categories(*terms))["employment_type"] == kind


def test_any_of_the_categories_may_say_that_the_work_is_remote() -> None:
    assert read(categories("Food", "Remote"))["remote"] is True


def test_several_categories_of_himalayas_are_read() -> None:
    item = fields(
        title="Baker", link="https://x.example/jobs/1", guid="1", companyName="Acme", locationRestriction="Peru"
    )
    _, (job,) = look(
        f"<rss><channel><title>x</title><item>{item}{categories('Baking', 'Bread')}</item></channel></rss>"
    )
    assert (job["company"], job["category"], job["tags"]) == ("Acme", "Baking", ["Baking", "Bread"])


def test_several_categories_of_an_atom_entry_are_read() -> None:
    terms = '<category term="food" label="Food"/><category term="craft"/>'
    entry = f'<entry><id>1</id><title>Baker</title><link href="https://x.example/jobs/1"/>{terms}</entry>'
    _, (job,) = look(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Jobs</title>{entry}</feed>')
    assert (job["category"], job["tags"]) == ("Food", ["Food", "craft"])


@pytest.mark.parametrize(
    "name",
    [
        "<a10:author><a10:name>Acme</a10:name></a10:author>",
        "<dc:creator>Acme</dc:creator>",
        '<source url="https://x.example">Acme</source>',
    ],
)
def test_the_author_or_source_of_an_item_is_the_employer_if_its_title_says_so(name: str) -> None:
    assert read(f"<title>Baker - Acme - Bonn</title>{name}")["company"] == "Acme"
    assert read(f"<title>Baker</title>{name}")["company"] is None


@pytest.mark.parametrize(
    ("title", "link", "company"),
    [
        ("Acme Careers", "https://acme.breezy.hr", "Acme"),
        ("Jobs at Acme Foods", "https://acmefoods.bamboohr.com/jobs/", "Acme Foods"),
        ("Acme Foods - Current openings", "https://apply.workable.com/acme/", "Acme Foods"),
        ("Acme Careers Job Listing", "https://careers-acme.icims.com/jobs/search", "Acme"),
        ("Other Careers", "https://acme.breezy.hr", None),
        ("Jobs", "https://jobs.breezy.hr", None),
        ("Acme Jobs", "https://www.acmejobs.example", None),
        ("Acme Jobs", "https://acme.breezy.hr.x.example", None),
    ],
)
def test_the_channel_names_the_employer_if_its_address_confirms_it(title: str, link: str, company: str | None) -> None:
    assert read("", title=title, link=link)["company"] == company


@pytest.mark.parametrize(
    ("channel", "item", "remote"),
    [
        ({"link": "https://www.remotive.com/jobs"}, "<location>Canada</location>", True),
        ({"title": "Remote Jobs in USA"}, "<location>Austin, TX</location>", True),
        ({"title": "Remote design jobs"}, "<location>Hybrid, Berlin</location>", False),
        ({"title": "Remote jobs"}, "<title>Baker (Hybrid)</title>", False),
        *(({"title": f"Remote {place} jobs"}, "", None) for place in ("area nursing", "sensing", "Alaska")),
        ({"title": "Jobs for remote areas"}, "<location>Alice Springs</location>", None),
        ({"link": "https://remotive.com.x.example"}, "", None),
        ({"link": "https://["}, "", None),
    ],
)
def test_jobs_of_a_remote_board_are_remote_unless_the_item_says_otherwise(
    channel: dict[str, str], item: str, remote: bool | None
) -> None:
    assert read(item, **channel)["remote"] is remote


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "2026-12-03T00:00:00Z"),
        ("de-DE", "2026-12-03T00:00:00Z"),
        ("en-GB", "2026-12-03T00:00:00Z"),
        *((tag, None) for tag in ("en", "en-US", "es-US", "zh", "")),
    ],
)
def test_the_language_decides_the_order_of_dates_if_no_date_does(language: str, expected: str | None) -> None:
    assert read("<closingdate>03/12/2026</closingdate>", language=language)["expires_at"] == expected


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ('<a10:link href="https://x.example/a"/><guid isPermaLink="false">7</guid>', "https://x.example/a"),
        ('<link href="https://x.example/b"/><guid>7</guid>', "https://x.example/b"),
        ("<guid>https://x.example/c</guid>", "https://x.example/c"),
        ('<link/><guid isPermaLink="false">job-7</guid>', None),
    ],
)
def test_an_item_without_a_link_gets_its_address_from_other_fields(link: str, url: str | None) -> None:
    xml = f'<rss xmlns:a10="http://www.w3.org/2005/Atom"><channel><title>Jobs</title><item><title>Cook</title>{link}'
    _, (job,) = look(f"{xml}</item></channel></rss>")
    assert job["url"] == url


def test_the_subject_is_the_category_if_there_is_no_other() -> None:
    assert read("<dc:subject>Food</dc:subject>")["category"] == "Food"
    assert read(categories("Craft") + "<dc:subject>Food</dc:subject>")["category"] == "Craft"


def test_the_start_date_of_the_work_is_not_a_publication_date() -> None:
    assert read("<salary>9</salary><startDate>2026-11-04</startDate>")["posted_at"] is None


def test_the_coverage_of_an_item_is_its_place() -> None:
    assert read("<dc:coverage>Bonn, Germany</dc:coverage>")["country"] == "DE"


@pytest.mark.parametrize(
    ("pay", "text"),
    [
        *((nothing, None) for nothing in ("N/A", "0", "£0.00 - £0.00", "-", "Not specified")),
        ("Competitive", "Competitive"),
    ],
)
def test_a_salary_field_without_pay_is_no_salary(pay: str, text: str | None) -> None:
    salary = read(f"<salary>{pay}</salary>")["salary"]
    assert (salary and salary["text"]) == text


@pytest.mark.parametrize(
    ("title", "description", "company", "pay"),
    [
        ("ACME: Baker", "£30,000: ACME: We bake. Bonn", "ACME", "£30,000"),
        ("ACME: Baker", "ACME: We bake.", "ACME", None),
        ("Kenya: Baker", "Country: Kenya. We bake.", None, None),
        ("Bread: Baker", "We bake. Bread: all day.", None, None),
    ],
)
def test_an_employer_before_the_title_counts_if_the_description_begins_with_it(
    title: str, description: str, company: str | None, pay: str | None
) -> None:
    job = read(fields(title=title, description=description))
    assert (job["company"], job["salary"] and job["salary"]["text"]) == (company, pay)


@pytest.mark.parametrize(
    ("creator", "company", "place"),
    [
        ("Acme&lt;br&gt;Bonn", "Acme", "Bonn"),
        ("Acme\nBonn, Germany", "Acme", "Bonn, Germany"),
        ("Acme\nRemote", "Acme", "Remote"),
        ("Ann Example\nUlm office", None, None),
        ("Ann Example&lt;br&gt;Staff Writer", None, None),
    ],
)
def test_an_author_is_the_employer_only_with_a_place_on_a_second_line(
    creator: str, company: str | None, place: str | None
) -> None:
    job = read(f"<dc:creator>{creator}</dc:creator>")
    assert (job["company"], job["location"]) == (company, place)


def test_a_job_at_higheredjobs_is_identified_by_its_code_and_not_its_guid() -> None:
    item = fields(title="Dean", link="https://www.higheredjobs.com/details.cfm?JobCode=17&amp;x=1", guid="17-a")
    report, (job,) = look(f"<rss><channel><title>HigherEdJobs</title><item>{item}</item></channel></rss>")
    assert (report["format"], report["identity"], job["external_id"]) == ("higheredjobs", "JobCode", "17")
