"""Lets SecantusDB read along an index and stop in time. Run by the emulators' own Python.

MongoDB walks an index in the order of the sort and stops when it has as many documents as are asked for. SecantusDB
reads all that a filter finds, sorts it and takes the first. The answers are the same; this makes their cost the same as
well, so that what is fast locally is fast on MongoDB, and what is slow there is slow here. It serves what asks for a
limit or a range of ids; all else, and what no index has in order, goes the server's own way.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from importlib import import_module
from typing import Any

COST_OF_A_DOCUMENT = 10  # entries of an index
OF_THE_SERVER = ("admin", "config", "local")
OWN_WAY = ("hint", "collation", "min_bound", "max_bound")

secantus: Any = import_module("secantus.storage")
sort_docs: Any = import_module("secantus.ordering").sort_docs
project: Any = import_module("secantus.projection").apply_projection_batch
index_spans: Any = import_module("index_spans")

Documents = list[dict[str, Any]]
Condition = Mapping[str, Any]
Namespace = tuple[str, str]


def walked(
    store: Any, where: Namespace, spans: list[Any], matches: Callable[[Condition], bool], sort: Condition, wanted: int
) -> Iterator[int | Documents]:
    """What it has cost so far, again and again, then the first documents. Raises LookupError if they are not in order:
    an array is where its first element is.
    """
    cost, all_found = 0, Documents()
    seen: set[int] = set()
    for span in spans:
        found = Documents()
        for entries, part in span.record_ids(store):
            docs = store._docs_by_recordids(*where, [record_id for record_id in part if record_id not in seen])
            seen.update(part)
            found += filter(matches, docs)
            if len(found) > wanted:
                break
            cost += entries + COST_OF_A_DOCUMENT * len(docs)
            yield cost
        if sort_docs(found, sort) != found:
            raise LookupError
        all_found += found
    yield sort_docs(all_found, sort) if len(spans) > 1 else all_found


def read_in_order(
    store: Any, where: Namespace, filter: Condition, sort: Condition, wanted: int, names: Any
) -> Documents:
    """The first documents in the order of the sort. Raises LookupError if no index has it. Of several indexes that have
    it, the one that has cost least is walked on, until one comes to an end: MongoDB tries its plans in turn, too.
    """
    plans = [index_spans.spans_of(index, where, filter, sort) for index in list(store._iter_indexes(*where))]
    by_id = index_spans.span_of_ids(where, filter, sort)
    plans += [[by_id]] if by_id and not store._is_timeseries(*where) else []

    def matches(doc: Condition) -> bool:
        return bool(secantus.matches(doc, filter, vars=names, collation=None))

    costs = {walked(store, where, spans, matches, sort, wanted): 0 for spans in plans if spans}
    while costs:
        secantus._deadline.check()
        walk = min(costs, key=lambda walk: costs[walk])
        step = next(walk)
        if not isinstance(step, int):
            return step
        costs[walk] = step
    raise LookupError


def is_served(db: str, filter: Condition, how: Condition) -> bool:
    """Single documents are found by their ids at once; what the server tells of itself is in no table."""
    fields = (*filter, *(how.get("sort") or ()))
    if db in OF_THE_SERVER or any(how.get(name) for name in OWN_WAY) or any(name.startswith("$") for name in fields):
        return False
    projection = how.get("projection") or {}
    if any("$" in name or isinstance(way, Mapping) for name, way in projection.items()):
        return False  # it needs more than the document
    return index_spans.is_range(filter.get("_id")) or ("_id" not in filter and bool(how.get("limit")))


AHEAD: ContextVar[Condition | None] = ContextVar("AHEAD", default=None)
"""Of an aggregation that is about to read its documents: the sort and the limit with which it begins."""


def aggregate_in_order(aggregate: Any) -> Any:
    """A pipeline may begin with a filter, then a sort, then a limit: then these are left to the reading."""

    def run(command: Condition, context: Any) -> Any:
        match, *stages = command.get("pipeline") or [{}]
        sort = stages.pop(0)["$sort"] if stages and "$sort" in stages[0] else {}
        limit = stages.pop(0)["$limit"] if stages and "$limit" in stages[0] else 0
        if not limit or list(match) != ["$match"] or not set(sort.values()) <= {1, -1}:
            return aggregate(command, context)
        token = AHEAD.set({"sort": sort, "limit": limit})
        try:
            return aggregate({**command, "pipeline": [match, *stages]}, context)
        finally:
            AHEAD.reset(token)

    return run


def read(store: Any, where: Namespace, filter: Condition, how: Condition) -> Documents:
    if not is_served(where[0], filter, how):
        raise LookupError
    store._refresh_read_snapshot()
    wanted = how.get("skip", 0) + how["limit"] if how.get("limit") else sys.maxsize
    with store._lock:
        return read_in_order(store, where, filter, how.get("sort") or {}, wanted, how.get("let"))


def find_in_order(find_matching: Any) -> Any:
    def find(store: Any, db: str, coll: str, filter: Condition | None = None, **how: Any) -> Documents:
        how |= AHEAD.get() or {}
        AHEAD.set(None)  # what the pipeline reads later has nothing to do with it
        first, limit, projection = how.get("skip", 0), how.get("limit", 0), how.get("projection")
        try:
            docs = read(store, (db, coll), filter or {}, how)
        except LookupError:
            own: Documents = find_matching(store, db, coll, filter, **how)
            return own
        docs = docs[first : first + limit if limit else None]
        return project(docs, projection, filter, metas=None, has_sort=True) if projection else docs

    return find


def install() -> None:
    secantus.Storage.find_matching = find_in_order(secantus.Storage.find_matching)
    handlers = import_module("secantus.commands")._HANDLERS
    handlers["aggregate"] = aggregate_in_order(handlers["aggregate"])
