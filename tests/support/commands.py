"""Counting the commands that a piece of code sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from job_importer.mongo import Db, connect


class Commands(CommandListener):
    def __init__(self) -> None:
        self.names: list[str] = []

    def started(self, event: CommandStartedEvent) -> None:
        self.names.append(event.command_name)

    def succeeded(self, event: CommandSucceededEvent) -> None:
        pass

    def failed(self, event: CommandFailedEvent) -> None:
        pass

    def taken(self) -> int:
        """How many there were since the last call."""
        number = len(self.names)
        self.names.clear()
        return number


@contextmanager
def counted(db: Db) -> Iterator[tuple[Db, Commands]]:
    """The same database, by a connection whose commands are counted."""
    commands, address = Commands(), db.client.address
    assert address is not None
    listened = connect(f"mongodb://{address[0]}:{address[1]}/", db.name, event_listeners=[commands])
    try:
        yield listened, commands
    finally:
        listened.client.close()
