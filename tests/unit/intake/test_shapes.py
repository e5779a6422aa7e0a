"""Items whose fields are not simply their children."""

import pytest

from tests.support.previewing import look

SHAPES = {
    "attributes": '<job id="{n}" title="Baker" company="Acme" city="Bonn" type="full-time"'
    ' url="https://x.example/{n}"/>',
    "values": '<job><id value="{n}"/><title value="Baker"/><company value="Acme"/><city value="Bonn"/>'
    '<url value="https://x.example/{n}"/><jobtype value="full-time"/></job>',
    "named fields": '<job><field name="id">{n}</field><field name="title">Baker</field>'
    '<field name="company">Acme</field><field name="city">Bonn</field><field name="url">https://x.example/{n}</field>'
    '<field name="job_type">full-time</field></job>',
    "named groups": "<job><JobId>{n}</JobId><Info><Title>Baker</Title></Info><CompanyInfo><Id>9</Id><Name>Acme</Name>"
    "</CompanyInfo><Location_group><Name>Bonn</Name></Location_group><JobType>full-time</JobType>"
    "<Link>https://x.example/{n}</Link></job>",
    "details": "<job><Ids><JobId>{n}</JobId></Ids><Details><Title>Baker</Title><Summary>x</Summary></Details>"
    "<Employer><Name>Acme</Name></Employer><Where><City>Bonn</City></Where><JobType>full-time</JobType>"
    "<Apply><Link>https://x.example/{n}</Link></Apply></job>",
    "groups": "<job><JobID>{n}</JobID><Contact><City>Ulm</City></Contact><Information><JobTitle>Baker</JobTitle>"
    "<Employer><CompanyName>Acme</CompanyName></Employer><Address><City>Bonn</City></Address>"
    "<JobType>full-time</JobType></Information><Postings><Posting><ApplyURL>https://x.example/{n}</ApplyURL></Posting>"
    "</Postings></job>",
}


@pytest.mark.parametrize("root", ["export", "feed"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_job_is_read_from_fields_of_any_shape(shape: str, root: str) -> None:
    report, jobs = look(f"<{root}>{''.join(SHAPES[shape].format(n=n) for n in (1, 2, 2))}</{root}>")
    assert (report["outcome"], report["duplicates"]) == ("ok", 1)
    assert report["identity"].lower() in ("id", "jobid")
    for number, job in enumerate(jobs, start=1):
        assert (job["external_id"], job["url"]) == (str(number), f"https://x.example/{number}")
        assert (job["title"], job["company"], job["location"]) == ("Baker", "Acme", "Bonn")
        assert job["employment_type"] == "full_time"


ALONE = {
    "fields": "<job><id>1</id><title>Baker</title><company>Acme</company><url>https://x.example/1</url></job>",
    "groups": '<vacancy id="1"><job_info><title>Baker</title><employer>Acme</employer></job_info>'
    "<apply_url>https://x.example/1</apply_url><place><city>Bonn</city></place><place><city>Ulm</city></place></vacancy>",
    "attributes": '<job id="1" title="Baker" company="Acme" url="https://x.example/1"/>',
    "text": '<job id="1" title="Baker" company="Acme" url="https://x.example/1">Bread.</job>',
}


@pytest.mark.parametrize("shape", ALONE)
def test_a_document_may_be_one_job(shape: str) -> None:
    report, (job,) = look(f'<?xml version="1.0"?>{ALONE[shape]}')
    assert (report["format"], report["fetched"], report["identity"]) == ("jobs_xml", 1, "id")
    assert (job["title"], job["company"], job["url"]) == ("Baker", "Acme", "https://x.example/1")


@pytest.mark.parametrize(
    "document",
    [
        "<listing><title>House</title><link>https://x.example/1</link><price>1</price></listing>",
        "<position><symbol>ACME</symbol><quantity>10</quantity><price>190</price></position>",
    ],
)
def test_a_document_of_anything_else_is_not_a_job(document: str) -> None:
    assert look(document)[0]["outcome"] == "not_a_job_feed"


def test_a_list_may_have_the_name_of_a_job() -> None:
    item = "<job><id>1</id><title>Baker</title><url>https://x.example/1</url></job>"
    (job,) = look(
        f"<position><title>Our jobs</title><link>https://x.example</link><company>Acme</company>{item}</position>"
    )[1]
    assert (job["title"], job["external_id"]) == ("Baker", "1")


WRAPPED = {
    "a name": "<employers><employer><name>Acme</name><url>https://acme.example</url><jobs>{}</jobs></employer></employers>",
    "an attribute": '<export><company id="5" name="Acme">{}</company></export>',
    "beside the list": "<export><group><company><id>5</id><name>Acme</name></company><jobs>{}</jobs></group></export>",
    "before the first": "<jobs><companyName>Acme</companyName>{}</jobs>",
}


@pytest.mark.parametrize("wrapped", WRAPPED)
def test_a_job_inside_a_company_belongs_to_it(wrapped: str) -> None:
    item = "<job><id>{0}</id><title>Baker</title><url>https://x.example/{0}</url>{1}</job>"
    own = "<company>Other</company>"
    _, jobs = look(WRAPPED[wrapped].format(item.format(1, "") + item.format(2, own) + item.format(3, "")))
    assert [job["company"] for job in jobs] == ["Acme", "Other", "Acme"]


@pytest.mark.parametrize(
    "before",
    ["<contact><company>Acme</company></contact>", "<sender><name>Acme</name></sender>", "<title>Acme</title>"],
)
def test_elements_beside_the_jobs_are_not_their_company(before: str) -> None:
    _, (job,) = look(
        f"<export>{before}<jobs><job><id>1</id><title>Baker</title><url>https://x.example/1</url></job></jobs></export>"
    )
    assert job["company"] is None


def test_the_company_of_some_jobs_does_not_apply_to_the_next() -> None:
    item = "<job><id>{0}</id><title>Baker</title><url>https://x.example/{0}</url><city>Bonn</city></job>"
    employers = "".join(
        f"<employer>{name}<jobs>{item.format(n)}</jobs></employer>" for n, name in enumerate(("<name>Acme</name>", ""))
    )
    _, jobs = look(f"<export>{employers}</export>")
    assert [job["company"] for job in jobs] == ["Acme", None]


def test_the_goods_of_a_company_are_not_jobs() -> None:
    item = "<id>1</id><title>Shoe</title><price>9</price><link>https://x.example/1</link><expirationDate>2026-12-01</expirationDate>"
    report, _ = look(f"<shop><company><name>Acme</name><products><product>{item}</product></products></company></shop>")
    assert report["outcome"] == "not_a_job_feed"


JOB = (
    "<job><id>{0}</id><title>Baker</title><url>https://x.example/{0}</url><city>Bonn</city>"
    "<related><job><id>r{0}</id><title>Cook</title><url>https://x.example/r{0}</url><city>Ulm</city></job></related></job>"
)


@pytest.mark.parametrize("order", [("1", "2", "3"), ("3", "2", "1")])
def test_jobs_are_read_anywhere_except_inside_other_jobs(order: tuple[str, ...]) -> None:
    first, second, third = map(JOB.format, order)
    report, jobs = look(
        f"<export><featured>{first}</featured><a><jobs>{second}</jobs></a><b><more><jobs>{third}</jobs></more></b></export>"
    )
    assert [(job["external_id"], job["title"], job["location"]) for job in jobs] == [
        (n, "Baker", "Bonn") for n in order
    ]
    assert report["warnings"] == ["Jobs without a company: 3 of 3."]
