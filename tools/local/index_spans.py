"""Parts of SecantusDB's tables that contain what a filter asks for, in the order of a sort."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import islice, product, takewhile
from typing import Any

FEWEST, MOST = 20, 1_000  # entries of an index that are read at once
MOST_SPANS = 50
LOWER, UPPER = ("$gt", "$gte"), ("$lt", "$lte")

secantus: Any = import_module("secantus.storage")
encode: Any = import_module("secantus.sortkey").encode_value_directed
escape: Any = secantus._escape_kb
BETWEEN_KEYS: bytes = escape(secantus.COMPOUND_SEP)

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

    def record_ids(self, store: Any) -> Iterator[tuple[int, list[int]]]:
        """In order, in parts that double, each with how many entries it took. One cursor serves all spans, so each part
        looks its beginning up again.
        """
        last, size = None, FEWEST
        while True:
            part = list(islice(self._entries(store, last), size))
            yield len(part), [record_id for entry, record_id in part if all(key in entry for key in self.holding)]
            if len(part) < size:
                return
            last, size = part[-1][0], min(size * 2, MOST)

    def _entries(self, store: Any, last: bytes | None) -> Iterator[tuple[bytes, int]]:
        """The entries after `last`."""
        cursor = store._cursor(self.table)
        step = cursor.prev if self.backwards else cursor.next
        is_there = self._goes_to(cursor, last)
        while is_there:
            *fixed, entry = cursor.get_key()
            entry = bytes(entry)
            if tuple(fixed) != self.fixed or entry < self.low or (self.high is not None and entry >= self.high):
                return
            if entry != last:
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


def spans_of(
    index: tuple[str, Condition, Condition], where: Namespace, filter: Condition, sort: Condition
) -> list[Span]:
    """What the filter leaves of an index that has it in order: equalities in front, then the sort. None if it has not.
    A field may have one of several values: for each there is a span.
    """
    name, key, options = index
    front = list(takewhile(lambda field: values_of(filter, field), key))
    behind = list(key.items())[len(front) :]
    wanted = [(field, way) for field, way in sort.items() if field not in front]
    has = behind[: len(wanted)]
    backwards = bool(wanted) and has == [(field, -way) for field, way in wanted]
    if not (backwards or has == wanted) or not (front or wanted) or lacks(key, options, filter, front):
        return []
    left = {} if options.get("multikey") else dict(behind[len(wanted) :])
    holding = tuple(escape(encode(filter[field], way)) for field, way in left.items() if is_equality(filter, field))
    spans = []
    for values in islice(product(*(values_of(filter, field) for field in front)), MOST_SPANS + 1):
        low = BETWEEN_KEYS.join(escape(encode(value, key[field])) for field, value in zip(front, values, strict=True))
        low += (BETWEEN_KEYS if behind else secantus._ENTRY_SEP) if front else b""
        high = successor(low)
        if behind and is_range(filter.get(behind[0][0])):
            low, high = within(filter[behind[0][0]], behind[0][1], low, high)
        spans.append(Span(secantus._IDX_ENTRIES_TABLE, (*where, name), low, high, backwards, holding))
    return spans if len(spans) <= MOST_SPANS else []


def lacks(key: Condition, options: Condition, filter: Condition, front: list[str]) -> bool:
    """Whether there may be documents that the index does not have, or has at the position of their first element."""
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


def values_of(filter: Condition, name: str) -> list[Any]:
    """The values that the field may have, if the filter names them."""
    some = filter.get(name)
    if isinstance(some, Mapping) and list(some) == ["$in"]:
        return list({encode(value): value for value in some["$in"] if is_equality({name: value}, name)}.values())
    return [some] if is_equality(filter, name) else []


def is_equality(filter: Condition, name: str) -> bool:
    return name in filter and not isinstance(filter[name], Mapping | list) and not hasattr(filter[name], "pattern")


def is_range(condition: Any) -> bool:
    return isinstance(condition, Mapping) and bool(condition) and set(condition) <= {*LOWER, *UPPER}


def successor(prefix: bytes) -> bytes | None:
    """The least key after all that begin like this."""
    kept = prefix.rstrip(b"\xff")
    return kept[:-1] + bytes([kept[-1] + 1]) if kept else None


def within(bounds: Condition, way: int, low: bytes, high: bytes | None) -> tuple[bytes, bytes | None]:
    """The entries that begin with `low`. Those at the bounds are included: the filter checks each document."""
    prefix = low
    for operator, value in bounds.items():
        key = prefix + escape(encode(value, way))
        low, high = (key, high) if (operator in LOWER) == (way > 0) else (low, successor(key))
    return low, high
