"""Reads a JSON document in blocks, within limits."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import ijson
from ijson.common import IncompleteJSONError, JSONError

from job_importer.codes import FeedError, RunFailure
from job_importer.intake.json.grouped import Event, named_items
from job_importer.intake.json.limits import LONGEST_NUMBER, Nesting
from job_importer.intake.model import Caps

PRECISE_UP_TO = 8 * 1024 * 1024  # bytes; in a larger document, the position of an error is that of its block
UNREADABLE = (
    JSONError,
    UnicodeDecodeError,
    ArithmeticError,  # a number with an exponent of dozens of digits
)

_SPACE = re.compile(r"[ \t\r\n]*")
_CONSTANT = re.compile(r"(?<=[:\[,\s])-?(?:NaN|Infinity)\b")

Value = TypeVar("Value")


class Source:
    """The file as ijson reads it. Raises FeedError if an item is too large or nests too deep."""

    def __init__(self, path: Path, skip: int, caps: Caps) -> None:
        self._file = path.open("rb")
        self._file.seek(skip)
        self._caps = caps
        self._since_item = 0
        self.nesting = Nesting()
        self.bytes = 0

    def read(self, size: int) -> bytes:
        """Returns more than `size` while a string is open: the parser reads it from its beginning with every block, so
        a long one would take quadratic time.
        """
        room = self._caps.max_element_bytes + 2 * size - self._since_item
        block = self._file.read(max(size, min(self.nesting.open_string, room)))
        self.bytes += len(block)
        self._since_item += len(block)
        self.nesting.feed(block)
        if self.nesting.deepest > self._caps.max_depth:
            raise self._forbidden(f"nests deeper than {self._caps.max_depth} levels")
        if self.nesting.has_long_number:
            raise self._forbidden(f"has a number of more than {LONGEST_NUMBER:,} digits")
        if self._since_item > self._caps.max_element_bytes + 2 * size:
            raise self._forbidden(f"has an element of more than {self._caps.max_element_bytes:,} bytes")
        return block

    def item_done(self) -> None:
        self._since_item = 0

    def close(self) -> None:
        self._file.close()

    def _forbidden(self, what: str) -> FeedError:
        return FeedError(
            RunFailure.XML_FORBIDDEN, f"The JSON at line {self.nesting.lines} {what}, which is not allowed."
        )


def read_values(path: Path, skip: int, prefix: str, caps: Caps) -> Iterator[Any]:
    """Every value at `prefix` (ijson's notation), to the end of the document."""
    return _read(path, skip, caps, lambda source: ijson.items(source, prefix, multiple_values=True))


def read_members(path: Path, skip: int, prefix: str, caps: Caps) -> Iterator[tuple[str, Any]]:
    """Every key and value of the object at `prefix`, to the end of the document."""
    return _read(path, skip, caps, lambda source: ijson.kvitems(source, prefix, multiple_values=True))


def read_named(path: Path, skip: int, prefix: str, parent: str, caps: Caps) -> Iterator[tuple[str | None, Any]]:
    """Every value at `prefix` with the name of the object at `parent` around it. Slower than `read_values`."""
    return _read(
        path, skip, caps, lambda source: named_items(ijson.parse(source, multiple_values=True), prefix, parent)
    )


def read_events(path: Path, skip: int, caps: Caps) -> Iterator[Event]:
    """Every event with its prefix, to the end of the document."""
    return _read(path, skip, caps, lambda source: ijson.parse(source, multiple_values=True))


def _read(path: Path, skip: int, caps: Caps, values: Callable[[Source], Iterable[Value]]) -> Iterator[Value]:
    source = Source(path, skip, caps)
    try:
        for value in values(source):
            source.item_done()
            yield value
    except UNREADABLE as error:
        raise malformed(error, source, path, skip) from None
    finally:
        source.close()


def read_head(path: Path, skip: int, caps: Caps) -> Iterator[tuple[Event, int]]:
    """Events with their prefixes, and the number of bytes read so far."""
    source = Source(path, skip, caps)
    try:
        for event in ijson.parse(source, multiple_values=True, buf_size=16 * 1024):
            yield event, source.bytes
    except UNREADABLE as error:
        raise malformed(error, source, path, skip) from None
    finally:
        source.close()


def _read_all(text: str) -> None:
    """Raises JSONDecodeError at the first error in any of the values of a document."""
    decoder, position = json.JSONDecoder(), 0
    while (position := _SPACE.match(text, position).end()) < len(text):  # type: ignore[union-attr]
        _, position = decoder.raw_decode(text, position)


def malformed(error: Exception, source: Source, path: Path, skip: int) -> FeedError:
    cut_off = isinstance(error, IncompleteJSONError) and "incomplete" in str(error).lower()
    reason = "it ends too early" if cut_off else "unexpected character"
    line, column = source.nesting.lines, source.nesting.column + 1
    if path.stat().st_size <= PRECISE_UP_TO:
        text = path.read_bytes()[skip:].decode("utf-8", "replace")
        try:
            _read_all(text)
            if constant := _CONSTANT.search(text):  # which Python's own parser accepts
                before = text[: constant.start()]
                line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
                reason = f"{constant[0]} is not a JSON value"
        except json.JSONDecodeError as precise:
            line, column, reason = precise.lineno, precise.colno, reason if cut_off else precise.msg
        except (ValueError, RecursionError):  # a number of thousands of digits
            pass
    return FeedError(
        RunFailure.JSON_MALFORMED, f"The JSON is not well-formed at line {line}, column {column}: {reason}."
    )
