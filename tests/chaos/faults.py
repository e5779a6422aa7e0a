"""What strikes a handler in the middle of its writes: its process dies, or another handler comes between."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tests.support.crashes import AWS_WRITES, MONGO_WRITES, CrashError

SPLIT = {"bulk_write": 0, "insert_many": 0}  # writes of several documents, and the position of these


@dataclass
class Fault:
    """Strikes at the `at`-th write (0 is the first), once.

    `kind`: "before" and "after" the write, in the "middle" of one that has several parts, or "meanwhile": then
    `intruder` runs to its end before the write happens.
    """

    at: int
    kind: str
    intruder: Callable[[], None] | None = None
    writes: int = 0

    def strike(self, write: Callable[..., Any], name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        self.writes += 1
        if self.writes - 1 != self.at:
            return write(*args, **kwargs)
        if self.kind == "meanwhile":
            if self.intruder:
                self.intruder()
            return write(*args, **kwargs)
        with suppress(Exception):  # a dead process does not hear the answer, an error among them
            if self.kind == "after":
                write(*args, **kwargs)
            elif self.kind == "middle":
                self._half(write, name, args, kwargs)
        raise CrashError

    @staticmethod
    def _half(write: Callable[..., Any], name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if name == "send_message_batch":
            entries = kwargs["Entries"]
            write(**(kwargs | {"Entries": entries[: len(entries) // 2]}))
        elif name in SPLIT and len(args[0]) > 1:
            write(args[0][: len(args[0]) // 2], *args[1:], **kwargs)


class Faulty:
    """`target`, whose writes the fault may strike; collections of a database likewise."""

    def __init__(self, target: Any, fault: Fault) -> None:
        self._target, self._fault = target, fault

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if name in MONGO_WRITES or name in AWS_WRITES:
            return lambda *args, **kwargs: self._fault.strike(value, name, args, kwargs)
        return Faulty(value, self._fault) if type(value).__name__ == "Collection" else value

    def __getitem__(self, name: str) -> Any:
        return Faulty(self._target[name], self._fault)
