"""Reads a table row by row, within limits."""

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import islice
from pathlib import Path

from job_importer.codes import FeedError, RunFailure
from job_importer.intake.bytes.encoding import Encoding
from job_importer.intake.fields.field_names import slots_of
from job_importer.intake.fields.names import plain
from job_importer.intake.model import Caps

DELIMITERS = ",;\t|"
LEAST_COLUMNS = 3
LONGEST_NAME = 60  # of a column
ROWS_LOOKED_AT = 4


def delimiter(head: str) -> str | None:
    """The delimiter of a text whose first rows are those of a table: names, and below them as many cells. Else None."""
    lines = head.splitlines(keepends=True)
    whole = lines[:-1] if len(lines) > 2 else []  # the last may be cut off
    found = [(len(names), one) for one in DELIMITERS if (names := _header(lines, one) or _header(whole, one))]
    return max(found)[1] if found else None


def _header(lines: list[str], parted_by: str) -> list[str]:
    try:
        rows = [row for row in islice(csv.reader(lines, delimiter=parted_by), ROWS_LOOKED_AT) if row]
    except csv.Error:
        return []
    names = rows[0] if rows else []
    named = all(0 < len(name.strip()) <= LONGEST_NAME and not name.strip().isdecimal() for name in names)
    alone = len(rows) == 1 and "title" in slots_of(map(plain, names))  # a sentence may have commas too
    even = alone or any(len(row) == len(names) for row in rows[1:])
    return names if named and even and len(set(names)) == len(names) >= LEAST_COLUMNS else []


class Rows:
    """The rows of a file in order, without blank ones. Raises FeedError if the file is cut off or exceeds a cap."""

    def __init__(self, path: Path, encoding: Encoding, caps: Caps, parted_by: str) -> None:
        self._path, self._encoding, self._caps, self._delimiter = path, encoding, caps, parted_by
        self._record: list[str] = []  # lines of the row that is being read
        self._line = 0

    def __iter__(self) -> Iterator[list[str]]:
        csv.field_size_limit(self._caps.max_element_bytes)
        width = last = 0
        ends_within_a_line = False
        with self._path.open("rb") as file:
            file.seek(self._encoding.skip)
            text = TextIOWrapper(file, encoding=self._encoding.codec, errors="replace", newline="")
            try:
                for row in csv.reader(self._lines(text), delimiter=self._delimiter):
                    ends_within_a_line = not self._record[-1].endswith(("\n", "\r"))
                    if ends_within_a_line:
                        self._check_quotes()
                    self._record.clear()
                    if any(cell.strip() for cell in row):
                        width, last = width or len(row), len(row)
                        yield row
            except csv.Error as error:
                raise self._refusal(f"cannot be read: {error}") from None
        if ends_within_a_line and last < width:
            raise self._refusal("is cut off: its last row has fewer cells than the header")

    def _lines(self, text: TextIOWrapper) -> Iterator[str]:
        longest = self._caps.max_element_bytes
        while line := text.readline(longest):
            self._line += 1
            self._record.append(line)
            if len(line) == longest or sum(map(len, self._record)) > 2 * longest:
                raise FeedError(
                    RunFailure.XML_FORBIDDEN,
                    f"The CSV at line {self._line:,} has a row of more than {longest:,} bytes, which is not allowed.",
                )
            yield line

    def _check_quotes(self) -> None:
        """Checks what the csv reader accepts: a quoted cell that only the end of the file closes."""
        try:
            list(csv.reader(self._record, delimiter=self._delimiter, strict=True))
        except csv.Error as error:
            if "end of data" in str(error):
                raise self._refusal("is cut off within a quoted cell") from None

    def _refusal(self, what: str) -> FeedError:
        return FeedError(RunFailure.CSV_MALFORMED, f"The CSV {what} (line {self._line:,}); nothing was imported.")
