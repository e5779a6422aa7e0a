"""Reading one page of a list."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import bson

from job_importer.api.cursor import decode_cursor, encode_cursor
from job_importer.api.queries import ListQuery, Position
from job_importer.mongo import Db
from job_importer.runs.model import Document

PAGE_BYTES = 3_000_000
"""Of BSON. A Lambda's answer ends at 6 MB, and JSON inside of JSON grows: a page of huge documents ends early."""


@dataclass(frozen=True, slots=True)
class Found:
    """The documents of a page, and the cursor of the next where there is more."""

    docs: list[Document]
    next_cursor: str | None


def read_page(
    db: Db,
    queries: Callable[[Position], Iterable[ListQuery]],
    limit: int,
    cursor: str | None,
    scope: Mapping[str, Any],
    key: bytes,
) -> Found:
    """`queries`, one after the other, make the list. One document more than asked for tells if there is more."""
    wanted = list(queries(decode_cursor(cursor, scope, key) if cursor else None))
    docs: list[Document] = []
    size = 0
    for doc in chain.from_iterable(_read(db, query, limit + 1) for query in wanted):
        if len(docs) == limit or size > PAGE_BYTES:
            return Found(docs, encode_cursor(wanted[0].position(docs[-1]), scope, key))
        docs.append(doc)
        size += len(bson.encode(doc))
    return Found(docs, None)


def _read(db: Db, query: ListQuery, limit: int) -> Iterator[Document]:
    """Asked when its first document is wanted: a second list is not read if the first fills the page."""
    yield from db[query.collection].find(query.filter, sort=list(query.sort), limit=limit)
