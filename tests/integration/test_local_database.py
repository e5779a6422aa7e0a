"""The local stack's database reads along an index and writes what has changed, as MongoDB does: the same answers as the
server's own, for less.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from pymongo import ASCENDING, DESCENDING, IndexModel, MongoClient, UpdateMany, UpdateOne, WriteConcern

from job_importer.mongo import Db
from tests.support.servers import memory
from tools.bench.servers import Server, database
from tools.local.config import HOST

NAMES = ("a", "b", "\x00", "é", "\uffff")
TAGS = ("red", "green", "blue")
INDEXES: list[tuple[list[tuple[str, int]], dict[str, Any]]] = [
    ([("a", ASCENDING), ("_id", DESCENDING)], {}),
    ([("n", DESCENDING), ("_id", DESCENDING)], {}),
    ([("tags", ASCENDING), ("n", DESCENDING), ("_id", ASCENDING)], {}),
    ([("a", ASCENDING), ("n", ASCENDING)], {"partialFilterExpression": {"a": {"$gt": 1}}}),
    ([("late", ASCENDING)], {"sparse": True}),
]
SORTS = [
    [("_id", 1)], [("_id", -1)], [("n", -1), ("_id", -1)], [("n", 1), ("_id", 1)], [("n", -1), ("_id", 1)],
    [("a", 1), ("_id", -1)], [("late", 1), ("_id", 1)], [("tags", 1), ("_id", 1)],
]  # fmt: skip


def document(chance: random.Random, n: int) -> dict[str, Any]:
    made: dict[str, Any] = {"_id": f"{chance.choice(NAMES)}{n:03}", "a": chance.randrange(4)}
    made |= {"n": chance.choice([None, 1, 2.5, 4, 5, "x"])} if n % 7 else {}
    made |= {"tags": chance.sample(TAGS, chance.randrange(3))} if n % 5 else {"tags": chance.choice(TAGS)}
    return made | ({"late": chance.randrange(3)} if n % 4 else {})


def filters(chance: random.Random, ids: list[str]) -> dict[str, Any]:
    among: dict[str, Any] = {
        "a": chance.choice([0, 1, {"$in": [1, 2]}, None]),
        "n": chance.choice([4, None, {"$gt": 3}, {"$gte": 1, "$lt": 5}, {"$ne": 4}, {"$lte": "y"}]),
        "tags": chance.choice(["red", "blue", "green", {"$in": ["red", "blue"]}]),
        "_id": chance.choice([{"$gt": chance.choice(ids)}, {"$lt": chance.choice(ids)}, {"$in": ids[:9]}]),
        "late": chance.choice([1, {"$exists": True}]),
    }
    return {name: among[name] for name in chance.sample(list(among), chance.randrange(4))}


def change(chance: random.Random, ids: list[str]) -> UpdateOne | UpdateMany:
    new = document(chance, 1)
    field = chance.choice([name for name in new if name != "_id"])
    update = chance.choice([{"$set": {field: new[field]}}, {"$unset": {field: ""}}, {"$set": {"beside": 1}}])
    if chance.random() < 0.2:
        return UpdateMany({"a": chance.randrange(4)}, update)
    return UpdateOne({"_id": chance.choice([*ids, "new"])}, update, upsert=True)


@pytest.mark.parametrize("seed", range(3))
def test_the_answers_are_those_of_the_server_itself(db: Db, seed: int) -> None:
    chance, things = random.Random(seed), db["things"]
    for key, options in INDEXES:
        things.create_index(key, **options)
    docs = {doc["_id"]: doc for doc in (document(chance, n) for n in range(120))}
    things.insert_many(list(docs.values()))
    found = 0
    for n in range(150):
        if n % 10 == 0:
            things.bulk_write([change(chance, sorted(docs)) for _ in range(20)])
        sort, limit, skip = chance.choice(SORTS), chance.choice([1, 3, 20, 400]), chance.choice([0, 0, 2])
        asked: dict[str, Any] = {"filter": filters(chance, sorted(docs)), "sort": sort, "limit": limit, "skip": skip}
        if sort[0][0] == "tags" and "tags" in asked["filter"]:
            continue  # the server's own order of arrays is another one with an index and without
        own = list(things.find(**asked, hint=[("$natural", 1)]))
        assert list(things.find(**asked)) == own, asked
        assert list(things.find(**asked, projection={"n": 1})) == [
            {name: doc[name] for name in ("_id", "n") if name in doc} for doc in own
        ], asked
        found += len(own)
    assert found > 300


def test_without_a_sort_it_stops_when_it_has_enough(db: Db) -> None:
    db["things"].create_index("a")
    db["things"].insert_many([{"_id": n, "a": n % 2} for n in range(100)])
    found = list(db["things"].find({"a": 1, "_id": {"$gte": 50}}, limit=5))
    assert len(found) == 5
    assert all(doc["a"] == 1 and doc["_id"] >= 50 for doc in found)


FEW, MANY = 500, 10_000


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[MongoClient[Any], Server]]:
    with (
        TemporaryDirectory(prefix="secantus-", dir=memory()) as home,
        database(Path(home)) as server,
        MongoClient[Any](HOST, server.port) as client,
    ):
        for size in (FEW, MANY):
            client["test"][f"of {size}"].insert_many([{"_id": n, "a": n % 3, "b": n % 5} for n in range(size)])
            client["test"][f"of {size}"].create_index([("a", 1), ("_id", -1)])
        yield client, server


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ({}, 50),
        ({"a": 1}, 50),
        ({"a": 1, "_id": {"$lt": 400}}, 50),
        ({"a": {"$in": [1, 2]}}, 50),
        ({"a": {"$in": [7, 8]}}, 0),
        ({"_id": {"$gt": 7}}, 50),
        ({"b": 1}, 50),
    ],
    ids=str,
)
def test_a_page_costs_the_same_whatever_is_stored(
    server: tuple[MongoClient[Any], Server], filter: dict[str, Any], found: int
) -> None:
    client, of_server = server
    used = {}
    for size in (FEW, MANY):
        before = of_server.cpu_seconds()
        for _ in range(20):
            assert len(list(client["test"][f"of {size}"].find(filter, sort=[("_id", -1)], limit=50))) == found
        used[size] = of_server.cpu_seconds() - before
    assert used[MANY] < 3 * used[FEW] + 0.1, used


def several_indexes() -> list[IndexModel]:
    """Of a document without `n` none has an entry; `late` is in all."""
    only = {"n": {"$gt": 0}}
    return [IndexModel([("late", 1), (f"field{n}", 1)], partialFilterExpression=only) for n in range(20)]


def test_an_insert_reads_the_definitions_of_the_indexes_once(server: tuple[MongoClient[Any], Server]) -> None:
    client, of_server = server
    plain, indexed = client["test"]["plain"], client["test"]["indexed"]
    indexed.create_indexes(several_indexes())
    used = {}
    for things in (plain, indexed, plain, indexed):
        things.delete_many({})
        before = of_server.cpu_seconds()
        for begin in range(0, 3_000, 500):
            things.insert_many([{"_id": n, "a": n} for n in range(begin, begin + 500)])
        used[things.name] = of_server.cpu_seconds() - before
    assert used["indexed"] < 7 * used["plain"], used


def test_an_update_writes_the_entries_of_what_it_changes(server: tuple[MongoClient[Any], Server]) -> None:
    client, of_server = server
    things = client["test"]["updated"]
    things.create_indexes(several_indexes())
    things.insert_many([{"_id": n, "n": 1, "late": n, "beside": 0} for n in range(500)])
    used = {}
    for field in ("beside", "late"):
        before = of_server.cpu_seconds()
        things.bulk_write([UpdateOne({"_id": n}, {"$inc": {field: 1}}) for n in range(500)])
        used[field] = of_server.cpu_seconds() - before
    assert 2 * used["beside"] < used["late"], used


def test_a_command_waits_for_the_journal_once(server: tuple[MongoClient[Any], Server]) -> None:
    client, of_server = server
    things = client["test"].get_collection("journaled", write_concern=WriteConcern(j=True))
    things.insert_many([{"_id": n} for n in range(300)])
    before = written(of_server)
    things.bulk_write([UpdateOne({"_id": n}, {"$set": {"a": 1}}) for n in range(300)])
    assert written(of_server) - before < 100


def test_what_a_command_has_confirmed_outlives_a_kill() -> None:
    with TemporaryDirectory(prefix="secantus-", dir=memory()) as home:
        with database(Path(home)) as server, MongoClient[Any](HOST, server.port) as client:
            things = client["test"].get_collection("things", write_concern=WriteConcern(j=True))
            things.insert_many([{"_id": n} for n in range(50)])
            things.bulk_write([UpdateOne({"_id": n}, {"$set": {"a": 1}}) for n in range(50)])
            server.process.kill()
        with database(Path(home)) as server, MongoClient[Any](HOST, server.port) as client:
            assert client["test"]["things"].count_documents({"a": 1}) == 50


def written(server: Server) -> int:
    """How often it has written to anything until now (Linux)."""
    counts = Path(f"/proc/{server.process.pid}/io").read_text().split()
    return int(counts[counts.index("syscw:") + 1])
