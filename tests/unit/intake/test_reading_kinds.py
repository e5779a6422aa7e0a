"""Kinds of values that were misread or missed in real feeds, each in a small feed."""

import json
from typing import Any

import pytest

from tests.support.previewing import fields, look

PLAIN = {"id": "1", "title": "Baker", "company": "Acme", "url": "https://x.example/1", "location": "Bonn"}
ITEM = fields(title="Baker", link="https://x.example/job/1", guid="1", description="We hire. Apply now.")


def read_json(**given: Any) -> dict[str, Any]:
    (job,) = look(json.dumps({"jobs": [PLAIN | given]}))[1]
    return job


def read_rss(more: str, item: str = ITEM, channel: str = "Jobs at Acme", declared: str = "") -> dict[str, Any]:
    feed = f'<rss version="2.0" {declared}><channel><title>{channel}</title><item>{item}{more}</item></channel></rss>'
    (job,) = look(feed)[1]
    return job


@pytest.mark.parametrize("nothing", ["nan", "NaN", "None", "undefined", "[]", "{}", "null", "[object Object]"])
@pytest.mark.parametrize(
    "field", ["company", "location", "category", "description", "salary", "tags", "type", "posted"]
)
def test_placeholders_of_software_are_none(field: str, nothing: str) -> None:
    job = read_json(**{field: nothing})
    read = {"description": "description_text", "type": "employment_type_text", "posted": "posted_at"}.get(field, field)
    assert job[read] in (None, [])


def test_a_job_with_a_placeholder_as_title_or_address_is_invalid() -> None:
    assert read_json(title="NaN")["title"] is None
    assert read_json(url="None")["url"] is None


@pytest.mark.parametrize(
    ("location", "text", "currency"),
    [
        ("Austin, TX, USA", "$90,000", "USD"),
        ("Toronto, Canada", "$90,000", "CAD"),
        ("Sydney, Australia", "$90k", "AUD"),
        ("Hong Kong", "$30,000 a month", "HKD"),
        ("Mexico City, Mexico", "$90,000", None),
        ("Berlin, Germany", "$90,000", None),
        ("Anywhere", "$90,000", None),
        ("Oslo, Norway", "kr 500 000", "NOK"),
        ("Stockholm, Sweden", "45 000 kr", "SEK"),
        ("Pune, India", "Rs. 50,000", "INR"),
        ("Cape Town, South Africa", "R25 000", "ZAR"),
    ],
)
def test_an_ambiguous_currency_sign_is_that_of_the_country(location: str, text: str, currency: str | None) -> None:
    assert read_json(location=location, salary=text)["salary"]["currency"] == currency


def test_a_group_of_pay_without_amounts_is_no_salary() -> None:
    assert read_json(salary={"min": None, "max": None, "currency": "euro", "period": "Horaire"})["salary"] is None
    assert read_json(salary={"currency": "EUR", "text": "From 2.000"})["salary"]["min"] == 2_000


def test_sentences_after_the_pay_are_not_part_of_it() -> None:
    text = "£30,000 - £34,000 per annum plus pension. You will lead a team of nine bakers and two drivers."
    assert read_json(salary=text)["salary"]["text"] == "£30,000 - £34,000 per annum plus pension"
    plain = "Salary band 5. £30,000 to £34,000 a year, depending on experience and on the shifts"
    assert read_json(salary=plain)["salary"]["text"] == plain


def test_the_domain_of_a_category_decides_its_meaning() -> None:
    named = {"Location": "Leeds", "Phase": "Primary", "Job Category": "Estates", "Working Pattern": "Full Time"}
    more = "".join(f'<category domain="{domain}">{text}</category>' for domain, text in named.items())
    job = read_rss(more)
    assert (job["location"], job["category"], job["employment_type"]) == ("Leeds", "Estates", "full_time")
    assert job["tags"] == ["Primary"]


def test_a_category_with_an_address_or_nothing_as_domain_is_a_category() -> None:
    assert read_rss('<category domain="https://x.example/terms">Food</category>')["category"] == "Food"
    assert read_rss("<category>Food</category>")["category"] == "Food"


BLOCK = (
    "<Vacancy><VacancyID>7</VacancyID><Vacancy_title>Other</Vacancy_title><Salary>£45,000</Salary>"
    "<Employer>Acme</Employer><Expiry_date>15/12/2026 12:00:00</Expiry_date>"
    "<Working_patterns>full_time</Working_patterns>"
    "<Documents><document><name>JD.pdf</name><url>https://x.example/JD.pdf</url></document></Documents></Vacancy>"
)


@pytest.mark.parametrize("around", ["{}", '<content type="text/xml">{}</content>', "<a:content>{}</a:content>"])
def test_a_job_in_a_separate_element_becomes_part_of_its_item(around: str) -> None:
    declared = 'xmlns:a="http://www.w3.org/2005/Atom"'
    job = read_rss("<a:updated>2026-11-09T10:00:00Z</a:updated>" + around.format(BLOCK), declared=declared)
    assert (job["title"], job["url"], job["company"]) == ("Baker", "https://x.example/job/1", "Acme")
    assert (job["expires_at"], job["employment_type"]) == ("2026-12-15T12:00:00Z", "full_time")
    assert (job["salary"]["min"], job["posted_at"]) == (45_000, "2026-11-09T10:00:00Z")


def test_a_posting_in_an_item_with_the_names_of_schema_org_is_read() -> None:
    job = read_rss(
        "<j:posting><j:hiringOrganization><j:name>Acme</j:name></j:hiringOrganization><j:jobLocation><j:address>"
        "<j:addressLocality>Lyon</j:addressLocality><j:addressCountry>FR</j:addressCountry></j:address>"
        "<j:jobLocationType>TELECOMMUTE</j:jobLocationType></j:jobLocation><j:baseSalary><j:currency>EUR</j:currency>"
        "<j:minValue>2000</j:minValue><j:maxValue>3000</j:maxValue><j:unit>MONTH</j:unit></j:baseSalary></j:posting>",
        declared='xmlns:j="urn:jobs"',
    )
    assert (job["company"], job["location"], job["country"], job["remote"]) == ("Acme", "Lyon, FR", "FR", True)
    salary = job["salary"]
    assert (salary["min"], salary["max"], salary["currency"], salary["period"]) == (2_000, 3_000, "EUR", "month")


def test_an_author_or_a_picture_in_an_item_is_not_a_job() -> None:
    job = read_rss("<media><title>Photo</title><url>https://x.example/p.jpg</url><location>Rome</location></media>")
    assert (job["title"], job["url"], job["location"]) == ("Baker", "https://x.example/job/1", None)


def test_serialisation_attributes_are_not_values() -> None:
    item = (
        '<id type="integer">9</id><title>Baker</title><external_url>https://x.example/9</external_url>'
        '<application_url>https://x.example/9/apply</application_url><company type="string">Acme</company>'
        '<started_at type="datetime">2026-10-03T00:00:00+02:00</started_at><ended_at nil="true"/>'
        '<job_locations type="array"><job_location><city>Berlin</city><country>Germany</country></job_location>'
        "<job_location><city>Ulm</city><country>Germany</country></job_location></job_locations>"
    )
    _, (job,) = look(f'<job_offers type="array"><job_offer>{item}</job_offer></job_offers>')
    assert (job["external_id"], job["company"], job["url"]) == ("9", "Acme", "https://x.example/9")
    assert (job["location"], job["country"]) == ("Berlin, Germany; Ulm, Germany", "DE")
    assert (job["employment_type_text"], job["posted_at"]) == (None, "2026-10-02T22:00:00Z")


@pytest.mark.parametrize("lines", [False, True])
def test_a_list_with_only_title_company_place_and_address_is_one_of_jobs(lines: bool) -> None:
    jobs = [
        {"id": n, "title": "Baker", "company": "Acme", "location": "Bonn", "link": f"https://x.example/{n}"}
        for n in (1, 2)
    ]
    report, read = look("\n".join(map(json.dumps, jobs)) if lines else json.dumps(jobs))
    assert (report["outcome"], len(read), read[0]["company"]) == ("ok", 2, "Acme")
    without = [{name: value for name, value in job.items() if name != "company"} | {"title": "Gig"} for job in jobs]
    report, _ = look(json.dumps(without))
    assert report["message"] == (
        "The document is a JSON list whose items do not look like jobs: 2 objects (id, link, location, title)."
        " If they are jobs, set the feed's format to 'json'."
    )
    assert look(json.dumps(without), format="json")[0]["outcome"] == "ok"


def test_the_logo_of_a_company_is_not_its_name() -> None:
    job = {"id": 7, "title": "Baker", "url": "https://x.example/7", "location": "Ulm", "job_type": "Full time"}
    companies = ({"id": 9, "logo": "https://x.example/logo.png"}, {"id": 9, "name": "Acme"}, "Acme")
    read = look(json.dumps([job | {"id": n, "company": company} for n, company in enumerate(companies)]))[1]
    assert [one["company"] for one in read] == [None, "Acme", "Acme"]


def test_a_list_in_french_is_one_of_jobs() -> None:
    job = {"id": 7, "title": "Boulanger", "societe": "Acme", "location_ville": "Nîmes", "location_pays": "France"}
    more = {
        "mission": "Du pain.",
        "profil": "Soigneux.",
        "contrat": "CDD",
        "url": "https://x.example/7",
        "reference": "R",
    }
    (read,) = look(json.dumps([job | more]))[1]
    assert (read["external_id"], read["company"], read["location"], read["country"]) == (
        "7",
        "Acme",
        "Nîmes, France",
        "FR",
    )
    assert (read["employment_type_text"], read["description_text"]) == ("CDD", "Du pain.\n\nSoigneux.")


def test_dates_in_a_group_and_publishers_in_a_list_are_read() -> None:
    job = read_json(
        company=None,
        date={"created": "2026-10-02", "changed": "2026-10-03", "closing": "2026-12-20"},
        source=[{"name": "Polar Aid", "shortname": "PA"}],
    )
    assert (job["posted_at"], job["expires_at"]) == ("2026-10-02T00:00:00Z", "2026-12-20T00:00:00Z")
    assert job["company"] == "Polar Aid"
    assert read_json(company=None, source={"name": "Some Board"})["company"] is None


def test_a_job_without_an_address_gets_that_of_the_employers_page() -> None:
    item = (
        "<JobPositionPostingId>A-1</JobPositionPostingId><HiringOrg><HiringOrgName>Muster GmbH</HiringOrgName>"
        "<ProfileWebSite>https://muster.example</ProfileWebSite><Contact><PositionTitle>Chefin</PositionTitle>"
        "<PostalAddress><Municipality>Ulm</Municipality></PostalAddress></Contact></HiringOrg>"
        "<PostDetail><StartDate>2026-10-15</StartDate><EndDate>2026-12-31</EndDate>"
        "<LastModificationDate>2026-10-20</LastModificationDate></PostDetail><JobPositionInformation>"
        "<JobPositionTitleDescription>Bäcker/in</JobPositionTitleDescription><Objective>Sie backen.</Objective>"
        "<JobPositionDescription><JobPositionLocation><Location><CountryCode>DE</CountryCode>"
        "<Municipality>Bremen</Municipality></Location></JobPositionLocation><Application>"
        "<ApplicationEndDate>2026-12-31</ApplicationEndDate></Application></JobPositionDescription>"
        "<AssignmentStartDate>2027-01-01</AssignmentStartDate></JobPositionInformation>"
    )
    (job,) = look(
        f"<HRBAXMLJobPositionPosting><JobPositionPosting>{item}</JobPositionPosting></HRBAXMLJobPositionPosting>"
    )[1]
    assert (job["title"], job["company"], job["location"]) == ("Bäcker/in", "Muster GmbH", "Bremen, DE")
    assert (job["url"], job["description_text"]) == ("https://muster.example", "Sie backen.")
    assert (job["posted_at"], job["expires_at"]) == ("2026-10-15T00:00:00Z", "2026-12-31T00:00:00Z")


def read_parts(*descriptions: str) -> list[dict[str, Any]]:
    items = "".join(
        f"<item><title>Baker</title><link>https://x.example/jobs/{n}</link><description>{text}</description></item>"
        for n, text in enumerate(descriptions)
    )
    return look(f"<rss><channel><title>Jobs</title>{items}</channel></rss>")[1]


def test_a_description_of_short_parts_is_read_part_by_part_if_the_feed_has_that_habit() -> None:
    one, two = read_parts(
        "Lumen Bank · Lisbon, Portugal · Hybrid", "Acme | Remote | Full-time | €2.000 - 2.500 a month"
    )
    assert (one["company"], one["location"], one["country"], one["remote"]) == (
        *("Lumen Bank", "Lisbon, Portugal", "PT"),
        False,
    )
    assert (two["company"], two["remote"], two["employment_type"]) == ("Acme", True, "full_time")
    assert two["salary"]["min"] == 2_000
    assert read_parts("Acme · Bonn, Germany", "We bake bread every day.", "We bake cakes.")[0]["company"] is None


@pytest.mark.parametrize(
    ("given", "zone", "posted"),
    [
        ("2026-11-02 09:30:00", "Europe/Berlin", "2026-11-02T08:30:00Z"),
        ("2026-07-02T09:30:00", "America/New_York", "2026-07-02T13:30:00Z"),
        ("02/11/2026 09:30 PM", "Australia/Sydney", "2026-11-02T10:30:00Z"),
        ("2026-11-02T09:30:00Z", "Europe/Berlin", "2026-11-02T09:30:00Z"),
        ("2026-11-02T09:30:00+05:30", "Europe/Berlin", "2026-11-02T04:00:00Z"),
        ("2026-11-02", "Europe/Berlin", "2026-11-02T00:00:00Z"),
        ("2026-11-02 09:30:00", None, "2026-11-02T09:30:00Z"),
    ],
)
def test_times_without_a_zone_are_in_the_zone_of_the_feed(given: str, zone: str | None, posted: str) -> None:
    (job,) = look(json.dumps({"jobs": [PLAIN | {"posted_at": given, "language": "de"}]}), timezone=zone)[1]
    assert job["posted_at"] == posted


def test_jobs_without_an_address_get_one_from_the_operators_template() -> None:
    jobs = [{"id": 17, "title": "Baker", "Job_Slug": "baker / 17", "company": "Acme", "location": "Bonn"}]
    template = "https://acme.example/jobs/{jobSlug}?ref={id}"
    (job,) = look(json.dumps({"jobs": jobs}), url_template=template)[1]
    assert job["url"] == "https://acme.example/jobs/baker%20%2F%2017?ref=17"
    (job,) = look(json.dumps({"jobs": [jobs[0] | {"url": "https://x.example/1"}]}), url_template=template)[1]
    assert job["url"] == "https://x.example/1"
    (job,) = look(json.dumps({"jobs": jobs}), url_template="https://acme.example/{nothing}")[1]
    assert job["url"] is None
