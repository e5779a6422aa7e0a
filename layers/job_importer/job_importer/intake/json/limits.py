"""Measures nesting, numbers and strings of a JSON text from its bytes, before a parser sees them."""

import re

IN_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_BRACKETS = re.compile(rb"[\[\]{}]")
LONGEST_NUMBER = 1_000  # digits: Python refuses an integer of more than 4,300, which crashes ijson's C code
_LONG_NUMBER = re.compile(rb"[0-9]{%d}" % LONGEST_NUMBER)


class Nesting:
    """Takes the blocks of a document in order. `lines` and `column` are the position at the end of the last block."""

    def __init__(self) -> None:
        self.depth = 0
        self.deepest = 0
        self.has_long_number = False
        self.lines = 1
        self.column = 0
        self._seen = 0  # bytes in the blocks before
        self._opened = 0  # the byte at which the last string begins
        self._in_string = False
        self._escaped = False  # the last block ended within an escape

    def feed(self, block: bytes) -> None:
        self._place(block)
        position = 0
        if self._escaped and block:
            position, self._escaped = 1, False
        while position < len(block):
            position = self._string(block, position) if self._in_string else self._structure(block, position)
        self._seen += len(block)

    @property
    def open_string(self) -> int:
        """Bytes so far of the string that is open at the end of the last block."""
        return self._seen - self._opened if self._in_string else 0

    def _place(self, block: bytes) -> None:
        if newlines := block.count(b"\n"):
            self.lines += newlines
            self.column = len(block) - block.rindex(b"\n") - 1
        else:
            self.column += len(block)

    def _string(self, block: bytes, start: int) -> int:
        match = IN_STRING.match(block, start)
        end = match.end() if match else start
        if block[end : end + 1] == b'"':
            self._in_string = False
        elif block[end : end + 1] == b"\\":
            self._escaped = True
        return end + 1

    def _structure(self, block: bytes, start: int) -> int:
        end = block.find(b'"', start)
        if end < 0:
            end = len(block)
        else:
            self._in_string, self._opened = True, self._seen + end
        if end - start > LONGEST_NUMBER and _LONG_NUMBER.search(block, start, end):
            self.has_long_number = True
        for bracket in _BRACKETS.findall(block, start, end):
            self.depth += 1 if bracket in b"[{" else -1
            self.deepest = max(self.deepest, self.depth)
        return end + 1
