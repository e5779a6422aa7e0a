"""Repairs the one tolerated fault of JSON: unescaped line breaks, tabs and other control characters in strings."""

import re
from collections.abc import Iterable, Iterator

from job_importer.intake.json.limits import IN_STRING

_CONTROL = re.compile(rb"\\?[\x00-\x1f]")
_NAMES = {b"\n": b"\\n", b"\r": b"\\r", b"\t": b"\\t"}


class Mender:
    """Escapes control characters in strings. `count`: how many it escaped."""

    def __init__(self) -> None:
        self.count = 0
        self._in_string = self._escaped = False

    def mend(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        for block in blocks:
            at = 1 if self._escaped and block else 0
            if at:
                yield block[:1]
                self._escaped = False
            while at < len(block):
                step = self._string if self._in_string else self._structure
                piece, at = step(block, at)
                yield piece

    def _structure(self, block: bytes, start: int) -> tuple[bytes, int]:
        end = block.find(b'"', start) + 1
        self._in_string = end > 0
        return block[start : end or len(block)], end or len(block)

    def _string(self, block: bytes, start: int) -> tuple[bytes, int]:
        """Up to and including the closing quote, or a backslash at the end of the block."""
        match = IN_STRING.match(block, start)
        end = match.end() if match else start
        last = block[end : end + 1]
        self._in_string, self._escaped = last != b'"', last == b"\\"
        return _CONTROL.sub(self._named, block[start:end]) + last, end + 1

    def _named(self, match: re.Match[bytes]) -> bytes:
        self.count += 1
        return _NAMES.get(match[0][-1:], b" ")
