"""Where the jobs are in a JSON document, and whether they are jobs at all."""

import json
import tracemalloc
from typing import Any

import pytest

from tests.support.previewing import look

BAKER = {"title": "Baker", "company": "Acme", "location": "Bonn", "url": "https://x.example/job/1"}
COOK = {"title": "Cook", "company": "Acme", "location": "Ulm", "url": "https://x.example/job/2"}


def ids(document: Any) -> list[str | None]:
    """The ids of the jobs in a document, after checking their titles."""
    report, jobs = look(json.dumps(document))
    assert report["outcome"] == "ok", report["message"]
    assert [job["title"] for job in jobs] == ["Baker", "Cook"][: len(jobs)]
    return [job["external_id"] for job in jobs]


@pytest.mark.parametrize(
    "document",
    [
        {"41": BAKER, "42": COOK},
        {"jobs": {"41": BAKER, "42": COOK}},
        {"a.b": {"41": BAKER, "42": COOK}},
        {"export": {"meta": {"total": 2}, "41": BAKER, "42": COOK}},
    ],
)
def test_jobs_that_are_values_of_an_object_are_identified_by_their_keys(document: Any) -> None:
    assert ids(document) == ["41", "42"]


def test_the_own_id_of_a_job_is_preferred_to_its_key_in_an_object() -> None:
    assert ids({"x": BAKER | {"id": "1"}, "y": COOK | {"id": "2"}}) == ["1", "2"]


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda number, job: {"data": job | {"id": number}},
        lambda number, job: {"_id": number, "_type": "job", "_source": job},
        lambda number, job: {"cursor": "x", "node": job | {"id": number}},
        lambda number, job: {"id": number, "type": "jobs", "attributes": job, "links": {"self": "https://api.example"}},
        lambda number, job: {"id": number, "hit": {"record": job}},
    ],
    ids=["data", "search engine", "GraphQL", "JSON:API", "twice"],
)
def test_the_fields_of_an_item_may_be_in_a_wrapper(wrapped: Any) -> None:
    document = {"results": [wrapped("7", BAKER), wrapped("8", COOK)]}
    assert ids(document) == ["7", "8"]
    assert look(json.dumps(document))[1][0]["employment_type_text"] is None


def test_lists_of_the_same_kind_are_all_read() -> None:
    baker, cook = BAKER | {"id": "1"}, COOK | {"id": "2"}
    companies = [{"id": "9", "name": "Acme", "url": "https://acme.example", "description": "Bakes", "logo": "x"}]
    assert ids({"featured": [baker], "jobs": [cook], "companies": companies}) == ["1", "2"]
    assert ids({"kitchen": [baker], "service": [cook]}) == ["1", "2"]


def test_a_warning_names_the_places_of_jobs_of_another_kind() -> None:
    intern = {
        "ref": "9",
        "position": "Intern",
        "employer": "Acme",
        "jobType": "internship",
        "href": "https://x.example/9",
    }
    report, jobs = look(json.dumps({"jobs": [BAKER | {"id": "1"}], "internships": [intern]}))
    assert [job["external_id"] for job in jobs] == ["1"]
    assert "internships.item" in report["warnings"][0]


def test_similar_jobs_inside_a_job_are_not_jobs_of_the_feed() -> None:
    assert ids({"jobs": [BAKER | {"id": "1", "similar": [COOK | {"id": "2"}]}]}) == ["1"]


@pytest.mark.parametrize(
    "document",
    [
        {"jobs": [{"id": "1", "title": "Baker", "link": "https://x.example/jobs/1", "date": "2026-10-01"}]},
        {"jobs": [{"id": "1", "name": "Baker", "location": {"name": "Bonn"}, "url": "https://x.example/1"}]},
        [{"uuid": "1", "name": "Baker", "workLocation": {"label": "Bonn"}, "url": "https://x.example/jobs/1"}],
        {
            "results": [
                {
                    "id": 1,
                    "name": "Baker",
                    "company": {"name": "A"},
                    "refs": {"landing_page": "https://x.example/jobs/1"},
                }
            ]
        },
    ],
    ids=["titles and addresses alone", "list called jobs", "addresses of jobs", "addresses within a group"],
)
def test_a_list_is_accepted_by_its_name_and_the_addresses_in_it(document: Any) -> None:
    assert ids(document) == ["1"]


@pytest.mark.parametrize(
    "document",
    [
        {"jobs": [{"id": 1, "name": "build", "html_url": "https://ci.example/jobs/1", "created_at": "2026-10-01"}]},
        [{"id": 1, "name": "Ann", "title": "Baker", "department": "Kitchen", "location": "Bonn", "email": "x"}],
        {"offers": [{"id": 1, "name": "Bread", "description": "Rye", "url": "https://shop.example/bread", "price": 3}]},
        {
            code: {"name": code, "url": "https://x.example/de", "code": code, "description": "x"}
            for code in ("DE", "FR")
        },
    ],
    ids=["builds", "staff", "products", "countries"],
)
def test_lists_of_other_things_are_refused(document: Any) -> None:
    assert look(json.dumps(document))[0]["outcome"] == "not_a_job_feed"


def test_an_object_with_very_many_other_values_is_refused_in_bounded_memory() -> None:
    assert refusal_bytes(10_000) < 2 * refusal_bytes(2_000)


def refusal_bytes(things: int) -> int:
    """Peak memory of refusing a document with so many objects."""
    document = json.dumps({f"key{number}": {f"a{number}": number, "b": {"c": "x" * 50}} for number in range(things)})
    tracemalloc.start()
    try:
        assert look(document)[0]["outcome"] == "not_a_job_feed"
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("key", ["", "-", "@", "_", ".", "a.b.item"])
def test_keys_of_any_kind_give_jobs_or_a_feed_error(key: str) -> None:
    job = {"id": "1", "title": "Baker", "company": "Acme", key: {key: {key: "x"}}}
    assert look(json.dumps({"jobs": [job]}))[0]["fetched"] == 1
    assert look(json.dumps({key: {"1": job, "2": job}}))[0]["outcome"] in (
        *("ok", "no_valid_jobs", "not_a_job_feed", "no_jobs_found"),
    )


def test_a_group_is_opened_for_a_company_and_place_that_the_job_lacks() -> None:
    job = {"id": "1", "title": "Baker", "link": "https://x.example/job/1"}
    meta = {"_company_name": "Acme", "_job_location": "Bonn"}
    _, (read,) = look(json.dumps([job | {"meta": meta, "author": {"company": "Nobody"}}]))
    assert (read["company"], read["location"]) == ("Acme", "Bonn")


def test_kinds_of_employment_are_read_without_their_pay() -> None:
    kinds = [{"type": "B2B", "salary": {"from": 1, "unit": "month"}}, {"type": "permanent"}]
    _, (read,) = look(json.dumps({"jobs": [BAKER | {"id": "1", "employmentTypes": kinds}]}))
    assert (read["employment_type_text"], read["employment_type"]) == ("B2B, permanent", "contract")


def test_a_text_in_several_languages_is_read_in_the_first() -> None:
    job = BAKER | {"id": "1", "contract_type": {"en": "Full-time", "fr": "CDI"}}
    _, (read,) = look(json.dumps({"jobs": [job]}))
    assert read["employment_type_text"] == "Full-time"


@pytest.mark.parametrize("kind", ["http://schema.org/JobPosting", "schema:JobPosting", ["Thing", "JobPosting"]])
def test_a_posting_is_recognised_by_its_type_in_any_spelling(kind: object) -> None:
    posting = {"@type": kind, "title": "Baker", "identifier": "1", "url": "https://x.example/1"}
    report, (job,) = look(json.dumps(posting))
    assert (report["format"], job["external_id"]) == ("schema_org", "1")


@pytest.mark.parametrize(
    ("groups", "field"),
    [("departments", "category"), ("companies", "company"), ("cities", "location"), ("categories", "category")],
)
def test_jobs_get_the_name_of_their_group(groups: str, field: str) -> None:
    jobs = [{"id": n, "title": "Baker", "url": "https://x.example/jobs", "salary": {"name": "€ 20"}} for n in (1, 2)]
    document = {
        groups: [{"name": "North", "jobs": jobs[:1]}, {"id": 9, "title": "South", "jobs": [jobs[1] | {"a": [{}]}]}]
    }
    _, read = look(json.dumps(document))
    assert [job[field] for job in read] == ["North", "South"]
    _, read = look(json.dumps({groups: [{"name": "East", "jobs": [jobs[0] | {groups: "West"}]}]}))
    assert [job[field] for job in read] == ["West"]


def test_the_jobs_of_companies_are_not_the_companies() -> None:
    job = BAKER | {"id": "1"}
    company = {
        "id": "9",
        "name": "Acme",
        "url": "https://acme.example",
        "description": "x",
        "country": "DE",
        "jobs": [job],
    }
    assert ids({"companies": [company]}) == ["1"]


@pytest.mark.parametrize("nothing", [[], {}, [[]], [{}], {"a": {}}, [None]])
@pytest.mark.parametrize(
    "field", ["description", "location", "company", "salary", "tags", "type", "remote", "category"]
)
def test_a_field_without_content_is_none(field: str, nothing: object) -> None:
    _, (job,) = look(json.dumps({"jobs": [BAKER | {"id": "1", "jobType": None, field: nothing}]}))
    name = {"type": "employment_type_text", "description": "description_html"}.get(field, field)
    assert not job[name]


def test_records_included_by_json_api_are_not_jobs() -> None:
    jobs = [{"id": str(n), "type": "jobs", "attributes": job} for n, job in enumerate((BAKER, COOK))]
    place = {"id": "5", "type": "locations", "attributes": {"name": "Ulm", "city": "Ulm", "country": "Germany"}}
    assert ids({"data": jobs, "included": [place, place | {"id": "6"}]}) == ["0", "1"]


def test_the_company_beside_a_job_is_not_a_job() -> None:
    document = {"info": BAKER | {"jobReqId": "R-1"}, "hiringOrganization": {"name": "Acme", "url": "https://x.example"}}
    assert ids(document) == ["R-1"]


@pytest.mark.parametrize(
    "document",
    [
        {
            "employees": [
                {"id": 1, "name": "Ann", "job_title": "Cook", "company": "Acme", "location": "Ulm", "salary": 1}
            ]
        },
        [{"name": "Ann Lee", "title": "Data Engineer", "company": "Acme", "url": "https://x.example/ann"}],
        [{"title": "Nurse", "email": "ann@x.example", "company": "Acme", "url": "https://x.example/ann"}],
        {"locations": [{"id": 1, "name": "Ulm", "country": "DE", "url": "https://x.example/jobs/ulm"}]},
        {
            "listings": [
                {"id": 1, "title": "Flat", "company": "Acme", "city": "Ulm", "bedrooms": 2, "url": "https://x.example"}
            ]
        },
    ],
    ids=["employees", "people", "contacts", "places", "homes"],
)
def test_lists_with_fields_of_jobs_may_still_be_refused(document: Any) -> None:
    assert look(json.dumps(document))[0]["outcome"] == "not_a_job_feed"


@pytest.mark.parametrize(
    "document",
    [
        {"data": {"jobs": [], "total": 0}},
        {"SearchResult": {"SearchResultCount": 0, "SearchResultItems": []}},
        {"@context": "https://schema.org", "@type": "ItemList", "itemListElement": []},
    ],
)
def test_an_empty_list_of_jobs_is_recognised_anywhere(document: Any) -> None:
    assert look(json.dumps(document))[0]["outcome"] == "no_jobs_found"


def test_a_line_about_the_other_lines_is_not_a_job() -> None:
    lines = [json.dumps(one) for one in ({"type": "header", "count": 2}, BAKER | {"id": 1}, COOK | {"id": 2})]
    report, jobs = look("\n".join(lines))
    assert (report["fetched"], [job["external_id"] for job in jobs]) == (2, ["1", "2"])


def test_an_error_in_a_later_line_is_reported_with_its_position() -> None:
    report, _ = look(json.dumps(BAKER) + "\n" + json.dumps(COOK) + '\n{"title": "Wai')
    assert (report["outcome"], "line 3, column 11" in report["message"]) == ("json_malformed", True)


def test_false_counts_as_an_empty_field() -> None:
    job = BAKER | {"id": 1, "company": False, "salary": False, "category": False, "remote": False}
    _, (read,) = look(json.dumps({"jobs": [job]}))
    assert [read[name] for name in ("company", "salary", "category", "remote")] == [None, None, None, False]


def test_an_address_with_slashes_escaped_twice_is_read() -> None:
    _, (job,) = look(json.dumps({"jobs": [BAKER | {"id": 1, "url": "https:\\/\\/x.example\\/1"}]}))
    assert job["url"] == "https://x.example/1"
