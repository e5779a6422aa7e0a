"""A database in memory for the campaign: documents in a dict, and SecantusDB's own modules to say what a filter, an
update, a pipeline or a projection makes of them. No wire, disk or indexes; some schedules run on the server, too.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any, Self

import bson
from bson.codec_options import CodecOptions
from pymongo import DeleteOne, InsertOne, ReplaceOne, UpdateMany, UpdateOne
from pymongo.errors import BulkWriteError, DuplicateKeyError

from job_importer.mongo import DUPLICATE_KEY
from tools.local.emulators import BIN

Doc = dict[str, Any]
_AWARE: CodecOptions[Doc] = CodecOptions(tz_aware=True)


@cache
def _secantus(name: str) -> Any:
    """A module of the emulator, which has an environment of its own."""
    folder = str(next((BIN.parent / "lib").glob("python3*/site-packages")))
    if folder not in sys.path:
        sys.path.append(folder)
    return import_module(f"secantus.{name}")


def _sent(value: Any) -> Any:
    """As it comes to a server: what BSON cannot hold is refused, times are cut to milliseconds."""
    return bson.decode(bson.encode({"": value}))[""]


def _received(doc: Doc) -> Doc:
    return bson.decode(bson.encode(doc), codec_options=_AWARE)


class MemoryDb:
    """What the package and the tests ask of a pymongo Database."""

    name = "memory"

    def __init__(self) -> None:
        self._collections: dict[str, Collection] = {}
        self.client = SimpleNamespace(close=lambda: None)

    def __getitem__(self, name: str) -> "Collection":
        return self._collections.setdefault(name, Collection(name, self))

    def __getattr__(self, name: str) -> "Collection":
        return self[name]

    def find_matching(self, _: str, name: str, filter: Doc, **__: Any) -> list[Doc]:
        """For a pipeline that looks into another collection."""
        return [bson.decode(bson.encode(doc)) for doc in self[name]._matching(filter)]

    def list_indexes(self, *_: Any, **__: Any) -> list[Doc]:
        return []

    def list_collection_names(self) -> list[str]:
        return list(self._collections)


class Collection:
    """Named as pymongo's, for the proxies that look for it."""

    def __init__(self, name: str, db: MemoryDb) -> None:
        self.name, self._db = name, db
        self._docs: dict[Any, Doc] = {}

    # ---------------------------------------------------------------------------------------------- reading
    def find(self, filter: Any = None, projection: Any = None, sort: Any = None, limit: int = 0, **_: Any) -> "Cursor":
        return Cursor(self, filter, projection, sort, limit)

    def find_one(self, filter: Any = None, projection: Any = None, sort: Any = None) -> Doc | None:
        return next(iter(self.find(filter, projection, sort, 1)), None)

    def count_documents(self, filter: Any, limit: int = 0) -> int:
        found = sum(1 for _ in self._matching(_sent(filter)))
        return min(found, limit) if limit else found

    def aggregate(self, pipeline: Sequence[Doc]) -> Iterator[Doc]:
        docs = [bson.decode(bson.encode(doc)) for doc in self._docs.values()]
        context = _secantus("aggregate").PipelineContext(storage=self._db, db_name=self._db.name, coll_name=self.name)
        return map(_received, _secantus("aggregate").apply_pipeline(docs, _sent(list(pipeline)), context))

    def read(self, filter: Any, projection: Any, sort: Any, limit: int) -> Iterator[Doc]:
        docs = list(self._matching(_sent(filter or {})))
        if sort:
            docs = _secantus("ordering").sort_docs(docs, dict([(sort, 1)] if isinstance(sort, str) else sort))
        fields = dict.fromkeys(projection, 1) if isinstance(projection, list | tuple) else projection
        for doc in docs[: limit or None]:
            yield _received(_secantus("projection").apply_projection(doc, _sent(fields)) if fields else doc)

    def _matching(self, filter: Doc) -> Iterator[Doc]:
        matches = _secantus("query").matches
        return (doc for doc in self._candidates(filter) if matches(doc, filter))

    def _candidates(self, filter: Doc) -> list[Doc]:
        """In the order of the index that a server would take, or as they were inserted."""
        wanted = filter.get("_id")
        if isinstance(wanted, str):
            return [self._docs[wanted]] if wanted in self._docs else []
        return [self._docs[key] for key in sorted(self._docs)] if wanted else list(self._docs.values())

    # ---------------------------------------------------------------------------------------------- writing
    def insert_one(self, doc: Doc) -> Any:
        doc.setdefault("_id", bson.ObjectId())
        stored = _sent(dict(doc))
        if stored["_id"] in self._docs:
            raise DuplicateKeyError("E11000 duplicate key error", DUPLICATE_KEY, {"code": DUPLICATE_KEY})
        self._docs[stored["_id"]] = {"_id": stored["_id"], **stored}
        return SimpleNamespace(inserted_id=stored["_id"])

    def insert_many(self, docs: Iterable[Doc], ordered: bool = True) -> Any:
        return self.bulk_write([InsertOne(doc) for doc in docs], ordered=ordered)

    def update_one(self, filter: Any, update: Any, upsert: bool = False) -> Any:
        return self._update(filter, update, 1, upsert)

    def update_many(self, filter: Any, update: Any, upsert: bool = False) -> Any:
        return self._update(filter, update, None, upsert)

    def replace_one(self, filter: Any, replacement: Any, upsert: bool = False) -> Any:
        return self._update(filter, replacement, 1, upsert)

    def delete_one(self, filter: Any) -> Any:
        return self._delete(filter, 1)

    def delete_many(self, filter: Any) -> Any:
        return self._delete(filter, None)

    def find_one_and_update(
        self,
        filter: Any,
        update: Any,
        projection: Any = None,
        sort: Any = None,
        upsert: bool = False,
        return_document: bool = False,
    ) -> Doc | None:
        before = self.find_one(filter, sort=sort)
        shown = self.find_one({"_id": before["_id"]}, projection) if before else None
        changed = self._update({"_id": before["_id"]} if before else filter, update, 1, upsert)
        if not return_document:
            return shown
        return self.find_one({"_id": before["_id"] if before else changed.upserted_id}, projection)

    find_one_and_replace = find_one_and_update

    def bulk_write(self, requests: Sequence[Any], ordered: bool = True) -> Any:
        errors, matched = [], 0
        for index, request in enumerate(requests):
            try:
                matched += self._write(request)
            except DuplicateKeyError as error:
                errors.append({"index": index, "code": DUPLICATE_KEY, "errmsg": str(error)})
                if ordered:
                    break
        if errors:
            raise BulkWriteError({"writeErrors": errors, "writeConcernErrors": [], "nMatched": matched})
        return SimpleNamespace(acknowledged=True, matched_count=matched)

    def _write(self, request: Any) -> int:
        """How many documents an update has met."""
        match request:
            case InsertOne():
                self.insert_one(request._doc)
            case UpdateOne() | ReplaceOne():
                return int(self._update(request._filter, request._doc, 1, bool(request._upsert)).matched_count)
            case UpdateMany():
                return int(self._update(request._filter, request._doc, None, bool(request._upsert)).matched_count)
            case DeleteOne():
                self._delete(request._filter, 1)
            case _:
                raise NotImplementedError(request)
        return 0

    def _update(self, filter: Any, update: Any, most: int | None, upsert: bool) -> Any:
        wanted, change = _sent(filter), _sent(update)
        found = list(self._matching(wanted))[:most]
        if not found and upsert:
            return self._insert_as(wanted, change)
        changed = 0
        for doc in found:
            places = _secantus("update").find_positional_matches(doc, wanted)
            after = _secantus("update").apply_update(doc, change, positional_matches=places)
            changed += after != doc
            self._docs[doc["_id"]] = after
        return SimpleNamespace(matched_count=len(found), modified_count=changed, upserted_id=None)

    def _insert_as(self, filter: Doc, change: Any) -> Any:
        seed: Doc = {}
        for name, value in filter.items():
            if not name.startswith("$") and not (isinstance(value, Mapping) and any(k[:1] == "$" for k in value)):
                _secantus("paths").set_path(seed, name, value)
        made = _secantus("update").apply_update(seed, change, is_upsert=True)
        inserted = self.insert_one(made).inserted_id
        return SimpleNamespace(matched_count=0, modified_count=0, upserted_id=inserted)

    def _delete(self, filter: Any, most: int | None) -> Any:
        found = list(self._matching(_sent(filter)))[:most]
        for doc in found:
            del self._docs[doc["_id"]]
        return SimpleNamespace(deleted_count=len(found))


class Cursor:
    """Reads when it is first asked for a document."""

    def __init__(self, collection: Collection, filter: Any, projection: Any, sort: Any, limit: int) -> None:
        self._collection, self._filter, self._projection = collection, filter, projection
        self._sort, self._limit = sort, limit

    def sort(self, key: Any, direction: int = 1) -> Self:
        self._sort = [(key, direction)] if isinstance(key, str) else key
        return self

    def limit(self, limit: int) -> Self:
        self._limit = limit
        return self

    def __iter__(self) -> Iterator[Doc]:
        return self._collection.read(self._filter, self._projection, self._sort, self._limit)
