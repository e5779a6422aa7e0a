"""Counts what a piece of work costs MongoDB and SQS: commands, document writes, requests and bytes."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pymongo import monitoring

from job_importer.mongo import Db, connect


class Commands(monitoring.CommandListener):
    """Commands by collection and name; and the written documents, by collection."""

    def __init__(self) -> None:
        self.sent: Counter[str] = Counter()
        self.written: Counter[str] = Counter()
        self._collections: dict[int, str] = {}

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        collection = str(event.command[event.command_name])
        self._collections[event.request_id] = collection
        if event.command_name != "endSessions":  # as the client is closed
            self.sent[f"{collection}.{event.command_name}"] += 1

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        collection = self._collections.pop(event.request_id)
        if event.command_name in ("insert", "update"):
            self.written[collection] += event.reply.get("nModified", event.reply.get("n", 0))
            self.written[collection] += len(event.reply.get("upserted", ())) if event.command_name == "update" else 0
        elif event.command_name == "findAndModify":
            self.written[collection] += event.reply["lastErrorObject"]["n"]

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        self._collections.pop(event.request_id)


@contextmanager
def counted(uri: str, database: str) -> Iterator[tuple[Db, Commands]]:
    commands = Commands()
    db = connect(uri, database, event_listeners=[commands])
    try:
        yield db, commands
    finally:
        db.client.close()


class Requests:
    """The requests of one boto3 client, by operation, and the bytes of the message bodies that it sends."""

    def __init__(self, client: Any) -> None:
        self.made: Counter[str] = Counter()
        self.bytes = 0
        client.meta.events.register("before-parameter-build.*.*", self._note)

    def _note(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        self.made[model.name] += 1
        self.bytes += sum(len(entry["MessageBody"]) for entry in params.get("Entries", ()) if "MessageBody" in entry)
        self.bytes += len(params.get("MessageBody", ""))
