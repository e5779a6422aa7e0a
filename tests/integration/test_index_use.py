"""Every index is the best that some command of an import, of a pass of the reconciler or of the API has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import takewhile
from typing import Any

import pytest
from pymongo import monitoring

from job_importer.connections import Context
from job_importer.indexes import INDEXES
from job_importer.mongo import connect
from tests.support.api_client import VIEWER, Client
from tests.support.api_fixtures import connections
from tests.support.feed_server import FeedServer, feed_server, indeed_feed, indeed_job
from tests.support.pipeline import Pipeline
from tests.support.world import FEED, NOW, add_feed

__all__ = ["connections"]  # a fixture

Key = tuple[tuple[str, int], ...]
Filter = Mapping[str, Any]
BOUNDS = {"$gt", "$gte", "$lt", "$lte"}


@dataclass(frozen=True)
class Asked:
    collection: str
    filter: Filter
    sort: tuple[tuple[str, int], ...]


class Commands(monitoring.CommandListener):
    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        command, name = event.command, event.command_name
        collection = str(command.get(name))
        match name:
            case "find":
                self._note(collection, command.get("filter"), command.get("sort"))
            case "aggregate":
                stages = {stage: value for some in reversed(command["pipeline"]) for stage, value in some.items()}
                self._note(collection, stages.get("$match"), stages.get("$sort"))
            case "update" | "delete":
                for write in command.get(f"{name}s", ()):
                    self._note(collection, write["q"], None)

    def _note(self, collection: str, filter: Any, sort: Any) -> None:
        self.asked.append(Asked(collection, filter or {}, tuple((sort or {}).items())))

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        pass

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        pass


def is_equal(filter: Filter, name: str) -> bool:
    return name in filter and not (isinstance(filter[name], Mapping) and "$in" not in filter[name])


def is_bounded(filter: Filter, name: str) -> bool:
    return isinstance(filter.get(name), Mapping) and bool(BOUNDS & set(filter[name]))


def fit(key: Key, partial: Filter, asked: Asked) -> tuple[int, int]:
    """How many fields in front of the index the command gives a value; and whether its sort or bounds come then."""
    if any(asked.filter.get(name) is None for name in partial):
        return 0, 0
    front = [name for name, _ in takewhile(lambda part: is_equal(asked.filter, part[0]), key)]
    behind = key[len(front) :]
    sort = [(name, way) for name, way in asked.sort if name not in front]
    is_sorted = bool(sort) and [name for name, _ in behind[: len(sort)]] == [name for name, _ in sort]
    ways = {way * wanted for (_, way), (_, wanted) in zip(behind, sort, strict=False)}
    bounded = bool(behind) and is_bounded(asked.filter, behind[0][0])
    return len(front), int((is_sorted and len(ways) == 1) or bounded)


def declared(collection: str) -> dict[Key, Filter]:
    """Each with the fields that it has to be asked for."""
    documents = [index.document for index in INDEXES[collection]]
    made = {tuple(one["key"].items()): one.get("partialFilterExpression", {}) for one in documents}
    return made | {(("_id", 1),): {}}


def best(asked: Asked) -> Key | None:
    """The one index that serves the command best; None if none does, or several do as well."""
    fits = {key: fit(key, partial, asked) for key, partial in declared(asked.collection).items()}
    most = max(fits.values())
    first, *others = [key for key, found in fits.items() if found == most]
    return first if most > (0, 0) and not others else None


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as served:
        yield served


def renamed(n: int) -> dict[str, str]:
    return indeed_job(n) | {"referencenumber": f"X{n}"}


def import_all(pipeline: Pipeline, server: FeedServer) -> list[str]:
    """Jobs come, change, are called otherwise, go, fail and pass their date."""
    runs, known = [], [indeed_job(n) for n in range(6)]
    broken = indeed_job(9) | {"title": ""}
    past = indeed_job(8) | {"expiration_date": f"{NOW + timedelta(days=1):%Y-%m-%d}"}
    changed = [indeed_job(0, title="Other"), *known[1:]]
    others = [renamed(n) for n in range(6)]
    for items in ([*known, past], [*changed, past, broken], others, others[1:]):
        server.body = indeed_feed(*items)
        runs.append(str(pipeline.import_now(FEED)["_id"]))
        pipeline.wait(hours=2)
    pipeline.wait(days=3)
    pipeline.import_now(FEED)
    return runs


def test_every_index_serves_a_command_better_than_any_other(
    connections: Context, secantus: str, server: FeedServer
) -> None:
    commands = Commands()
    add_feed(connections.db, url=server.url, collapse_threshold=0)
    db = connect(secantus, connections.db.name, event_listeners=[commands])
    ctx = replace(connections, open_db=lambda: db)
    runs = import_all(Pipeline(ctx, NOW), server)
    client = Client(ctx, VIEWER)
    for url in (
        f"/imports?feed={FEED}", "/imports?status=failed", "/imports?code=feed_timeout", "/imports?trigger=replay",
        f"/imports/{runs[1]}", f"/imports/{runs[1]}/failures", f"/imports/{runs[2]}/changes?kind=rekeyed",
        f"/imports/{runs[1]}/changes?kind=updated", "/failures", "/failures?code=validation_error",
        f"/failures?feed={FEED}", "/feeds", "/jobs", f"/jobs?feed={FEED}", "/jobs?q=cook", "/jobs/changes", "/stats",
        "/overview", "/today", "/audit?who=me", "/audit?action=feed.added", f"/audit?feed={FEED}",
        f"/events?feed={FEED}", "/events?type=feed.broken",
    ):  # fmt: skip
        assert client.get(url).status == 200, url
    db.client.close()
    used = {(asked.collection, best(asked)) for asked in commands.asked if asked.collection in INDEXES}
    every = {(name, tuple(index.document["key"].items())) for name, some in INDEXES.items() for index in some}
    assert every - used == set()
