"""A crash between any two writes: proxies that let some through and then act as if the process had died."""

from collections.abc import Callable, Iterator
from typing import Any

MONGO_WRITES = {
    "bulk_write",
    "delete_many",
    "delete_one",
    "find_one_and_replace",
    "find_one_and_update",
    "insert_many",
    "insert_one",
    "replace_one",
    "update_many",
    "update_one",
}
AWS_WRITES = {"change_message_visibility", "put_object", "send_message", "send_message_batch"}


class CrashError(BaseException):
    """Not an Exception, so that no handler of the code under test can take it for a fault it knows."""


class Fuse:
    """Lets `writes` writes through; the next one does not happen."""

    def __init__(self, writes: int) -> None:
        self.left = writes

    def burn(self) -> None:
        if self.left == 0:
            raise CrashError
        self.left -= 1


class Fused:
    """`target`, with every method named in `writes` behind the fuse; collections of a database are fused likewise."""

    def __init__(self, target: Any, writes: set[str], fuse: Fuse) -> None:
        self._target, self._writes, self._fuse = target, writes, fuse

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if name in self._writes:
            return self._guard(value)
        return Fused(value, self._writes, self._fuse) if type(value).__name__ == "Collection" else value

    def __getitem__(self, name: str) -> Any:
        return Fused(self._target[name], self._writes, self._fuse)

    def _guard(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*args: Any, **kwargs: Any) -> Any:
            self._fuse.burn()
            return method(*args, **kwargs)

        return guarded


def opening(db: Any) -> Callable[[], Any]:
    """How connections come by `db`, whatever it is."""
    return lambda: db


def crash_points(work: Callable[[Fuse], None], limit: int = 200) -> Iterator[int]:
    """Run `work` with a fuse of 0, 1, 2 … writes; yields after each crash, and ends when the work gets through."""
    for writes in range(limit):
        try:
            work(Fuse(writes))
        except CrashError:
            yield writes
        else:
            assert writes > 0, "the work wrote nothing, so nothing was tested"
            return
    raise AssertionError(f"still crashing after {limit} writes")
