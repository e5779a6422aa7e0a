"""Lets SecantusDB read along an index and stop in time. Run by the emulators' own Python.

MongoDB walks an index in the order of the sort and stops when it has as many documents as are asked for. SecantusDB
reads all that a filter finds, sorts it and takes the first. The answers are the same; this makes their cost the same as
well, so that what is fast locally is fast on MongoDB, and what is slow there is slow here. It serves what asks for a
limit or a range of ids; all else, and what no index has in order, goes the server's own way.
"""

import sys
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from importlib import import_module
from itertools import takewhile
from typing import Any

FEWEST, MOST = 20, 1_000  # entries of an index that are read at once
OF_THE_SERVER = ("admin", "config", "local")
OWN_WAY = ("hint", "collation", "min_bound", "max_bound")
LOWER, UPPER = ("$gt", "$gte"), ("$lt", "$lte")

secantus: Any = import_module("secantus.storage")
sort_docs: Any = import_module("secantus.ordering").sort_docs
project: Any = import_module("secantus.projection").apply_projection_batch
encode: Any = import_module("secantus.sortkey").encode_value_directed
escape: Any = secantus._escape_kb
BETWEEN_KEYS: bytes = escape(secantus.COMPOUND_SEP)

Documents = list[dict[str, Any]]
Condition = Mapping[str, Any]
Namespace = tuple[str, str]


@dataclass(frozen=True)
class Span:
    """The keys `(*fixed, entry)` of a table, `low` ≤ entry < `high`, in which all bytes of `holding` occur."""

    table: str
    fixed: tuple[str, ...]
    low: bytes
    high: bytes | None
    backwards: bool
    holding: tuple[bytes, ...] = ()

    def record_ids(self, store: Any) -> Iterator[list[int]]:
        """In order, in parts that double. One cursor serves all spans, so each part looks its beginning up again."""
        last, size = None, FEWEST
        while True:
            part: list[int] = []
            for entry, record_id in self._entries(store, last):
                part.append(record_id)
                last = entry
                if len(part) == size:
                    break
            if part:
                yield part
            if len(part) < size:
                return
            size = min(size * 2, MOST)

    def _entries(self, store: Any, last: bytes | None) -> Iterator[tuple[bytes, int]]:
        """Those behind the entry `last`."""
        cursor = store._cursor(self.table)
        step = cursor.prev if self.backwards else cursor.next
        is_there = self._goes_to(cursor, last)
        while is_there:
            *fixed, entry = cursor.get_key()
            entry = bytes(entry)
            if tuple(fixed) != self.fixed or entry < self.low or (self.high is not None and entry >= self.high):
                return
            if entry != last and all(key in entry for key in self.holding):
                is_id = self.table == secantus._NAT_SEQ_TABLE
                yield entry, cursor.get_value() if is_id else secantus._unpack_entry(entry)[1]
            is_there = step() == 0

    def _goes_to(self, cursor: Any, last: bytes | None) -> bool:
        start = last or (self.high if self.backwards else self.low)
        if start is None:  # behind all keys that are fixed so
            cursor.set_key(*self.fixed[:-1], self.fixed[-1] + "\x01", b"")
        else:
            cursor.set_key(*self.fixed, start)
        side = cursor.search_near()
        if side == secantus.wt.WT_NOTFOUND:
            return False
        is_there: bool = side < 0 if self.backwards else side >= 0
        return is_there or (cursor.prev() if self.backwards else cursor.next()) == 0


def span_of(
    index: tuple[str, Condition, Condition], where: Namespace, filter: Condition, sort: Condition
) -> Span | None:
    """What the filter leaves of an index that has it in order: equalities in front, then the sort."""
    name, key, options = index
    front = list(takewhile(lambda field: is_equality(filter, field), key))
    behind = list(key.items())[len(front) :]
    wanted = [(field, way) for field, way in sort.items() if field not in front]
    has = behind[: len(wanted)]
    backwards = bool(wanted) and has == [(field, -way) for field, way in wanted]
    if not (backwards or has == wanted) or not (front or wanted) or lacks(key, options, filter, front):
        return None
    low = BETWEEN_KEYS.join(escape(encode(filter[field], key[field])) for field in front)
    low += (BETWEEN_KEYS if behind else secantus._ENTRY_SEP) if front else b""
    high = successor(low)
    if behind and is_range(filter.get(behind[0][0])):
        low, high = within(filter[behind[0][0]], behind[0][1], low, high)
    left = {} if options.get("multikey") else dict(behind[len(wanted) :])
    holding = tuple(escape(encode(filter[field], way)) for field, way in left.items() if is_equality(filter, field))
    return Span(secantus._IDX_ENTRIES_TABLE, (*where, name), low, high, backwards, holding)


def lacks(key: Condition, options: Condition, filter: Condition, front: list[str]) -> bool:
    """May there be documents that the index does not have, or has where their first element is?"""
    partial = options.get("partialFilterExpression")
    return bool(
        set(key.values()) - {1, -1}
        or options.get("sparse")
        or options.get("collation")
        or (partial and not secantus.Storage._query_implies_partial(filter, partial))
        or (options.get("multikey") and not front)
    )


def span_of_ids(where: Namespace, filter: Condition, sort: Condition) -> Span | None:
    if list(sort) not in ([], ["_id"]) or not (sort or is_range(filter.get("_id"))):
        return None
    low, high = b"", None
    for operator, value in filter["_id"].items() if is_range(filter.get("_id")) else ():
        key = secantus._id_key(value)
        low, high = (key, high) if operator in LOWER else (low, successor(key))
    return Span(secantus._NAT_SEQ_TABLE, where, low, high, sort.get("_id", 1) < 0)


def is_equality(filter: Condition, name: str) -> bool:
    return name in filter and not isinstance(filter[name], Mapping | list) and not hasattr(filter[name], "pattern")


def is_range(condition: Any) -> bool:
    return isinstance(condition, Mapping) and bool(condition) and set(condition) <= {*LOWER, *UPPER}


def successor(prefix: bytes) -> bytes | None:
    """The least key behind all that begin so."""
    kept = prefix.rstrip(b"\xff")
    return kept[:-1] + bytes([kept[-1] + 1]) if kept else None


def within(bounds: Condition, way: int, low: bytes, high: bytes | None) -> tuple[bytes, bytes | None]:
    """Of the entries that begin with `low`. Those at the bounds are in it: the filter looks at each document."""
    prefix = low
    for operator, value in bounds.items():
        key = prefix + escape(encode(value, way))
        low, high = (key, high) if (operator in LOWER) == (way > 0) else (low, successor(key))
    return low, high


def read_in_order(
    store: Any, where: Namespace, filter: Condition, sort: Condition, wanted: int, names: Any
) -> Documents | None:
    """The first documents in the order of the sort, or None if no index has it. Of several indexes that have, all are
    walked by turns, and the first that comes to an end is taken, as MongoDB tries its plans.
    """
    spans = [span for index in list(store._iter_indexes(*where)) if (span := span_of(index, where, filter, sort))]
    spans += [by_id] if (by_id := span_of_ids(where, filter, sort)) and not store._is_timeseries(*where) else []
    walks: list[tuple[Iterator[list[int]], set[int], Documents]] = [
        (span.record_ids(store), set(), []) for span in spans
    ]
    while walks:
        for parts, seen, found in walks:
            secantus._deadline.check()
            part = next(parts, None)
            if part is not None:
                docs = store._docs_by_recordids(*where, [record_id for record_id in part if record_id not in seen])
                seen.update(part)
                found += [doc for doc in docs if secantus.matches(doc, filter, vars=names, collation=None)]
            if part is None or len(found) > wanted:
                return found if sort_docs(found, sort) == found else None  # an array is where its first element is
    return None


def is_served(db: str, filter: Condition, how: Condition) -> bool:
    """Single documents are found by their ids at once; what the server tells of itself is in no table."""
    fields = (*filter, *(how.get("sort") or ()))
    if db in OF_THE_SERVER or any(how.get(name) for name in OWN_WAY) or any(name.startswith("$") for name in fields):
        return False
    projection = how.get("projection") or {}
    if any("$" in name or isinstance(way, Mapping) for name, way in projection.items()):
        return False  # it needs more than the document
    return is_range(filter.get("_id")) or ("_id" not in filter and bool(how.get("limit")))


AHEAD: ContextVar[Condition | None] = ContextVar("AHEAD", default=None)
"""Of an aggregation that is about to read its documents: where, and the sort and limit with which it begins."""


def aggregate_in_order(aggregate: Any) -> Any:
    """A pipeline may begin with a filter, then a sort, then a limit."""

    def run(command: Condition, context: Any) -> Any:
        stages = [*(command.get("pipeline") or ()), {}, {}, {}]
        sort = stages.pop(1)["$sort"] if "$match" in stages[0] and "$sort" in stages[1] else {}
        limit = stages[1].get("$limit", 0) if "$match" in stages[0] and set(sort.values()) <= {1, -1} else 0
        token = AHEAD.set({"coll": command.get("aggregate"), "sort": sort, "limit": limit} if limit else None)
        try:
            return aggregate(command, context)
        finally:
            AHEAD.reset(token)

    return run


def find_in_order(find_matching: Any) -> Any:
    def find(store: Any, db: str, coll: str, filter: Condition | None = None, **how: Any) -> Documents:
        ahead = AHEAD.get()
        if ahead and ahead["coll"] == coll:
            AHEAD.set(None)  # the pipeline may look into the collection again
            how |= {"sort": ahead["sort"], "limit": ahead["limit"]}
        first, limit, projection = how.get("skip", 0), how.get("limit", 0), how.get("projection")
        docs = None
        if is_served(db, filter or {}, how):
            store._refresh_read_snapshot()
            wanted, names = first + limit if limit else sys.maxsize, how.get("let")
            with store._lock:
                docs = read_in_order(store, (db, coll), filter or {}, how.get("sort") or {}, wanted, names)
        if docs is None:
            own: Documents = find_matching(store, db, coll, filter, **how)
            return own
        docs = docs[first : first + limit if limit else None]
        return project(docs, projection, filter, metas=None, has_sort=True) if projection else docs

    return find


def install() -> None:
    secantus.Storage.find_matching = find_in_order(secantus.Storage.find_matching)
    handlers = import_module("secantus.commands")._HANDLERS
    handlers["aggregate"] = aggregate_in_order(handlers["aggregate"])
