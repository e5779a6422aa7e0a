"""Lets SecantusDB write no more than MongoDB does. Run by the emulators' own Python.

MongoDB knows the indexes of a collection, an update changes only the entries of indexes whose fields it changes, and a
command waits for the journal once. SecantusDB reads the definitions of all indexes several times a document, writes all
entries anew with each update, and flushes the journal after each. What is stored is the same.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

Definitions = list[tuple[str, dict[str, Any], dict[str, Any]]]
Document = dict[str, Any]

secantus: Any = import_module("secantus.storage")
is_same: Any = import_module("secantus.ordering").bson_same_stored_value


def known_within(transaction: Any) -> Any:
    """Nobody else changes what a transaction sees of the indexes. A flush is left to the end of the command."""

    @contextmanager
    def begun(store: Any, *, sync: bool = False) -> Iterator[Any]:
        own = store._tls
        waits = getattr(own, "is_flushed_later", None)
        with transaction(store, sync=sync and waits is None) as session:
            own.definitions = {}
            try:
                yield session
            finally:
                own.definitions = None
        if sync and waits is not None:
            own.is_flushed_later = True

    return begun


def read_once(read: Any) -> Any:
    def definitions(store: Any, db: str, coll: str) -> Definitions:
        known: dict[tuple[str, str], Definitions] | None = getattr(store._tls, "definitions", None)
        if known is None:
            return list(read(store, db, coll))
        if (db, coll) not in known:
            known[db, coll] = list(read(store, db, coll))
        return known[db, coll]

    return definitions


def read_again_if_marked(mark: Any) -> Any:
    """The first array in an index changes its definition."""

    def marked(store: Any, db: str, coll: str, doc: Document, indexes: Any, already: set[str]) -> set[str]:
        before = len(already)
        names: set[str] = mark(store, db, coll, doc, indexes, already)
        if len(names) > before and getattr(store._tls, "definitions", None):
            store._tls.definitions = {}
        return names

    return marked


def flushed_once(command: Any) -> Any:
    def run(asked: Any, context: Any) -> Any:
        own = context.storage._tls
        own.is_flushed_later = False
        try:
            return command(asked, context)
        finally:
            if own.is_flushed_later:
                context.storage._session().log_flush("sync=on")
            own.is_flushed_later = None

    return run


def kept_back(update: Any) -> Any:
    """An update deletes the old document's entries, then writes the new one's: the first waits for the second."""

    def run(store: Any, *arguments: Any, **options: Any) -> Any:
        store._tls.replaced = {}
        try:
            return update(store, *arguments, **options)
        finally:
            store._tls.replaced = None

    return run


def deleted_later(delete: Any) -> Any:
    def run(store: Any, db: str, coll: str, doc: Document, indexes: Any, partials: Any, *, recordid: int) -> None:
        replaced = getattr(store._tls, "replaced", None)
        if replaced is None:
            delete(store, db, coll, doc, indexes, partials, recordid=recordid)
        else:
            replaced[recordid] = doc

    return run


def only_changed(delete: Any, write: Any) -> Any:
    def run(store: Any, db: str, coll: str, doc: Document, indexes: Any, partials: Any, *, recordid: int) -> None:
        old = (getattr(store._tls, "replaced", None) or {}).pop(recordid, None)
        if old is not None:
            indexes = [index for index in indexes if differ(old, doc, {*index[1], *partials.get(index[0], {})})]
            delete(store, db, coll, old, indexes, partials, recordid=recordid)
        write(store, db, coll, doc, indexes, partials, recordid=recordid)

    return run


def differ(old: Document, new: Document, fields: set[str]) -> bool:
    """In one of these, or in something beside it: `a` stands for `a.b`. A `$or` or the like is always taken to."""
    tops = {field.partition(".")[0] for field in fields}
    return any(
        top.startswith("$") or (top in old) != (top in new) or not is_same(old.get(top), new.get(top)) for top in tops
    )


def install() -> None:
    storage, handlers = secantus.Storage, import_module("secantus.commands")._HANDLERS
    patches: dict[str, Callable[[Any], Any]] = {
        "_batch_transaction": known_within,
        "_iter_indexes": read_once,
        "_maybe_mark_multikey": read_again_if_marked,
        "update_matching": kept_back,
    }
    for name, patch in patches.items():
        setattr(storage, name, patch(getattr(storage, name)))
    delete, write = storage._delete_index_entries, storage._write_index_entries
    storage._delete_index_entries = deleted_later(delete)
    storage._write_index_entries = only_changed(delete, write)
    for name in ("insert", "update", "delete", "findAndModify"):
        handlers[name] = flushed_once(handlers[name])
