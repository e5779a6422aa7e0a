"""Rows as CSV: RFC 4180 in UTF-8. A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP,
"CSV injection"): feed text ends up in these files.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_FORMULA = re.compile(rf"[\t\r\n]|[{_UNSEEN}]*[=+\-@|%＝＋－＠]")
"""Also after invisible characters: spreadsheets drop white space, a byte order mark and the like."""


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """`columns` are dotted names: `counts.new` is `new` of the row's `counts`."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows(list(_cells(row, columns)) for row in rows)
    return file.getvalue()


def columns_of(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The dotted names of all values in the rows, in order of first appearance."""
    names = dict.fromkeys(name for row in rows for name in _names(row))
    objects = {name[: n.start()] for name in names for n in re.finditer(r"\.", name)}
    return [name for name in names if name not in objects]  # such as an object that is null in some row


def _names(row: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in row.items():
        if isinstance(value, Mapping) and value:
            yield from _names(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def _cells(row: Mapping[str, Any], columns: Sequence[str]) -> Iterator[str | int | float | None]:
    for column in columns:
        value: Any = row
        for name in column.split("."):
            value = value.get(name) if value else None
        yield _cell(value)


def _cell(value: Any) -> str | int | float | None:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if _FORMULA.match(text) else text
