import pytest

from job_importer.jobs.fingerprint import content_hash, fingerprints, stamp_hash
from job_importer.jobs.key import job_key
from job_importer.jobs.model import Job

JOB = {
    "source": "jobs.example",
    "external_id": "1",
    "title": "Cook",
    "company": "Acme",
    "location": "Oslo",
    "country": "NO",
    "remote": None,
    "employment_type": "full_time",
    "employment_type_text": "Full time",
    "category": "Kitchen",
    "url": "https://jobs.example/1?a=1&b=2",
    "description_html": '<p>See <a href="https://x.example/?a=1">this</a></p><p>now</p>',
    "description_text": "See this\n\nnow",
    "salary": {"min": 1.0, "max": 2.0, "currency": None, "period": None, "text": "1 - 2"},
    "posted_at": "2026-10-03T19:24:45Z",
    "expires_at": None,
    "language": "en",
    "tags": ["a", "b"],
}


def changed(**values: object) -> set[str]:
    before, after = fingerprints(JOB), fingerprints(JOB | values)
    assert (content_hash(before) == content_hash(after)) == (before == after)
    return {field for field in before if before[field] != after[field]}


@pytest.mark.parametrize(
    "values",
    [
        {"posted_at": "2026-10-04T19:24:45Z"},
        {"expires_at": "2027-01-01T00:00:00Z"},
        {"url": "https://jobs.example/1?b=2&a=1&utm_source=feed"},
        {"url": "http://www.jobs.example/1/?a=1&b=2"},
        {"tags": ["b", "a"]},
        {"description_html": '<p>See <a href="http://www.x.example/?a=1">this</a></p><p>now</p>'},
        {"description_text": "See this\n\nnow\n\nPosted 3 days ago"},
        {"description_html": '<p>See <a href="https://x.example/?a=1&amp;utm_medium=rss">this</a></p><p>now</p>'},
        {
            "description_html": '<div>See <a href="https://x.example/?a=1">this</a><br>now</div>',
            "description_text": "See this\nnow",
        },
    ],
)
def test_what_publishers_restamp_is_no_change_but_leaves_a_stamp(values: dict[str, object]) -> None:
    assert changed(**values) == set()
    assert stamp_hash(JOB) != stamp_hash(JOB | values)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("category", "Kitchen, Bakery", "Bakery, Kitchen"),
        ("location", "Oslo, Norway; Bergen, Norway", "Bergen, Norway; Oslo, Norway"),
        ("employment_type_text", "Permanent, Full time", "Full time, Permanent"),
    ],
)
def test_the_order_of_what_a_job_has_several_of_is_no_change(field: str, one: str, other: str) -> None:
    assert fingerprints(JOB | {field: one}) == fingerprints(JOB | {field: other})
    assert fingerprints(JOB | {field: one}) != fingerprints(JOB | {field: one.replace("B", "T").replace("P", "T")})


def test_the_first_of_several_categories_may_be_another_one() -> None:
    kitchen, bakery = JOB | {"category": "a"}, JOB | {"category": "b", "tags": ["b", "a"]}
    assert fingerprints(kitchen) == fingerprints(bakery)
    assert changed(category="a", tags=["a", "c"]) == {"category", "tags"}


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"title": "Chef"}, {"title"}),
        ({"remote": False}, {"remote"}),
        ({"salary": None}, {"salary"}),
        ({"company": None, "tags": []}, {"company", "tags"}),
        ({"url": "https://jobs.example/2"}, {"url"}),
        ({"description_text": "See that\n\nnow"}, {"description_html"}),
        ({"description_html": '<p>See <a href="https://x.example/?a=2">this</a></p><p>now</p>'}, {"description_html"}),
    ],
)
def test_a_change_names_its_fields(values: dict[str, object], fields: set[str]) -> None:
    assert changed(**values) == fields


def test_a_description_of_markup_or_of_text_alone_is_one() -> None:
    def digest(html: str | None, text: str | None) -> str:
        return fingerprints(JOB | {"description_html": html, "description_text": text})["description_html"]

    links = [f'<a href="https://x.example/{n}"></a>' for n in (1, 2)]
    assert len({"", *(digest(link, None) for link in links), digest(None, "Cook."), digest(None, "Chef.")}) == 5
    assert digest(None, None) == digest("", "") == ""


def test_the_order_of_a_jobs_fields_does_not_matter() -> None:
    turned = dict(reversed(JOB.items()))
    assert fingerprints(turned) == fingerprints(JOB)
    assert stamp_hash(turned) == stamp_hash(JOB)


def test_every_field_of_a_job_has_its_part_in_the_stamp() -> None:
    for field in Job.model_fields:
        assert stamp_hash(JOB | {field: ["other"] if field == "tags" else "other"}) != stamp_hash(JOB), field


def test_an_id_that_is_an_address_is_the_same_however_it_leads_to_its_page() -> None:
    ids = ("https://x.example/1", "http://x.example/1", "https://www.x.example/1/", "http://x.example/1?utm_source=a")
    assert len({job_key("x", id) for id in ids}) == 1
    assert len({job_key("x", id) for id in ("https://x.example/2", *ids, "x.example/1", "1")}) == 4
