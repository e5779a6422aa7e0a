"""Where a page ends: at so many documents, or once they are as large as an answer may be."""

import bson
import pytest

from job_importer.api import pages
from job_importer.api.pages import Found, ListRequest, read_page
from job_importer.api.queries import NEWEST_FIRST, ListQuery, Position, ids_within
from job_importer.mongo import Db


def queries(after: Position) -> list[ListQuery]:
    return [ListQuery("runs", ids_within({}, after, "$lt"), NEWEST_FIRST)]


def page(db: Db, limit: int = 9, cursor: str | None = None) -> Found:
    return read_page(db, queries, ListRequest(limit, cursor, {}, b"key"))


def ids(found: Found) -> list[str]:
    return [doc["_id"] for doc in found.docs]


@pytest.mark.parametrize(("more", "first"), [(-1, ["4"]), (0, ["4", "3"]), (1, ["4", "3"])])
def test_a_page_ends_with_the_document_that_makes_it_too_large(
    db: Db, monkeypatch: pytest.MonkeyPatch, more: int, first: list[str]
) -> None:
    docs = [{"_id": str(n), "text": "x" * 1_000} for n in range(5)]
    db.runs.insert_many(docs)
    monkeypatch.setattr(pages, "PAGE_BYTES", len(bson.encode(docs[0])) + more)
    found = page(db)
    assert ids(found) == first
    read = ids(found)
    while found.next_cursor:
        found = page(db, cursor=found.next_cursor)
        read += ids(found)
    assert read == ["4", "3", "2", "1", "0"]


def test_a_page_of_just_so_many_documents_is_the_last(db: Db) -> None:
    db.runs.insert_many([{"_id": str(n)} for n in range(3)])
    assert [(len(page(db, limit).docs), page(db, limit).next_cursor is None) for limit in (2, 3, 4)] == [
        (2, False),
        (3, True),
        (3, True),
    ]
