"""Where the next page is, in the words of the publishers that tell of pages each in their own way."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from job_importer.intake.look import Looker
from job_importer.intake.model import Caps
from job_importer.paging.beside import Record
from job_importer.paging.container import Page
from job_importer.paging.facts import header_next, read_facts
from job_importer.paging.steps import Claim, Follow, Stop, View, next_step
from job_importer.paging.verdict import judge

HOST = "https://api.acme.example/jobs"
JOBS = [{"id": n, "title": f"Tiler {n}", "company": "Acme", "url": f"https://acme.example/{n}"} for n in range(20)]


def step(folder: Path, document: Any, url: str = HOST, before: int = 0, first_page: int | None = None) -> Follow | Stop:
    path = folder / "page"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    with closing(Looker(Caps())) as looker:
        look = looker.look(Page(path))
    facts = read_facts(look.beside)
    return next_step(View(facts, look.items, before, first_page, url, url))


FINDER = "https://acme.oraclecloud.example/r?onlyData=true&finder=findReqs;siteNumber=CX_1"
ORACLE = {"items": [{"TotalJobsCount": 240, "Limit": 20, "Offset": 0, "requisitionList": JOBS}], "hasMore": False}

FOLLOWED: dict[str, tuple[Any, str, str]] = {
    "SmartRecruiters": ({"offset": 0, "limit": 20, "totalFound": 90, "content": JOBS}, HOST, f"{HOST}?offset=20"),
    "an offset of the address": ({"hits": 90, "jobs": JOBS}, f"{HOST}?offset=40&x=1", f"{HOST}?offset=60&x=1"),
    "Oracle": (ORACLE, FINDER, f"{FINDER},offset=20"),
    "Oracle, with an offset": (ORACLE, f"{FINDER},limit=20,offset=0&x=1", f"{FINDER},limit=20,offset=20&x=1"),
    "Oracle, percent-encoded": (
        ORACLE,
        "https://a.example/?finder=f%3Boffset%3D0",
        "https://a.example/?finder=f%3Boffset%3D20",
    ),
    "Teamtailor": (
        {"data": JOBS, "meta": {"record-count": 90}, "links": {"first": "/1", "next": "/v1/jobs?page%5Bnumber%5D=2"}},
        HOST,
        "https://api.acme.example/v1/jobs?page%5Bnumber%5D=2",
    ),
    "Spring": (
        {"content": JOBS, "totalPages": 3, "number": 0, "size": 20, "totalElements": 60},
        HOST,
        f"{HOST}?page=1",
    ),
    "Algolia": (
        {"hits": JOBS, "nbHits": 60, "page": 0, "nbPages": 3, "hitsPerPage": 20},
        f"{HOST}?page=0",
        f"{HOST}?page=1",
    ),
    "Laravel": (
        {"current_page": 1, "data": JOBS, "last_page": 3, "next_page_url": f"{HOST}?page=2", "total": 60},
        HOST,
        f"{HOST}?page=2",
    ),
    "Django": ({"count": 60, "next": f"{HOST}?page=2", "previous": None, "results": JOBS}, HOST, f"{HOST}?page=2"),
    "Bundesagentur": (
        {"stellenangebote": JOBS, "maxErgebnisse": 60, "page": 1, "size": 20},
        f"{HOST}?size=20",
        f"{HOST}?size=20&page=2",
    ),
    "USAJOBS": (
        {"SearchResult": {"SearchResultCountAll": 60, "SearchResultItems": JOBS, "UserArea": {"NumberOfPages": "3"}}},
        "https://data.usajobs.gov/api/search?Keyword=x",
        "https://data.usajobs.gov/api/search?Keyword=x&Page=2",
    ),
    "a page number that comes next": ({"jobs": JOBS, "page": 1, "nextPage": 2}, HOST, f"{HOST}?page=2"),
    "the number of the last page": (
        {"jobs": JOBS, "pagination": {"current": 1, "last": 3}},
        HOST,
        f"{HOST}?page=2",
    ),
    "an offset that comes next": ({"jobs": JOBS, "next_offset": 20}, HOST, f"{HOST}?offset=20"),
    "a short page, by its size": ({"jobs": JOBS, "offset": 0, "limit": 50, "total": 90}, HOST, f"{HOST}?offset=20"),
    "a token whose parameter is there": (
        {"jobs": JOBS, "nextPageToken": "C/A="},
        f"{HOST}?pageToken=&n=20",
        f"{HOST}?pageToken=C%2FA%3D&n=20",
    ),
    "more, with an offset": ({"jobs": JOBS, "offset": 40, "hasMore": True}, HOST, f"{HOST}?offset=60"),
    "the page that the address asked for": ({"jobs": JOBS, "totalPages": 3}, f"{HOST}?page=2", f"{HOST}?page=3"),
    "a parameter in capitals": ({"jobs": JOBS, "totalPages": 3}, f"{HOST}?PageNumber=1", f"{HOST}?PageNumber=2"),
}


@pytest.mark.parametrize("kind", FOLLOWED)
def test_the_next_page_is_where_the_source_says(kind: str, tmp_path: Path) -> None:
    document, url, expected = FOLLOWED[kind]
    first = 0 if kind in ("Spring", "Algolia") else 1
    followed = step(tmp_path, document, url, first_page=first)
    assert isinstance(followed, Follow)
    assert followed.url == expected


LAST: dict[str, tuple[Any, int]] = {
    "all are read": ({"jobs": JOBS, "offset": 40, "limit": 20, "total": 60}, 40),
    "all are read, counted from 1": ({"jobs": JOBS[:18], "startIndex": 43, "totalResults": 60}, 42),
    "the last page": ({"jobs": JOBS, "page": 3, "pages": 3}, 40),
    "the last page, counted from 0": ({"jobs": JOBS, "number": 2, "totalPages": 3}, 40),
    "a page that is not full": ({"jobs": JOBS, "page": 1, "per_page": 100}, 0),
    "no more": ({"jobs": JOBS, "offset": 20, "hasMore": False}, 20),
    "the next page is this one": ({"jobs": JOBS, "page": 3, "nextPage": 3}, 40),
    "the next offset is this one": ({"jobs": JOBS, "offset": 20, "next_offset": 20}, 20),
    "a number of 0": ({"jobs": JOBS, "next": 0}, 0),
    "no token": ({"jobs": JOBS, "nextPageToken": ""}, 0),
    "none": ({"jobs": JOBS, "next": False}, 0),
}


@pytest.mark.parametrize("kind", LAST)
def test_the_last_page_leads_nowhere(kind: str, tmp_path: Path) -> None:
    document, before = LAST[kind]
    first_page = 0 if "from 0" in kind else 1
    assert step(tmp_path, document, before=before, first_page=first_page) == Stop()


@pytest.mark.parametrize("numbers", [{}, {"offset": 0}, {"page": 1}, {"pages": 3}])
def test_pages_of_which_the_source_gives_the_addresses_are_not_counted_on(
    numbers: dict[str, int], tmp_path: Path
) -> None:
    document = {"jobs": JOBS, "next": None, "total": 60, **numbers}
    assert isinstance(step(tmp_path, document, f"{HOST}?page=1&n=20", first_page=1), Follow if numbers else Stop)


SILENT: dict[str, tuple[Any, str, int, Follow]] = {
    "a full page": ({"jobs": JOBS, "offset": 0, "limit": 20}, HOST, 0, Follow(f"{HOST}?offset=20", Claim.LIKELY)),
    "a full page that counts its own items": (
        {"jobs": JOBS, "count": 20, "offset": 0, "limit": 20},
        HOST,
        0,
        Follow(f"{HOST}?offset=20", Claim.LIKELY),
    ),
    "by its address": (JOBS, f"{HOST}?skip=0&limit=20", 0, Follow(f"{HOST}?skip=20&limit=20", Claim.LIKELY)),
    "a short page behind others": (
        {"jobs": JOBS, "page": 2, "per_page": 100},
        HOST,
        100,
        Follow(f"{HOST}?page=3", Claim.POSSIBLE),
    ),
}


@pytest.mark.parametrize("kind", SILENT)
def test_where_the_source_is_silent_there_may_be_another_page(kind: str, tmp_path: Path) -> None:
    document, url, before, expected = SILENT[kind]
    assert step(tmp_path, document, url, before) == expected


def test_pages_are_counted_on_where_one_of_them_is_empty(tmp_path: Path) -> None:
    assert step(tmp_path, {"jobs": [], "page": 2, "pages": 3}, f"{HOST}?page=2", 20) == Follow(
        f"{HOST}?page=3", Claim.COUNTED
    )


def test_an_empty_page_is_the_end_of_a_list_that_is_counted_by_offsets(tmp_path: Path) -> None:
    assert step(tmp_path, {"jobs": [], "offset": 20, "total": 60}, before=20) == Stop()


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ('<https://a.example/?page=2>; rel="next"', "https://a.example/?page=2"),
        ('<?page=1>; rel="prev first", <?page=3,4>; title="a, b; c"; rel=next', "?page=3,4"),
        ('<?a>;rel="last next"', "?a"),
        ('<?a>; rel="nextcloud"', None),
        ('<?a>; title="rel=next"', None),
        ("?page=2; rel=next", None),
        ("<>; rel=next", None),
        ("", None),
        (None, None),
    ],
)
def test_a_link_header_is_read_as_the_standard_has_it(header: str | None, address: str | None) -> None:
    assert header_next(header) == address


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://a.example/?b", "file:///etc/passwd", "http://[x/?a=b"]
)
def test_what_is_no_address_of_the_web_is_not_followed(address: str) -> None:
    facts = replace(read_facts([]), next_url=address)
    stop = next_step(View(facts, 20, 0, None, HOST, HOST))
    assert isinstance(stop, Stop)
    assert stop.reason is not None


NAMES = st.sampled_from(
    [
        "next",
        "nextPage",
        "next_offset",
        "nextCursor",
        "total",
        "count",
        "offset",
        "start",
        "page",
        "pages",
        "limit",
        "hasMore",
        "rel",
        "href",
        "value",
        "type",
    ]
)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(), st.from_regex(r"(https?:/)?/?\[?.*")
)
PATHS = st.lists(st.sampled_from(["next", "total", "links", "page"]), max_size=3).map(tuple)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.builds(Record, PATHS, st.dictionaries(NAMES, VALUES)), max_size=4),
    st.text(),
    st.text(),
    st.integers(0, 50),
    st.integers(0, 50),
)
def test_whatever_a_source_says_is_answered_by_an_address_or_a_reason(
    records: list[Record], link: str, url: str, items: int, before: int
) -> None:
    facts = read_facts(records, link)
    for asked in (url, f"{HOST}?{url}"):
        found = next_step(View(facts, items, before, facts.page_number, asked, asked))
        judgement = judge([facts], before + items, found, None)
        assert isinstance(found, Stop) or judgement.completeness == "part"
        assert (judgement.reason is None) == (judgement.completeness == "whole")
