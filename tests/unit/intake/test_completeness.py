"""Whether a document says that there are more items than it contains."""

import json
from typing import Any

import pytest

from job_importer.paging.beside import CONTAINERS
from job_importer.paging.hints import may_have_pages
from tests.support.previewing import FEEDS, fields, look, source

ITEMS = [
    {"id": str(n), "title": f"Tiler {n}", "company": "Acme", "url": f"https://acme.example/jobs/{n}", "city": "Leeds"}
    for n in range(20)
]
FAR = "x" * 70_000  # so that what stands behind it is far from the head of the document

PARTS: dict[str, dict[str, Any]] = {
    "a total": {"jobs": ITEMS, "total": 5_000},
    "a total as text": {"jobs": ITEMS, "totalFound": "357"},
    "a total with its own place": {"meta": {"paging": {"total_count": 21}}, "jobs": ITEMS},
    "a total as an object": {"hits": {"total": {"value": 90, "relation": "eq"}, "hits": ITEMS}},
    "a count": {"results": ITEMS, "count": 60},
    "an address": {"jobs": ITEMS, "next": "https://acme.example/jobs?page=2"},
    "an address behind everything": {"jobs": [ITEMS[0] | {"description": FAR}, *ITEMS], "nextPage": "/jobs?page=2"},
    "an address in links": {"data": ITEMS, "links": {"self": "/jobs", "next": "/jobs?page=2"}},
    "an address in an object": {"data": ITEMS, "_links": {"next": {"href": "jobs?page=2"}}},
    "an address with its relation": {"items": ITEMS, "links": [{"rel": "next", "href": "https://acme.example/2"}]},
    "an address of OData": {"value": ITEMS, "@odata.nextLink": "https://acme.example/jobs?$skip=20"},
    "a number": {"jobs": ITEMS, "nextPage": 2},
    "a token": {"jobs": ITEMS, "nextPageToken": "CAUQAA"},
    "a cursor": {"jobs": ITEMS, "next": {"cursor": 20, "itemsCount": 20}},
    "pages": {"jobs": ITEMS, "page": 1, "totalPages": 3},
    "pages from 0 on": {"jobs": ITEMS, "page": 0, "totalPages": 2},
    "only that there is more": {"jobs": ITEMS, "hasMore": True},
    "only that it is not the last": {"jobs": ITEMS, "isLast": False},
    "a relation with its address by another name": {"jobs": ITEMS, "links": [{"rel": "next", "uri": "/jobs?page=2"}]},
    "the number of the last page": {"jobs": ITEMS, "pagination": {"current": 1, "last": 3}},
    "a full page": {"jobs": ITEMS, "offset": 0, "limit": 20},
}

WHOLES: dict[str, dict[str, Any]] = {
    "nothing": {"jobs": ITEMS},
    "as many as there are": {"jobs": ITEMS, "total": 20, "count": 20},
    "fewer than there are": {"jobs": ITEMS, "total": 3},
    "no next page": {"jobs": ITEMS, "next": None, "count": 20},
    "an empty next page": {"jobs": ITEMS, "nextPage": "", "hasMore": False},
    "the last of the pages": {"jobs": ITEMS, "page": 1, "totalPages": 1},
    "the last of the pages from 0 on": {"jobs": ITEMS, "page": 0, "totalPages": 1},
    "that it is the last": {"jobs": ITEMS, "last": True},
    "a page that is not full": {"jobs": ITEMS, "offset": 0, "limit": 100},
    "a count of other things": {"jobs": ITEMS, "companies": {"total": 5_000}, "total_views": 5_000, "totalPrice": 99},
    "a timestamp": {"jobs": ITEMS, "total": 1_793_000_000},
    "numbers of the items themselves": {"jobs": [item | {"total": 400, "next": "/a?b=1"} for item in ITEMS]},
    "a few that do not count": {"jobs": ITEMS[:19], "total": 20},
}


@pytest.mark.parametrize("kind", PARTS)
def test_a_document_that_mentions_further_items_is_a_part(kind: str) -> None:
    report, _ = look(json.dumps(PARTS[kind]))
    assert (report["outcome"], report["completeness"]) == ("ok", "part")
    assert sum("This run closes no jobs" in warning for warning in report["warnings"]) == 1


@pytest.mark.parametrize("kind", WHOLES)
def test_a_document_that_mentions_no_further_items_is_whole(kind: str) -> None:
    report, _ = look(json.dumps(WHOLES[kind]))
    assert (report["outcome"], report["completeness"], report["warnings"]) == ("ok", "whole", [])


JOBS = "".join(
    f"<job>{fields(id=str(n), title=f'Tiler {n}', company='A', url=f'https://a.example/{n}')}</job>" for n in range(20)
)
XML_PARTS = {
    "an attribute": f'<jobs total="357">{JOBS}</jobs>',
    "an element": f"<source><totalResults>357</totalResults>{JOBS}</source>",
    "an element behind the items": f"<source>{JOBS}<nextPage>https://a.example/?page=2&amp;a=b</nextPage></source>",
    "a link": f'<source><link rel="next" href="/?page=2"/>{JOBS}</source>',
    "pages": f'<source page="1" pages="18">{JOBS}</source>',
    "pages in an element of their own": f'<source>{JOBS}<paging><page number="1"/><pages>9</pages></paging></source>',
    "a vocabulary": (
        '<source xmlns:os="http://a9.com/-/spec/opensearch/1.1/"><os:totalResults>357</os:totalResults>'
        f"<os:startIndex>1</os:startIndex><os:itemsPerPage>20</os:itemsPerPage>{JOBS}</source>"
    ),
}


@pytest.mark.parametrize("kind", XML_PARTS)
def test_an_xml_document_that_mentions_no_further_items_is_whole(kind: str) -> None:
    report, _ = look(XML_PARTS[kind])
    assert (report["outcome"], report["fetched"], report["completeness"]) == ("ok", 20, "part")


def test_a_link_inside_an_item_says_nothing_about_the_document() -> None:
    job = fields(id="1", title="Tiler", company="A", url="https://a.example/1")
    report, _ = look(source(job + '<link rel="next" href="https://a.example/2"/><total>9</total>'))
    assert (report["completeness"], report["warnings"]) == ("whole", [])


def test_a_secret_in_the_address_of_the_next_page_is_hidden() -> None:
    report, _ = look(json.dumps({"jobs": ITEMS, "next": "https://acme.example/jobs?api_key=s3cret&page=2"}))
    assert "s3cret" not in str(report)
    assert "page=2" in str(report["warnings"])


@pytest.mark.parametrize("document", [*map(json.dumps, PARTS.values()), *XML_PARTS.values()])
def test_the_quick_check_of_the_bytes_misses_no_document_with_further_pages(document: str) -> None:
    """Or its further pages would not be looked for."""
    data = document.encode()
    assert may_have_pages([data])
    assert may_have_pages([data[n : n + 7] for n in range(0, len(data), 7)])
    assert may_have_pages([document.encode("utf-16")])


@pytest.mark.parametrize("name", ["indeed.xml", "lever.json", "rss.xml", "personio.xml"])
def test_the_quick_check_rules_out_most_feeds(name: str) -> None:
    assert not may_have_pages([(FEEDS / name).read_bytes()])


@pytest.mark.parametrize("name", sorted(CONTAINERS))
def test_facts_in_an_object_for_paging_count(name: str) -> None:
    report, _ = look(json.dumps({"jobs": ITEMS, name: {"totalPages": 9}}))
    assert report["completeness"] == "part"


@pytest.mark.parametrize("name", ["filters", "company", "search", "statistics"])
def test_the_same_names_in_another_object_do_not_count(name: str) -> None:
    report, _ = look(json.dumps({"jobs": ITEMS, name: {"total": 900, "next": "/jobs?page=2"}}))
    assert report["completeness"] == "whole"


def test_paging_facts_after_thousands_of_groups_are_found() -> None:
    groups = [{"name": f"Team {n}", "count": 1, "jobs": [ITEMS[n % 20] | {"id": str(n)}]} for n in range(1_500)]
    report, _ = look(json.dumps({"departments": groups, "paging": {"next": "/jobs?page=2"}}))
    assert (report["fetched"], report["completeness"]) == (1_500, "part")
