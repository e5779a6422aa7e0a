"""Reads one page of a list."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import bson

from job_importer.api.cursor import decode_cursor, encode_cursor
from job_importer.api.queries import ListQuery, Position
from job_importer.mongo import Db
from job_importer.types import Document

PAGE_BYTES = 3_000_000
"""Of BSON. A Lambda's answer is limited to 6 MB, and JSON inside JSON grows: a page of huge documents ends early."""


@dataclass(frozen=True, slots=True)
class ListRequest:
    """Which part of which list. `scope` names the list and its filters: a cursor is valid only for these."""

    limit: int
    cursor: str | None
    scope: Mapping[str, Any]
    key: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """The documents of a page, and the cursor of the next page if there is one."""

    docs: list[Document]
    next_cursor: str | None


def read_page(db: Db, queries: Callable[[Position], Iterable[ListQuery]], wanted: ListRequest) -> Found:
    """`queries`, one after the other, make up the list. One document more than requested shows if there is more."""
    after = decode_cursor(wanted.cursor, wanted.scope, wanted.key) if wanted.cursor else None
    docs: list[Document] = []
    size, position = 0, list[Any]()
    for query in queries(after):
        for doc in db[query.collection].find(query.filter, sort=list(query.sort), limit=wanted.limit + 1):
            if len(docs) == wanted.limit or size > PAGE_BYTES:
                return Found(docs, encode_cursor(position, wanted.scope, wanted.key))
            docs.append(doc)
            size, position = size + len(bson.encode(doc)), query.position(doc)
    return Found(docs, None)
