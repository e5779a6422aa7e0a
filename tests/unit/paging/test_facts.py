"""What the records beside the items say about the pages: the whole of it, record by record."""

from typing import Any

import pytest

from job_importer.paging.beside import Record
from job_importer.paging.facts import MOST, Facts, Named, read_facts

Values = dict[str, Any]


@pytest.mark.parametrize(
    ("records", "facts"),
    [
        ([], Facts()),
        # links, of which the first counts
        ([{"rel": "next", "href": " /2 "}, {"rel": "next", "href": "/3"}, {"total": 60}], Facts("/2", total=60)),
        ([{"rel": "prev", "href": "/0"}, {"rel": "up http://iana.example/next", "uri": "/2"}], Facts("/2")),
        ([{"rel": "next", "type": "application/atom+xml", "href": "/2"}], Facts("/2")),
        ([{"rel": "next", "type": "text/html", "href": "/2"}], Facts(more=True)),  # a page of the website
        # the next page: its address, number or token, whether there is one, or none
        ([{"nextPageUrl": "?page=2"}, {"next": "/3"}], Facts("?page=2")),
        ([{"next": 2}, {"nextPage": "3"}], Facts(next_page=2)),
        ([{"next": "abc"}, {"next": "def"}], Facts(token=Named("next", "abc"))),
        ([{"nextCursor": ""}, {"nextCursor": "a"}, {"nextToken": "b"}], Facts(token=Named("nextCursor", "a"))),
        ([{"next_offset": 20}, {"nextStart": 40}], Facts(next_offset=20)),
        ([{"next": None}], Facts(says_last=True)),
        ([{"next": ""}], Facts(says_last=True)),
        ([{"next": 0}], Facts(says_last=True)),
        ([{"next": True}, {"next": False}], Facts(more=True)),
        ([{"next": "false"}, {"next": "False"}], Facts(more=False)),
        ([{"next": False}, {"next": "true"}], Facts(more=True)),
        # whether there is more
        ([{"hasMore": "true"}, {"hasMore": False}], Facts(more=True)),
        ([{"hasMore": False}, {"hasMore": "false"}], Facts(more=False)),
        ([{"hasMore": False}, {"hasNextPage": True}], Facts(more=True)),
        ([{"hasMore": "perhaps"}], Facts()),
        ([{"isLast": False}, {"isLast": True}], Facts(more=True)),
        ([{"isLast": True}, {"isLast": True}], Facts(more=False)),
        ([{"isLast": True}, {"isLast": False}], Facts(more=True)),
        ([{"last": 3}], Facts(pages=3)),
        # numbers: of totals and counts the largest, of the others the first
        ([{"total": 60}, {"total": "90"}, {"total": 30}], Facts(total=90)),
        ([{"count": 20}, {"count": 30}, {"count": 10}], Facts(count=30)),
        ([{"offset": 0}, {"start": 20}], Facts(offset=Named("offset", 0))),
        ([{"limit": 0}, {"per_page": 20}], Facts(limit=0)),
        ([{"page": 1}, {"current_page": 2}], Facts(page=Named("page", 1))),
        ([{"pages": 3}, {"total_pages": 4}], Facts(pages=3)),
        ([{"num": 60}, {"value": 60}], Facts()),
        ([{"total": MOST}], Facts(total=MOST)),
        *(([{"total": wrong}], Facts()) for wrong in (MOST + 1, -1, 2.5, True, "-1", "six", None)),
    ],
)
def test_what_the_records_say(records: list[Values], facts: Facts) -> None:
    assert read_facts(Record((), values) for values in records) == facts


@pytest.mark.parametrize(
    ("path", "values", "facts"),
    [
        (("total",), {"value": 60}, Facts(total=60)),
        (("total",), {"count": 60}, Facts(total=60)),
        (("page",), {"value": 60}, Facts()),
        (("next",), {"href": "/2"}, Facts("/2")),
        (("next", "links"), {"href": "/2"}, Facts()),
    ],
)
def test_what_a_record_says_by_its_place(path: tuple[str, ...], values: Values, facts: Facts) -> None:
    assert read_facts([Record(path, values)]) == facts


def test_headers_come_first_and_a_total_before_a_count() -> None:
    facts = read_facts([Record((), {"next": "/3", "total": 60, "count": 90})], "</2>; rel=next", 70)
    assert facts == Facts("/2", total=70, count=90)
    assert (facts.announced, Facts(count=90).announced) == (70, 90)


@pytest.mark.parametrize("fact", ["more", "offset", "limit", "page", "pages"])
def test_a_document_is_paged_where_it_mentions_pages_and_not_by_its_numbers_of_items(fact: str) -> None:
    assert Facts(**{fact: 0}).is_paged
    assert not Facts("/2", total=60, count=20).is_paged
